"""An editor's judgement gives its reasons.

Bad:

    judgement:
      says: Likely true for marrow cells.

Good:

    judgement:
      says: Likely true for marrow cells.
      reasons: [Both studies with marrow cells agree.]
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "warning"
SINCE = "2026-11-25"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for claim in kb.claims.values():
        judgement = claim.judgement
        if judgement is not None and not any(reason.strip() for reason in judgement.reasons):
            hint = "add what it rests on under `reasons`, or take the judgement out"
            yield Problem(judgement.place.value("says"), "this judgement gives no reason", hint)
