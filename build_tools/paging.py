"""A long list -> parts that a phone can bear, each with its place among all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

MOST = 300  # lines of a part

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Part(Generic[Item]):
    """A part of a list: what it holds, its number from 1 on, how many parts there are, and the page of the first."""

    items: Sequence[Item]
    number: int
    of: int
    first: str

    @property
    def path(self) -> str:
        return self.at(self.number)

    def at(self, number: int) -> str:
        """The page of a part."""
        return self.first if number == 1 else f"{self.first}{number}/"

    def title(self, title: str) -> str:
        return title if self.number == 1 else f"{title}, page {self.number} of {self.of}"


def parts(first: str, items: Sequence[Item], most: int = MOST) -> Iterator[Part[Item]]:
    """Cut a list that begins on a page; an empty one has one part too."""
    of = max(-(-len(items) // most), 1)
    for number in range(1, of + 1):
        yield Part(items[(number - 1) * most : number * most], number, of, first)
