"""A work that falls, or is taken away -> the claims whose level changes with it, through all that depends on them."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from build_tools.falling import level_if_absent, level_if_fallen, missed_alike
from build_tools.model import Claim, KnowledgeBase
from build_tools.strength import dependents_of, facts_of, needed, settle

WAYS: Mapping[str, str] = {
    "retracted": "if it were retracted",
    "absent": "if nobody had recorded it",
}


class Change(NamedTuple):
    """A claim whose level changes."""

    claim: str
    before: str
    after: str


def impact(kb: KnowledgeBase, work: str, way: str = "retracted") -> list[Change]:
    """Every claim whose level would change with a work, sorted by id."""
    return impacts(kb, work)[way]


def impacts(kb: KnowledgeBase, work: str) -> dict[str, list[Change]]:
    """The same for each of the ways; to most claims they are alike."""
    facts = facts_of(kb)
    fallen: dict[str, str] = {}
    absent: dict[str, str] = {}
    for identity in touched(kb).get(work, ()):
        claim, found = kb.claims[identity], kb.levels[identity]
        level = level_if_fallen(claim, found, facts, work)
        other = level if missed_alike(claim, found, facts, work) else level_if_absent(claim, found, facts, work)
        if level != found.own:
            fallen[identity] = level
        if other != found.own:
            absent[identity] = other
    changes = list(_changes(kb, fallen))
    return {"retracted": changes, "absent": changes if absent == fallen else list(_changes(kb, absent))}


def ranking(kb: KnowledgeBase, way: str = "retracted") -> list[tuple[str, list[Change]]]:
    """Every work with what changes with it, those with most changes first."""
    found = ((work, impact(kb, work, way)) for work in kb.works)
    return sorted(found, key=lambda pair: (-len(pair[1]), pair[0]))


def _changes(kb: KnowledgeBase, changed: Mapping[str, str]) -> Iterator[Change]:
    """What moves with the levels that changed: only the claims that depend on those, directly or through others, can."""
    if not changed:
        return
    needs, dependents = _standing(kb)
    reached, waiting = set(changed), list(changed)
    while waiting:
        new = [key for key in dependents.get(waiting.pop(), ()) if key not in reached]
        reached.update(new)
        waiting += new
    near = {key: needs[key] for key in reached if key in needs}
    outside = {other for others in near.values() for other in others} - reached
    own = {key: changed.get(key) or kb.levels[key].own for key in reached} | {key: kb.levels[key].level for key in outside}
    after = own | settle(own, near)
    for key in sorted(reached):
        before = kb.levels[key].level
        if before != after[key]:
            yield Change(key, before, after[key])


@lru_cache(maxsize=1)
def _standing(kb: KnowledgeBase) -> tuple[dict[str, tuple[str, ...]], dict[str, list[str]]]:
    """What each claim depends on, and the same turned round."""
    needs = needed(kb.claims)
    return needs, dependents_of(needs)


@lru_cache(maxsize=1)
def touched(kb: KnowledgeBase) -> dict[str, list[str]]:
    """The claims whose own level a work can bear on."""
    found: dict[str, list[str]] = {}
    for key, claim in kb.claims.items():
        for work in bearing_on(kb, claim):
            found.setdefault(work, []).append(key)
    return found


def bearing_on(kb: KnowledgeBase, claim: Claim) -> list[str]:
    """The works that a claim names, and those that these report or became, however far; sorted."""
    found, waiting = set[str](), [*claim.cited()]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            about = kb.sources.get(key)
            if about is not None:
                waiting += (*about.reports, *filter(None, [about.preprint_of]))
    return sorted(found)
