"""Every folder of claims is a topic of kb/topics.yaml.

Bad, where kb/topics.yaml has senescence:

    kb/claims/senescense/cells-age.yaml

Good:

    kb/claims/senescence/cells-age.yaml
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem, Where, nearest

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    folders = {claim.topic: claim.place.file.rpartition("/")[0] for claim in kb.claims.values()}
    for topic, folder in folders.items():
        if topic not in kb.topics:
            hint = nearest(topic, kb.topics) or f"add '{topic}' to kb/topics.yaml"
            yield Problem(Where(folder), f"folder '{topic}' is no topic of kb/topics.yaml", hint)
