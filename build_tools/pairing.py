"""Two lists of records -> which of the one became which of the other."""

from collections.abc import Callable, Sequence
from typing import TypeVar

Record = TypeVar("Record")
Pair = tuple[Record | None, Record | None]
MOST_TRIED = 2500  # pairs of which the most alike are sought; of more, the first goes with the first


def pair(before: Sequence[Record], after: Sequence[Record], alike: Callable[[Record, Record], int]) -> list[Pair[Record]]:
    """Each record beside what it became, the equal ones first, then the most alike; None beside what has no partner.

    Turned round, it finds the same pairs.
    """
    left, right = list(before), list(after)
    same: list[Pair[Record]] = []
    for one in before:
        if one in right:
            left.remove(one)
            right.remove(one)
            same.append((one, one))
    chosen = _most_alike(left, right, alike) if len(left) * len(right) <= MOST_TRIED else list(enumerate(range(len(right))))
    chosen = [(i, j) for i, j in chosen if i < len(left)]
    met_left, met_right = {i for i, _ in chosen}, {j for _, j in chosen}
    met = [(left[i], right[j]) for i, j in sorted(chosen)]
    gone = [(one, None) for i, one in enumerate(left) if i not in met_left]
    come = [(None, one) for j, one in enumerate(right) if j not in met_right]
    return [*same, *met, *gone, *come]


def _most_alike(left: list[Record], right: list[Record], alike: Callable[[Record, Record], int]) -> list[tuple[int, int]]:
    tried = [(-alike(one, other), min(i, j), max(i, j), i, j) for i, one in enumerate(left) for j, other in enumerate(right)]
    chosen: list[tuple[int, int]] = []
    for _, _, _, i, j in sorted(tried):
        if all(i != taken and j != other for taken, other in chosen):
            chosen.append((i, j))
    return chosen
