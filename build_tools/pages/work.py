"""A page per work: its record, its standing, and every claim that rests on it."""

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

from build_tools.basis import of_works
from build_tools.citing import csl_file, ris
from build_tools.counts import Verdicts, count_works, quotes_by_work
from build_tools.impact import impacts
from build_tools.links import citing_claims, claims_of
from build_tools.metadata import TYPES
from build_tools.model import KnowledgeBase, Page, Work
from build_tools.paging import parts
from build_tools.template import fill
from build_tools.vocabulary import STANCES

SECTION = "works"
SCRIPTS = ("cite.js",)


def pages(kb: KnowledgeBase, spared: Container[str] = ()) -> Iterator[Page]:
    works, quotes = _shown(kb), quotes_by_work(kb)
    linked = {work.key: _linked(kb, work) for work in works}
    for work in works:
        if f"{SECTION}/{work.key}/" not in spared:
            yield _page(kb, work, linked[work.key], quotes.get(work.key))
    yield from _index(kb, works, linked)


def bases(kb: KnowledgeBase) -> Iterator[tuple[str, bytes]]:
    """The pages that may be spared, each with a digest of all that decides what it says."""
    return ((f"{SECTION}/{work}/", basis) for work, basis in of_works(kb) if not kb.only_asserts(work))


def pages_at(kb: KnowledgeBase, path: str) -> Iterator[Page]:
    """Those of `pages` that may stand at a path: one of a work, else the lists of all."""
    works = _shown(kb)
    for work in works:
        if path == f"{SECTION}/{work.key}/":
            yield _page(kb, work, _linked(kb, work), quotes_by_work(kb).get(work.key))
    yield from _index(kb, works, {work.key: _linked(kb, work) for work in works})


def _shown(kb: KnowledgeBase) -> list[Work]:
    """The works that have a page here; those that only assert have one among the sources."""
    return [work for work in kb.works.values() if not kb.only_asserts(work.key)]


def _linked(kb: KnowledgeBase, work: Work) -> list[tuple[str, str]]:
    """The claims that a work is linked with, and how."""
    return claims_of(kb, f"work:{work.key}")


def _index(kb: KnowledgeBase, shown: list[Work], linked: Mapping[str, Sequence[tuple[str, str]]]) -> Iterator[Page]:
    works = sorted(shown, key=lambda work: (not work.authors, work.short.casefold()))
    used = {key: len(claims) for key, claims in linked.items()}
    for part in parts("works/", works):
        title = part.title("Works")
        body = fill("works.html", kb, part.path, part=part, used=used, title=title, total=len(works))
        yield Page(part.path, title, "", body, crumbs=(("works/", "Works"),))


def _page(kb: KnowledgeBase, work: Work, linked: Sequence[tuple[str, str]], quotes: Verdicts | None) -> Page:
    path = f"works/{work.key}/"
    by_stance: dict[str, list[str]] = {}
    for claim, how in linked:
        if how in STANCES:
            by_stance.setdefault(how, []).append(claim)
    body = fill(
        "work.html",
        kb,
        path,
        work=work,
        compared=kb.compared.get(work.key),
        citation=count_works(kb, [work.key]),
        quotes=quotes,
        about=kb.sources.get(work.key),
        by_stance=by_stance,
        ris=ris(kb, work.key),
        csl=csl_file(kb, work.key),
        falls=impacts(kb, work.key) if by_stance else {},
        cited=[(source, claim) for source, claim in citing_claims(kb, work.key) if claim in kb.claims],
    )
    missing = kb.lock_entry(work.key).outcome == "not found"
    title = f"Not found: {work.short}" if missing else work.title or work.short
    return Page(
        path,
        title,
        work.citation,
        body,
        crumbs=(("works/", "Works"),),
        edit=work.where.file,
        about={} if missing else _about(work),
    )


def _about(work: Work) -> dict[str, Any]:
    """The work in the words of schema.org; only what its entry has."""
    names = [f"{name.given} {name.family}".strip() for name in work.authors]
    links = [address for _, address in work.links]
    about = {
        "@id": links[0] if links else None,
        "name": work.title,
        "author": [
            {"@type": "Person" if name.given else "Organization", "name": shown}
            for name, shown in zip(work.authors, names, strict=True)
        ],
        "datePublished": work.year,
        "isPartOf": {"@type": "Periodical", "name": work.get("journal")} if work.get("journal") else None,
        "sameAs": links[1:],
    }
    return {"@type": TYPES.get(work.type, "CreativeWork"), **{name: value for name, value in about.items() if value}}
