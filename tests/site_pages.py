"""One address of each page type of the real site."""

from bases import ROOT

from build_tools import pipeline

KB = pipeline.read(ROOT)
CLAIM = next(claim for claim in KB.claims.values() if claim.asserted_by and len(claim.evidence) > 1 and claim.relates)
LOST, LISTS_LOST = next(
    (key, about.id) for about in KB.sources.values() for key in about.lists if KB.lock_entry(key).outcome == "not found"
)
PAGES = {
    "home": "",
    "claim": f"claims/{CLAIM.id}/",
    "work": f"works/{CLAIM.evidence[0].work}/",
    "lost work": f"works/{LOST}/",
    "source": f"sources/{CLAIM.asserted_by[0].source}/",
    "topic": f"topics/{CLAIM.topic}/",
    "term": "terms/msc/",
    "question": f"questions/{next(iter(KB.questions))}/",
    "table": "tables/passage-quality/",
    "check": "checks/unknown_work/",
    "topics": "topics/",
    "works": "works/",
    "sources": "sources/",
    "glossary": "terms/",
    "questions": "questions/",
    "tables": "tables/",
    "conflicts": "conflicts/",
    "unknown": "unknown/",
    "changes": "changes/",
    "integrity": "integrity/",
    "queue": "queue/",
    "checks": "checks/",
    "data": "data/",
    "method": "method/",
    "search": "search/?q=senescence",
    "explore": "explore/",
    "calculators": "calculators/",
    "calculator": "calculators/doublings/",
}
