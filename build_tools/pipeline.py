"""The story: read -> resolve -> check, then pages and exports."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from build_tools.allowances import of_bibtex, settle
from build_tools.calculators import read_calculators
from build_tools.claims import read_claims
from build_tools.files import noting
from build_tools.lock import read_lock
from build_tools.model import KnowledgeBase, Page, Problem
from build_tools.questions import read_questions
from build_tools.references import read_references
from build_tools.registry import members
from build_tools.resolve import resolve
from build_tools.shapes import refuse_strays
from build_tools.sources import read_sources
from build_tools.tables import read_tables
from build_tools.terms import read_terms, read_topics
from build_tools.texts import read_texts

LONGEST = 2000  # characters of a message


def read(root: Path, on: str = "", today: str = "") -> KnowledgeBase:
    """Read everything below the root, as of a day. Bad input is kept as faults; the rest is all there.

    `today` is the day on which exceptions run out; without one, the day from which all ages are counted.
    """
    with noting() as digests:
        return replace(_read(root, on, today), digests=digests)


def _read(root: Path, on: str, today: str) -> KnowledgeBase:
    faults: list[Problem] = []
    refuse_strays(root, faults)
    claims, claim_files = read_claims(root, faults)
    works, seen_keys = read_references(root, faults)
    faults.extend(of_bibtex(root, works.values()))
    base = resolve(
        claims,
        works,
        read_sources(root, faults),
        read_terms(root, faults),
        read_topics(root, faults),
        read_questions(root, faults),
        read_tables(root, faults),
        read_calculators(root, faults),
        read_lock(root, faults),
        read_texts(root, faults),
        faults,
        claim_files,
        seen_keys,
        on,
    )
    return settle(base, today)


def check(kb: KnowledgeBase) -> list[Problem]:
    """Every problem that any check finds and no exception covers, in the order of file, line, column and check."""
    problems = (
        Problem(found.where, _short(found.message), _short(found.hint), name, module.LEVEL)
        for name, module in members("checks").items()
        for found in module.check(kb)
    )
    excepted = kb.excepted()
    told = (one for one in problems if not any(each.covers(one) for each in excepted.get((one.where.file, one.check), ())))
    return sorted(told, key=lambda problem: problem.order)


def _short(words: str) -> str:
    """Words that may hold what a contributor wrote, whatever its length."""
    return words if len(words) <= LONGEST else words[:LONGEST] + "…"


def pages(kb: KnowledgeBase, stands: Callable[[str, bytes], bool] | None = None) -> Iterator[Page]:
    """Every generated page of the site, kind after kind, but those that stand: of which the path and basis are known already."""
    for module in members("pages").values():
        if stands is not None and hasattr(module, "bases"):
            yield from module.pages(kb, {path for path, basis in module.bases(kb) if stands(path, basis)})
        else:
            yield from module.pages(kb)


def page_at(kb: KnowledgeBase, path: str) -> Page | None:
    """The page at a path as `pages` makes it, alone where its type can make one alone; None where there is none."""
    section = path.partition("/")[0] or "home"
    for name, module in members("pages").items():
        if section == getattr(module, "SECTION", name):
            made = module.pages_at(kb, path) if hasattr(module, "pages_at") else module.pages(kb)
            return next((page for page in made if page.path == path), None)
    return None


def exports(kb: KnowledgeBase) -> Iterator[tuple[str, bytes]]:
    """Every file of data, with its path on the site, format after format."""
    for module in members("exports").values():
        yield from module.export(kb).items()
