"""A text of kb/texts or .texts says how much of the work it holds.

Bad:

    The text, from its first line on.

Good:

    scope: fulltext
    retrieved: 2026-11-24

    The text, after an empty line.
"""

from collections.abc import Iterable

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterable[Problem]:
    return kb.found("unreadable_text")
