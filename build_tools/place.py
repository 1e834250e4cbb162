"""Places in files, what is wrong there, and days as they are written."""

import marshal
import re
from collections.abc import Container
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in a file of the base: path from the root, line and column counted from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at a place, and how to mend it. The runner fills in the check and the level."""

    where: Where
    message: str
    hint: str = ""
    check: str = ""
    level: str = "error"

    @property
    def order(self) -> tuple[Where, str, str]:
        return (self.where, self.check, self.message)

    @property
    def identity(self) -> tuple[str, str, str]:
        """What stays of it when lines are added above it: the file, the check and the message without numbers of lines."""
        return (self.where.file, self.check, re.sub(r"\bline \d+", "line", self.message))


@dataclass(frozen=True, slots=True)
class Allowance(Problem):
    """A comment in a file that lets problems of one check pass on its lines until a day; a problem itself when it is not used."""

    allows: str = ""
    until: str = ""
    lines: tuple[int, int] = (0, 0)

    def covers(self, problem: Problem) -> bool:
        first, last = self.lines
        return (problem.check, problem.where.file) == (self.allows, self.where.file) and first <= problem.where.line <= last

    def expired(self, today: str) -> bool:
        return today != "unknown" and self.until < today


@dataclass(frozen=True, slots=True)
class Since:
    """The commit that a change is measured against; how many problems were there already, and how many it mends."""

    commit: str
    older: int
    mended: int

    def words(self) -> str:
        return f"Told is what is new since {self.commit[:12]}: {self.older:,} older not shown, {self.mended:,} mended."


BITS = 20  # a file is at most 1 MiB long, so no line or column needs more
MASK = (1 << BITS) - 1
Spots = dict[str, int | tuple[int, ...]]  # key -> its position; of a list the positions of its items too


def pack(marks: list[int], mappings: list[tuple[int, Spots]]) -> bytes:
    """What a file says of places, as bytes: ten thousand files hold a million positions, and few are ever asked for.

    `marks` are the places of its keys, texts, maps and lists in their order, line and column from 0 in one number. Each mapping
    has the position of its mark among them, and those of its keys; a value stands at the next position.
    """
    return marshal.dumps((marks, mappings))


@lru_cache(maxsize=64)
def _unpack(packed: bytes) -> tuple[list[int], list[tuple[int, Spots]]]:
    marks, mappings = marshal.loads(packed)
    return marks, mappings


def _marks_of(spot: int | tuple[int, ...], marks: list[int]) -> list[int]:
    """Where a key, its value and the items of that stand."""
    first, *items = (spot,) if isinstance(spot, int) else spot
    return [marks[first], marks[first + 1], *(marks[item] for item in items)]


TOP = pack([0], [(0, {})])


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where a mapping of a file starts, and where each of its keys and values does: packed, with its number in the file.

    Two are equal when they say the same of their mapping, whatever else their files hold.
    """

    file: str
    packed: bytes = field(repr=False)
    number: int

    @classmethod
    def top(cls, file: str) -> "Place":
        """That of a whole file, of which nothing more is known."""
        return cls(file, TOP, 0)

    @property
    def here(self) -> Where:
        marks, start, _ = self._marks()
        return self._where(marks[start])

    def key(self, name: str) -> Where:
        """The place of a key; that of the mapping where the key is missing."""
        marks, start, spots = self._marks()
        spot = spots.get(name, start)
        return self._where(marks[spot if isinstance(spot, int) else spot[0]])

    def value(self, name: str, index: int = -1) -> Where:
        """The place of a key's value, or of an item of its list; that of the mapping where the key is missing."""
        marks, start, spots = self._marks()
        spot = spots.get(name, start - 1)
        if isinstance(spot, int):
            return self._where(marks[spot + 1])
        return self._where(marks[spot[index + 1] if 0 <= index < len(spot) - 1 else spot[0] + 1])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Place) and self._told() == other._told()

    def __hash__(self) -> int:
        return hash(self.here)

    def _told(self) -> tuple[Where, dict[str, list[int]]]:
        marks, start, spots = self._marks()
        return self._where(marks[start]), {name: _marks_of(spot, marks) for name, spot in spots.items()}

    def begun(self, where: Where) -> "Place":
        """The same mapping, taken to start elsewhere in its file."""
        marks, _, spots = self._marks()
        return self._alone(where.line - 1 << BITS | where.column - 1, marks, spots)

    def without(self, name: str, items: Container[int]) -> "Place":
        """The same mapping, of which a list lost some items."""
        marks, start, spots = self._marks()
        spot = spots[name]
        assert isinstance(spot, tuple)
        left = (position for item, position in enumerate(spot[1:]) if item not in items)
        return self._alone(marks[start], marks, {**spots, name: (spot[0], *left)})

    def _alone(self, start: int, marks: list[int], spots: Spots) -> "Place":
        """A place that knows of no other mapping of the file."""
        own, kept = [start], Spots()
        for name, spot in spots.items():
            at = len(own)
            own += _marks_of(spot, marks)
            kept[name] = at if isinstance(spot, int) else (at, *range(at + 2, len(own)))
        return Place(self.file, pack(own, [(0, kept)]), 0)

    def _marks(self) -> tuple[list[int], int, Spots]:
        marks, mappings = _unpack(self.packed)
        return marks, *mappings[self.number]

    def _where(self, mark: int) -> Where:
        return Where(self.file, (mark >> BITS) + 1, (mark & MASK) + 1)


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar, written 2026-11-24."""
    try:
        return re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) is not None and date.fromisoformat(text) is not None
    except ValueError:
        return False
