"""Claims that cannot both be true as they stand, and claims whose evidence disagrees: side by side, with what differs."""

from collections.abc import Iterator
from urllib.parse import urlencode

from build_tools.contrast import conflicts, divided
from build_tools.model import KnowledgeBase, Page
from build_tools.template import fill
from build_tools.vocabulary import LEVELS

MOST = 200  # claims whose evidence disagrees; the search has the others


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    both = divided(kb)
    body = fill(
        "conflicts.html",
        kb,
        "conflicts/",
        conflicts=conflicts(kb),
        divided=both[:MOST],
        left=len(both) - MOST,
        search=urlencode({"type": "Claim", "level": LEVELS["contested"].label}),
    )
    yield Page("conflicts/", "Conflicts", "", body)
