"""An exception holds until the day it names; after that somebody looks again.

`kb check` holds it against today, or against the day of `--on`, so that an exception ends by itself where nothing else
changes; a build of the site holds it against the newest day in references.lock, so that it gives the same bytes on any day.

Bad, in a run of 2027-12-01:

    # kb: allow quote_length until 2027-01-31 because the heading has three words
    quote: Passage matters most

Good:

    # kb: allow quote_length until 2028-01-31 because the heading still has three words
    quote: Passage matters most
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-25"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for one in kb.allowances:
        if one.expired(kb.today):
            message = f"the exception of '{one.allows}' held until {one.until}; this run is of {kb.today}"
            yield Problem(one.where, message, "mend what it covers; or give a new day and reason, or take it out")
