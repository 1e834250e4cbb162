"""Claims do not depend on each other in a circle.

Bad:

    a claim that depends-on a claim that depends-on the first

Good:

    one of the two says supports-claim instead
"""

from collections.abc import Iterator

from build_tools.graph import dependency_cycles
from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for circle in dependency_cycles(kb.claims):
        start = kb.claims[circle[0]]
        link = next(link for link in start.relates if link.how == "depends-on" and link.to == circle[1])
        shown = " → ".join([*circle, circle[0]])
        message = f"claims depend on each other in a circle: {shown}"
        yield Problem(link.place.value("to"), message, "make one of them `supports-claim`")
