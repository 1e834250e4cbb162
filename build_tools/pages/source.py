"""A page per source that asserts: who publishes it, and its statements in order."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from urllib.parse import urlencode

from build_tools.audit import Audit, Said, audits
from build_tools.counts import Verdicts, count_works, quotes_by_work, some
from build_tools.model import Assertion, KnowledgeBase, Page
from build_tools.paging import parts
from build_tools.template import fill

SECTION = "sources"
LAST = 1 << 30  # what nobody found in the text yet comes last


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    found, quotes = audits(kb), quotes_by_work(kb)
    for key, audit in found.items():
        yield from _pages(kb, key, audit, quotes[key])
    for part in parts("sources/", list(found.items())):
        title = part.title("Sources")
        body = fill("sources.html", kb, part.path, part=part, title=title)
        yield Page(part.path, title, "", body, crumbs=(("sources/", "Sources"),))


def _pages(kb: KnowledgeBase, key: str, audit: Audit, quotes: Verdicts) -> Iterator[Page]:
    """The page of a source, and further ones for the statements that are too many for one."""
    work, about = kb.works[key], kb.sources.get(key)
    lists = set(about.lists if about else ()) & kb.works.keys()
    shown = {
        "work": work,
        "about": about,
        "audit": audit,
        "works": count_works(kb, set(audit.works) & kb.works.keys()),
        "listed": count_works(kb, lists) if lists else None,
        "lost": [key for key in sorted({*audit.works, *lists}) if kb.lock_entry(key).outcome == "not found"],
        "search": urlencode({"type": "Claim", "source": kb.work_title(key)}),
        "quotes": quotes,
    }
    description = (
        f"{some(len(audit.said), 'statement')} of this source, what became of its citations, and how well its claims stand."
    )
    statements = [(heading, said) for heading, its in _parts(kb, key, audit.said) for said in its]
    for part in parts(f"sources/{key}/", statements, most=150):
        grouped = [(heading, [said for _, said in its]) for heading, its in groupby(part.items, itemgetter(0))]
        body = fill("source.html", kb, part.path, part=part, parts=grouped, **shown)
        title, crumbs = part.title(kb.work_title(key)), (("sources/", "Sources"),)
        yield Page(part.path, title, description, body, crumbs=crumbs, edit="kb/sources.yaml")


def _parts(kb: KnowledgeBase, key: str, statements: Sequence[Said]) -> list[tuple[str, list[Said]]]:
    """The statements under the source's own headings as kb/sources.yaml lists them, in the order of its text."""
    about = kb.sources.get(key)
    order = {part: place for place, part in enumerate(about.parts if about else ())}

    def part_of(assertion: Assertion) -> str:
        named = [part for part in order if part in assertion.where]
        return max(named, key=len) if named else assertion.where

    def place_of(said: Said) -> tuple[int, str, str]:
        offset = kb.verdicts[key, said[1].quote].offset
        return (LAST if offset is None else offset, said[1].where, said[0])

    grouped: dict[str, list[Said]] = {}
    for said in sorted(statements, key=place_of):
        grouped.setdefault(part_of(said[1]), []).append(said)
    return sorted(grouped.items(), key=lambda part: order.get(part[0], len(order)))
