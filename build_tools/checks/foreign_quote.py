"""A quote stands in the source's own words, not only in its reference list, acknowledgements or licence.

Bad:

    a quote that is the title of a work in the source's reference list

Good:

    a quote from the source's own text
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for key, where, verdict in kb.judged("foreign"):
        yield Problem(
            where, f"not the words of '{key}' itself: {verdict.why}", "quote the source's own sentence, or cite the other work"
        )
