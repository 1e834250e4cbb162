"""A work has one entry: no two references have the title, the first author and the year in common, or one record.

Bad:

    @article{smith2020, title = {Cells age}, author = {Smith, Ann}, year = {2020}, doi = {10.5555/abc}}
    @article{smith2020cells, title = {Cells Age.}, author = {Smith, A.}, year = {2020}, pmid = {123}}

Good:

    @article{smith2020, title = {Cells age}, author = {Smith, Ann}, year = {2020}, doi = {10.5555/abc}, pmid = {123}}
"""

from collections import Counter
from collections.abc import Container, Iterator

from build_tools.folding import fold
from build_tools.identifiers import KINDS
from build_tools.model import KnowledgeBase, Problem, Work

LEVEL = "error"
SINCE = "2026-11-25"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    first: dict[tuple[str, ...], str] = {}
    told: set[tuple[str, str]] = set()
    common = {about for about, times in Counter(map(_about, kb.works.values())).items() if times > 1}
    for work in sorted(kb.works.values(), key=lambda work: work.where):
        for name, what in _names(kb, work, common):
            key = first.setdefault(name, work.key)
            if key == work.key or (key, work.key) in told or _shared(kb.works[key], work):
                continue
            told.add((key, work.key))
            hint = f"keep one of the two, with the identifiers of both; '{key}' is in line {kb.works[key].where.line}"
            yield Problem(work.where, f"'{work.key}' is the same work as '{key}': {what}", hint)


def _about(work: Work) -> tuple[str, str]:
    """The first author and the year; empty where either is unknown."""
    return (fold(work.authors[0].family).letters, work.year) if work.authors and work.year else ("", "")


def _names(kb: KnowledgeBase, work: Work, common: Container[tuple[str, str]]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Whatever can be of one work only, and how to say that two have it; its title where others have its author and year."""
    about = _about(work)
    if work.title and all(about) and about in common:
        yield (fold(work.title).letters, *about), "title, first author and year are the same"
    record = kb.lock_entry(work.key).record
    known = {kind: read(record.identifiers.get(kind, "")) for kind, (_, read, _) in KINDS.items()}
    for kind, value in {**known, **work.identifiers}.items():
        if value:
            yield (kind, value), f"the record of one names {KINDS[kind][0]} {value}, which is the other's"
    for doi in map(KINDS["doi"][1], record.related.get("same-as", ())):
        if doi:
            yield ("doi", doi), f"the record of one names DOI {doi}, which is the other's"


def _shared(one: Work, other: Work) -> bool:
    """Whether both have an identifier in common, which is told by a check of its own."""
    return any(other.identifiers.get(kind) == value for kind, value in one.identifiers.items())
