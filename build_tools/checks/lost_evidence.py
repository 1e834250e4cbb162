"""No evidence is a work that was looked for and found nowhere; such works stand only where a source cites them.

Bad:

    evidence:
      - work: nobody2020

Good:

    asserted_by:
      - source: some-page
        cites: [nobody2020]
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for claim in kb.claims.values():
        for item in claim.evidence:
            if kb.lock_entry(item.work).outcome == "not found":
                hint = "take the item out; a source that cites it names it under `cites`"
                yield Problem(item.place.value("work"), f"'{item.work}' was looked for and found nowhere", hint)
