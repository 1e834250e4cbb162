"""A text is no longer than its field allows.

Bad:

    a statement of more than 300 characters

Good:

    two claims, each with one idea
"""

from collections.abc import Iterable

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterable[Problem]:
    return kb.found("long_text")
