"""A source -> its audit: what it says, what it cites, what became of each citation, and how its claims stand.

Every figure is the length of a list that a page can show. Claims are counted once, however often the source says them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from build_tools.model import Assertion, KnowledgeBase
from build_tools.tracing import traced
from build_tools.vocabulary import FATES, LEVELS

MOST = 5  # claims shown as the strongest, and as the weakest
STRONG = ("well-supported", "supported", "limited")
WEAK = ("contradicted", "retracted-support", "unfindable", "contested", "asserted-only")


class Said(NamedTuple):
    """A claim and what a source says of it."""

    claim: str
    assertion: Assertion


class Citation(NamedTuple):
    """A work that a source names for a claim; without a work where it names none."""

    claim: str
    work: str


@dataclass(frozen=True, slots=True)
class Audit:
    """What was found of a source. `fates` has each word of FATES; the citations of `nothing` name no work."""

    said: tuple[Said, ...]
    claims: tuple[str, ...]
    fates: Mapping[str, tuple[Citation, ...]]
    levels: Mapping[str, tuple[str, ...]]

    @property
    def citing(self) -> int:
        """How many statements cite something."""
        return len(self.said) - len(self.fates["nothing"])

    @property
    def citations(self) -> int:
        return sum(len(found) for name, found in self.fates.items() if name != "nothing")

    @property
    def works(self) -> tuple[str, ...]:
        """The works named, each once."""
        return tuple(sorted({one.work for found in self.fates.values() for one in found if one.work}))

    @property
    def strongest(self) -> list[str]:
        return self._first(STRONG)

    @property
    def weakest(self) -> list[str]:
        return self._first(WEAK)

    def _first(self, levels: Iterable[str]) -> list[str]:
        """Claims of the first of these levels that has some."""
        return next((list(self.levels[level][:MOST]) for level in levels if level in self.levels), [])


@lru_cache(maxsize=1)  # the pages ask, and the data
def audits(kb: KnowledgeBase) -> dict[str, Audit]:
    """The audit of every source that asserts something and stands in references.bib, by key."""
    said: dict[str, list[Said]] = {}
    for claim in kb.claims.values():
        for assertion in claim.asserted_by:
            if assertion.source in kb.works:
                said.setdefault(assertion.source, []).append(Said(claim.id, assertion))
    return {key: _audit(kb, statements) for key, statements in sorted(said.items())}


def _audit(kb: KnowledgeBase, said: list[Said]) -> Audit:
    fates: dict[str, list[Citation]] = {name: [] for name in FATES}
    for identity, assertion in said:
        for end in traced(kb, kb.claims[identity], assertion):
            fates[end.fate].append(Citation(identity, end.key if assertion.cites else ""))
    claims = tuple(dict.fromkeys(identity for identity, _ in said))
    levels: dict[str, list[str]] = {}
    for identity in claims:
        levels.setdefault(kb.levels[identity].level, []).append(identity)
    return Audit(
        tuple(said),
        claims,
        {name: tuple(found) for name, found in fates.items()},
        {level: tuple(levels[level]) for level in LEVELS if level in levels},
    )
