"""A claim -> how its level came to be, year by year of its works.

The level of a year is what `kb why --as-of` gives for it. Only this claim is looked at anew, with the claims that it depends on.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from build_tools.model import FOREVER, NOW, Assessment, Claim, KnowledgeBase
from build_tools.strength import LEVEL_OF, Facts, assess_alone, decide, facts_of, needed, settle, tally

Steps = tuple[tuple[int, ...], tuple[str, ...]]  # years in which a claim's own level may change, and the level from each on


class Step(NamedTuple):
    """A year, the level from then on, and what was new: the works that were published, and those that fell."""

    year: int
    level: str
    new: tuple[tuple[str, str], ...]  # work and stance
    fell: tuple[str, ...]


def timeline(kb: KnowledgeBase, claim: Claim) -> list[Step]:
    """The years in which evidence came or fell; nothing where all that counts is of one year."""
    found = kb.levels[claim.id]
    published: dict[int, dict[tuple[str, str], None]] = {}
    fallen: dict[int, dict[str, None]] = {}
    for one in found.weighed:
        if one.groups and one.since < NOW:
            published.setdefault(one.since, {})[one.item.work, one.item.stance] = None
            if one.since <= one.until < FOREVER:
                fallen.setdefault(one.until, {})[one.item.work] = None
    if len(published) < 2:
        return []
    years = [year for year in sorted({*published, *fallen}) if year <= kb.year]
    return [
        Step(year, _level(kb, claim, found, year), tuple(published.get(year, ())), tuple(fallen.get(year, ()))) for year in years
    ]


def _level(kb: KnowledgeBase, claim: Claim, found: Assessment, year: int) -> str:
    level = _settled(kb).get(year, {}).get(claim.id)
    return level or _own(claim, found, replace(facts_of(kb), year=year))


def _own(claim: Claim, found: Assessment, facts: Facts) -> str:
    """The level that a claim's own evidence gave it by a year."""
    if _reported(found, facts):
        return assess_alone(claim, facts).own  # a review counts as long as some study that it reports stands
    return LEVEL_OF[decide(claim, found.weighed, tally(found.weighed, facts.year), facts)]


def _reported(found: Assessment, facts: Facts) -> set[str]:
    """The studies that reviews under a claim report."""
    about = (facts.sources.get(one.item.work) for one in found.weighed)
    return {study for source in about if source is not None for study in source.reports}


@lru_cache(maxsize=1)
def _settled(kb: KnowledgeBase) -> dict[int, dict[str, str]]:
    """For each year of claims that depend on others: the claims that stood otherwise than by their own evidence."""
    needs = needed(kb.claims)
    keys = {*needs, *(other for others in needs.values() for other in others)}
    steps = {key: _steps(kb, kb.claims[key]) for key in sorted(keys)}
    years = {year for key in needs for year in steps[key][0]}
    return {year: settle({key: own[bisect_right(at, year)] for key, (at, own) in steps.items()}, needs) for year in years}


def _steps(kb: KnowledgeBase, claim: Claim) -> Steps:
    found, facts = kb.levels[claim.id], facts_of(kb)
    moved = {year for one in found.weighed for year in (one.since, one.until)}
    years = sorted(moved.union(map(facts.fell, _reported(found, facts))) - {0, FOREVER})
    return tuple(years), tuple(_own(claim, found, replace(facts, year=year)) for year in (years[0] - 1 if years else 0, *years))


class Told(NamedTuple):
    """A step as it is shown: its level only where that is another than before, and what was new in words."""

    year: int
    level: str
    new: str


def told(kb: KnowledgeBase, steps: Sequence[Step]) -> Iterator[Told]:
    before, facts = "", facts_of(kb)
    for step in steps:
        new: dict[str, list[str]] = {}
        for key, stance in step.new:
            new.setdefault(PHRASES[stance], []).append(kb.works[key].short)
        for key in step.fell:
            new.setdefault(kb.lock_entry(facts.fallen_as(key)).standing, []).append(kb.works[key].short)
        words = "; ".join(f"{phrase}: {', '.join(names)}" for phrase, names in new.items())
        yield Told(step.year, "" if step.level == before else step.level, words)
        before = step.level


PHRASES: Mapping[str, str] = {"supports": "for it", "qualifies": "qualifies it", "refutes": "against it"}
