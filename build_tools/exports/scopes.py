"""What each claim covers and which passages its evidence studied, in parts small enough for a phone.

The list of parts says which windows lie in each, so that a page fetches only those that can matter to a case.
"""

from collections.abc import Iterator, Sequence
from math import inf
from typing import Any, NamedTuple

from build_tools.model import Assessment, Claim, KnowledgeBase, Range
from build_tools.prose import plain
from build_tools.vocabulary import LEVELS
from build_tools.write import as_json

TITLE = "Scopes, for the calculators"
FILES = ()  # made only where a calculator asks for it, and not offered for download
LICENCE = "CC BY 4.0"
FOLDER = "calculators"
MOST_BYTES = 150_000
FIELDS = ("id", "says", "level", "product", "tissue", "passage", "doublings", "studied", "unstated")
LIMITED, STUDIED, GENERAL = range(3)


class Row(NamedTuple):
    """A claim as the page gets it, after what it is sorted by: what its window is, and from where to where."""

    rank: int
    low: int
    high: float
    values: tuple[Any, ...]


def export(kb: KnowledgeBase) -> dict[str, bytes]:
    if all(calculator.kind != "scope" for calculator in kb.calculators.values()):
        return {}
    rows = sorted((_row(claim, kb.levels[claim.id]) for claim in kb.claims.values()), key=lambda row: (*row[:3], row.values[0]))
    parts = {f"scopes-{number}.json": part for number, part in enumerate(_parts(rows))}
    index = {
        "version": 1,
        "fields": list(FIELDS),
        "studied": _reach(kb),
        "parts": [_summary(name, part) for name, part in parts.items()],
        "terms": {key: kb.terms[key].label for key in sorted(_terms(rows)) if key in kb.terms},
        "levels": {key: level.label for key, level in LEVELS.items()},
    }
    files = {name: as_json([row.values for row in part]) for name, part in parts.items()}
    return {f"{FOLDER}/{name}": data for name, data in {"scopes.json": as_json(index), **files}.items()}


def _row(claim: Claim, found: Assessment) -> Row:
    scope = claim.scope
    subjects = [one.item.subject for one in found.weighed if one.counted]
    stated = {(one.passage, one.tissue) for one in subjects if one is not None and one.passage is not None}
    studied = sorted(stated, key=lambda one: (one[0].low, _end(one[0]), one[1]))
    rank, low, high = _window(claim, [window for window, _ in studied])
    values = (
        claim.id,
        plain(claim.statement),
        found.level,
        scope.product if scope else None,
        scope.tissue if scope else (),
        str(scope.passage) if scope and scope.passage else None,
        str(scope.doublings) if scope and scope.doublings else None,
        [(str(window), tissue) for window, tissue in studied],
        sum(1 for one in subjects if one is None or one.passage is None),
    )
    return Row(rank, low, high, values)


def _window(claim: Claim, studied: Sequence[Range]) -> tuple[int, int, float]:
    """Where a case must lie for the claim to be near it: its scope, else what was studied, else anywhere."""
    scope = claim.scope
    if scope and scope.passage:
        return LIMITED, scope.passage.low, _end(scope.passage)
    if scope and scope.doublings:
        return LIMITED, 0, inf
    if studied:
        return STUDIED, studied[0].low, max(map(_end, studied))
    return GENERAL, 0, inf


def _reach(kb: KnowledgeBase) -> list[int] | None:
    """From the lowest to the highest number that counted evidence states; "and later" says nothing of how far."""
    items = (one.item.subject for found in kb.levels.values() for one in found.weighed if one.counted)
    windows = [subject.passage for subject in items if subject is not None and subject.passage is not None]
    ends = [window.low if window.high is None else window.high for window in windows]
    return [min(window.low for window in windows), max(ends)] if windows else None


def _end(window: Range) -> float:
    return inf if window.high is None else window.high


def _parts(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Neighbours together, up to a size."""
    part: list[Row] = []
    size = 0
    for row in rows:
        weight = len(as_json(row.values))
        if part and (size + weight > MOST_BYTES or row.rank != part[0].rank):
            yield part
            part, size = [], 0
        part.append(row)
        size += weight
    if part:
        yield part


def _summary(name: str, part: Sequence[Row]) -> dict[str, Any]:
    high = max(row.high for row in part)
    return {
        "file": name,
        "rank": part[0].rank,
        "low": min(row.low for row in part),
        "high": None if high == inf else high,
        "claims": len(part),
    }


def _terms(rows: Sequence[Row]) -> set[str]:
    found: set[str] = set()
    for row in rows:
        _, _, _, product, tissue, _, _, studied, _ = row.values
        found.update((product or "", *tissue, *(where for _, where in studied)))
    return found
