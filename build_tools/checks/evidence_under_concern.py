"""No claim rests on a work about which an expression of concern was published, unless an editor read it.

Bad:

    evidence:
      - work: smith2020

Good, in kb/sources.yaml:

    smith2020:
      overrides:
        - field: standing
          record: concern
          reason: The concern is about the mice; what is used here was shown in dishes.
          on: 2026-11-24
          until: 2027-11-24
"""

from collections.abc import Iterator

from build_tools.graph import resting_on
from build_tools.model import KnowledgeBase, Problem

LEVEL = "warning"
SINCE = "2026-11-25"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for claim, item, through in resting_on(kb, "concern"):
        if item is None:
            message = f"this claim depends on '{through}', and through it on a work under an expression of concern"
            yield Problem(claim.place.value("statement"), message, "the same override settles it")
        else:
            told = kb.lock_entry(item.work).announced
            message = f"an expression of concern was published about '{item.work}'{told}; the work stands"
            yield Problem(item.place.value("work"), message, "read it, and say by an override what it means for the claims")
