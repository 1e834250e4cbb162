"""Only fields of the format are used.

Bad:

    statment: Cells divide.

Good:

    statement: Cells divide.
"""

from collections.abc import Iterable

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterable[Problem]:
    return kb.found("unknown_field")
