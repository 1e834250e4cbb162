"""A quote does not carry more than fifteen claims.

Bad:

    sixteen claims that all rest on the same phrase of a work

Good:

    a phrase of its own for each claim, or fewer claims
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem, Where

LEVEL = "warning"
SINCE = "2026-11-24"

MOST = 15


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    uses: dict[tuple[str, str], list[Where]] = {}
    for claim in kb.claims.values():
        for quote, key, where in claim.quotes():
            uses.setdefault((key, quote), []).append(where)
    for (key, _), places in uses.items():
        if len(places) > MOST:
            yield Problem(places[0], f"this quote of '{key}' serves {len(places)} claims", "does each claim really rest on it?")
