"""Verified, failed and could not check: three counts, everywhere; and text from input made safe to print."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from build_tools.model import KnowledgeBase, Problem, Verdict

VERDICTS = {"matches": "verified", "differs": "failed", "not found": "failed", "could not check": "unchecked"}


@dataclass(frozen=True, slots=True)
class Verdicts:
    """How many were verified, how many failed, and how many nobody could check."""

    verified: int
    failed: int
    unchecked: int

    @property
    def total(self) -> int:
        return self.verified + self.failed + self.unchecked

    def words(self) -> str:
        return f"{self.verified:,} verified, {self.failed:,} failed, {self.unchecked:,} could not be checked"


@dataclass(frozen=True, slots=True)
class Counts:
    """The size of a base and how much of it was checked against the world."""

    claims: int
    evidence: int
    works: int
    citations: Verdicts
    quotes: Verdicts
    numbers: Verdicts
    exceptions: int = 0
    notes: int = 0  # that are counted and not listed


def count(kb: KnowledgeBase) -> Counts:
    """A citation is a work of references.bib; a quote a phrase under a claim; numbers are counted by finding."""
    numbers = ("unchecked" if not one.checked else "failed" if one.missing else "verified" for one in kb.numbers.values())
    return Counts(
        claims=len(kb.claims),
        evidence=sum(len(claim.evidence) for claim in kb.claims.values()),
        works=len(kb.works),
        citations=count_works(kb, kb.works),
        quotes=_sum(quotes_by_work(kb).values()),
        numbers=_tally(numbers),
        exceptions=sum(1 for one in kb.allowances if not one.expired(kb.today)),
    )


def without_notes(problems: Sequence[Problem], counts: Counts) -> tuple[list[Problem], Counts]:
    """What is listed where nobody asked for notes: those are only counted."""
    listed = [problem for problem in problems if problem.level != "note"]
    return listed, replace(counts, notes=len(problems) - len(listed))


def count_works(kb: KnowledgeBase, keys: Iterable[str]) -> Verdicts:
    """What became of these references, each counted once."""
    return _tally(VERDICTS[kb.lock_entry(key).outcome] for key in set(keys))


def count_quotes(verdicts: Iterable[Verdict]) -> Verdicts:
    return _tally(verdict.count for verdict in verdicts)


@lru_cache(maxsize=1)  # several pages ask
def quotes_by_work(kb: KnowledgeBase) -> dict[str, Verdicts]:
    """What became of the quotes of each work or source."""
    found: dict[str, list[Verdict]] = {}
    for key, verdict in kb.quoted():
        found.setdefault(key, []).append(verdict)
    return {key: count_quotes(verdicts) for key, verdicts in found.items()}


def _sum(parts: Iterable[Verdicts]) -> Verdicts:
    found = list(parts)
    return Verdicts(sum(one.verified for one in found), sum(one.failed for one in found), sum(one.unchecked for one in found))


def _tally(names: Iterable[str]) -> Verdicts:
    counted = list(names)
    return Verdicts(counted.count("verified"), counted.count("failed"), counted.count("unchecked"))


def safe(text: str) -> str:
    """Text from input with control and other unprintable characters escaped, so that no terminal and no CI obeys it."""
    shown = text if text.isprintable() else "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
    return shown.replace("##[", "#\\x23[")  # GitHub's runner takes ##[…] for a command wherever it stands in a line


def some(number: int, noun: str) -> str:
    """`1 claim`, `2 claims`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
