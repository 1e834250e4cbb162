"""A claim or a work -> how to cite it: as a sentence, as BibTeX, as RIS and as CSL-JSON."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from build_tools.bibtex import escaped
from build_tools.model import KnowledgeBase, Page, Site, Work
from build_tools.vocabulary import LEVELS
from build_tools.write import indented

MONTHS = "January February March April May June July August September October November December".split()
CSL_TYPES = {
    "article": "article-journal",
    "book": "book",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "techreport": "report",
    "online": "webpage",
}
CSL_FIELDS = {
    "title": "title",
    "container-title": "journal",
    "publisher": "publisher",
    "volume": "volume",
    "issue": "number",
    "page": "pages",
    "ISSN": "issn",
    "URL": "url",
}
RIS_TYPES = {
    "article": "JOUR",
    "book": "BOOK",
    "inbook": "CHAP",
    "incollection": "CHAP",
    "inproceedings": "CPAPER",
    "phdthesis": "THES",
    "mastersthesis": "THES",
    "techreport": "RPRT",
    "online": "ELEC",
}
LOST = "As printed by the page that cites it; no such work could be found."


# --- a claim -------------------------------------------------------------------------------------


def sentence(page: Page, site: Site) -> str:
    """Author. (day). Statement [Claim; level]. Site. Address; after the style of the APA."""
    day = _spoken(page.checked) if page.checked else "n.d."
    author, statement, level = site.author.removesuffix("."), page.title.removesuffix("."), LEVELS[page.level].label.lower()
    return f"{author}. ({day}). {statement} [Claim; {level}]. {site.name}. {address(page, site)}".strip()


def _spoken(day: str) -> str:
    on = date.fromisoformat(day)
    return f"{on.year}, {MONTHS[on.month - 1]} {on.day}"


def address(page: Page, site: Site) -> str:
    """The permanent address of a page; "" while the site has none."""
    return site.address + page.path if site.address else ""


def bibtex(page: Page, site: Site) -> str:
    """The entry of a claim. The statement stands in two pairs of braces, so that no style changes its capitals."""
    on = f" on {page.checked}" if page.checked else ""
    fields = {
        "author": f"{{{escaped(site.author)}}}",
        "title": f"{{{escaped(page.title)}}}",
        "howpublished": escaped(site.name),
        "year": page.checked[:4],
        "note": f"Claim; {LEVELS[page.level].label.lower()}{on}",
        "url": address(page, site),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value.strip("{}")]
    return f"@misc{{{page.id},\n" + ",\n".join(lines) + "\n}"


# --- a work --------------------------------------------------------------------------------------


def csl(kb: KnowledgeBase, key: str) -> dict[str, Any]:
    """A work as an item of CSL-JSON; one that could not be found says so in its note."""
    work = kb.works[key]
    shown: dict[str, Any] = {"id": key, "type": CSL_TYPES.get(work.type, "document")}
    for name, field in CSL_FIELDS.items():
        if work.get(field):
            shown[name] = work.get(field)
    if work.authors:
        shown["author"] = [_name(name.family, name.given) for name in work.authors]
    if work.year.isdigit():
        shown["issued"] = {"date-parts": [[int(work.year)]]}
    for name, kind in (("DOI", "doi"), ("PMID", "pmid"), ("PMCID", "pmcid"), ("ISBN", "isbn")):
        if kind in work.identifiers:
            shown[name] = work.identifiers[kind]
    note = _note(kb, work)
    if note:
        shown["note"] = note
    return shown


def csl_file(kb: KnowledgeBase, key: str) -> str:
    """A file of CSL-JSON with a work alone."""
    return indented([csl(kb, key)])


def _name(family: str, given: str) -> dict[str, str]:
    return {"family": family, "given": given} if given else {"literal": family}


def _note(kb: KnowledgeBase, work: Work) -> str:
    if kb.lock_entry(work.key).outcome == "not found":
        return LOST
    return "and others" if work.more_authors else ""


def ris(kb: KnowledgeBase, key: str) -> str:
    """A work as RIS: a tag, two spaces, a hyphen, a space and a value on each line, from TY to ER."""
    lines = (f"{tag}  - {' '.join(value.split())}" for tag, value in _ris(kb, kb.works[key]) if value)
    return "\n".join((*lines, "ER  - ")) + "\n"


def _ris(kb: KnowledgeBase, work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", RIS_TYPES.get(work.type, "GEN")
    yield "ID", work.key
    for name in work.authors:
        yield "AU", f"{name.family}, {name.given}" if name.given else name.family
    yield "TI", work.title
    yield ("JO" if work.type == "article" else "T2"), work.get("journal") or work.get("booktitle")
    yield "PB", work.get("publisher") or work.get("organization")
    yield "PY", work.year
    yield "VL", work.get("volume")
    yield "IS", work.get("number")
    first, last = _pages(work.get("pages"))
    yield "SP", first
    yield "EP", last
    yield "SN", work.get("issn") or work.identifiers.get("isbn", "")
    yield "DO", work.identifiers.get("doi", "")
    yield "AN", work.identifiers.get("pmid", "")
    yield "UR", work.get("url")
    yield "N1", _note(kb, work)


def _pages(pages: str) -> tuple[str, str]:
    """The first and the last page; of `663-73` the last is 673."""
    first, _, last = re.sub(r"\s*[-–—]+\s*", "-", pages).partition("-")
    short = first.isdigit() and last.isdigit() and len(last) < len(first)
    return first, first[: len(first) - len(last)] + last if short else last
