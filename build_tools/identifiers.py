"""Identifiers as people write them -> one form each for comparing and linking, or nothing when malformed."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote

DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\"{}|\\^`]*[^\s\"{}|\\^`.,;:]", re.ASCII)
DOI_STEM = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


def doi(text: str) -> str:
    """`https://doi.org/10.1371/Journal.PONE.0002213` -> `10.1371/journal.pone.0002213`; DOIs are one whatever their case."""
    stem = DOI_STEM.match(text)
    bare = unquote(text[stem.end() :]) if stem else text
    return bare.lower() if DOI.fullmatch(bare) else ""


def pmid(text: str) -> str:
    bare = re.sub(r"^PMID:?\s*", "", text, flags=re.IGNORECASE)
    return bare if re.fullmatch(r"[1-9][0-9]{0,7}", bare) else ""


def pmcid(text: str) -> str:
    bare = re.sub(r"^PMCID:?\s*", "", text, flags=re.IGNORECASE).upper()
    return bare if re.fullmatch(r"PMC[1-9][0-9]{0,8}", bare) else ""


def isbn(text: str) -> str:
    """An ISBN as thirteen digits, its check digit tested."""
    bare = re.sub(r"[\s-]", "", re.sub(r"^ISBN:?\s*", "", text, flags=re.IGNORECASE)).upper()
    if re.fullmatch(r"[0-9]{9}[0-9X]", bare):
        total = sum((10 - place) * (10 if digit == "X" else int(digit)) for place, digit in enumerate(bare))
        return _isbn13("978" + bare[:9]) if total % 11 == 0 else ""
    if re.fullmatch(r"97[89][0-9]{10}", bare):
        return bare if _isbn13(bare[:12]) == bare else ""
    return ""


def _isbn13(twelve: str) -> str:
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(twelve))
    return f"{twelve}{-total % 10}"


KINDS: Mapping[str, tuple[str, Callable[[str], str], str]] = {
    "doi": ("DOI", doi, "10.1371/journal.pone.0002213"),
    "pmid": ("PMID", pmid, "18493317"),
    "pmcid": ("PMCID", pmcid, "PMC4964536"),
    "isbn": ("ISBN", isbn, "978-3-16-148410-0"),
}


def read_identifiers(fields: Mapping[str, str]) -> dict[str, str]:
    """Every identifier among the fields of a reference that is well formed, in its one form."""
    found = {kind: read(fields[kind]) for kind, (_, read, _) in KINDS.items() if kind in fields}
    return {kind: value for kind, value in found.items() if value}
