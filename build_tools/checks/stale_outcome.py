"""What the registries say of a work was looked up within the last 90 days, and the day was noted.

Days are counted to the newest one in references.lock, or to the one given by `kb check --on`; the clock is never asked.

Bad, where the newest day of the lock is 2026-11-24:

    "smith2020": {"outcome": "matches", "asked": [{"who": "Crossref", "recorded": "2026-01-31"}]}

Good:

    "smith2020": {"outcome": "matches", "asked": [{"who": "Crossref", "recorded": "2026-11-01"}]}
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "warning"
SINCE = "2026-11-25"
MOST = 90


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for key, work in kb.works.items():
        entry = kb.lock.get(key)
        if entry is None or entry.outcome == "could not check":
            continue  # nothing was said that could have grown old
        days = kb.days_since(entry.recorded)
        if entry.recorded == "unknown":
            yield Problem(work.where, f"nobody noted when '{key}' was looked up", f"run `kb verify {key}`")
        elif days is not None and days > MOST:
            message = f"'{key}' was looked up on {entry.recorded}, {days} days before {kb.on}; {MOST} are allowed"
            yield Problem(work.where, message, f"run `kb verify {key}`")
