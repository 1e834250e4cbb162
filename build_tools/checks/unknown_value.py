"""A field with a closed list of words holds one of them.

Bad:

    kind: guess

Good:

    kind: causal
"""

from collections.abc import Iterable

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterable[Problem]:
    return kb.found("unknown_value")
