"""The queue: what waits for an editor, and where the base has gaps. No part of it grows with the base beyond a bound."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from build_tools import reviews
from build_tools.model import Claim, KnowledgeBase, Page, Range
from build_tools.search_records import LAST_PASSAGE, passage_labels
from build_tools.template import fill

MOST = 50  # of a list
ROWS, SMALL_ROWS, TABLES = 40, 15, 5  # of a table of gaps, of one for a tissue, and how many tissues have one
WINDOWS = (*(f"P{number}" for number in range(1, LAST_PASSAGE + 1)), f"P{LAST_PASSAGE + 1} and later")


class Listed(NamedTuple):
    """The first of a list, and how many there are; for claims, also how many in each topic."""

    first: Sequence[tuple[str, str]]
    total: int
    topics: Sequence[tuple[str, int]] = ()


class Cell(NamedTuple):
    """How many claims and items of evidence stand in a cell, and the search that lists the claims."""

    claims: int = 0
    evidence: int = 0
    address: str = ""


Rows = Mapping[str, Sequence[str]]  # the rows of a table in which each claim is counted, by its id


class Gaps(NamedTuple):
    """A table of cells, the fullest rows first, and how many rows are left out."""

    title: str
    of: str
    rows: Sequence[tuple[str, Sequence[Cell]]]
    left_out: int = 0


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    asked = {claim for question in kb.questions.values() for line in question.answer for claim in line.claims}
    body = fill(
        "queue.html",
        kb,
        "queue/",
        quotes=_quotes(kb),
        lone=_claims(kb, lambda claim: sum(kb.levels[claim.id].groups.values()) == 1),
        unreviewed=_claims(kb, lambda claim: reviews.state(kb, claim)[0] != "reviewed"),
        unasked=_claims(kb, lambda claim: claim.id not in asked),
        oldest=_oldest(kb),
        unchecked=_listed([(key, kb.lock_entry(key).why) for key in kb.works if kb.lock_entry(key).outcome == "could not check"]),
        windows=(*WINDOWS, "any or none"),
        gaps=list(_gaps(kb)),
        most=MOST,
    )
    yield Page("queue/", "For editors", "", body)


# --- what waits ----------------------------------------------------------------------------------


def _listed(found: Sequence[tuple[str, str]]) -> Listed:
    return Listed(found[:MOST], len(found))


def _quotes(kb: KnowledgeBase) -> Listed:
    """Claims with a quote that nobody could hold against its text, with its work."""
    open_quotes = (
        (claim.id, key)
        for claim in kb.claims.values()
        for quote, key, said, _ in claim.said()
        if not kb.verdict(key, quote, said).stands
    )
    return _listed(list(open_quotes))


def _claims(kb: KnowledgeBase, waits: Callable[[Claim], bool]) -> Listed:
    found = [claim for claim in kb.claims.values() if waits(claim)]
    topics = Counter(claim.topic for claim in found)
    counted = [(topic, topics[topic]) for topic in kb.topics if topics[topic]]
    return Listed([(claim.id, "") for claim in found[:MOST]], len(found), counted[:ROWS])


def _oldest(kb: KnowledgeBase) -> Listed:
    """Works by the day on which somebody last asked for them, the oldest first; those that nobody noted before all."""
    days = {key: kb.lock_entry(key).recorded for key in kb.works if kb.lock_entry(key).outcome != "could not check"}
    return _listed(sorted(days.items(), key=lambda one: ("" if one[1] == "unknown" else one[1], one[0])))


# --- gaps ----------------------------------------------------------------------------------------


def _gaps(kb: KnowledgeBase) -> Iterator[Gaps]:
    claims = list(kb.claims.values())
    topics = {claim.id: [kb.topic_title(claim.topic)] for claim in claims}
    tissues = {claim.id: [kb.term_label(term) for term in claim.scope.tissue] if claim.scope else [] for claim in claims}
    yield _table("Topics by passage", "Topic", claims, topics, {}, ROWS)
    yield _table("Tissues by passage", "Tissue", claims, tissues, {}, SMALL_ROWS)
    counted = Counter(label for labels in tissues.values() for label in labels)
    for label, _ in sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:TABLES]:
        of_tissue = [claim for claim in claims if label in tissues[claim.id]]
        yield _table(f"{label}: topics by passage", "Topic", of_tissue, topics, {"tissue": label}, SMALL_ROWS)


def _table(title: str, of: str, claims: Sequence[Claim], rows: Rows, filters: dict[str, str], most: int) -> Gaps:
    counted = _counted(claims, rows)
    order = sorted(counted, key=lambda row: (-counted[row][""][0], row))
    facet = of.lower()
    shown = [(row, [_cell(counted[row], column, {**filters, facet: row}) for column in (*WINDOWS, "")]) for row in order[:most]]
    return Gaps(title, of, shown, len(order) - len(shown))


def _counted(claims: Sequence[Claim], rows: Rows) -> dict[str, dict[str, tuple[int, int]]]:
    """Claims and items of evidence of each row, under each passage that the scope of a claim covers, and of all under ""."""
    alike: dict[tuple[str, Range | None], tuple[int, int]] = {}
    for claim in claims:
        window = claim.scope.passage if claim.scope else None
        for row in rows[claim.id]:
            number, evidence = alike.get((row, window), (0, 0))
            alike[row, window] = (number + 1, evidence + len(claim.evidence))
    counted: dict[str, dict[str, tuple[int, int]]] = {}
    for (row, window), (number, evidence) in alike.items():
        cells = counted.setdefault(row, {})
        for column in (*(passage_labels(window) if window else ()), ""):
            before = cells.get(column, (0, 0))
            cells[column] = (before[0] + number, before[1] + evidence)
    return counted


def _cell(cells: dict[str, tuple[int, int]], column: str, filters: dict[str, str]) -> Cell:
    if column not in cells:
        return Cell()
    wanted = {**filters, "passage": column} if column else filters
    return Cell(*cells[column], f"search/?{urlencode(wanted)}")
