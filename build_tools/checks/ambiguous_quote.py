"""A quote is long enough to find its place: it stands at most three times in its source.

Bad:

    quote: the cells were kept, in a text that says so four times

Good:

    quote: the cells were kept at 37 °C until passage 8
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
EXCEPTABLE = True
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for key, where, verdict in kb.judged("ambiguous"):
        yield Problem(where, f"it identifies no place in '{key}': {verdict.why}", "quote more of the sentence")
