"""An assertion -> what became of each work that it cites for the statement, and where its chains of citations end.

Derived from what is recorded, and cautious: that a work says nothing on a statement is said only where its whole text was read.
"""

from collections.abc import Iterator
from typing import NamedTuple

from build_tools.model import Assertion, Claim, KnowledgeBase
from build_tools.vocabulary import ENDS_IN_NOTHING, FALLEN

OF_WHAT_WAS_READ = {"fulltext": "silent", "excerpt": "in-part", "abstract": "in-part"}


class End(NamedTuple):
    """Where a chain of citations ends: the last work, or the source that cites nothing; and its fate, a word of FATES."""

    key: str
    fate: str


def fate(kb: KnowledgeBase, claim: Claim, key: str) -> str:
    """What became of a work that is cited for a claim, a word of FATES."""
    entry = kb.lock_entry(key)
    if entry.outcome == "not found":
        return "lost"
    if entry.standing in FALLEN:
        return "fallen"
    stances = {item.stance for item in claim.evidence if item.work == key}
    if stances:
        return "supports" if stances == {"supports"} else "otherwise"
    if any(assertion.source == key for assertion in claim.asserted_by):
        return "repeats"
    return "unchecked" if entry.outcome == "could not check" else OF_WHAT_WAS_READ.get(kb.read(key), "unchecked")


def traced(kb: KnowledgeBase, claim: Claim, assertion: Assertion) -> Iterator[End]:
    """What became of each citation of an assertion, in its order; one of nothing where it cites nothing."""
    for key in dict.fromkeys(assertion.cites):
        yield End(key, fate(kb, claim, key))
    if not assertion.cites:
        yield End(assertion.source, "nothing")


def ends(kb: KnowledgeBase, claim: Claim, start: Assertion) -> list[End]:
    """Where the chains of an assertion end, followed through each cited work that asserts the same claim and cites in its turn.

    A chain that leads back to where it has been ends there: somebody only says the same.
    """
    by_source: dict[str, list[Assertion]] = {}
    for assertion in claim.asserted_by:
        by_source.setdefault(assertion.source, []).append(assertion)
    found: dict[End, None] = {}
    seen, waiting = {start.source}, [start]
    while waiting:
        for end in traced(kb, claim, waiting.pop()):
            if end.fate != "repeats" or end.key in seen:
                found[end] = None
            else:
                seen.add(end.key)
                waiting += by_source[end.key]
    return sorted(found)


def leads_to_nothing(kb: KnowledgeBase, claim: Claim) -> bool:
    """Whether somebody cites something for a claim, no evidence is counted, and every chain ends in nothing or in an interest."""
    if any(one.counted for one in kb.levels[claim.id].weighed) or not any(said.cites for said in claim.asserted_by):
        return False
    return all(
        end.fate in ENDS_IN_NOTHING or kb.interested(end.key)
        for assertion in claim.asserted_by
        for end in traced(kb, claim, assertion)
    )
