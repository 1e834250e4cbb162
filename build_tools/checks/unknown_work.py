"""Every work that is cited stands in references.bib.

Bad, where the bibliography has no nobody2020:

    evidence:
      - work: nobody2020

Good:

    evidence:
      - work: smith2020
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem, Where, nearest

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    known = kb.seen_ids["work"]
    for source in kb.sources.values():
        for position, key in enumerate(source.lists):
            if key not in known:
                yield _missing(kb, key, source.place.value("lists", position))
    for claim in kb.claims.values():
        for assertion in claim.asserted_by:
            for position, key in enumerate(assertion.cites):
                if key not in known:
                    yield _missing(kb, key, assertion.place.value("cites", position))
        for item in claim.evidence:
            if item.work not in known:
                yield _missing(kb, item.work, item.place.value("work"))


def _missing(kb: KnowledgeBase, key: str, where: Where) -> Problem:
    hint = nearest(key, kb.works) or f"add an entry @article{{{key}, …}} to references.bib"
    return Problem(where, f"no entry '{key}' in references.bib", hint)
