"""A correction of a work that claims rest on was read by an editor.

Bad:

    evidence:
      - work: smith2020

Good, in kb/sources.yaml:

    smith2020:
      overrides:
        - field: standing
          record: corrected
          reason: The correction is about the name of an author.
          on: 2026-11-24
          until: 2027-11-24
"""

from collections.abc import Iterator

from build_tools.graph import resting_on
from build_tools.model import KnowledgeBase, Problem

LEVEL = "warning"
SINCE = "2026-11-25"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for claim, item, through in resting_on(kb, "corrected"):
        if item is None:
            message = f"this claim depends on '{through}', and through it on a work that was corrected"
            yield Problem(claim.place.value("statement"), message, "the same override settles it")
        else:
            message = f"a correction was published of '{item.work}'{kb.lock_entry(item.work).announced}; the work stands"
            yield Problem(item.place.value("work"), message, "read it, and say by an override what it means for the claims")
