"""No claim rests on a work that was retracted or withdrawn, nor on a claim that does, unless an editor read the notice.

The override in kb/sources.yaml says why the work is still named; its evidence is not counted all the same.

Bad:

    evidence:
      - work: smith2020
        stance: supports

Good:

    evidence:
      - work: jones2021
        stance: supports

Good, in kb/sources.yaml:

    smith2020:
      overrides:
        - field: standing
          record: retracted
          reason: Shown because the article cites it; the notice speaks of two of its figures.
          on: 2026-11-24
          until: 2027-11-24
"""

from collections.abc import Iterator

from build_tools.graph import resting_on
from build_tools.model import KnowledgeBase, Problem
from build_tools.vocabulary import FALLEN

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for claim, item, through in resting_on(kb, *FALLEN):
        if item is None:
            message = f"this claim depends on '{through}', and through it on a work that was retracted or withdrawn"
            yield Problem(claim.place.value("statement"), message, f"`kb why {through}` shows what is left")
        else:
            entry = kb.lock_entry(item.work)
            message = f"'{item.work}' was {entry.standing}{entry.announced}; the level of this claim no longer counts it"
            yield Problem(item.place.value("work"), message, "look for other evidence, or take the item out")
