"""The base -> claims that conflict and that nobody related, with the reason.

Cautious, for what it says is a warning: two claims conflict where they say the same but for a pair of opposites, or where one
and the same quote supports the one and refutes the other. Both must be said without hedge, of one topic and of scopes that meet.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations, product
from typing import NamedTuple

from build_tools.model import Claim, KnowledgeBase
from build_tools.opposites import denies, frame_of, hedged, opposite, words_of


class Pair(NamedTuple):
    """Two claims by id, in order, and why they cannot both be true."""

    one: str
    other: str
    why: str


def unrelated_conflicts(kb: KnowledgeBase) -> list[Pair]:
    """Every two claims that conflict and have no relation of any kind, sorted; each once, with the first reason found."""
    related = {frozenset((claim.id, link.to)) for claim in kb.claims.values() for link in claim.relates}
    found: dict[frozenset[str], Pair] = {}
    said = ((claim, words_of(claim.statement)) for claim in kb.claims.values())
    plain = [(claim, frame_of(words)) for claim, words in said if not hedged(words)]  # "may" can be true beside its contrary
    for one, other, why in (*_opposed(plain), *_on_one_quote(claim for claim, _ in plain)):
        both = frozenset((one.id, other.id))
        if both not in related and both not in found and _meet(one, other):
            found[both] = Pair(min(both), max(both), why)
    return sorted(found.values())


def _opposed(claims: Iterable[tuple[Claim, str]]) -> Iterator[tuple[Claim, Claim, str]]:
    """Claims whose statements differ in nothing but a pair of opposites, or in that one is denied."""
    by_frame: dict[str, list[Claim]] = {}
    for claim, frame in claims:
        by_frame.setdefault(frame, []).append(claim)
    for alike in by_frame.values():
        for one, other in combinations(alike, 2):
            why = opposite(one.statement, other.statement)
            if why:
                yield one, other, why


def _on_one_quote(claims: Iterable[Claim]) -> Iterator[tuple[Claim, Claim, str]]:
    """Claims of which a quote supports the one and refutes the other, and no work is on the same side of both."""
    resting: dict[tuple[str, str, str], list[tuple[str, Claim]]] = {}
    for claim in claims:
        for item in claim.evidence:
            if item.quote and item.stance != "qualifies":
                resting.setdefault((claim.topic, item.work, item.quote), []).append((item.stance, claim))
    shared = ((work, stood) for (_, work, _), stood in resting.items() if len(stood) > 1)
    for work, stood in shared:
        supported, refuted = ([claim for stance, claim in stood if stance == side] for side in ("supports", "refutes"))
        for one, other in product(supported, refuted):
            # what denies something can be true beside what looks like its contrary
            if one.id != other.id and not any(map(denies, (one.statement, other.statement))) and not _on_one_side(one, other):
                yield one, other, f"one quote of '{work}' is for the one and against the other"


def _on_one_side(one: Claim, other: Claim) -> bool:
    """Whether a work is for both or against both."""
    sides = ({(item.work, item.stance) for item in claim.evidence if item.stance != "qualifies"} for claim in (one, other))
    return bool(set.intersection(*sides))


def _meet(one: Claim, other: Claim) -> bool:
    """Whether there is something that both claims are about: their scopes agree wherever both restrict themselves."""
    if one.scope is None or other.scope is None:
        return True
    here, there = one.scope, other.scope
    names = ((here.cells, there.cells), (here.product, there.product), (here.about, there.about))
    lists = ((here.species, there.species), (here.tissue, there.tissue))
    windows = ((here.passage, there.passage), (here.doublings, there.doublings))
    return (
        all(a is None or b is None or a == b for a, b in names)
        and all(not a or not b or set(a) & set(b) for a, b in lists)
        and all(a is None or b is None or a.overlaps(b) for a, b in windows)
    )
