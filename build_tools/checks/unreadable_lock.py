"""references.lock is the JSON that the tools write.

Bad:

    {"version": 1, "works": {"smith2020": {"outcome": "fine"}}}

Good:

    {"version": 1, "works": {"smith2020": {"outcome": "could not check"}}}
"""

from collections.abc import Iterable

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterable[Problem]:
    return kb.found("unreadable_lock")
