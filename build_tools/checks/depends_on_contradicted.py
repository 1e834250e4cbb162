"""A claim depends on claims that the evidence does not contradict.

Bad, where the evidence is against cells-never-age:

    relates:
      - to: cells-never-age
        how: depends-on

Good:

    relates:
      - to: cells-age-late
        how: depends-on
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "warning"
SINCE = "2026-11-25"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for claim in kb.claims.values():
        for link in claim.relates:
            other = kb.levels.get(link.to)
            if link.how == "depends-on" and link.to != claim.id and other is not None and other.level == "contradicted":
                hint = f"`kb why {link.to}` shows by what; say what is left of this claim, or that it does not depend on it"
                yield Problem(link.place.value("to"), f"this claim depends on '{link.to}', which is contradicted", hint)
