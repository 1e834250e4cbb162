"""Every YAML file can be read and holds something.

Bad:

    statement: Cells: they divide.

Good:

    statement: "Cells: they divide."
"""

from collections.abc import Iterable

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterable[Problem]:
    return kb.found("unreadable_yaml")
