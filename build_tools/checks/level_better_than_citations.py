"""What a source cites for a claim with some support is part of that support.

The level is right all the same. Readers should know that it does not come from what the source gives as its proof.

Bad, where the full text of cited2020 says nothing on the claim:

    asserted_by:
      - source: some-page
        cites: [cited2020]
    evidence:
      - work: smith2020
        stance: supports

Good:

    asserted_by:
      - source: some-page
        cites: [smith2020]
    evidence:
      - work: smith2020
        stance: supports
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem
from build_tools.tracing import traced
from build_tools.vocabulary import ENDS_IN_NOTHING, FATES

LEVEL = "note"
SINCE = "2026-11-25"

SUPPORT = frozenset({"well-supported", "supported", "limited"})
KNOWN_NOT_TO_SUPPORT = ENDS_IN_NOTHING | {"otherwise"}


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for claim in kb.claims.values():
        citing = [said for said in claim.asserted_by if said.cites]
        if not citing or kb.levels[claim.id].level not in SUPPORT:
            continue
        found = [end for said in citing for end in traced(kb, claim, said)]
        cited = {end.key for end in found}
        shown = {one.item.work for one in kb.levels[claim.id].weighed if one.counted and one.item.stance == "supports"}
        none_supports = all(end.fate in KNOWN_NOT_TO_SUPPORT for end in found)
        if none_supports and shown and not any(item.work in cited and item.stance == "supports" for item in claim.evidence):
            told = "; ".join(f"'{end.key}' {FATES[end.fate].label}" for end in sorted(set(found)))
            message = f"the level comes from works that its sources do not cite; of what they cite, {told}"
            yield Problem(citing[0].place.value("cites"), message, "nothing to mend, if the evidence is right")
