"""A reference has the fields that its type needs, or an identifier by which they can be looked up.

Bad:

    @article{smith2020, title = {Cells age}}

Good:

    @article{smith2020, title = {Cells age}, doi = {10.1000/abc}}
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
EXCEPTABLE = True
SINCE = "2026-11-24"
NEEDED = {
    "article": ("author", "title", "journal", "year"),
    "book": ("author/editor", "title", "publisher", "year"),
    "inbook": ("author/editor", "title", "publisher", "year"),
    "incollection": ("author", "title", "booktitle", "year"),
    "inproceedings": ("author", "title", "booktitle", "year"),
    "phdthesis": ("author", "title", "school", "year"),
    "mastersthesis": ("author", "title", "school", "year"),
    "techreport": ("author/organization/institution", "title", "year"),
    "online": ("title", "organization/author/url/note"),
    "misc": ("title",),
}


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    broken = {problem.where.line for problem in kb.found("unreadable_bibtex")}
    for work in kb.works.values():
        if broken.intersection(range(work.where.line, work.where.line + work.bibtex.count("\n") + 1)):
            continue  # of an entry that was read in part, nobody knows what is missing
        needed = NEEDED.get(work.type, ("title",))
        missing = [" or ".join(names) for names in map(_names, needed) if not any(work.get(name) for name in names)]
        if missing and not work.identifiers and not work.get("url"):
            hint = f"add {', '.join(missing)}, or a doi, pmid, pmcid, isbn or url"
            yield Problem(work.where, f"'{work.key}' has no {', no '.join(missing)}", hint)


def _names(needed: str) -> tuple[str, ...]:
    return tuple(needed.split("/"))
