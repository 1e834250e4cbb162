"""The works as BibTeX, RIS and CSL-JSON; what could not be found says so in its note."""

from build_tools.citing import csl, ris
from build_tools.model import KnowledgeBase
from build_tools.write import as_json

TITLE = "The works"
FILES = ("data/works.bib", "data/works.ris", "data/works.csl.json")
LICENCE = "CC0: facts of bibliography"


def export(kb: KnowledgeBase) -> dict[str, bytes]:
    bibtex = "\n\n".join(work.bibtex for work in kb.works.values()) + "\n"
    return {
        "data/works.bib": bibtex.encode(),
        "data/works.ris": "\n".join(ris(kb, key) for key in kb.works).encode(),
        "data/works.csl.json": as_json([csl(kb, key) for key in kb.works]),
    }
