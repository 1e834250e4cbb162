"""Every field that is needed is there and is not empty.

Bad:

    evidence:
      - work: smith2020

Good:

    evidence:
      - work: smith2020
        stance: supports
        design: in-vitro
        finding: Growth slowed.
"""

from collections.abc import Iterable

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterable[Problem]:
    return kb.found("missing_field")
