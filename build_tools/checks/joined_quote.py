"""`…` in a quote bridges only words of one sentence, and no negation, hedge, comparison or number.

Bad:

    where the source says: Cells did not age, but may grow at 5.3% a day.

    quote: cells … may grow at 5.3%

Good:

    quote: but may grow at 5.3% a day
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for key, where, verdict in kb.judged("joined"):
        yield Problem(where, f"not faithful to '{key}': {verdict.why}", "quote one unbroken phrase")
