"""The base -> what is searched of each page: its title, its words and the values of the filters it falls under."""

from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.model import Claim, KnowledgeBase, Range
from build_tools.prose import plain
from build_tools.vocabulary import LEVELS, STANCES

LAST_PASSAGE = 8  # the filter has each passage up to this one, then "9 and later"
SPELLED = str.maketrans({"“": '"', "”": '"', "’": "'", "–": "-", "…": " … "})  # else a sign becomes a part of the word beside it

Filters = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Record:
    """What is searched of a page. `path` ends in /."""

    path: str
    title: str
    words: tuple[str, ...]
    filters: Filters

    @property
    def text(self) -> str:
        """All words, each piece ended by a stop."""
        pieces = [words.translate(SPELLED).strip() for words in self.words if words]
        return " ".join(f"{piece}." if piece[-1:].isalnum() else piece for piece in pieces)


def records(kb: KnowledgeBase) -> Iterator[Record]:
    """One for each page that somebody might look for."""
    for claim in kb.claims.values():
        yield Record(f"claims/{claim.id}/", plain(claim.statement), tuple(_words(kb, claim)), tuple(_filters(kb, claim)))
    for question in kb.questions.values():
        answer = tuple(plain(sentence.says) for sentence in question.answer)
        yield Record(f"questions/{question.id}/", question.question, (*answer, *question.ask), (("type", "Question"),))
    for term in kb.terms.values():
        also = f"Also: {', '.join(term.synonyms)}." if term.synonyms else ""
        yield Record(f"terms/{term.id}/", term.label, (plain(term.definition), also), (("type", "Term"),))
    for topic in kb.topics.values():
        yield Record(f"topics/{topic.id}/", topic.title, (plain(topic.summary),), (("type", "Topic"),))
    for table in kb.tables.values():
        names = (*(row.label for row in table.rows), *(column.label for column in table.columns))
        yield Record(f"tables/{table.id}/", table.title, (plain(table.note), ", ".join(names)), (("type", "Table"),))
    for tool in kb.calculators.values():
        yield Record(f"calculators/{tool.id}/", tool.title, (plain(tool.lead),), (("type", "Calculator"),))
    yield from _works(kb)


def _works(kb: KnowledgeBase) -> Iterator[Record]:
    for key, work in kb.works.items():
        kind, folder = ("Source", "sources") if key in kb.asserting else ("Work", "works")
        about = kb.sources.get(key)
        lost = kb.lock_entry(key).outcome == "not found"
        title = f"Reference that could not be found: {work.short}" if lost else work.title or work.short
        words = (work.citation, about.publisher if about and about.publisher != "unknown" else "")
        yield Record(f"{folder}/{key}/", title, words, (("type", kind),))


def _words(kb: KnowledgeBase, claim: Claim) -> Iterator[str]:
    """What was shown and what is said for it, in the order of the page; the statement is the title."""
    for assertion in claim.asserted_by:
        yield f'"{assertion.quote}" - {kb.work_title(assertion.source)}.'
    for item in claim.evidence:
        yield f"{kb.work_short(item.work)}: {plain(item.finding)}" + (f' "{item.quote}"' if item.quote else "")
    yield plain(claim.note)


def _filters(kb: KnowledgeBase, claim: Claim) -> Iterator[tuple[str, str]]:
    found = kb.levels[claim.id]
    yield "type", "Claim"
    yield "topic", kb.topic_title(claim.topic)
    yield "kind", claim.kind
    yield "level", LEVELS[found.level].label
    yield "groups", " ".join(str(found.groups[stance]) for stance in STANCES)  # shown with a hit, not chosen by
    sources = sorted({assertion.source for assertion in claim.asserted_by})
    yield from (("source", kb.work_title(key)) for key in sources)
    yield from (("interest", interest) for interest in sorted({kb.interest(key) for key in sources}))
    yield from (("stance", stance) for stance in sorted({item.stance for item in claim.evidence}) or ["no evidence"])
    if claim.scope is None:
        return
    for name, _, term in claim.scope.term_fields():
        if name in ("cells", "product", "tissue", "species"):
            yield name, kb.term_label(term)
    if claim.scope.passage is not None:
        yield from (("passage", label) for label in passage_labels(claim.scope.passage))


def passage_labels(window: Range) -> Iterator[str]:
    """The values of the filter that a window of passages falls under."""
    last = LAST_PASSAGE if window.high is None else min(window.high, LAST_PASSAGE)
    for passage in range(window.low, last + 1):
        yield f"P{passage}"
    if window.high is None or window.high > LAST_PASSAGE:
        yield f"P{LAST_PASSAGE + 1} and later"
