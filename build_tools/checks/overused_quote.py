"""A quote does not carry more than fifteen claims.

Bad:

    sixteen claims that all rest on the same phrase of a work

Good:

    a phrase of its own for each claim, or fewer claims
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Place, Problem

LEVEL = "warning"
SINCE = "2026-11-24"

MOST = 15


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    uses: dict[tuple[str, str], list[Place]] = {}
    for claim in kb.claims.values():
        for quote, key, _, place in claim.said():
            uses.setdefault((key, quote), []).append(place)
    for (key, _), places in uses.items():
        if len(places) > MOST:
            message = f"this quote of '{key}' serves {len(places)} claims"
            yield Problem(places[0].value("quote"), message, "does each claim really rest on it?")
