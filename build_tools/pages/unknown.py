"""What we do not know: claims that nobody tested as far as is recorded here, those with most sources first."""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Page
from build_tools.template import fill

UNTESTED = ("asserted-only", "unfindable", "retracted-support")


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    untested = [claim for claim in kb.claims.values() if kb.levels[claim.id].level in UNTESTED]
    sources = {claim.id: len({said.source for said in claim.asserted_by}) for claim in untested}
    ordered = sorted(untested, key=lambda claim: (-sources[claim.id], list(kb.topics).index(claim.topic), claim.id))
    by_count: dict[int, list[str]] = {}
    for claim in ordered:
        by_count.setdefault(sources[claim.id], []).append(claim.id)
    yield Page("unknown/", "What we do not know", "", fill("unknown.html", kb, "unknown/", by_count=by_count, total=len(ordered)))
