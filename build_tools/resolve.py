"""Loose records -> one KnowledgeBase, with the graph and the levels inside."""

from collections.abc import Mapping
from types import MappingProxyType

from build_tools.graph import build_graph
from build_tools.model import Claim, KnowledgeBase, LockEntry, Problem, Question, Source, Table, Term, Topic, Work
from build_tools.place import Place, Where
from build_tools.strength import Facts, assess


def resolve(
    claims: Mapping[str, Claim],
    works: Mapping[str, Work],
    sources: Mapping[str, Source],
    terms: Mapping[str, Term],
    topics: Mapping[str, Topic],
    questions: Mapping[str, Question],
    tables: Mapping[str, Table],
    lock: Mapping[str, LockEntry],
    faults: list[Problem],
    claim_files: Mapping[str, list[str]],
    seen_keys: frozenset[str],
) -> KnowledgeBase:
    """Link the records. Everything is sorted by id, except terms and topics, whose order is the editors'."""
    claims = dict(sorted(claims.items()))
    works = dict(sorted(works.items()))
    topics = topics or _topics_of_folders(claims)
    facts = Facts(works, lock, sources)
    by_check: dict[str, list[Problem]] = {}
    for problem in [*faults, *_repeated_ids(claim_files)]:
        by_check.setdefault(problem.check, []).append(problem)
    return KnowledgeBase(
        claims=MappingProxyType(claims),
        works=MappingProxyType(works),
        sources=MappingProxyType(dict(sources)),
        terms=MappingProxyType(dict(terms)),
        topics=MappingProxyType(dict(topics)),
        questions=MappingProxyType(dict(sorted(questions.items()))),
        tables=MappingProxyType(dict(sorted(tables.items()))),
        lock=MappingProxyType(dict(lock)),
        graph=build_graph(claims, works, terms, topics, questions, tables),
        levels=MappingProxyType({key: assess(claim, facts) for key, claim in claims.items()}),
        faults=MappingProxyType(by_check),
        seen_ids=MappingProxyType({"claim": frozenset(claim_files), "work": seen_keys | frozenset(works)}),
    )


def _topics_of_folders(claims: Mapping[str, Claim]) -> dict[str, Topic]:
    """Without kb/topics.yaml a folder's name is its topic's title."""
    names = sorted({claim.topic for claim in claims.values()})
    return {name: Topic(Place("kb/claims", 0, {}), name, name.replace("-", " ").capitalize()) for name in names}


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
