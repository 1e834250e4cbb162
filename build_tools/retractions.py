"""A list of retractions -> notices by identifier: the CSV of Retraction Watch, or a plain list of PMIDs of retracted articles."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from build_tools import identifiers as forms
from build_tools.record import Notice

MAX_BYTES = 1 << 29
COLUMNS = frozenset(
    "OriginalPaperDOI OriginalPaperPubMedID RetractionNature RetractionDate RetractionDOI RetractionPubMedID".split()
)
NATURES = {
    "retraction": "retraction",
    "expression of concern": "concern",
    "correction": "correction",
    "reinstatement": "reinstatement",
}
RETRACTION_WATCH = "Retraction Watch"
AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\b")
ISO = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list: the identifiers of the work, and what was published about it."""

    work: Mapping[str, str]
    notice: Notice


@dataclass(frozen=True, slots=True)
class Retractions:
    """Who says it, the lines by each identifier of their work, and how many lines could not be read."""

    said_by: str
    lines: Mapping[str, Sequence[Line]]
    unread: int = 0

    def of(self, identifiers: Mapping[str, str]) -> tuple[Notice, ...]:
        """The notices about a work, each once. A line that shares one identifier and has another DOI is of another work."""
        shared = [line for value in identifiers.values() for line in self.lines.get(value, ())]
        return tuple(
            dict.fromkeys(
                line.notice for line in shared if all(identifiers.get(kind, value) == value for kind, value in line.work.items())
            )
        )


class NoListError(Exception):
    """Why a file is not a list of retractions."""


def read_retractions(file: Path) -> Retractions:
    """Read a list; raise NoListError when the file is none."""
    if not file.is_file():
        raise NoListError("there is no such file")
    if file.stat().st_size > MAX_BYTES:
        raise NoListError(f"it has more than {MAX_BYTES:,} bytes")
    text = file.read_bytes().decode("utf-8-sig", errors="replace")
    header = next(csv.reader(StringIO(text.partition("\n")[0])), [])
    if {name.strip() for name in header} >= COLUMNS:
        return _from_table(text)
    return _from_pmids(text, file.name)


def _from_table(text: str) -> Retractions:
    csv.field_size_limit(1 << 20)
    found: dict[str, list[Line]] = {}
    unread = 0
    try:
        for row in csv.DictReader(StringIO(text, newline="")):
            kind = NATURES.get((row["RetractionNature"] or "").strip().casefold())
            work = _identifiers(row, "OriginalPaper")
            if kind is None or not work:
                unread += 1
                continue
            line = Line(work, _notice(kind, work, row))
            for value in work.values():
                found.setdefault(value, []).append(line)
    except csv.Error as error:
        raise NoListError(f"it cannot be read as CSV: {error}") from None
    return Retractions(RETRACTION_WATCH, found, unread)


def _identifiers(row: Mapping[str, str | None], whose: str) -> dict[str, str]:
    """The identifiers of the paper or of its notice; `unavailable` and 0 are none."""
    doi, pmid = forms.doi((row[f"{whose}DOI"] or "").strip()), forms.pmid((row[f"{whose}PubMedID"] or "").strip())
    return {kind: value for kind, value in (("doi", doi), ("pmid", pmid)) if value}


def _notice(kind: str, work: Mapping[str, str], row: Mapping[str, str | None]) -> Notice:
    """A row as a notice; an identifier that is the work's own names no notice."""
    own = {name: value for name, value in _identifiers(row, "Retraction").items() if value not in work.values()}
    number = (row.get("Record ID") or "").strip()
    said = (f"record {number}" if number.isalnum() else "", f"PMID {own['pmid']}" if "pmid" in own else "")
    return Notice(kind, own.get("doi", ""), _date(row["RetractionDate"] or ""), RETRACTION_WATCH, ", ".join(filter(None, said)))


def _date(text: str) -> str:
    american, iso = AMERICAN.match(text.strip()), ISO.match(text.strip())
    if american:
        month, day, year = american.groups()
        return f"{year}-{int(month):02}-{int(day):02}"
    return iso[0] if iso else ""


def _from_pmids(text: str, name: str) -> Retractions:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    pmids = [forms.pmid(line) for line in lines]
    if not any(pmids) or any(not pmid for pmid in pmids[1:]):  # the first line may be a heading
        raise NoListError("it is neither the CSV of Retraction Watch nor a list with a PMID on each line")
    notice = Notice("retraction", said_by=f"list {ascii(name)[1:-1]}", note="a mark without a notice")
    return Retractions(notice.said_by, {pmid: [Line({"pmid": pmid}, notice)] for pmid in pmids if pmid})
