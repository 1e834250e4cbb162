"""A DOI, PMID, PMCID or ISBN has its proper form.

Bad:

    doi = {10.1371/journal.pone.0002213.}

Good:

    doi = {10.1371/journal.pone.0002213}
"""

from collections.abc import Iterator
from urllib.parse import unquote

from build_tools.identifiers import KINDS
from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
EXCEPTABLE = True
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for work in kb.works.values():
        for kind, (name, read, example) in KINDS.items():
            given = work.get(kind)
            if given and kind not in work.identifiers:
                trimmed = unquote(given).strip().rstrip(".,;:/ ")
                hint = f"write {trimmed}" if read(trimmed) else f"write it like {example}"
                yield Problem(work.at(kind), f"'{given}' is not a valid {name}", hint)
