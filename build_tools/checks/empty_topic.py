"""Every topic of kb/topics.yaml has claims.

Bad:

    a topic whose folder below kb/claims is empty or missing

Good:

    a topic with a claim in its folder
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
EXCEPTABLE = True
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    if not kb.whole:
        return
    used = {claim.topic for claim in kb.claims.values()}
    for topic in kb.topics.values():
        if topic.id not in used:
            yield Problem(topic.place.here, f"topic '{topic.id}' has no claims", f"add one in kb/claims/{topic.id}/")
