"""A quote has 4 to 25 words: enough to find the place, and no passage.

Bad:

    quote: senescent cells

Good:

    quote: a cargo that increasingly reflects senescent cell biology
"""

import re
from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
EXCEPTABLE = True
SINCE = "2026-11-24"
LEAST, MOST = 4, 25
WORD = re.compile(r"\w[\w'’.,%-]*")


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for claim in kb.claims.values():
        for quote, _, _, place in claim.said():
            count = len(WORD.findall(quote))
            if not LEAST <= count <= MOST:
                hint = "quote more of the sentence" if count < LEAST else "quote only enough to find the place"
                yield Problem(place.value("quote"), f"the quote has {count} words; {LEAST} to {MOST} are allowed", hint)
