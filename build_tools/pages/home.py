"""The home page: the state of the base in figures, the first table, the questions, the topics."""

from collections import Counter
from collections.abc import Iterator

from build_tools.contrast import pairs
from build_tools.counts import count
from build_tools.model import KnowledgeBase, Page
from build_tools.pages.changes import lately
from build_tools.pages.table import evidence_words, levels_shown
from build_tools.pages.unknown import UNTESTED
from build_tools.template import fill
from build_tools.vocabulary import LEVELS

MOST_QUESTIONS = 6


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    tally = Counter(found.level for found in kb.levels.values())
    body = fill(
        "home.html",
        kb,
        "",
        works=sum(not kb.only_asserts(key) for key in kb.works),
        sources=len(kb.asserting),
        levels=[(level, tally[level]) for level in LEVELS if tally[level]],
        tables=list(kb.tables.values())[:1],
        checked=count(kb),
        conflicts=len(pairs(kb)),
        unknown=sum(tally[level] for level in UNTESTED),
        evidence=evidence_words,
        shown=lambda table: levels_shown(kb, table),
        lately=lately(kb),
        questions=list(kb.questions.values())[:MOST_QUESTIONS],
    )
    yield Page("", "", "", body, about={"@type": "WebSite", "url": ""})
