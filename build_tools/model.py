"""The nouns: frozen records, each with its place in the files it was read from."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Any, NamedTuple
from urllib.parse import quote as quoted

from pydantic import Field

from build_tools import vocabulary
from build_tools.fields import (
    LAST,
    STRICT,
    At,
    ClaimId,
    Day,
    DayOrUnknown,
    Key,
    Line,
    OneOf,
    Order,
    ReadId,
    ReadTopic,
    Rows,
    TermId,
    amount,
    known,
    listed,
    text,
)
from build_tools.fields import Range as Range
from build_tools.past import UNKNOWN
from build_tools.past import Commit as Commit
from build_tools.past import Past as Past
from build_tools.place import Allowance as Allowance
from build_tools.place import Place as Place
from build_tools.place import Problem as Problem
from build_tools.place import Since as Since
from build_tools.place import Where as Where
from build_tools.record import Difference as Difference
from build_tools.record import Name as Name
from build_tools.record import Notice as Notice
from build_tools.record import Record as Record
from build_tools.vocabulary import (
    ABOUT,
    CALCULATIONS,
    DESIGNS,
    INTERESTS,
    KINDS,
    MODALITIES,
    OUTCOMES,
    OVERRIDABLE,
    RATINGS,
    READ,
    RELATIONS,
    STANCES,
    STANDINGS,
)

# --- claims --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Scope:
    """What the statement is about; a field left out is not restricted."""

    __pydantic_config__ = STRICT
    place: At
    about: Annotated[str, OneOf(ABOUT, "whether it speaks of cells, animals or patients")] | None = None
    cells: TermId | None = None
    product: TermId | None = None
    species: Annotated[tuple[TermId, ...], listed("which animals, or human")] = ()
    tissue: Annotated[tuple[TermId, ...], listed("which tissue the cells come from")] = ()
    passage: Range | None = None
    doublings: Range | None = None

    def term_fields(self) -> Iterator[tuple[str, int, str]]:
        """Each term used, as (field, position in its list or -1, term id)."""
        for name, value in (("cells", self.cells), ("product", self.product)):
            if value is not None:
                yield name, -1, value
        for name, values in (("species", self.species), ("tissue", self.tissue)):
            for position, value in enumerate(values):
                yield name, position, value


@dataclass(frozen=True, slots=True)
class Assertion:
    """A source that says what the claim says."""

    __pydantic_config__ = STRICT
    place: At
    source: Key
    quote: Annotated[str, Field(min_length=1, description="the source's own words, 4 to 25 of them, exactly")]
    where: Annotated[str, text(200, "the place in the source: section, table, paragraph")]
    modality: Annotated[str, OneOf(MODALITIES, "how the source says it")]
    cites: Annotated[tuple[Key, ...], listed("works that the source itself gives for this statement")] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """What a study looked at; `unknown` is a value."""

    __pydantic_config__ = STRICT
    place: At
    species: TermId = "unknown"
    tissue: TermId = "unknown"
    passage: Range | None = None
    n: Annotated[str, amount(80, "how many donors, animals or patients, with the unit")] = "unknown"

    def term_fields(self) -> Iterator[tuple[str, int, str]]:
        for name, value in (("species", self.species), ("tissue", self.tissue)):
            if value != "unknown":
                yield name, -1, value


@dataclass(frozen=True, slots=True)
class Evidence:
    """A work that shows what the claim says, limits it, or shows the contrary."""

    __pydantic_config__ = STRICT
    place: At
    work: Key
    stance: Annotated[str, OneOf(STANCES, "what the work means for the statement")]
    design: Annotated[str, OneOf(DESIGNS, "what kind of study it is")]
    finding: Annotated[str, text(600, "what the work found, in our own words")]
    subject: Subject | None = None
    quote: Annotated[str, Field(description="the work's own words, 4 to 25 of them, exactly")] = ""
    where: Annotated[str, text(200, "the place in the work: abstract, section", least=0)] = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """How a claim stands to another."""

    __pydantic_config__ = STRICT
    place: At
    to: ClaimId
    how: Annotated[str, OneOf(RELATIONS, "what this claim is to the other")]
    note: Annotated[str, text(600, "what the difference or the reason is", least=0)] = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an editor thinks of the evidence, in words. It stands beside the derived level and changes nothing."""

    __pydantic_config__ = STRICT
    place: At
    says: Annotated[str, text(600, "the judgement, in plain words")]
    reasons: Annotated[tuple[Line, ...], listed("what it rests on")] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """That a second person held the claim against its source and works."""

    __pydantic_config__ = STRICT
    place: At
    by: Annotated[str, text(120, "who looked at it: a name, as in git")]
    on: Annotated[Day, Field(description="when: 2026-11-24")]
    note: Annotated[str, text(600, "what was looked at, and what was found", least=0)] = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that can be wrong, who says so, and what was shown. One file: kb/claims/<topic>/<id>.yaml."""

    __pydantic_config__ = STRICT
    place: At
    id: ReadId
    topic: ReadTopic
    statement: Annotated[str, text(300, "one checkable idea, in our own words")]
    kind: Annotated[str, OneOf(KINDS, "what sort of thing the statement says")]
    scope: Scope | None = None
    asserted_by: Annotated[tuple[Assertion, ...], listed("who says so")] = ()
    evidence: Annotated[tuple[Evidence, ...], listed("who shows it, or shows otherwise")] = ()
    relates: Annotated[tuple[Relation, ...], listed("other claims it bears on")] = ()
    judgement: Judgement | None = None
    note: Annotated[str, text(2000, "an editor's remark", least=0)] = ""
    formerly: Annotated[tuple[ClaimId, ...], listed("ids that the claim had before")] = ()
    reviewed: Annotated[tuple[Review, ...], listed("who looked at it after it was entered")] = ()

    def cited(self) -> Iterator[str]:
        """Every BibTeX key that the claim names."""
        for assertion in self.asserted_by:
            yield assertion.source
            yield from assertion.cites
        for item in self.evidence:
            yield item.work

    def prose(self) -> Iterator[tuple[str, Place, str]]:
        """Every text of an editor in which marks are allowed, with the mapping and the field that it stands in."""
        yield self.statement, self.place, "statement"
        yield self.note, self.place, "note"
        if self.judgement is not None:
            yield self.judgement.says, self.judgement.place, "says"
        for item in self.evidence:
            yield item.finding, item.place, "finding"
        for relation in self.relates:
            yield relation.note, relation.place, "note"
        for review in self.reviewed:
            yield review.note, review.place, "note"

    def needs(self) -> Iterator[str]:
        """The claims that it depends on."""
        for link in self.relates:
            if link.how == "depends-on" and link.to != self.id:
                yield link.to

    def quotes(self) -> Iterator[tuple[str, str, Where]]:
        """Every quote with the key of the work or source it is said to stand in."""
        for quote, key, _, place in self.said():
            yield quote, key, place.value("quote")

    def said(self) -> Iterator[tuple[str, str, str, Place]]:
        """Every quote, the key of its work or source, in which part of it it is said to stand, and the mapping that holds it."""
        for assertion in self.asserted_by:
            yield assertion.quote, assertion.source, assertion.where, assertion.place
        for item in self.evidence:
            if item.quote:
                yield item.quote, item.work, item.where, item.place


# --- the other files of kb/ ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Topic:
    """A folder of claims. An entry of kb/topics.yaml."""

    __pydantic_config__ = STRICT
    place: At
    id: ReadId
    title: Annotated[str, text(80, "as shown to readers")]
    summary: Annotated[str, text(800, "one paragraph", least=0)] = ""


@dataclass(frozen=True, slots=True)
class OntologyTerm:
    """The same idea in a published ontology: id and label, both seen."""

    __pydantic_config__ = STRICT
    place: At
    id: Annotated[str, text(40, "such as CL:0000134")]
    label: Annotated[str, text(200, "the ontology's own label")]


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the glossary. An entry of kb/terms.yaml."""

    __pydantic_config__ = STRICT
    place: At
    id: ReadId
    label: Annotated[str, text(120, "as shown to readers")]
    definition: Annotated[str, text(600, "in our own words")]
    synonyms: Annotated[tuple[Line, ...], listed("other names")] = ()
    ontology: Annotated[tuple[OntologyTerm, ...], listed("the same idea in published ontologies")] = ()


@dataclass(frozen=True, slots=True)
class Override:
    """That the record of a work is wrong in a field, or that a notice about it was read; for a time."""

    __pydantic_config__ = STRICT
    place: At
    field: Annotated[str, OneOf(OVERRIDABLE, "what is overridden")]
    record: Annotated[str, text(1000, "what the record says, as `kb check` shows it")]
    reason: Annotated[str, text(600, "where the truth was seen, or why the work is still used")]
    on: Annotated[Day, Field(description="when that was seen: 2026-11-24")]
    until: Annotated[Day, Field(description="when it must be looked at again: 2027-11-24")]

    def expired(self, on: str) -> bool:
        return on != "unknown" and self.until < on


@dataclass(frozen=True, slots=True)
class Source:
    """What BibTeX cannot hold of a source or a work. An entry of kb/sources.yaml."""

    __pydantic_config__ = STRICT
    place: At
    id: ReadId
    publisher: Annotated[str, text(200, "who publishes it; unknown is a value")] = "unknown"
    interest: Annotated[str, OneOf(INTERESTS, "what its publisher gains if it is believed")] = "unknown"
    read: Annotated[str, OneOf(READ, "how much of it was read here")] = "none"
    retrieved: Annotated[str, Field(pattern=r"^(unknown|\d{4}(-\d\d(-\d\d)?)?)$", description="a date, or unknown")] = "unknown"
    parts: Annotated[tuple[Line, ...], listed("its headings, in its order")] = ()
    lists: Annotated[tuple[Key, ...], listed("works that it lists without saying for which statement")] = ()
    reports: Annotated[tuple[Key, ...], listed("the studies whose evidence a review reports")] = ()
    preprint_of: Key | None = None
    cohort: Annotated[tuple[Line, ...], listed("the people or animals studied, by a name that other works on them share")] = ()
    dataset: Annotated[tuple[Line, ...], listed("the data used, by a name or number that other works on them share")] = ()
    distinct_authors: Annotated[tuple[Line, ...], listed("`Family, G.`: its authors who only share their name with others")] = ()
    disclaimers: Annotated[tuple[Line, ...], listed("what it says of itself, in our own words")] = ()
    note: Annotated[str, text(2000, "what is known of it, and how", least=0)] = ""
    overrides: Annotated[tuple[Override, ...], listed("where the registries' record of it is wrong, or a notice was read")] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer and the claims that it rests on."""

    __pydantic_config__ = STRICT
    place: At
    says: Annotated[str, text(400, "one plain sentence that says no more than its claims")]
    claims: Annotated[tuple[ClaimId, ...], listed("the claims it rests on", least=1)]


@dataclass(frozen=True, slots=True)
class Question:
    """What readers ask. One file: kb/questions/<id>.yaml."""

    __pydantic_config__ = STRICT
    place: At
    id: ReadId
    question: Annotated[str, text(200, "as a reader would put it")]
    answer: Annotated[tuple[Sentence, ...], listed("sentence by sentence", least=1)]
    ask: Annotated[tuple[Line, ...], listed("what to ask your provider")] = ()
    order: Order = LAST


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a reference table."""

    __pydantic_config__ = STRICT
    place: At
    id: Annotated[str, text(80, "unique in the table")]
    label: Annotated[str, text(80, "as shown to readers")]
    passage: Range | None = None
    doublings: Range | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a reference table."""

    __pydantic_config__ = STRICT
    place: At
    id: Annotated[str, text(80, "unique in the table")]
    label: Annotated[str, text(80, "as shown to readers")]


@dataclass(frozen=True, slots=True)
class Cell:
    """What a source asserts in a cell, and the claim behind it."""

    __pydantic_config__ = STRICT
    place: At
    value: Annotated[str, amount(120, "the value as asserted")]
    claim: Annotated[str, known("claims", "the id of the claim behind it", least=0)] = ""
    rating: Annotated[str, OneOf(RATINGS, "its place on the scale of the row")] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A reference table. One file: kb/tables/<id>.yaml."""

    __pydantic_config__ = STRICT
    place: At
    id: ReadId
    title: Annotated[str, text(120, "as shown to readers")]
    rows: Annotated[tuple[Row, ...], listed("from top to bottom", least=1)]
    columns: Annotated[tuple[Column, ...], listed("from left to right", least=1)]
    cells: Annotated[dict[str, dict[str, Cell]], Rows, Field(description="row id, then column id, then the cell")]
    source: Key | None = None
    order: Order = LAST
    of: Annotated[str, text(40, "what the rows are, the head of the first column", least=0)] = ""
    note: Annotated[str, text(2000, "how to read it", least=0)] = ""


@dataclass(frozen=True, slots=True)
class Input:
    """What a calculator asks its reader for; an example is made up, or taken from a claim that the page names."""

    __pydantic_config__ = STRICT
    place: At
    id: Annotated[str, text(80, "an input that the kind of calculator knows")]
    label: Annotated[str, text(80, "as shown to readers")]
    hint: Annotated[str, text(200, "what to write, and what leaving it out means", least=0)] = ""
    group: Annotated[str, text(80, "the heading of this input and of those after it", least=0)] = ""
    none: Annotated[str, text(80, "what to call the choice of claims that name nothing here", least=0)] = ""
    example: Annotated[tuple[Annotated[str, amount(80, "a value")], ...], listed("its values in the worked example")] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What a calculator gives, and what the worked example comes to, worked out by hand."""

    __pydantic_config__ = STRICT
    place: At
    id: Annotated[str, text(80, "a result that the kind of calculator knows")]
    label: Annotated[str, text(80, "as shown to readers")]
    example: Annotated[tuple[Annotated[str, amount(80, "a value")], ...], listed("its values in the worked example")] = ()


@dataclass(frozen=True, slots=True)
class Formula:
    """A rule of a calculator, in symbols and in words."""

    __pydantic_config__ = STRICT
    place: At
    symbols: Annotated[str, text(200, "the formula")]
    says: Annotated[str, text(400, "the same in words")]


@dataclass(frozen=True, slots=True)
class Way:
    """A way of counting: how far its numbers are ahead of the count that starts at 0."""

    __pydantic_config__ = STRICT
    place: At
    id: Annotated[str, text(80, "unique in the calculator")]
    label: Annotated[str, text(80, "as shown to readers")]
    says: Annotated[str, text(300, "what a number means")]
    ahead: Range | None
    claims: Annotated[tuple[ClaimId, ...], listed("the claims it rests on")] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """What a calculator cannot tell, with the claims that say so, if any do."""

    __pydantic_config__ = STRICT
    place: At
    says: Annotated[str, text(400, "one plain sentence")]
    claims: Annotated[tuple[ClaimId, ...], listed("the claims it rests on")] = ()


@dataclass(frozen=True, slots=True)
class Calculator:
    """A calculator for readers' own numbers. One file: kb/calculators/<id>.yaml."""

    __pydantic_config__ = STRICT
    place: At
    id: ReadId
    title: Annotated[str, text(80, "as shown to readers")]
    kind: Annotated[str, OneOf(CALCULATIONS, "which sums it does")]
    lead: Annotated[str, text(300, "what it tells, in a sentence or two")]
    inputs: Annotated[tuple[Input, ...], listed("what it asks for", least=1)]
    formula: Annotated[tuple[Formula, ...], listed("how it calculates", least=1)]
    example: Annotated[tuple[Line, ...], listed("the worked example, step by step", least=1)]
    rests_on: Annotated[tuple[Sentence, ...], listed("what it rests on, sentence by sentence", least=1)]
    limits: Annotated[tuple[Limit, ...], listed("what it cannot tell", least=1)]
    results: Annotated[tuple[Result, ...], listed("what it gives")] = ()
    compares: Annotated[tuple[ClaimId, ...], listed("claims whose range of doublings a result is compared with")] = ()
    ways: Annotated[tuple[Way, ...], listed("the ways of counting that it compares")] = ()
    of: Annotated[str, text(40, "what a line of it is, such as a passage", least=0)] = ""
    order: Order = LAST

    def named(self) -> Iterator[tuple[str, Where]]:
        """Every claim that it names, with the place."""
        parts: tuple[Sentence | Way | Limit, ...] = (*self.rests_on, *self.ways, *self.limits)
        for part in parts:
            for position, identity in enumerate(part.claims):
                yield identity, part.place.value("claims", position)
        for position, identity in enumerate(self.compares):
            yield identity, self.place.value("compares", position)

    def prose(self) -> Iterator[tuple[str, Where]]:
        """Every text of it in which the marks of prose.py are allowed, with its place."""
        yield self.lead, self.place.value("lead")
        for position, step in enumerate(self.example):
            yield step, self.place.value("example", position)
        parts: tuple[Formula | Sentence | Way | Limit, ...] = (*self.formula, *self.rests_on, *self.ways, *self.limits)
        for part in parts:
            yield part.says, part.place.value("says")
        for formula in self.formula:
            yield formula.symbols, formula.place.value("symbols")


# --- references ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Work:
    """An entry of references.bib, its text in Unicode, with the line of each of its fields."""

    key: str
    type: str
    fields: Mapping[str, str]
    authors: tuple[Name, ...]
    more_authors: bool
    where: Where
    lines: Mapping[str, int]
    identifiers: Mapping[str, str]
    bibtex: str
    citation: str
    short: str

    def get(self, name: str) -> str:
        return self.fields.get(name, "")

    def at(self, name: str) -> Where:
        line = self.lines.get(name)
        return self.where if line is None else Where(self.where.file, line)

    @property
    def title(self) -> str:
        return self.get("title")

    @property
    def container(self) -> str:
        return self.get("journal") or self.get("booktitle") or self.get("organization") or self.get("publisher")

    @property
    def year(self) -> str:
        return self.get("year") or self.get("date")[:4]

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """Each identifier as (what it is, address)."""
        made = (
            ("DOI", "https://doi.org/", self.identifiers.get("doi")),
            ("PubMed", "https://pubmed.ncbi.nlm.nih.gov/", self.identifiers.get("pmid")),
            ("PMC", "https://pmc.ncbi.nlm.nih.gov/articles/", self.identifiers.get("pmcid")),
        )
        links = [(name, stem + quoted(value, safe="/:;()._-")) for name, stem, value in made if value]
        if self.get("url").startswith(("https://", "http://")):
            links.append(("Page", self.get("url")))
        return tuple(links)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who was asked about a work, and when the answer was recorded."""

    __pydantic_config__ = STRICT
    who: str
    address: str = ""
    copy: str = "none"
    recorded: DayOrUnknown = "unknown"


@dataclass(frozen=True, slots=True)
class Receipt:
    """That a quote was found in a text which is not at hand here: which text, where in it, and when."""

    __pydantic_config__ = STRICT
    text: str
    scope: str
    on: str
    offset: int
    section: str
    sentence: int
    before: str
    seal: str


@dataclass(frozen=True, slots=True)
class LockEntry:
    """What is known of a work from outside: a block of references.lock. `identifiers` are those that were asked for."""

    __pydantic_config__ = STRICT
    outcome: Annotated[str, OneOf(OUTCOMES)]
    why: str = ""
    differs: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict)
    record: Record = field(default_factory=Record)
    standing: Annotated[str, OneOf(STANDINGS)] = "unknown"
    notices: tuple[Notice, ...] = ()
    read: Annotated[str, OneOf(READ)] = "none"
    quotes: Mapping[str, Receipt] = field(default_factory=dict)

    @property
    def recorded(self) -> str:
        """The newest day on which an answer about the work was recorded, or unknown."""
        return max((asked.recorded for asked in self.asked if asked.recorded != "unknown"), default="unknown")

    @property
    def announced(self) -> str:
        """The notices in brackets: (retraction 10.5555/abc.2 of 2020-03, told by PubMed); "" when none is known."""
        told = []
        for notice in self.notices:
            parts = (notice.kind.replace("-", " "), notice.doi, notice.date and f"of {notice.date}")
            told.append(" ".join(filter(None, parts)) + (notice.said_by and f", told by {notice.said_by}"))
        return f" ({'; '.join(told)})" if told else ""


@dataclass(frozen=True, slots=True)
class Compared:
    """A reference beside the record of its work.

    `differences` are those that stand, `overridden` those that an editor explained; `silent` are the fields that the
    record does not give; `unasked` the identifiers that the record was not looked up by.
    """

    differences: tuple[Difference, ...] = ()
    overridden: tuple[Difference, ...] = ()
    silent: tuple[str, ...] = ()
    unasked: tuple[str, ...] = ()


UNCHECKED = LockEntry("could not check", why="references.lock has no block for it")


# --- derived -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a quote: `found`, `receipt`, `unchecked`, or the kind of its failure, and why.

    `near` is what a reviewer should look at, when the text is at hand: the words most like it, or its whole sentence.
    """

    kind: str
    why: str
    offset: int | None = None
    before: str = ""
    scope: str = ""
    near: str = ""

    @property
    def stands(self) -> bool:
        return self.kind in {"found", "receipt"}

    @property
    def count(self) -> str:
        """Which of the three counts it belongs to: verified, failed or unchecked."""
        return "verified" if self.stands else "unchecked" if self.kind == "unchecked" else "failed"


class Reason(NamedTuple):
    """A step of the method: the rule, a word of RULES, and what it makes of this case."""

    rule: str
    says: str


class Tie(NamedTuple):
    """Why two works are one voice."""

    one: str
    other: str
    why: str


class Written(NamedTuple):
    """What git knows of a claim: who entered it and when, all who changed it, and which of its reviews are of an older text."""

    by: str
    on: str
    authors: frozenset[str] = frozenset()
    outdated: frozenset[int] = frozenset()


NOW, FOREVER = 9998, 9999  # years: one after all that was published, and one that never comes


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a finding that its work does not show; `checked` says whether enough of the work was at hand."""

    missing: tuple[str, ...] = ()
    checked: bool = True


class Judged(NamedTuple):
    """What became of every quote and of the numbers of every finding.

    `verdicts` are by work and phrase; `displaced` those that change because of the part of the work that is named too; `amiss`
    has the quotes of each kind of failure, and under `clipped` those that stand behind a negation or a hedge.
    """

    verdicts: Mapping[tuple[str, str], Verdict]
    displaced: Mapping[tuple[str, str, str], Verdict]
    amiss: Mapping[str, Sequence[tuple[str, Place, Verdict]]]
    numbers: Mapping[tuple[str, int], Numbers]
    orphan_receipts: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Weighed:
    """An item of evidence with what the method made of it.

    `groups` are the independent groups whose voice it is: one, or those of the studies that a review reports. It counts
    from the year `since` on and until before the year `until`.
    """

    item: Evidence
    counted: bool
    reasons: tuple[Reason, ...]
    groups: tuple[int, ...] = ()
    direct: bool = False
    firm: bool = False
    since: int = NOW
    until: int = 0

    @property
    def group(self) -> int:
        """The number of its group, the first if a review has several; 0 for what is left out."""
        return self.groups[0] if self.counted else 0


@dataclass(frozen=True, slots=True)
class Assessment:
    """How well a claim stands, with each step kept.

    `own` is the level before those of the claims that it depends on are looked at; `groups` counts independent groups by stance.
    """

    level: str
    own: str
    weighed: tuple[Weighed, ...]
    ties: tuple[Tie, ...]
    groups: Mapping[str, int]
    steps: tuple[Reason, ...]


# --- the whole -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class KnowledgeBase:
    """Everything that was read and derived: the one argument of each check, page type and export."""

    claims: Mapping[str, Claim]
    works: Mapping[str, Work]
    sources: Mapping[str, Source]
    terms: Mapping[str, Term]
    topics: Mapping[str, Topic]
    questions: Mapping[str, Question]
    tables: Mapping[str, Table]
    calculators: Mapping[str, Calculator]
    lock: Mapping[str, LockEntry]
    compared: Mapping[str, Compared]
    on: str
    levels: Mapping[str, Assessment]
    judging: Callable[[], Judged]
    asserting: frozenset[str]  # keys of what asserts something
    showing: frozenset[str]  # keys of what is evidence, or is cited by what asserts
    faults: Mapping[str, Sequence[Problem]]
    seen_ids: Mapping[str, frozenset[str]]
    year: int = NOW  # only works published by then count
    allowances: Sequence[Allowance] = ()
    today: str = "unknown"  # the day on which exceptions run out
    dated: bool = False  # whether somebody gave that day; else it is the newest of references.lock
    past: Past = UNKNOWN  # known only in builds
    written: Mapping[str, Written] = field(default_factory=dict)  # by claim; known only in builds, where there is git
    digests: Mapping[str, bytes] = field(default_factory=dict)  # of each file that it was read from

    @property
    def verdicts(self) -> Mapping[tuple[str, str], Verdict]:
        """What became of each quote, by the key of its work and the phrase. Made when it is first asked for: levels need none."""
        return self.judging().verdicts

    @property
    def numbers(self) -> Mapping[tuple[str, int], Numbers]:
        """What became of the numbers of each finding that has any, by claim and place in it."""
        return self.judging().numbers

    @property
    def orphan_receipts(self) -> Sequence[tuple[str, str]]:
        """The receipts that fit no quote, by the key of their work and their name."""
        return self.judging().orphan_receipts

    def found(self, check: str) -> Sequence[Problem]:
        """What the readers found while they read, by the check that reports it."""
        return self.faults.get(check, ())

    def excepted(self) -> dict[tuple[str, str], list[Allowance]]:
        """The exceptions that hold today, by the file they stand in and the check that they except."""
        found: dict[tuple[str, str], list[Allowance]] = {}
        for one in self.allowances:
            if not one.expired(self.today):
                found.setdefault((one.where.file, one.allows), []).append(one)
        return found

    def verdict(self, key: str, quote: str, said: str) -> Verdict:
        """What became of a quote that is said to stand in a part of a work."""
        judged = self.judging()
        return judged.displaced.get((key, quote, said)) or judged.verdicts[key, quote]

    def quoted(self) -> Iterator[tuple[str, Verdict]]:
        """Each quote's work, by key, and verdict."""
        for claim in self.claims.values():
            for quote, key, said, _ in claim.said():
                yield key, self.verdict(key, quote, said)

    def judged(self, kind: str) -> Iterator[tuple[str, Where, Verdict]]:
        """Each quote that failed in one way, or is clipped: the key of its work, its place and its verdict."""
        for key, place, verdict in self.judging().amiss.get(kind, ()):
            yield key, place.value("quote"), verdict

    @property
    def whole(self) -> bool:
        """Whether every file could be read as it stands; what is absent can be judged only then."""
        return not any(problem.level == "error" for found in self.faults.values() for problem in found)

    def prose(self) -> Iterator[tuple[str, Where]]:
        """Every text of a contributor that may hold links, with its place; of claims only those that hold some."""
        for claim in self.claims.values():
            yield from ((text, place.value(field)) for text, place, field in claim.prose() if "](" in text)
        for question in self.questions.values():
            for sentence in question.answer:
                yield sentence.says, sentence.place.value("says")
        for topic in self.topics.values():
            yield topic.summary, topic.place.value("summary")
        for term in self.terms.values():
            yield term.definition, term.place.value("definition")
        for source in self.sources.values():
            yield source.note, source.place.value("note")
        for table in self.tables.values():
            yield table.note, table.place.value("note")
        for calculator in self.calculators.values():
            yield from calculator.prose()

    def only_asserts(self, key: str) -> bool:
        """Whether the page of a key is that of a source; all others have one of a work."""
        return key in self.asserting and key not in self.showing

    def address(self, identity: str) -> str:
        """The page of a claim, term, topic, work, question, table or calculator, from the root of the site; "" for a stranger."""
        kinds = (
            ("claims", self.claims), ("terms", self.terms), ("topics", self.topics),
            ("sources" if self.only_asserts(identity) else "works", self.works),
            ("questions", self.questions), ("tables", self.tables), ("calculators", self.calculators),
        )  # fmt: skip
        return next((f"{kind}/{identity}/" for kind, known in kinds if identity in known), "")

    def term_label(self, term: str) -> str:
        return self.terms[term].label if term in self.terms else term

    def topic_title(self, topic: str) -> str:
        return self.topics[topic].title if topic in self.topics else topic

    def work_title(self, key: str) -> str:
        return (self.works[key].title or key) if key in self.works else key

    def work_short(self, key: str) -> str:
        return self.works[key].short if key in self.works else key

    def lock_entry(self, key: str) -> LockEntry:
        """What is known of a work; without a block, that nobody could check it."""
        return self.lock.get(key, UNCHECKED)

    def differing(self, *levels: str) -> Iterator[tuple[Work, Difference]]:
        """Each difference of one of these levels between a reference and its record, with its work."""
        for key, compared in self.compared.items():
            for difference in compared.differences:
                if difference.level in levels:
                    yield self.works[key], difference

    def days_since(self, day: str) -> int | None:
        """How many days before the day of this run something was; None when either is not known."""
        if "unknown" in (day, self.on):
            return None
        return (date.fromisoformat(self.on) - date.fromisoformat(day)).days

    def overridden(self, key: str, field: str, record: str) -> bool:
        """Whether an override that is still good says so of a field of a work."""
        known = self.sources.get(key)
        overrides = known.overrides if known else ()
        return any((one.field, one.record) == (field, record) and not one.expired(self.on) for one in overrides)

    def evidence_of(self, *standings: str) -> Iterator[tuple[Claim, Evidence]]:
        """Each item of evidence whose work has one of these standings in the lock, unless an override says that it was read."""
        such = {key: entry.standing for key, entry in self.lock.items() if entry.standing in standings}
        for claim in self.claims.values() if such else ():
            for item in claim.evidence:
                if item.work in such and not self.overridden(item.work, "standing", such[item.work]):
                    yield claim, item

    def flag(self, key: str) -> str:
        """What must be said beside the name of a work: that it was not found, or how it fell; mostly nothing."""
        entry = self.lock_entry(key)
        return next((word for word in (entry.outcome, entry.standing) if word == "not found" or word in vocabulary.FALLEN), "")

    def read(self, key: str) -> str:
        """How much of a work or source was read, a word of READ."""
        known = self.sources.get(key)
        return self.lock_entry(key).read if known is None or known.read == "none" else known.read

    def interest(self, key: str) -> str:
        known = self.sources.get(key)
        return "unknown" if known is None else known.interest

    def interested(self, key: str) -> bool:
        return self.interest(key) in vocabulary.INTERESTED


def nearest(word: str, known: Sequence[str] | Mapping[str, Any] | frozenset[str]) -> str:
    """A hint that names the known word most like this one, or says nothing."""
    close = get_close_matches(word, sorted(known)[:5000], n=1, cutoff=0.6)
    return f"did you mean '{close[0]}'?" if close else ""


class Site(NamedTuple):
    """What mkdocs.yml says of the site; "" is what it does not say. `edits` leads from the repository to its files."""

    name: str = ""
    author: str = ""
    address: str = ""
    repository: str = ""
    edits: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site before it is stamped into its shell. `path` ends in / and is "" for the home page.

    `edit` is the file it was made from; `about` is what it is about in the words of schema.org, with addresses from the root of
    the site; a page of a claim has its `level`, and the day on which it was last `checked`.
    """

    path: str
    title: str
    description: str
    body: str
    crumbs: tuple[tuple[str, str], ...] = ()
    contents: tuple[tuple[str, str], ...] = ()
    edit: str = ""
    about: Mapping[str, Any] = field(default_factory=dict)
    level: str = ""
    checked: str = ""

    @property
    def section(self) -> str:
        return self.path.partition("/")[0]

    @property
    def id(self) -> str:
        return self.path.rstrip("/").rpartition("/")[2]

    @property
    def shell(self) -> str:
        """The path of its shell: one for all pages below a section; a section's own page is its own shell."""
        section, _, rest = self.path.partition("/")
        return f"{section}/_shell/" if rest else self.path

    @property
    def root(self) -> str:
        """The way from the page to the root of the site."""
        return "../" * self.path.count("/")
