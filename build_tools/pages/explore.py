"""The graph explorer: a page that draws the graph and lists the same; without scripts it lists topics and sources."""

from collections import Counter
from collections.abc import Iterator

from build_tools.front_end import address
from build_tools.model import KnowledgeBase, Page
from build_tools.template import fill


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    held = Counter(claim.topic for claim in kb.claims.values())
    topics = [(topic, held[topic.id]) for topic in kb.topics.values()]
    said = Counter(source for claim in kb.claims.values() for source in {one.source for one in claim.asserted_by})
    body = fill("explore.html", kb, "explore/", topics=topics, sources=said.most_common(), library=address("cytoscape"))
    yield Page("explore/", "Explore", "", body)
