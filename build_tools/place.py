"""Places in files, what is wrong there, and days as they are written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


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


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mapping of a file starts, and where each of its keys and values does.

    Positions are packed (key line, key column, value line, value column, 20 bits each, from 0): ten thousand
    files hold a million of them. A list has a tuple: its own position, then the position of each item.
    """

    file: str
    start: int
    spots: Mapping[str, int | tuple[int, ...]]

    @property
    def here(self) -> Where:
        return self._where(self.start)

    def key(self, name: str) -> Where:
        """The place of a key; that of the mapping where the key is missing."""
        spot = self.spots.get(name, self.start)
        packed = spot if isinstance(spot, int) else spot[0]
        return self._where(packed >> 2 * BITS)

    def value(self, name: str, index: int = -1) -> Where:
        """The place of a key's value, or of an item of its list; that of the mapping where the key is missing."""
        spot = self.spots.get(name, self.start)
        if isinstance(spot, int):
            return self._where(spot)
        return self._where(spot[index + 1] if -1 <= index < len(spot) - 1 else spot[0])

    def _where(self, packed: int) -> Where:
        return Where(self.file, (packed >> BITS & MASK) + 1, (packed & MASK) + 1)


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar, written 2026-11-24."""
    try:
        return re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) is not None and date.fromisoformat(text) is not None
    except ValueError:
        return False
