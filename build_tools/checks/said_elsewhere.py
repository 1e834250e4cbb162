"""A quote stands in the part of its work that `where` names.

It is judged only where the text is at hand and has a heading of that name.

Bad, where the words stand under "Discussion":

    quote: did not age, but may grow
    where: section "Results"

Good:

    quote: did not age, but may grow
    where: section "Discussion"
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-25"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for key, where, verdict in kb.judged("elsewhere"):
        yield Problem(where, f"not where `where` says in '{key}': {verdict.why}", "name the part in which the words stand")
