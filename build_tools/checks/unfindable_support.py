"""A source that cites only what cannot be found for a claim is not all that stands for the claim.

Bad, where nobody2020 was looked for and found nowhere and there is no evidence:

    asserted_by:
      - source: some-page
        cites: [nobody2020]

Good:

    asserted_by:
      - source: some-page
        cites: [nobody2020]
    evidence:
      - work: smith2020
        stance: supports
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem
from build_tools.tracing import traced

LEVEL = "warning"
SINCE = "2026-11-25"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for claim in kb.claims.values():
        if any(one.counted and one.item.stance == "supports" for one in kb.levels[claim.id].weighed):
            continue
        for said in claim.asserted_by:
            if all(end.fate == "lost" for end in traced(kb, claim, said)):
                named = ", ".join(f"'{key}'" for key in dict.fromkeys(said.cites))
                message = f"all that is cited for this was looked for and found nowhere ({named}), and nothing else supports it"
                yield Problem(said.place.value("cites"), message, "look for evidence, or see whether the reference is misprinted")
