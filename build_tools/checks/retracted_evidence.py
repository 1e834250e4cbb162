"""No claim rests on a work that was retracted or withdrawn, nor on a claim that does.

Bad:

    evidence:
      - work: smith2020
        stance: supports

Good:

    evidence:
      - work: jones2021
        stance: supports
"""

from collections.abc import Iterator

from build_tools.graph import dependent_claims
from build_tools.model import KnowledgeBase, Problem
from build_tools.vocabulary import FALLEN

FEW = 5
LEVEL = "warning"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    rests: set[str] = set()
    for claim in kb.claims.values():
        for item in claim.evidence:
            standing = kb.lock_entry(item.work).standing
            if standing in FALLEN:
                rests.add(claim.id)
                message = f"'{item.work}' was {standing}; the level of this claim no longer counts it"
                yield Problem(item.place.value("work"), message, "look for other evidence, or take the item out")
    for identity in sorted(dependent_claims(kb.graph, rests) & set(kb.claims)):
        hint = f"it depends on: {', '.join(sorted(rests))}" if len(rests) <= FEW else "`kb why` shows each of them"
        message = "this claim depends on one whose evidence was retracted or withdrawn"
        yield Problem(kb.claims[identity].place.value("statement"), message, hint)
