"""Passages and doublings are written 3, 3-4, 8+ or unknown.

Bad:

    passage: P3 to P4

Good:

    passage: 3-4
"""

from collections.abc import Iterable

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterable[Problem]:
    return kb.found("bad_range")
