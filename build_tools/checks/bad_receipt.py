"""A receipt fits a quote of its work, to the byte.

Bad:

    a receipt in references.lock whose quote was changed, or that was edited by hand

Good:

    `kb verify --quotes`, run by somebody who has the text
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem, Where

LEVEL = "error"
SINCE = "2026-11-24"

MEND = "run `kb verify --quotes` with the text at hand"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for key, where, verdict in kb.judged("forged"):
        yield Problem(where, f"this quote of '{key}' is vouched for by nothing: {verdict.why}", MEND)
    for key, name in kb.orphan_receipts:
        message = f"receipt {name} of '{key}' fits no quote of any claim: the quote was changed or taken out"
        yield Problem(Where("references.lock"), message, MEND)
