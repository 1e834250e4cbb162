"""A DOI, PMID, PMCID or ISBN belongs to one entry.

Bad:

    @article{smith2020, doi = {10.1000/ABC}}
    @article{cells2020, doi = {https://doi.org/10.1000/abc}}

Good:

    @article{smith2020, doi = {10.1000/abc}}
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
EXCEPTABLE = True
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    first: dict[tuple[str, str], str] = {}
    for work in sorted(kb.works.values(), key=lambda work: work.where):
        for kind, value in work.identifiers.items():
            key = first.setdefault((kind, value), work.key)
            if key != work.key:
                hint = f"'{key}' in line {kb.works[key].where.line} has it too; is it the same work twice?"
                yield Problem(work.at(kind), f"{kind.upper()} {value} of '{work.key}' belongs to '{key}'", hint)
