"""A claim in two bases -> the facts that took it from one level to the other, each in a sentence."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from build_tools.model import Assessment, Claim, KnowledgeBase, Weighed
from build_tools.pairing import pair
from build_tools.strength import PULLS
from build_tools.vocabulary import LEVELS


class Side(NamedTuple):
    """A claim in a base."""

    kb: KnowledgeBase
    name: str

    @property
    def claim(self) -> Claim:
        return self.kb.claims[self.name]

    @property
    def found(self) -> Assessment:
        return self.kb.levels[self.name]


def causes(before: Side, after: Side, renames: Mapping[str, str]) -> Iterator[str]:
    """What differs in all that the method looks at for this claim."""
    if before.claim.kind != after.claim.kind:
        yield f"Its kind is {after.claim.kind}; it was {before.claim.kind}."
    yield from _evidence(before, after)
    yield from _voices(before, after)
    yield from _cited(before, after)
    yield from _needs(before, after, renames)


# --- evidence ------------------------------------------------------------------------------------


def _evidence(before: Side, after: Side) -> Iterator[str]:
    """Items that came, went, or weigh otherwise; not those that came or went and could never count."""
    earlier, later = _by_work(before.found), _by_work(after.found)
    for work in sorted({*earlier, *later}):
        for old, new in pair(earlier.get(work, []), later.get(work, []), _alike):
            if old is None and new is not None and new.groups:
                yield f"Evidence added: {work} {new.item.stance}, {_part(new)}."
            elif new is None and old is not None and old.groups:
                yield f"Evidence removed: {work} {old.item.stance}, {_part(old)}."
            elif old is not None and new is not None:
                yield from _weighed(work, old, new)


def _by_work(found: Assessment) -> dict[str, list[Weighed]]:
    weighed: dict[str, list[Weighed]] = {}
    for one in found.weighed:
        weighed.setdefault(one.item.work, []).append(one)
    return weighed


def _alike(one: Weighed, other: Weighed) -> int:
    mine, theirs = one.item, other.item
    same = (
        (mine.stance, theirs.stance),
        (mine.finding, theirs.finding),
        (mine.quote, theirs.quote),
        (mine.design, theirs.design),
    )
    return sum(a == b for a, b in same)


def _part(one: Weighed) -> str:
    """How an item takes part: counted directly, indirectly, or left out and why."""
    if not one.counted:
        return _reason(one, "not counted: ") or "not counted"
    return "counted" if one.direct else f"counted as indirect ({_reason(one, 'indirect: ')})"


def _reason(one: Weighed, opening: str) -> str:
    """The first reason that begins so, without its beginning; a left out item keeps it."""
    said = next((reason.says for reason in one.reasons if reason.says.startswith(opening)), "")
    return said if opening == "not counted: " else said.removeprefix(opening)


def _weighed(work: str, old: Weighed, new: Weighed) -> Iterator[str]:
    """What differs between an item of evidence then and now."""
    if old.item.stance != new.item.stance:
        yield f"{work} {new.item.stance}; it was entered as {old.item.stance}."
    if old.item.design != new.item.design:
        yield f"The design of {work} is {new.item.design}; it was {old.item.design}."
    if old.counted != new.counted:
        why = _reason(new if old.counted else old, "not counted: ").removeprefix("not counted: ")
        yield f"{work} counts no longer: {why}." if old.counted else f"{work} counts now; it did not, as {why}."
    elif old.direct != new.direct and new.counted:
        why = _reason(new if old.direct else old, "indirect: ")
        yield f"{work} is indirect now: {why}." if old.direct else f"{work} is direct now; it was indirect: {why}."
    if old.counted and new.counted and old.firm != new.firm:
        yield f"The record of {work} is {'confirmed now' if new.firm else 'no longer confirmed'}."


# --- voices --------------------------------------------------------------------------------------


def _voices(before: Side, after: Side) -> Iterator[str]:
    """Groups that split or join, of works that both have; and reviews that speak with other voices than before."""
    both = {one.item.work for one in before.found.weighed} & {one.item.work for one in after.found.weighed}
    earlier, later = ({(tie.one, tie.other): tie.why for tie in side.found.ties} for side in (before, after))
    for one, other in sorted({*earlier, *later}):
        if {one, other} <= both and ((one, other) in earlier) != ((one, other) in later):
            if (one, other) in later:
                yield f"{one} and {other} are one voice now: they {later[one, other]}."
            else:
                yield f"{one} and {other} are no longer tied: what was recorded was that they {earlier[one, other]}."
    mine, theirs = _reported(before.found), _reported(after.found)
    for work in sorted(both):
        if mine.get(work) != theirs.get(work):
            yield f"{work} {theirs.get(work, 'speaks with its own voice now')}."


def _reported(found: Assessment) -> dict[str, str]:
    return {one.item.work: reason.says for one in found.weighed for reason in one.reasons if reason.rule == "reported"}


# --- what its sources cite, and what it depends on -----------------------------------------------


def _cited(before: Side, after: Side) -> Iterator[str]:
    """Works cited for it that were lost, found, or are cited no longer; they matter only where nothing else counts."""
    if not {before.found.own, after.found.own} & {"unfindable", "asserted-only"}:
        return
    earlier, later = ({key for said in side.claim.asserted_by for key in said.cites} for side in (before, after))
    for key in sorted(earlier | later):
        old, new = (side.kb.lock_entry(key).outcome == "not found" for side in (before, after))
        if key not in earlier or key not in later:
            yield f"{key} is cited for it {'now' if key in later else 'no longer'}{', and cannot be found' * (new or old)}."
        elif old != new:
            yield f"{key}, which is cited for it, {'was found' if old else 'cannot be found'}."


def _needs(before: Side, after: Side, renames: Mapping[str, str]) -> Iterator[str]:
    """Claims it depends on, or did, that pull at levels before or after."""
    earlier = {renames.get(name, name): before.kb.levels[name].level for name in before.claim.needs() if name in before.kb.levels}
    later = {name: after.kb.levels[name].level for name in after.claim.needs() if name in after.kb.levels}
    for name in sorted({*earlier, *later}):
        old, new = earlier.get(name, ""), later.get(name, "")
        if old == new or not {old, new} & PULLS.keys():
            continue
        if old and new:
            yield f"It depends on “{name}”, which went from {_label(old)} to {_label(new)}."
        else:
            yield f"It depends on “{name}” {'now' if new else 'no longer'}, which {'is' if new else 'was'} {_label(new or old)}."


def _label(level: str) -> str:
    return LEVELS[level].label.lower()
