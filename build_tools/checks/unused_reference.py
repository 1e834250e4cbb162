"""Every entry of references.bib is used by a claim, or listed by a source.

Bad, where no claim names smith2020:

    @article{smith2020, title = {Cells age}}

Good:

    evidence:
      - work: smith2020
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "warning"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    if not kb.whole:
        return
    used = {key for claim in kb.claims.values() for key in claim.cited()}
    used |= {key for source in kb.sources.values() for key in source.lists}
    used |= {table.source for table in kb.tables.values() if table.source}
    for key, work in kb.works.items():
        if key not in used:
            hint = "use it as evidence or under `cites`, or take it out"
            yield Problem(work.where, f"'{key}' is used by no claim", hint)
