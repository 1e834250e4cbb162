"""Works -> what ties them into one voice: people, cohorts, data, a preprint and its article."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from build_tools.model import Source, Tie, Work

Trait = tuple[str, str, str]  # two words to compare by, and how readers are told


class Traits(NamedTuple):
    """What a work may share with others: authors by family name and initials, all else by what it is and its name."""

    authors: tuple[Trait, ...]
    others: tuple[Trait, ...]


def traits_of(works: Mapping[str, Work], sources: Mapping[str, Source]) -> dict[str, Traits]:
    """The traits of every work."""
    return {key: _traits(work, sources.get(key)) for key, work in works.items()}


def ties(keys: Iterable[str], traits: Mapping[str, Traits]) -> Iterator[Tie]:
    """Why works are one voice; each is tied to the first that has the trait too. Keys in order, without repeats."""
    families: dict[str, dict[str, str]] = {}
    holders: dict[tuple[str, str], str] = {}
    for key in keys:
        for family, initials, shown in traits[key].authors:
            known = families.setdefault(family, {})
            for other, holder in known.items():
                if holder != key and (other.startswith(initials) or initials.startswith(other)):
                    yield Tie(holder, key, f"share the author {shown}")
            known.setdefault(initials, key)
        for kind, name, shown in traits[key].others:
            holder = holders.setdefault((kind, name), key)
            if holder != key:
                yield Tie(holder, key, shown)


def voices(keys: Iterable[str], tied: Iterable[Tie]) -> dict[str, int]:
    """The number of the group of each key, from 1 in the order of the keys."""
    leader = {key: key for key in keys}
    for one, other, _ in tied:
        first, second = sorted((_leader(leader, one), _leader(leader, other)))
        leader[second] = first
    numbers: dict[str, int] = {}
    return {key: numbers.setdefault(_leader(leader, key), len(numbers) + 1) for key in leader}


def _leader(leader: dict[str, str], key: str) -> str:
    while leader[key] != key:
        leader[key] = leader[leader[key]]
        key = leader[key]
    return key


def _traits(work: Work, about: Source | None) -> Traits:
    apart = [_folded(*name.partition(",")[::2]) for name in about.distinct_authors] if about else []
    authors = tuple(
        (family, initials, f"{name.family} {name.initials}".strip())
        for name in work.authors
        for family, initials in [_folded(name.family, name.given)]
        if not any(family == other and initials.startswith(known) for other, known in apart)
    )
    return Traits(authors, tuple(_others(work.key, about)))


def _others(key: str, about: Source | None) -> Iterator[Trait]:
    yield "article", (about and about.preprint_of) or key, "are a preprint and its article"
    if about is not None:
        for name in about.cohort:
            yield "cohort", _plain(name), f"studied the same cohort, {name}"
        for name in about.dataset:
            yield "data", _plain(name), f"used the same data, {name}"
        for study in about.reports:
            yield "study", study, f"report the same study, {study}"


def _folded(family: str, given: str) -> tuple[str, str]:
    """A name for comparing: family and initials in small letters without accents."""
    parts = given.replace(".", " ").replace("-", " ").split()
    return _plain(family), _plain("".join(part[0] for part in parts))


def _plain(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())
