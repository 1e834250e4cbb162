"""Verified, failed and could not check: three counts, everywhere; and text from input made safe to print."""

from collections import Counter
from dataclasses import dataclass

from build_tools.model import KnowledgeBase

VERDICTS = {"matches": "verified", "differs": "failed", "not found": "failed", "could not check": "unchecked"}


@dataclass(frozen=True, slots=True)
class Verdicts:
    """How many were verified, how many failed, and how many nobody could check."""

    verified: int
    failed: int
    unchecked: int

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


def count(kb: KnowledgeBase) -> Counts:
    """A citation is a work of references.bib; a quote is a phrase under a claim."""
    citations = Counter(VERDICTS[kb.lock_entry(key).outcome] for key in kb.works)
    quotes = Counter(kb.verdicts[key, quote].count for claim in kb.claims.values() for quote, key, _ in claim.quotes())
    return Counts(
        claims=len(kb.claims),
        evidence=sum(len(claim.evidence) for claim in kb.claims.values()),
        works=len(kb.works),
        citations=Verdicts(citations["verified"], citations["failed"], citations["unchecked"]),
        quotes=Verdicts(quotes["verified"], quotes["failed"], quotes["unchecked"]),
    )


def safe(text: str) -> str:
    """Text from input with control and other unprintable characters escaped, so that no terminal obeys it."""
    return text if text.isprintable() else "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def some(number: int, noun: str) -> str:
    """`1 claim`, `2 claims`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
