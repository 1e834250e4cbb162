"""A work that falls or is taken away -> the level that a claim's own evidence then gives.

Where no preprint and no review ties works together, only the items of the work itself change, so nothing is weighed anew.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from build_tools.model import Assessment, Claim, Weighed
from build_tools.strength import LEVEL_OF, Facts, assess_alone, decide, tally

Value = TypeVar("Value")


def level_if_fallen(claim: Claim, found: Assessment, facts: Facts, *works: str) -> str:
    """The claim's own level if works were retracted."""
    if _entangled(claim, facts):
        return assess_alone(claim, replace(facts, fallen=facts.fallen.union(works))).own
    if not any(one.counted and one.item.work in works for one in found.weighed):
        return found.own
    weighed: Sequence[Weighed] = [one for one in found.weighed if one.item.work not in works]
    counts = tally(weighed, facts.year)
    if not any(counts):  # only then it matters what fell
        weighed = [replace(one, until=0) if one.item.work in works else one for one in found.weighed]
    return LEVEL_OF[decide(claim, weighed, counts, facts)]


def level_if_absent(claim: Claim, found: Assessment, facts: Facts, work: str) -> str:
    """The claim's own level if nobody had recorded a work."""
    if _entangled(claim, facts) or _tied(found, work):
        lacking = replace(facts, works=Lacking(facts.works, work), lock=Lacking(facts.lock, work))
        return assess_alone(_without(claim, work), lacking).own
    weighed = _others(found, work)
    counts = tally(weighed, facts.year)
    left = claim if any(counts) else _without(claim, work)  # what is cited matters only where nothing counts
    return LEVEL_OF[decide(left, weighed, counts, facts)]


def missed_alike(claim: Claim, found: Assessment, facts: Facts, work: str) -> bool:
    """Whether it is all the same to a claim if a work falls or if nobody had recorded it."""
    if any(one.counted and one.item.work != work for one in found.weighed):
        return not _tied(found, work) and not _entangled(claim, facts)
    return False


def _entangled(claim: Claim, facts: Facts) -> bool:
    """Whether what befalls one work bears on how another item of the claim counts."""
    for item in claim.evidence:
        about = facts.sources.get(item.work)
        if about is not None and (about.reports or about.preprint_of):
            return True
    return False


def _tied(found: Assessment, work: str) -> bool:
    return any(work in (tie.one, tie.other) for tie in found.ties)


def _others(found: Assessment, work: str) -> list[Weighed]:
    """The evidence that other works are."""
    return [one for one in found.weighed if one.item.work != work]


@dataclass(frozen=True, slots=True)
class Lacking(Mapping[str, Value]):
    """What is known, without one key; nothing is copied."""

    known: Mapping[str, Value]
    key: str

    def __getitem__(self, key: str) -> Value:
        if key == self.key:
            raise KeyError(key)
        return self.known[key]

    def __iter__(self) -> Iterator[str]:
        return (key for key in self.known if key != self.key)

    def __len__(self) -> int:
        return len(self.known) - (self.key in self.known)


def _without(claim: Claim, work: str) -> Claim:
    said = tuple(
        replace(assertion, cites=tuple(key for key in assertion.cites if key != work)) for assertion in claim.asserted_by
    )
    return replace(claim, evidence=tuple(item for item in claim.evidence if item.work != work), asserted_by=said)
