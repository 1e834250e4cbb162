"""A claim rests on more than the word or the works of parties with an interest.

Where no evidence is counted, it is said once for each source, with the number of its claims. Where some is, at the claim.

Bad, where clinic-page is the page of a clinic:

    asserted_by:
      - source: clinic-page

Good:

    asserted_by:
      - source: clinic-page
    evidence:
      - work: smith2020
"""

from collections import Counter
from collections.abc import Iterator

from build_tools.counts import some
from build_tools.model import KnowledgeBase, Problem

LEVEL = "warning"
SINCE = "2026-11-25"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    alone: Counter[str] = Counter()
    for claim in kb.claims.values():
        counted = [one.item for one in kb.levels[claim.id].weighed if one.counted]
        sources = {said.source for said in claim.asserted_by}
        if counted and all(kb.interested(item.work) for item in counted):
            works = ", ".join(f"'{key}' ({kb.interest(key)})" for key in dict.fromkeys(item.work for item in counted))
            message = f"all evidence that counts here is of parties with an interest: {works}"
            yield Problem(counted[0].place.value("work"), message, "look for a study by somebody without one")
        elif not counted and claim.kind != "normative" and sources and all(map(kb.interested, sources)):
            alone.update(sources)
    for key, number in sorted(alone.items()):
        rest = "rests" if number == 1 else "rest"
        message = f"{some(number, 'claim')} {rest} on its word, or also on that of others with an interest: {kb.interest(key)}"
        yield Problem(kb.sources[key].place.value("interest"), message, "look for evidence by somebody without one")
