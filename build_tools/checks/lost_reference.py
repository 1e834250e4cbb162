"""A work that was looked for and found nowhere stands in the bibliography only because a source cites or lists it.

Bad, where smith2020 was found nowhere and no source cites it:

    @article{smith2020, title = {Cells that never were}}

Good:

    asserted_by:
      - source: some-page
        cites: [smith2020]
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-25"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    if not kb.whole:
        return  # a file that could not be read may hold the citation
    cited = {key for claim in kb.claims.values() for said in claim.asserted_by for key in said.cites}
    cited |= {key for source in kb.sources.values() for key in source.lists}
    for key, work in kb.works.items():
        entry = kb.lock_entry(key)
        if entry.outcome == "not found" and key not in cited:
            tried = f": {entry.why}" if entry.why else ""
            hint = "correct its identifier or title and have it looked up again, or take it out"
            yield Problem(work.where, f"'{key}' was looked for and found nowhere{tried}", hint)
