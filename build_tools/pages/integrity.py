"""Integrity: what was checked of citations and quotes, when, what failed and what nobody could check."""

from collections.abc import Iterator

from build_tools.counts import VERDICTS, quotes_by_work
from build_tools.counts import count as count_all
from build_tools.model import KnowledgeBase, Page
from build_tools.template import fill

MOST = 200  # works of a list on this page


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    recorded = sorted({asked.recorded for key in kb.works for asked in kb.lock_entry(key).asked} - {"unknown"})
    body = fill(
        "integrity.html",
        kb,
        "integrity/",
        counts=count_all(kb),
        most=MOST,
        lost=_works(kb, "not found"),
        differing=_works(kb, "differs"),
        unchecked=_works(kb, "could not check"),
        texts=sorted(quotes_by_work(kb).items(), key=lambda row: (-row[1].verified, -row[1].unchecked, row[0])),
        recorded=recorded,
        fallen=[key for key in kb.works if kb.lock_entry(key).standing not in ("good", "unknown")],
        overrides=[(key, one) for key, source in kb.sources.items() for one in source.overrides],
    )
    yield Page("integrity/", "Integrity", "", body)


def _works(kb: KnowledgeBase, outcome: str) -> list[tuple[str, str]]:
    """The works with an outcome as (key, why)."""
    assert outcome in VERDICTS
    return [(key, kb.lock_entry(key).why) for key in kb.works if kb.lock_entry(key).outcome == outcome]
