"""A claim with evidence rests on more than one independent group.

Works that share an author, a cohort or data are one group, as `kb why` shows.

Bad, where both are by the same people:

    evidence:
      - work: smith2020
      - work: smith2021

Good:

    evidence:
      - work: smith2020
      - work: jones2021
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "note"
SINCE = "2026-11-25"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for claim in kb.claims.values():
        counted = [one for one in kb.levels[claim.id].weighed if one.counted]
        if len({group for one in counted for group in one.groups}) == 1:
            works = ", ".join(f"'{key}'" for key in dict.fromkeys(one.item.work for one in counted))
            message = f"all evidence that counts here is of one group: {works}"
            yield Problem(counted[0].item.place.value("work"), message, "look for a study by somebody else")
