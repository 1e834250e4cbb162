"""Loose records -> one KnowledgeBase, with the graph and the levels inside."""

from collections.abc import Iterator, Mapping
from functools import cache, partial
from types import MappingProxyType
from typing import TypeVar

from build_tools.model import Calculator, Claim, KnowledgeBase, LockEntry, Problem, Question, Source, Table, Term, Topic, Work
from build_tools.outcomes import newest, settle
from build_tools.place import Place, Where
from build_tools.receipts import judge_all
from build_tools.references import FILE as BIBLIOGRAPHY
from build_tools.strength import Facts, assess
from build_tools.texts import WorkText

Placed = TypeVar("Placed", Calculator, Question, Table)


def resolve(
    claims: Mapping[str, Claim],
    works: Mapping[str, Work],
    sources: Mapping[str, Source],
    terms: Mapping[str, Term],
    topics: Mapping[str, Topic],
    questions: Mapping[str, Question],
    tables: Mapping[str, Table],
    calculators: Mapping[str, Calculator],
    lock: Mapping[str, LockEntry],
    texts: Mapping[str, WorkText],
    faults: list[Problem],
    claim_files: Mapping[str, list[str]],
    seen_keys: frozenset[str],
    on: str = "",
) -> KnowledgeBase:
    """Link the records. Everything is sorted by id, except terms and topics, whose order is the editors'.

    `on` is the day from which ages are counted; without one, the newest day in the lock: never the clock.
    """
    claims = dict(sorted(claims.items()))
    works = dict(sorted(works.items()))
    topics = topics or _topics_of_folders(claims)
    on = on or newest(lock)
    lock, compared = settle(works, lock, sources, on)
    seen = {"claim": frozenset(claim_files), "work": _seen_works(claims, works, sources, tables, faults, seen_keys)}
    return KnowledgeBase(
        claims=MappingProxyType(claims),
        works=MappingProxyType(works),
        sources=MappingProxyType(dict(sources)),
        terms=MappingProxyType(dict(terms)),
        topics=MappingProxyType(dict(topics)),
        questions=MappingProxyType(_in_order(questions)),
        tables=MappingProxyType(_in_order(tables)),
        calculators=MappingProxyType(_in_order(calculators)),
        lock=MappingProxyType(lock),
        compared=MappingProxyType(compared),
        on=on,
        levels=MappingProxyType(assess(claims, Facts.of(works, lock, sources))),
        judging=cache(partial(judge_all, claims, works, texts, lock, sources)),
        asserting=frozenset(said.source for claim in claims.values() for said in claim.asserted_by),
        showing=frozenset(_showing(claims)),
        faults=MappingProxyType(_by_check([*faults, *_repeated_ids(claim_files)])),
        seen_ids=MappingProxyType(seen),
    )


def _showing(claims: Mapping[str, Claim]) -> Iterator[str]:
    for claim in claims.values():
        yield from (item.work for item in claim.evidence)
        for assertion in claim.asserted_by:
            yield from assertion.cites


def _by_check(problems: list[Problem]) -> dict[str, list[Problem]]:
    by_check: dict[str, list[Problem]] = {}
    for problem in problems:
        by_check.setdefault(problem.check, []).append(problem)
    return by_check


def _seen_works(
    claims: Mapping[str, Claim],
    works: Mapping[str, Work],
    sources: Mapping[str, Source],
    tables: Mapping[str, Table],
    faults: list[Problem],
    seen_keys: frozenset[str],
) -> frozenset[str]:
    """Every key of a work that was seen; all that anything names when nobody knows what the bibliography holds."""
    if not any(fault.check == "unreadable_file" and fault.where.file == BIBLIOGRAPHY for fault in faults):
        return seen_keys | works.keys()
    named = {key for claim in claims.values() for key in claim.cited()}
    named.update(key for source in sources.values() for key in (source.id, *source.lists))
    return seen_keys | works.keys() | named | {table.source for table in tables.values() if table.source is not None}


def _in_order(things: Mapping[str, Placed]) -> dict[str, Placed]:
    return dict(sorted(things.items(), key=lambda thing: (thing[1].order, thing[0])))


def _topics_of_folders(claims: Mapping[str, Claim]) -> dict[str, Topic]:
    """Without kb/topics.yaml a folder's name is its topic's title."""
    names = sorted({claim.topic for claim in claims.values()})
    return {name: Topic(Place.top("kb/claims"), name, name.replace("-", " ").capitalize()) for name in names}


def _repeated_ids(claim_files: Mapping[str, list[str]]) -> list[Problem]:
    by_folded: dict[str, list[str]] = {}
    for files in claim_files.values():
        by_folded.setdefault(files[0].rpartition("/")[2].casefold(), []).extend(files)
    problems = []
    for files in by_folded.values():
        first, *others = sorted(files)
        hint = f"the first is {first}; rename one, and keep its old id under `formerly:`"
        problems += [Problem(Where(file), "this id is used by another claim too", hint, "repeated_id") for file in others]
    return problems
