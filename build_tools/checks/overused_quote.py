"""A quote does not carry more than fifteen claims.

Bad:

    sixteen claims that all rest on the same phrase of a work

Good:

    a phrase of its own for each claim, or fewer claims
"""

from collections import Counter
from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "warning"
SINCE = "2026-11-24"

MOST = 15


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    uses = Counter((key, quote) for claim in kb.claims.values() for quote, key, _, _ in claim.said())
    most = {used: times for used, times in uses.items() if times > MOST}
    for claim in kb.claims.values() if most else ():
        for quote, key, _, place in claim.said():
            times = most.pop((key, quote), 0)  # it is told at the first of them
            if times:
                message = f"this quote of '{key}' serves {times} claims"
                yield Problem(place.value("quote"), message, "does each claim really rest on it?")
