"""YAML files hold only fields, lists and text: no anchors, aliases, tags, merge keys or second documents.

Bad:

    scope: &shared
      cells: msc
    note: !!str 1.10

Good:

    scope:
      cells: msc
    note: 1.10
"""

from collections.abc import Iterable

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterable[Problem]:
    return kb.found("forbidden_yaml")
