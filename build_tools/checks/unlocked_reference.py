"""Every entry of references.bib has a block in references.lock, which says whether it was found to be true.

Bad:

    an entry @article{smith2020, …} and no block "smith2020"

Good:

    {"version": 1, "works": {"smith2020": {"outcome": "could not check", "why": "nobody asked yet"}}}
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "warning"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    if not kb.lock or kb.found("unreadable_lock"):
        return
    for key, work in kb.works.items():
        if key not in kb.lock:
            hint = 'add a block with `"outcome": "could not check"`, or have it checked'
            yield Problem(work.where, f"nothing is known of '{key}' from outside", hint)
