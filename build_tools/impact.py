"""A work that falls, or is taken away -> the claims whose level changes with it, through all that depends on them."""

from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from build_tools.model import Claim, KnowledgeBase
from build_tools.strength import Facts, assess_alone, facts_of, needed, settle

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
    facts = facts_of(kb)
    facts = replace(facts, fallen=frozenset({work})) if way == "retracted" else _absent(facts, work)
    changed = {}
    for identity in _touched(kb).get(work, ()):
        claim = kb.claims[identity] if way == "retracted" else _without(kb.claims[identity], work)
        level = assess_alone(claim, facts).own
        if level != kb.levels[identity].own:
            changed[identity] = level
    return list(_changes(kb, changed)) if changed else []


def ranking(kb: KnowledgeBase, way: str = "retracted") -> list[tuple[str, list[Change]]]:
    """Every work with what changes with it, those with most changes first."""
    found = ((work, impact(kb, work, way)) for work in kb.works)
    return sorted(found, key=lambda pair: (-len(pair[1]), pair[0]))


def _changes(kb: KnowledgeBase, changed: dict[str, str]) -> Iterator[Change]:
    own, needs = _standing(kb)
    moved = settle(ChainMap(changed, own), needs)
    for identity in sorted({*changed, *moved, *(key for key in needs if kb.levels[key].level != own[key])}):
        before, after = kb.levels[identity].level, moved.get(identity) or changed.get(identity) or own[identity]
        if before != after:
            yield Change(identity, before, after)


@lru_cache(maxsize=1)
def _standing(kb: KnowledgeBase) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    return {key: found.own for key, found in kb.levels.items()}, needed(kb.claims)


@lru_cache(maxsize=1)
def _touched(kb: KnowledgeBase) -> dict[str, list[str]]:
    """The claims whose own level a work can bear on: as evidence, as article or study of what is, or as cited."""
    touched: dict[str, set[str]] = {}
    for claim in kb.claims.values():
        for key in set(claim.cited()):
            about = kb.sources.get(key)
            for work in (key, *(about.reports if about else ()), (about and about.preprint_of) or key):
                touched.setdefault(work, set()).add(claim.id)
    return {work: sorted(claims) for work, claims in touched.items()}


def _absent(facts: Facts, work: str) -> Facts:
    works = {key: known for key, known in facts.works.items() if key != work}
    return replace(facts, works=works, lock={key: entry for key, entry in facts.lock.items() if key != work})


def _without(claim: Claim, work: str) -> Claim:
    said = tuple(
        replace(assertion, cites=tuple(key for key in assertion.cites if key != work)) for assertion in claim.asserted_by
    )
    return replace(claim, evidence=tuple(item for item in claim.evidence if item.work != work), asserted_by=said)
