"""A review is not dated after the day on which the base is checked.

A build does not ask what day it is. It goes by the newest day of references.lock, and grants a year.

Bad, on 2026-11-25:

    reviewed:
      - {by: Jane Doe, on: 2062-11-24}

Good:

    reviewed:
      - {by: Jane Doe, on: 2026-11-24}
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-25"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    if kb.today == "unknown":
        return
    latest = kb.today if kb.dated else f"{int(kb.today[:4]) + 1}{kb.today[4:]}"
    for claim in kb.claims.values():
        for review in claim.reviewed:
            if review.on > latest:
                message = f"this review is dated {review.on}, and the base is checked as of {kb.today}"
                yield Problem(review.place.value("on"), message, "write the day on which it was made")
