"""Every source that asserts, and every entry of kb/sources.yaml, stands in references.bib.

Bad, where the bibliography has no some-page:

    asserted_by:
      - source: some-page

Good:

    asserted_by:
      - source: exosome-page
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem, Where, nearest

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    known = kb.seen_ids["work"]
    for source in kb.sources.values():
        if source.id not in known:
            yield _missing(kb, source.id, source.place.here)
    for claim in kb.claims.values():
        for assertion in claim.asserted_by:
            if assertion.source not in known:
                yield _missing(kb, assertion.source, assertion.place.value("source"))
    for table in kb.tables.values():
        if table.source is not None and table.source not in known:
            yield _missing(kb, table.source, table.place.value("source"))


def _missing(kb: KnowledgeBase, key: str, where: Where) -> Problem:
    hint = nearest(key, kb.works) or f"add an entry @online{{{key}, …}} to references.bib"
    return Problem(where, f"no entry '{key}' in references.bib", hint)
