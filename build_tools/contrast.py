"""Two claims, or the two sides of the evidence of one -> in what they differ, as far as it is recorded."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from build_tools.counts import some
from build_tools.model import Claim, Evidence, KnowledgeBase, Range, Weighed
from build_tools.vocabulary import DESIGNS

Row = tuple[str, str, str]  # what differs, and how it is on each side; a dash where nothing is recorded
NONE, LAST = "–", 1000


class Conflict(NamedTuple):
    """Two claims that cannot both be true as they stand, what an editor says of it, and what differs."""

    one: str
    other: str
    note: str
    rows: tuple[Row, ...]


class Divided(NamedTuple):
    """A claim for which independent groups stand on both sides: the works of each side, and what differs between the sides."""

    claim: str
    works: tuple[tuple[str, ...], tuple[str, ...]]
    rows: tuple[Row, ...]


def conflicts(kb: KnowledgeBase) -> list[Conflict]:
    """Each pair that is related as a conflict, once, in the order of the topics."""
    order = _topics(kb)
    found = sorted(pairs(kb), key=lambda pair: (order.get(pair[0].topic, len(order)), pair[0].id, pair[1].id))
    return [Conflict(one.id, other.id, note, _differences(kb, one, other)) for one, other, note in found]


def pairs(kb: KnowledgeBase) -> list[tuple[Claim, Claim, str]]:
    """Each two claims that are related as a conflict, once, with what is noted of it."""
    found: dict[tuple[str, ...], tuple[Claim, Claim, str]] = {}
    for claim in kb.claims.values():
        for link in claim.relates:
            if link.how == "conflicts-with" and link.to in kb.claims:
                pair = tuple(sorted((claim.id, link.to)))
                if pair not in found or not found[pair][2]:
                    found[pair] = (claim, kb.claims[link.to], link.note)
    return list(found.values())


def divided(kb: KnowledgeBase) -> list[Divided]:
    """Each claim with counted evidence for it and against it, in the order of the topics."""
    order = _topics(kb)
    found = sorted(kb.claims.values(), key=lambda claim: (order.get(claim.topic, len(order)), claim.id))
    return [told for claim in found if (told := _divided(kb, claim)) is not None]


def _divided(kb: KnowledgeBase, claim: Claim) -> Divided | None:
    level = kb.levels[claim.id]
    if not (level.groups["supports"] and level.groups["refutes"]):
        return None
    sides = [_side(level.weighed, stance) for stance in ("supports", "refutes")]
    shown, denied = (tuple(dict.fromkeys(item.work for item in side)) for side in sides)
    return Divided(claim.id, (shown, denied), _studied(kb, *sides))


def _differences(kb: KnowledgeBase, one: Claim, other: Claim) -> tuple[Row, ...]:
    return (*_between(_claim(kb, one), _claim(kb, other)), *_studied(kb, _counted(kb, one), _counted(kb, other)))


def _topics(kb: KnowledgeBase) -> dict[str, int]:
    return {topic: place for place, topic in enumerate(kb.topics)}


def _side(weighed: Iterable[Weighed], stance: str) -> list[Evidence]:
    return [one.item for one in weighed if one.counted and one.item.stance == stance]


def _between(one: Mapping[str, str], other: Mapping[str, str]) -> tuple[Row, ...]:
    return tuple(
        (name, one.get(name, NONE), other.get(name, NONE))
        for name in dict.fromkeys((*one, *other))
        if one.get(name, NONE) != other.get(name, NONE)
    )


def _claim(kb: KnowledgeBase, claim: Claim) -> dict[str, str]:
    """Of what kind a claim is, and what it is about."""
    told = {"kind": claim.kind}
    if claim.scope is not None:
        for field, _, term in claim.scope.term_fields():
            told[field] = f"{told[field]}, {kb.term_label(term)}" if field in told else kb.term_label(term)
        for field, window in (("passages", claim.scope.passage), ("doublings", claim.scope.doublings)):
            if window is not None:
                told[field] = _spoken(window)
    return told


def _counted(kb: KnowledgeBase, claim: Claim) -> list[Evidence]:
    return [one.item for one in kb.levels[claim.id].weighed if one.counted]


def _studied(kb: KnowledgeBase, *sides: list[Evidence]) -> tuple[Row, ...]:
    """In what the evidence of two sides differs; only that there is none, where there is none."""
    if all(sides):
        return _between(*(dict(_evidence(kb, side)) for side in sides))
    one, other = (some(len({item.work for item in side}), "work") if side else "none" for side in sides)
    return (("evidence that counts", one, other),) if one != other else ()


def _evidence(kb: KnowledgeBase, items: list[Evidence]) -> Iterator[tuple[str, str]]:
    """By what, in whom and at which passages it was studied."""
    subjects = [item.subject for item in items if item.subject is not None]
    windows = {subject.passage for subject in subjects if subject.passage is not None}
    yield "studied by", ", ".join(sorted({DESIGNS[item.design].label for item in items}))
    for name, field in (("studied in", "species"), ("tissue studied", "tissue")):
        terms = {getattr(subject, field) for subject in subjects} - {"unknown"}
        yield name, ", ".join(sorted(kb.term_label(term) for term in terms)) or NONE
    yield "passages studied", ", ".join(map(_spoken, sorted(windows, key=lambda one: (one.low, one.high or LAST)))) or NONE


def _spoken(window: Range) -> str:
    return str(window).replace("-", "–")
