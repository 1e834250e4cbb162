"""A quote does not begin just after a negation or hedge that it leaves out.

Bad:

    where the source says: Cells did not age, but may grow at 5.3% a day.

    quote: age, but may grow at 5.3%

Good:

    quote: did not age, but may grow
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "warning"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for key, where, verdict in kb.judged("clipped"):
        whole = f"; the sentence is: “{verdict.near}”" if verdict.near else ""
        hint = f"begin the quote with '{verdict.before}', or make sure that the claim says it too{whole}"
        yield Problem(where, f"in '{key}', '{verdict.before}' stands just before these words", hint)
