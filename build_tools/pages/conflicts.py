"""Claims that cannot both be true as they stand, side by side, with what differs."""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Page
from build_tools.template import fill

Conflict = tuple[str, str, str]


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    body = fill("conflicts.html", kb, "conflicts/", conflicts=_conflicts(kb))
    yield Page("conflicts/", "Conflicts", "", body)


def _conflicts(kb: KnowledgeBase) -> list[Conflict]:
    """Each pair once, as (claim, claim, note), in the order of the topics."""
    pairs: dict[tuple[str, ...], Conflict] = {}
    for claim in kb.claims.values():
        for link in claim.relates:
            if link.how == "conflicts-with" and link.to in kb.claims:
                pair = tuple(sorted((claim.id, link.to)))
                noted = pairs.get(pair)
                pairs[pair] = noted if noted and noted[2] else (claim.id, link.to, link.note)
    topics = list(kb.topics)
    return sorted(pairs.values(), key=lambda conflict: (topics.index(kb.claims[conflict[0]].topic), conflict))
