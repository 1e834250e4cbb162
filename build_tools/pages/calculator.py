"""A page per calculator: readers' own numbers in, results out; what it rests on and what it cannot tell beside it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from build_tools.model import Calculator, KnowledgeBase, Page, Range
from build_tools.pages.table import evidence_words
from build_tools.prose import plain
from build_tools.search_records import LAST_PASSAGE, passage_labels
from build_tools.template import fill
from build_tools.vocabulary import CALCULATIONS, LEVELS

SECTION = "calculators"

GROUPS: Mapping[str, tuple[str, ...]] = {
    "Evidence for it": ("well-supported", "supported", "limited"),
    "Contested or contradicted": ("contested", "contradicted"),
    "No evidence counted": ("asserted-only", "unfindable", "retracted-support", "not-assessed"),
}
assert {level for levels in GROUPS.values() for level in levels} == set(LEVELS)
CONTENTS = (
    ("calculate", "Calculate"),
    ("formula", "Formula"),
    ("example", "A worked example"),
    ("rests", "What it rests on"),
    ("limits", "What it cannot tell"),
)
MOST_NAMED = 100  # claims listed for those who read without scripts
LISTS = frozenset({"tissue", "product"})  # inputs that are lists of terms to choose from


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    for calculator in kb.calculators.values():
        yield _page(kb, calculator)
    yield Page("calculators/", "Calculators", "", fill("calculators.html", kb, "calculators/"))


def _page(kb: KnowledgeBase, calculator: Calculator) -> Page:
    path = f"calculators/{calculator.id}/"
    kind = CALCULATIONS[calculator.kind]
    applies = next((other for other in kb.calculators.values() if other.kind == "scope"), None)
    body = fill(
        "calculator.html",
        kb,
        path,
        calculator=calculator,
        kind=kind,
        lines=[one for one in calculator.inputs if one.id in kind.each],
        options={name: _terms(kb, name) for name in LISTS} if calculator.kind == "scope" else {},
        example=urlencode([(one.id, value) for one in calculator.inputs for value in one.example]),
        applies=None if calculator.kind == "scope" else applies,
        evidence=evidence_words,
        coverage=_coverage(kb) if calculator.kind == "scope" else [],
        named=_named(kb)[:MOST_NAMED] if calculator.kind == "scope" else [],
        groups=GROUPS,
    )
    return Page(
        path,
        calculator.title,
        plain(calculator.lead),
        body,
        crumbs=(("calculators/", "Calculators"),),
        contents=CONTENTS,
        edit=calculator.place.file,
    )


def _terms(kb: KnowledgeBase, name: str) -> list[tuple[str, str]]:
    """The terms that scopes use in a field, as (id, label), by label."""
    scopes = [claim.scope for claim in kb.claims.values() if claim.scope]
    used = {term for scope in scopes for field, _, term in scope.term_fields() if field == name}
    return sorted(((term, kb.term_label(term)) for term in used), key=lambda term: term[1])


def _coverage(kb: KnowledgeBase) -> list[tuple[str, list[int], int]]:
    """For each value of the passage facet: the claims that name it, by group, and the works that studied it."""
    named: Counter[tuple[str, str]] = Counter()
    studied: set[tuple[str, str]] = set()
    for claim in kb.claims.values():
        found = kb.levels[claim.id]
        named.update((label, found.level) for label in _labels(claim.scope.passage if claim.scope else None))
        counted = [one.item for one in found.weighed if one.counted and one.item.subject]
        studied.update((label, item.work) for item in counted if item.subject for label in _labels(item.subject.passage))
    works = Counter(label for label, _ in studied)
    labels = passage_labels(Range(0, LAST_PASSAGE + 1))
    rows = ((label, [sum(named[label, level] for level in levels) for levels in GROUPS.values()]) for label in labels)
    return [(label, counts, works[label]) for label, counts in rows if any(counts) or works[label]]


def _labels(window: Range | None) -> Iterator[str]:
    return passage_labels(window) if window else iter(())


def _named(kb: KnowledgeBase) -> list[tuple[str, str]]:
    """The claims that name a passage, as (window, id), the earliest window first."""
    found = [(claim.scope.passage, claim.id) for claim in kb.claims.values() if claim.scope and claim.scope.passage]
    found.sort(key=lambda one: (one[0].low, one[0].high or 999, one[1]))
    return [(str(window).replace("-", "–").replace("+", " and later"), identity) for window, identity in found]
