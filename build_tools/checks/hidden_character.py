"""Every character of a file can be seen by its reviewer.

Bad:

    a value with a zero-width space, a right-to-left override or a U+2028 line separator in it

Good:

    the same value, typed anew
"""

from collections.abc import Iterable

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterable[Problem]:
    return kb.found("hidden_character")
