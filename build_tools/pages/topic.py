"""A page per topic: its claims, those that stand best first."""

from collections import Counter
from collections.abc import Iterator, Sequence

from build_tools.counts import some
from build_tools.model import Claim, KnowledgeBase, Page, Topic
from build_tools.paging import parts
from build_tools.prose import plain
from build_tools.template import fill
from build_tools.vocabulary import LEVELS

SECTION = "topics"


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    by_topic: dict[str, list[Claim]] = {topic: [] for topic in kb.topics}
    for claim in kb.claims.values():
        by_topic.setdefault(claim.topic, []).append(claim)
    shown = []
    for topic in kb.topics.values():
        claims = best_first(kb, by_topic[topic.id])
        levels = tally(kb, claims)
        shown.append((topic, len(claims), levels))
        yield from _pages(kb, topic, claims, levels)
    yield Page("topics/", "Topics", "", fill("topics.html", kb, "topics/", topics=shown))


def _pages(kb: KnowledgeBase, topic: Topic, claims: list[Claim], levels: list[tuple[str, int]]) -> Iterator[Page]:
    description = plain(topic.summary)[:160] or f"{some(len(claims), 'claim')} on {topic.title}."
    for part in parts(f"topics/{topic.id}/", claims):
        body = fill("topic.html", kb, part.path, topic=topic, part=part, total=len(claims), levels=levels)
        crumbs, about = (("topics/", "Topics"),), {"@type": "CollectionPage", "name": topic.title}
        yield Page(part.path, part.title(topic.title), description, body, crumbs=crumbs, edit="kb/topics.yaml", about=about)


def best_first(kb: KnowledgeBase, claims: Sequence[Claim]) -> list[Claim]:
    rank = {level: place for place, level in enumerate(LEVELS)}
    return sorted(claims, key=lambda claim: (rank[kb.levels[claim.id].level], claim.id))


def tally(kb: KnowledgeBase, claims: Sequence[Claim]) -> list[tuple[str, int]]:
    """How many of the claims stand at each level, best first."""
    found = Counter(kb.levels[claim.id].level for claim in claims)
    return [(level, found[level]) for level in LEVELS if found[level]]
