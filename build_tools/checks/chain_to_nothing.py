"""What a source cites for a claim without counted evidence leads to somebody without an interest.

Chains are followed through each cited work that says the same and cites in its turn. A source that cites nothing is no
chain, and a work of which only a part was read ends one openly.

Bad, where maker2020 is the page of a vendor:

    asserted_by:
      - source: some-page
        cites: [maker2020]

Good:

    asserted_by:
      - source: some-page
        cites: [smith2020]
"""

from collections.abc import Iterator

from build_tools.model import Claim, KnowledgeBase, Problem
from build_tools.tracing import End, ends, leads_to_nothing
from build_tools.vocabulary import FATES

LEVEL = "note"
SINCE = "2026-11-25"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for claim in kb.claims.values():
        if leads_to_nothing(kb, claim):
            citing = next(said for said in claim.asserted_by if said.cites)
            told = "; ".join(_told(kb, end) for end in _all_ends(kb, claim))
            message = f"whatever is cited for this leads to parties with an interest or to nothing: {told}"
            yield Problem(citing.place.value("cites"), message, "look for a work of somebody without an interest")


def _all_ends(kb: KnowledgeBase, claim: Claim) -> list[End]:
    return sorted({end for said in claim.asserted_by if said.cites for end in ends(kb, claim, said)})


def _told(kb: KnowledgeBase, end: End) -> str:
    interest = f", {kb.interest(end.key)}" if kb.interested(end.key) else ""
    return f"'{end.key}'{interest} ({FATES[end.fate].label})"
