"""A page per topic: its claims, those that stand best first."""

from collections import Counter
from collections.abc import Iterator

from build_tools.model import Claim, KnowledgeBase, Page
from build_tools.prose import plain
from build_tools.template import fill
from build_tools.vocabulary import LEVELS

SECTION = "topics"


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    rank = {level: place for place, level in enumerate(LEVELS)}
    by_topic: dict[str, list[Claim]] = {topic: [] for topic in kb.topics}
    for claim in kb.claims.values():
        by_topic.setdefault(claim.topic, []).append(claim)
    shown = []
    for topic in kb.topics.values():
        claims = sorted(by_topic[topic.id], key=lambda claim: (rank[kb.levels[claim.id].level], claim.id))
        tally = Counter(kb.levels[claim.id].level for claim in claims)
        shown.append((topic, len(claims), [(level, tally[level]) for level in LEVELS if tally[level]]))
        path = f"topics/{topic.id}/"
        body = fill("topic.html", kb, path, topic=topic, claims=claims)
        about = {"@type": "CollectionPage", "name": topic.title}
        description = plain(topic.summary)[:160] or f"{len(claims)} claims on {topic.title}."
        yield Page(path, topic.title, description, body, crumbs=(("topics/", "Topics"),), edit="kb/topics.yaml", about=about)
    yield Page("topics/", "Topics", "", fill("topics.html", kb, "topics/", topics=shown))
