"""A link in a text leads to an https address or to an id of this base.

Bad:

    note: See [the page](http://example.org) and [this](javascript:alert).

Good:

    note: See [the page](https://example.org) and [this](cells-age).
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem, nearest
from build_tools.prose import links

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for text, where in kb.prose():
        for target in links(text):
            if target.startswith("https://") or kb.address(target) or target in kb.seen_ids["claim"] | kb.seen_ids["work"]:
                continue
            hint = "write https://…" if "/" in target or ":" in target else nearest(target, kb.claims)
            yield Problem(
                where, f"the link to '{target}' leads nowhere safe", hint or "link to an id of this base or to https://…"
            )
