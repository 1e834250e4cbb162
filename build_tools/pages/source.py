"""A page per source that asserts: who publishes it, and its statements in order."""

from collections import Counter
from collections.abc import Iterator

from build_tools.counts import Verdicts, count_works, quotes_by_work
from build_tools.model import Assertion, KnowledgeBase, Page
from build_tools.template import fill
from build_tools.vocabulary import LEVELS

Said = tuple[str, Assertion]

SECTION = "sources"
LAST = 1 << 30  # what nobody found in the text yet comes last


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    said: dict[str, list[Said]] = {}
    for claim in kb.claims.values():
        for assertion in claim.asserted_by:
            if assertion.source in kb.works:
                said.setdefault(assertion.source, []).append((claim.id, assertion))
    quotes = quotes_by_work(kb)
    for key, statements in sorted(said.items()):
        yield _page(kb, key, statements, quotes[key])
    counts = {key: len(statements) for key, statements in said.items()}
    yield Page("sources/", "Sources", "", fill("sources.html", kb, "sources/", counts=counts))


def _page(kb: KnowledgeBase, key: str, statements: list[Said], quotes: Verdicts) -> Page:
    path = f"sources/{key}/"
    tally = Counter(kb.levels[claim].level for claim, _ in statements)
    work = kb.works[key]
    body = fill(
        "source.html",
        kb,
        path,
        work=work,
        about=kb.sources.get(key),
        citations=count_works(kb, _cited(kb, key, statements)),
        quotes=quotes,
        total=len(statements),
        levels=[(level, tally[level]) for level in LEVELS if tally[level]],
        parts=_parts(kb, key, statements),
    )
    description = f"{len(statements)} statements of this source, each with how well it stands."
    return Page(path, work.title or key, description, body, crumbs=(("sources/", "Sources"),), edit="kb/sources.yaml")


def _cited(kb: KnowledgeBase, key: str, statements: list[Said]) -> set[str]:
    """The works that a source cites or lists."""
    about = kb.sources.get(key)
    cited = {work for _, assertion in statements for work in assertion.cites} | set(about.lists if about else ())
    return cited & kb.works.keys()


def _parts(kb: KnowledgeBase, key: str, statements: list[Said]) -> list[tuple[str, list[Said]]]:
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
