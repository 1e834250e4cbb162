"""What we do not know: claims that nobody tested as far as is recorded here, those with most sources first."""

from collections.abc import Iterator
from itertools import groupby

from build_tools.model import KnowledgeBase, Page
from build_tools.paging import parts
from build_tools.template import fill

SECTION = "unknown"
UNTESTED = ("asserted-only", "unfindable", "retracted-support")
TITLE = "What we do not know"


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    untested = [claim for claim in kb.claims.values() if kb.levels[claim.id].level in UNTESTED]
    sources = {claim.id: len({said.source for said in claim.asserted_by}) for claim in untested}
    place = {topic: number for number, topic in enumerate(kb.topics)}
    ordered = sorted(untested, key=lambda claim: (-sources[claim.id], place.get(claim.topic, len(place)), claim.id))
    for part in parts("unknown/", [claim.id for claim in ordered]):
        by_count = [(count, list(claims)) for count, claims in groupby(part.items, sources.__getitem__)]
        body = fill("unknown.html", kb, part.path, part=part, by_count=by_count, total=len(ordered), title=part.title(TITLE))
        yield Page(part.path, part.title(TITLE), "", body, crumbs=(("unknown/", TITLE),))
