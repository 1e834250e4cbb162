"""Things and their links -> places in a picture: the same at every run, in time that grows with the number of links.

A scene is a wheel: claims on a band, those that share works next to each other; works on the rim, each over against its claims;
sources at the hub. Scenes themselves stand in a honeycomb.
"""

from collections.abc import Mapping, Sequence
from math import atan2, ceil, cos, pi, sin, sqrt, tau

Place = tuple[int, int]
Links = Mapping[str, Sequence[str]]

HUB, BAND, STEP, ROW, RIM, SLOT = 70, 190, 104, 66, 120, 62
CELL, LEAST, MOST = 160, 54, 76


def wheel(claims: Sequence[str], works: Links, sources: Links) -> dict[str, Place]:
    """Places of the claims and of the works and sources, given with their claims. y grows downward, as on a screen."""
    order = neighbours_first(claims, works)
    rows = _rows(len(order))
    columns = ceil(len(order) / rows)
    angle = {claim: tau * turn / (columns * rows) - pi / 2 for turn, claim in enumerate(order)}
    inner = max(BAND, columns * STEP / tau)
    places = {claim: _at(angle[claim], inner + ROW * (turn % rows)) for turn, claim in enumerate(order)}
    outer = max(inner + ROW * (rows - 1) + RIM, len(works) * SLOT / tau)
    for work, turn in _slots(works, angle).items():
        places[work] = _at(turn, outer)
    for source, turn in _slots(sources, angle).items():
        places[source] = _at(turn, HUB) if len(sources) > 1 else (0, 0)
    return places


def neighbours_first(claims: Sequence[str], works: Links) -> list[str]:
    """The claims so that those which share a work stand together; each walk starts at the first that is left."""
    held: dict[str, list[str]] = {claim: [] for claim in claims}
    for work, its in works.items():
        for claim in its:
            held[claim].append(work)
    order: dict[str, None] = {}
    walked: set[str] = set()
    for start in claims:
        waiting = [start]
        while waiting:
            claim = waiting.pop()
            if claim in order:
                continue
            order[claim] = None
            fresh = [work for work in held[claim] if work not in walked]
            walked.update(fresh)
            waiting += [other for work in reversed(fresh) for other in reversed(works[work])]
    return list(order)


def honeycomb(sizes: Sequence[int]) -> list[tuple[int, int, int]]:
    """A place and a radius for each of a row of things; the area of each grows with its size."""
    columns = max(1, ceil(sqrt(len(sizes) * 1.2)))
    largest = max(sizes, default=1)
    found = []
    for number, size in enumerate(sizes):
        row, column = divmod(number, columns)
        x = CELL * (column + row % 2 / 2)
        found.append((round(x), round(row * CELL * sqrt(3) / 2), round(LEAST + (MOST - LEAST) * sqrt(size / max(largest, 1)))))
    return found


def _rows(claims: int) -> int:
    return 1 if claims <= 12 else 2 if claims <= 34 else 3 if claims <= 72 else 4


def _slots(things: Links, angle: Mapping[str, float]) -> dict[str, float]:
    """An angle for each thing: evenly spread, in the order of the middles of their claims, turned to lie nearest to them."""
    middles = sorted((_middle([angle[claim] for claim in its]), thing) for thing, its in things.items())
    gap = tau / max(len(middles), 1)
    turned = _middle([middle - gap * number for number, (middle, _) in enumerate(middles)])
    return {thing: gap * number + turned for number, (_, thing) in enumerate(middles)}


def _middle(angles: Sequence[float]) -> float:
    """The mean of directions; rounded, so that no machine's last digit decides an order."""
    return round(atan2(sum(map(sin, angles)), sum(map(cos, angles))), 6)


def _at(angle: float, radius: float) -> Place:
    return round(radius * cos(angle)), round(radius * sin(angle))
