"""A list of retractions -> notices by identifier: the CSV of Retraction Watch, or a plain list of PMIDs of retracted articles."""

import csv
import re
from collections.abc import Mapping
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
class Retractions:
    """Who says it, the notices by `doi:…` and `pmid:…`, and how many lines could not be read."""

    said_by: str
    notices: Mapping[str, tuple[Notice, ...]]
    unread: int = 0

    def of(self, identifiers: Mapping[str, str]) -> tuple[Notice, ...]:
        """The notices about a work, each once."""
        keys = [f"{kind}:{identifiers[kind]}" for kind in ("doi", "pmid") if kind in identifiers]
        return tuple(dict.fromkeys(notice for key in keys for notice in self.notices.get(key, ())))


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
    found: dict[str, list[Notice]] = {}
    unread = 0
    try:
        for row in csv.DictReader(StringIO(text, newline="")):
            kind = NATURES.get((row["RetractionNature"] or "").strip().casefold())
            keys = _keys(row)
            if kind is None or not keys:
                unread += 1
                continue
            for key in keys:
                found.setdefault(key, []).append(_notice(kind, row))
    except csv.Error as error:
        raise NoListError(f"it cannot be read as CSV: {error}") from None
    return Retractions(RETRACTION_WATCH, {key: tuple(notices) for key, notices in found.items()}, unread)


def _keys(row: Mapping[str, str | None]) -> list[str]:
    doi, pmid = forms.doi((row["OriginalPaperDOI"] or "").strip()), forms.pmid((row["OriginalPaperPubMedID"] or "").strip())
    return [f"{kind}:{value}" for kind, value in (("doi", doi), ("pmid", pmid)) if value]


def _notice(kind: str, row: Mapping[str, str | None]) -> Notice:
    """A row as a notice; a DOI or PMID that is the work's own names no notice."""
    doi, pmid = forms.doi((row["RetractionDOI"] or "").strip()), forms.pmid((row["RetractionPubMedID"] or "").strip())
    if f"doi:{doi}" in _keys(row):
        doi = ""
    number = (row.get("Record ID") or "").strip()
    said = [f"record {number}" if number.isalnum() else "", f"PMID {pmid}" if pmid and f"pmid:{pmid}" not in _keys(row) else ""]
    return Notice(kind, doi, _date(row["RetractionDate"] or ""), RETRACTION_WATCH, ", ".join(filter(None, said)))


def _date(text: str) -> str:
    american, iso = AMERICAN.match(text.strip()), ISO.match(text.strip())
    if american:
        month, day, year = american.groups()
        return f"{year}-{int(month):02}-{int(day):02}"
    return iso[0] if iso else ""


def _from_pmids(text: str, name: str) -> Retractions:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    pmids = [forms.pmid(line) for line in lines]
    if not any(pmids) or pmids.count("") > 1:  # the first line may be a heading
        raise NoListError("it is neither the CSV of Retraction Watch nor a list with a PMID on each line")
    notice = Notice("retraction", said_by=f"list {name}", note="a mark without a notice")
    return Retractions(f"list {name}", {f"pmid:{pmid}": (notice,) for pmid in pmids if pmid}, pmids.count(""))
