"""The works as BibTeX and as CSL-JSON; what could not be found says so in its note."""

from typing import Any

from build_tools.model import KnowledgeBase, Work
from build_tools.write import as_json

TITLE = "The works"
FILES = ("data/works.bib", "data/works.csl.json")
LICENCE = "CC0: facts of bibliography"

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


def export(kb: KnowledgeBase) -> dict[str, bytes]:
    bibtex = "\n\n".join(work.bibtex for work in kb.works.values()) + "\n"
    return {"data/works.bib": bibtex.encode(), "data/works.csl.json": as_json([_csl(kb, key) for key in kb.works])}


def _csl(kb: KnowledgeBase, key: str) -> dict[str, Any]:
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


def _name(family: str, given: str) -> dict[str, str]:
    return {"family": family, "given": given} if given else {"literal": family}


def _note(kb: KnowledgeBase, work: Work) -> str:
    if kb.lock_entry(work.key).outcome == "not found":
        return "As printed by the page that cites it; no such work could be found."
    return "and others" if work.more_authors else ""
