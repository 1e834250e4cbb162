"""A quote stands in its source word for word.

Bad:

    where the source says: Cells did not age, but may grow at 5.3% a day.

    quote: cells did not get older at all

Good:

    quote: did not age, but may grow
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for key, where, verdict in kb.judged("not found"):
        near = f"; the words there most like it: “{verdict.near}”" if verdict.near else ""
        hint = f"copy the words from the source, and say in `finding` or `statement` what you mean by them{near}"
        yield Problem(where, f"not in '{key}': {verdict.why}", hint)
