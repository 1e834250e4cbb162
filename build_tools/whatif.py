"""A claim and its assessment -> the single facts that would change its level."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from build_tools.falling import level_if_fallen
from build_tools.model import FOREVER, Assessment, Claim, Weighed
from build_tools.strength import LEVEL_OF, PULLS, Facts, Tally, decide, pulled, stands_as_well, tally


class WhatIf(NamedTuple):
    """A fact of a kind, a word of KINDS, about works, groups or claims; and the level that it would lead to."""

    kind: str
    names: tuple[str, ...]
    level: str
    better: bool


ONE_MORE: Mapping[str, Callable[[Tally], Tally]] = {
    "shown": lambda counts: counts._replace(direct=counts.direct + 1, firm=counts.firm + 1),
    "limited": lambda counts: counts._replace(limiting=counts.limiting + 1, partly=counts.partly + 1),
    "denied": lambda counts: counts._replace(against=counts.against + 1),
}
KINDS: Mapping[str, str] = {
    "shown": "one more independent group shows it directly, and its record is confirmed",
    "limited": "one more independent group shows that it holds only in part",
    "denied": "one more independent group shows the contrary directly",
    "fall": "{} is retracted or withdrawn",
    "group": "all works of {} are retracted or withdrawn",
    "confirm": "the record of {} is confirmed",
    "return": "{} is reinstated",
    "twice": "two more independent groups show it directly, and their records are confirmed",
    "all": "all works that are against it are retracted or withdrawn: {}",
    "need": "{}, on which it depends, stands undisputed",
}


def what_ifs(claim: Claim, found: Assessment, facts: Facts, needs: Mapping[str, str]) -> list[WhatIf]:
    """Each single fact that changes the level, the better first; and where none raises it, what more it would take.

    Facts of one kind that lead to the same level are one. `needs` are the claims that it depends on, with their levels.
    """
    if claim.kind == "normative":
        return []  # whatever is shown, it is not assessed
    merged: dict[tuple[str, str], dict[str, None]] = {}
    for tried in (_tried, _tried_together):
        for kind, name, level in tried(claim, found, facts, needs):
            if level != found.level:
                merged.setdefault((kind, level), {})[name] = None
        if any(stands_as_well(level, found.level) for _, level in merged):
            break
    changes = (
        WhatIf(kind, tuple(filter(None, names)), level, stands_as_well(level, found.level))
        for (kind, level), names in merged.items()
    )
    return sorted(changes, key=lambda change: not change.better)


def _tried(claim: Claim, found: Assessment, facts: Facts, needs: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Each fact that was tried as (kind, name, level)."""

    def level(weighed: Sequence[Weighed], counts: Tally) -> str:
        return pulled(LEVEL_OF[decide(claim, weighed, counts, facts)], needs.values())

    counts = tally(found.weighed, facts.year)
    for work in dict.fromkeys(one.item.work for one in found.weighed if one.counted):
        yield "fall", work, pulled(level_if_fallen(claim, found, facts, work), needs.values())
    for kind, add in ONE_MORE.items():
        yield kind, "", level(found.weighed, add(counts))
    for kind, name, weighed in _changed(found.weighed):
        yield kind, name, level(weighed, tally(weighed, facts.year))
    for other in needs:
        if needs[other] in PULLS:
            rest = [theirs for name, theirs in needs.items() if name != other]
            yield "need", other, pulled(found.own, rest)


def _tried_together(claim: Claim, found: Assessment, facts: Facts, needs: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Several facts at once, as (kind, name, level)."""
    counts = tally(found.weighed, facts.year)
    twice = counts._replace(direct=counts.direct + 2, firm=counts.firm + 2)
    yield "twice", "", pulled(LEVEL_OF[decide(claim, found.weighed, twice, facts)], needs.values())
    against = sorted({one.item.work for one in found.weighed if one.counted and one.item.stance == "refutes"})
    if against:
        yield "all", ", ".join(against), pulled(level_if_fallen(claim, found, facts, *against), needs.values())


def _changed(weighed: Sequence[Weighed]) -> Iterator[tuple[str, str, list[Weighed]]]:
    """The evidence after each fact about a work or a group of works."""
    for one in weighed:
        if one.counted and not one.firm:
            yield "confirm", one.item.work, [replace(it, firm=True) if it.item.work == one.item.work else it for it in weighed]
        elif any(reason.rule == "fallen" for reason in one.reasons):
            yield "return", one.item.work, [replace(it, until=FOREVER) if it.item.work == one.item.work else it for it in weighed]
    for group in sorted({number for one in weighed if one.counted for number in one.groups}):
        if len({one.item.work for one in weighed if one.counted and group in one.groups}) > 1:
            yield "group", f"group {group}", [_without(one, group) for one in weighed]


def _without(one: Weighed, group: int) -> Weighed:
    groups = tuple(number for number in one.groups if number != group)
    return replace(one, groups=groups) if groups else replace(one, until=0)
