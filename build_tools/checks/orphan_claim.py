"""Every claim is asserted by a source or supported by evidence.

Bad:

    statement: Cells remember.
    kind: causal

Good:

    statement: Cells remember.
    kind: causal
    asserted_by:
      - source: exosome-page
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
EXCEPTABLE = True
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    damaged = {problem.where.file for found in kb.faults.values() for problem in found}
    for claim in kb.claims.values():
        supported = any(item.stance == "supports" for item in claim.evidence)
        if not claim.asserted_by and not supported and claim.place.file not in damaged:
            hint = "say who asserts it (`asserted_by`), or what supports it (`evidence`)"
            yield Problem(claim.place.value("statement"), "nobody asserts this claim and nothing supports it", hint)
