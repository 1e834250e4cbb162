"""Integrity: what was checked of citations and quotes, when, what failed and what nobody could check."""

from collections.abc import Iterator

from build_tools.counts import VERDICTS
from build_tools.counts import count as count_all
from build_tools.model import KnowledgeBase, Page
from build_tools.template import fill


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    recorded = sorted({asked.recorded for key in kb.works for asked in kb.lock_entry(key).asked} - {"unknown"})
    body = fill(
        "integrity.html",
        kb,
        "integrity/",
        counts=count_all(kb),
        lost=_works(kb, "not found"),
        differing=_works(kb, "differs"),
        unchecked=_works(kb, "could not check"),
        texts=_quotes_by_work(kb),
        recorded=recorded,
        sources={assertion.source for claim in kb.claims.values() for assertion in claim.asserted_by},
    )
    yield Page("integrity/", "Integrity", "", body)


def _works(kb: KnowledgeBase, outcome: str) -> list[tuple[str, str]]:
    """The works with an outcome as (key, why)."""
    assert outcome in VERDICTS
    return [(key, kb.lock_entry(key).why) for key in kb.works if kb.lock_entry(key).outcome == outcome]


def _quotes_by_work(kb: KnowledgeBase) -> list[tuple[str, int, int, int]]:
    """Each work or source that is quoted as (key, verified, failed, unchecked), those with most verified first."""
    found: dict[str, tuple[int, int, int]] = {}
    for _, key, _, verdict in kb.quoted():
        verified, failed, unchecked = found.get(key, (0, 0, 0))
        count = verdict.count
        found[key] = (verified + (count == "verified"), failed + (count == "failed"), unchecked + (count == "unchecked"))
    return sorted(((key, *numbers) for key, numbers in found.items()), key=lambda row: (-row[1], -row[3], row[0]))
