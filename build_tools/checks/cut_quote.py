"""A quote begins and ends at the edge of a word or number.

Bad:

    where the source says: Cells did not age, but may grow at 5.3% a day.

    quote: but may grow at 5.3

Good:

    quote: but may grow at 5.3%
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for key, where, verdict in kb.judged("cut"):
        yield Problem(
            where, f"cut inside of a word or number of '{key}': {verdict.why}", "quote the whole word or number, with its sign"
        )
