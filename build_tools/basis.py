"""A base -> for each page of a claim or a work, one digest of all that decides what the page says.

A page whose basis is that of the last build need not be made again, so a basis holds too much rather than too little:

- in each: every file of the base but those of claims, references.bib and references.lock; and the days that are reckoned from;
- of a work: what its entry says, what the lock and the comparison say of it, and of which kind its page is;
- of a claim: its file, what git knows of it, its works and the works that these report or became, and the claims it depends on;
- of each whose prose has links: all that they could lead to;
- on the page of a claim: also the claims it is related to, either way;
- on the page of a work: also the claims that it bears on, and all that depend on those.

What a page says of anything else is no part of its basis: whoever lets it say more puts that in here.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from build_tools.graph import knots
from build_tools.impact import bearing_on, touched
from build_tools.model import Claim, KnowledgeBase
from build_tools.strength import dependents_of, needed

SIZE = 16
SINGLY = ("kb/claims/", "references.bib", "references.lock")  # files that are looked at record by record

Digests = Mapping[str, bytes]


class Basis(NamedTuple):
    """Digests: what all pages rest on, each work, each claim with what it depends on, and each with what depends on it too."""

    common: bytes
    works: Digests
    claims: Digests
    onward: Digests


def of_claims(kb: KnowledgeBase) -> Iterator[tuple[str, bytes]]:
    """Each claim with the basis of its page."""
    basis, near = _basis(kb), _related(kb)
    for key, own in basis.claims.items():
        yield key, _digest(basis.common, own, *(basis.claims[other] for other in near.get(key, ())))


def of_works(kb: KnowledgeBase) -> Iterator[tuple[str, bytes]]:
    """Each work with the basis of its page."""
    basis, bears_on = _basis(kb), touched(kb)
    for key in kb.works:
        yield key, _digest(basis.common, basis.works[key], *(basis.onward[claim] for claim in bears_on.get(key, ())))


@lru_cache(1)
def _basis(kb: KnowledgeBase) -> Basis:
    works = {key: _work(kb, key) for key in kb.works.keys() | kb.lock.keys()}
    own = {key: _claim(kb, claim, works) for key, claim in kb.claims.items()}
    needs = needed(kb.claims)
    claims = _gathered(own, needs)
    return Basis(_common(kb), works, claims, _gathered(claims, dependents_of(needs)))


def _common(kb: KnowledgeBase) -> bytes:
    files = sorted((name, digest) for name, digest in kb.digests.items() if not name.startswith(SINGLY))
    return _digest(_words(files, kb.on, kb.today, kb.year))


def _work(kb: KnowledgeBase, key: str) -> bytes:
    """A work without the lines that its entry stands on, which no page tells."""
    work, about = kb.works.get(key), kb.sources.get(key)
    read = work and (work.type, work.fields, work.authors, work.more_authors, work.identifiers, work.citation, work.short)
    told = (work and work.bibtex, kb.only_asserts(key), kb.lock_entry(key), kb.compared.get(key))
    return _digest(_words(key, read, told), _addresses(kb) if about and "](" in about.note else b"")


def _claim(kb: KnowledgeBase, claim: Claim, works: Digests) -> bytes:
    file = claim.place.file
    named = (works.get(key, key.encode()) for key in bearing_on(kb, claim))
    linked = _addresses(kb) if any("](" in text for text, _, _ in claim.prose()) else b""
    return _digest(kb.digests[file], _words(file, _written(kb, claim)), *named, linked)


def _written(kb: KnowledgeBase, claim: Claim) -> object:
    known = kb.written.get(claim.id)
    return known and (known.by, known.on, sorted(known.authors), sorted(known.outdated))


@lru_cache(1)
def _addresses(kb: KnowledgeBase) -> bytes:
    """All that a link in a text can lead to."""
    works = {key: kb.only_asserts(key) for key in kb.works}
    return _digest(_words([*kb.claims], works, *map(list, (kb.terms, kb.topics, kb.questions, kb.tables, kb.calculators))))


def _related(kb: KnowledgeBase) -> dict[str, list[str]]:
    """The claims that each claim is related to, or that are related to it."""
    near: dict[str, set[str]] = {}
    for key, claim in kb.claims.items():
        for link in claim.relates:
            if link.to in kb.claims:
                near.setdefault(key, set()).add(link.to)
                near.setdefault(link.to, set()).add(key)
    return {key: sorted(others) for key, others in near.items()}


def _gathered(own: Digests, onward: Mapping[str, Iterable[str]]) -> Digests:
    """Each digest with those of all that it leads on to, however far."""
    found = dict(own)
    for knot in knots(onward):
        ends = sorted({other for key in knot for other in onward.get(key, ())} - {*knot})
        together = _digest(*(own[key] for key in knot), *(found[other] for other in ends))
        found.update((key, _digest(own[key], together)) for key in knot)
    return found


def _words(*values: object) -> bytes:
    return repr(values).encode(errors="surrogateescape")


def _digest(*parts: bytes) -> bytes:
    """One digest of several; each with its length, so that none runs into the next."""
    total = blake2b(digest_size=SIZE)
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return total.digest()
