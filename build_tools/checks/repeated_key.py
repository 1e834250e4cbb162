"""A field is given once.

Bad:

    kind: causal
    kind: definition

Good:

    kind: causal
"""

from collections.abc import Iterable

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterable[Problem]:
    return kb.found("repeated_key")
