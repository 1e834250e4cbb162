"""An override holds until the day it names; after that somebody looks again.

Bad, in a run of 2027-12-01:

    smith2020:
      overrides:
        - {field: year, record: "2019", reason: The issue was printed in 2020., on: 2026-11-24, until: 2027-11-24}

Good:

    smith2020:
      overrides:
        - {field: year, record: "2019", reason: The issue was printed in 2020., on: 2027-11-30, until: 2028-11-30}
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-25"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for source in kb.sources.values():
        for one in source.overrides:
            if one.expired(kb.on):
                message = f"the override of '{one.field}' of '{source.id}' held until {one.until}; this run is of {kb.on}"
                hint = "look again; then give new days, or take it out"
                yield Problem(one.place.value("until"), message, hint)
