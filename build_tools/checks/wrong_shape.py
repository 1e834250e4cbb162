"""A value has the shape of its field: text, a list, or fields of its own.

Bad:

    asserted_by: exosome-page

Good:

    asserted_by:
      - source: exosome-page
"""

from collections.abc import Iterable

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterable[Problem]:
    return kb.found("wrong_shape")
