"""A claim is related to other claims, not to itself.

Bad:

    # kb/claims/cells/cells-age.yaml
    relates:
      - to: cells-age
        how: refines

Good:

    relates:
      - to: cells-age-in-culture
        how: refines
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for claim in kb.claims.values():
        for relation in claim.relates:
            if relation.to == claim.id:
                yield Problem(relation.place.value("to"), "this claim is related to itself", "name another claim, or take it out")
