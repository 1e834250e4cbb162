"""Every source that asserts, and every entry of kb/sources.yaml, stands in references.bib.

Bad, where the bibliography has no some-page:

    asserted_by:
      - source: some-page

Good:

    asserted_by:
      - source: exosome-page
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem, nearest

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    named = [(source.id, source.place.here) for source in kb.sources.values()]
    for claim in kb.claims.values():
        named += [(assertion.source, assertion.place.value("source")) for assertion in claim.asserted_by]
    for table in kb.tables.values():
        if table.source is not None:
            named.append((table.source, table.place.value("source")))
    for key, where in named:
        if key not in kb.seen_ids["work"]:
            hint = nearest(key, kb.works) or f"add an entry @online{{{key}, …}} to references.bib"
            yield Problem(where, f"no entry '{key}' in references.bib", hint)
