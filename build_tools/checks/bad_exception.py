"""An exception names a check that allows it, the day until which it holds, and why.

It covers the line it stands in; one in a line of its own also covers the next line that is no comment. In references.bib
it begins with % and covers the entry below. `kb explain CHECK` says whether a check allows exceptions.

Bad:

    # kb: allow quote_length

Bad, as what a reviewer cannot see is never excused:

    # kb: allow hidden_character until 2027-01-31 because it came with the file

Good:

    # kb: allow quote_length until 2027-01-31 because the heading has three words
    quote: Passage matters most
"""

from collections.abc import Iterable

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-25"


def check(kb: KnowledgeBase) -> Iterable[Problem]:
    return kb.found("bad_exception")
