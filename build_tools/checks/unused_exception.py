"""An exception covers a problem; one that covers none is taken out.

Bad, where the quote has five words:

    # kb: allow quote_length until 2027-01-31 because the heading has three words
    quote: Passage matters most of all

Good:

    quote: Passage matters most of all
"""

from collections.abc import Iterator
from dataclasses import replace

from build_tools.model import KnowledgeBase, Problem
from build_tools.registry import members

LEVEL = "warning"
SINCE = "2026-11-25"
EXCEPTABLE = False


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    """The checks that are named are asked once more, as nobody knows here what they found."""
    excepted = kb.excepted()
    found: dict[tuple[str, str], list[Problem]] = {}
    for name in {check for _, check in excepted}:
        for problem in members("checks")[name].check(kb):
            found.setdefault((problem.where.file, name), []).append(replace(problem, check=name))
    for place, allowances in excepted.items():
        yield from (one for one in allowances if not any(map(one.covers, found.get(place, ()))))
