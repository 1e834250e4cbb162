"""The evidence of a claim by stance -> voices: what is one group stands together, with what ties it into one."""

from collections.abc import Iterable
from typing import NamedTuple

from build_tools.model import Assessment, Tie, Weighed
from build_tools.vocabulary import STANCES


class Voice(NamedTuple):
    """Items of one group, or one item that stands alone; `ties` says why works are one voice."""

    items: tuple[Weighed, ...]
    ties: tuple[Tie, ...] = ()


def voices_of(found: Assessment) -> dict[str, list[Voice]]:
    """The voices of each stance, in the order in which they first speak; what is left out stands alone."""
    return {stance: _voices(found, [one for one in found.weighed if one.item.stance == stance]) for stance in STANCES}


def _voices(found: Assessment, items: Iterable[Weighed]) -> list[Voice]:
    together: dict[object, list[Weighed]] = {}
    for place, one in enumerate(items):
        together.setdefault(one.groups if one.counted else (place, "left out"), []).append(one)
    return [Voice(tuple(group), _ties(found, group)) for group in together.values()]


def _ties(found: Assessment, group: Iterable[Weighed]) -> tuple[Tie, ...]:
    """What ties the works of several items, if need be through works that stand elsewhere under the claim."""
    works = {one.item.work for one in group}
    if len(works) < 2:
        return ()
    near = tuple(tie for tie in found.ties if tie.one in works and tie.other in works)
    numbers = {number for one in group for number in one.groups}
    whole = {one.item.work for one in found.weighed if numbers & set(one.groups)}
    return near or tuple(tie for tie in found.ties if tie.one in whole and tie.other in whole)


def told(ties: Iterable[Tie]) -> list[tuple[str, str, str]]:
    """Each two works that are tied, with all that ties them in one phrase; authors are named together."""
    pairs: dict[tuple[str, str], list[str]] = {}
    for tie in ties:
        pairs.setdefault((tie.one, tie.other), []).append(tie.why)
    return [(one, other, _phrase(whys)) for (one, other), whys in pairs.items()]


def _phrase(whys: Iterable[str]) -> str:
    shared = "share the author "
    names = [why.removeprefix(shared) for why in whys if why.startswith(shared)]
    others = [why for why in whys if not why.startswith(shared)]
    authors = [f"{shared.rstrip()}{'s' if len(names) > 1 else ''} {', '.join(names)}"] if names else []
    return " and ".join([*authors, *others])
