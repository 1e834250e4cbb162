"""A quote holds no words in brackets that its source does not have.

Bad:

    where the source says: Cells did not age, but may grow at 5.3% a day.

    quote: but [the cells] may grow at

Good:

    quote: but may grow at 5.3% a day
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for key, where, verdict in kb.judged("bracket"):
        yield Problem(
            where, f"not faithful to '{key}': {verdict.why}", "take the brackets out; the statement says what the words are about"
        )
