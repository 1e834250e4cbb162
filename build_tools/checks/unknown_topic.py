"""Every folder of claims is a topic of kb/topics.yaml.

Bad, where kb/topics.yaml has senescence:

    kb/claims/senescense/cells-age.yaml

Good:

    kb/claims/senescence/cells-age.yaml
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem, nearest

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for claim in kb.claims.values():
        if claim.topic not in kb.topics:
            hint = nearest(claim.topic, kb.topics) or f"add '{claim.topic}' to kb/topics.yaml"
            yield Problem(claim.place.here, f"its folder '{claim.topic}' is no topic of kb/topics.yaml", hint)
