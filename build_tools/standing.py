"""Notices from several sides -> how a work stands.

A work is retracted when a notice says so that can be named, by its DOI or PMID, or when two sources mark it independently.
A mark alone is not enough, a correction is no retraction, and a reinstatement undoes what was published before it.
"""

import re
from collections.abc import Iterable, Sequence

from build_tools.record import Notice

FALLS = ("retraction", "withdrawal", "removal")
DOUBTS = ("concern", "partial-retraction")
SECOND_HAND = frozenset({"OpenAlex"})  # it gathers its marks from the others
AUTHORITIES = frozenset({"Crossref", "DataCite", "PubMed"})  # who would know of a notice
NAMED = re.compile(r"\bPMID [1-9]\d*")


def standing_of(notices: Sequence[Notice], asked: Iterable[str]) -> str:
    """A word of vocabulary.STANDINGS. `asked` names those who answered about the work."""
    restored = [notice.date for notice in notices if notice.kind == "reinstatement"]
    live = [notice for notice in notices if not (restored and notice.kind in FALLS + DOUBTS and _before(notice, max(restored)))]
    fallen = [notice for notice in live if notice.kind in FALLS]
    if any(map(names_its_notice, fallen)) or len(set(map(source_of, fallen))) > 1:
        return "retracted" if any(notice.kind == "retraction" for notice in fallen) else "withdrawn"
    if any(notice.kind in DOUBTS for notice in live):
        return "concern"
    if any(source_of(notice) not in SECOND_HAND for notice in fallen):
        return "unknown"  # marked once, without a notice: neither fallen nor in good standing
    if restored:
        return "reinstated"
    if any(notice.kind == "correction" for notice in live):
        return "corrected"
    return "good" if AUTHORITIES & set(asked) else "unknown"


def names_its_notice(notice: Notice) -> bool:
    """Whether the notice itself can be looked up, or the agency of the DOI says it of its own record."""
    return bool(notice.doi) or NAMED.search(notice.note) is not None or notice.said_by == "DataCite"


def source_of(notice: Notice) -> str:
    """Who says it in the end: Retraction Watch is one voice, by way of Crossref or of its own list."""
    return "Retraction Watch" if "Retraction Watch" in notice.said_by else notice.said_by


def _before(notice: Notice, restored: str) -> bool:
    """Whether a notice came before the reinstatement; where a date is unknown the reinstatement is taken for the last word."""
    return not notice.date or not restored or notice.date[: len(restored)] <= restored[: len(notice.date)]
