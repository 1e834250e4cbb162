"""The closed lists: each word an editor may choose, and what it means."""

from collections.abc import Mapping
from typing import NamedTuple

KINDS: Mapping[str, str] = {
    "definition": "says what a word means",
    "causal": "says that one thing brings about another",
    "comparative": "says that one thing is more, less or better than another",
    "quantitative": "gives a number or a range",
    "procedural": "says how a thing is done",
    "regulatory": "says what a rule or an authority demands or permits",
    "normative": "says what one ought to do; not assessed by evidence",
    "economic": "says what a thing costs or what drives its cost",
}

ABOUT: Mapping[str, str] = {
    "cells": "what happens in culture; any kind of study fits",
    "animals": "what happens in living animals; cells in culture are indirect evidence for it",
    "patients": "what happens in people; cells in culture and animals are indirect evidence for it",
}

MODALITIES: Mapping[str, str] = {
    "asserted": "stated as a fact",
    "hedged": "stated with a may, might or can",
    "recommended": "stated as advice",
    "quoted": "reported as the words of somebody else",
}

STANCES: Mapping[str, str] = {
    "supports": "shows what the claim says",
    "qualifies": "shows that it holds only in part, or only under conditions",
    "refutes": "shows the contrary",
}

RELATIONS: Mapping[str, str] = {
    "supports-claim": "gives a reason for the other claim",
    "refines": "says the same more exactly, or for a narrower case",
    "conflicts-with": "cannot be true together with the other claim as they stand",
    "depends-on": "falls if the other claim falls",
    "same-as": "says the same in other words",
}

LINKS: Mapping[str, tuple[str, str]] = {  # along the link, and against it
    "supports": ("supports", "is supported by"),
    "qualifies": ("qualifies", "is qualified by"),
    "refutes": ("speaks against", "is spoken against by"),
    "asserts": ("asserts", "is asserted by"),
    "cites": ("cites", "is cited by"),
    "supports-claim": ("gives a reason for", "has a reason in"),
    "refines": ("is a closer form of", "has a closer form in"),
    "conflicts-with": ("conflicts with", "conflicts with"),
    "depends-on": ("depends on", "is needed by"),
    "same-as": ("says the same as", "says the same as"),
}
assert set(LINKS) == {*STANCES, "asserts", "cites", *RELATIONS}

INTERESTS: Mapping[str, str] = {
    "vendor": "sells the product that the statement is about",
    "clinic": "treats patients with the product for payment",
    "supplier": "sells material, cells or equipment to those who make the product",
    "academic": "works at a university or a public institute",
    "regulator": "is an authority",
    "none-declared": "declares that it has none",
    "unknown": "could not be seen from what was read",
}

INTERESTED = frozenset({"vendor", "clinic", "supplier"})

PROBLEM_LEVELS: Mapping[str, str] = {
    "error": "wrong; nothing is published until it is mended",
    "warning": "most likely wrong; it is published all the same",
    "note": "worth knowing, and nothing to mend by itself",
}

READ: Mapping[str, str] = {
    "fulltext": "the whole text was read",
    "excerpt": "parts of the text were read",
    "abstract": "only the abstract was read",
    "record": "only the bibliographic record was seen",
    "none": "nothing of the text was read",
}

REVIEWS: Mapping[str, str] = {
    "reviewed": "a second person held it against its source and works",
    "changed": "it was reviewed, and says something else since",
    "own": "only the person who entered it looked again",
    "none": "nobody looked at it after it was entered",
}

RATINGS: Mapping[str, str] = {
    "best": "the best of the row's scale, as the source puts it",
    "good": "good, as the source puts it",
    "middling": "in between, as the source puts it",
    "poor": "poor, as the source puts it",
    "worst": "the worst of the scale, as the source puts it",
}

OUTCOMES: Mapping[str, str] = {
    "matches": "found, and the record agrees with what is cited here",
    "differs": "found, and a field of the record differs from what is cited here",
    "not found": "looked for and found nowhere",
    "could not check": "nobody could look it up yet, for the reason given",
}

STANDINGS: Mapping[str, str] = {
    "good": "in good standing when it was last asked for",
    "corrected": "a correction was published; the work stands",
    "concern": "an expression of concern was published",
    "retracted": "retracted",
    "reinstated": "retracted once, and reinstated",
    "withdrawn": "withdrawn",
    "unknown": "nobody asked for retractions or corrections yet, or a mark could not be confirmed",
}

NOTICES: Mapping[str, str] = {
    "retraction": "says that the work is retracted",
    "partial-retraction": "says that a part of the work is retracted",
    "withdrawal": "says that the work is withdrawn",
    "removal": "says that the work was removed",
    "concern": "expresses concern about the work",
    "correction": "corrects the work; an erratum or a corrigendum is one",
    "reinstatement": "says that a retraction was taken back",
}

RELATED: Mapping[str, str] = {
    "same-as": "another identifier of the same work, as the registry itself declares",
    "preprint-of": "the article that this preprint became",
    "has-preprint": "the preprint of this article",
    "version-of": "another version of this work",
    "notice-of": "the work that this notice (a retraction, correction, concern) is about",
    "comment-on": "the work that this comment or reply is about",
}

PREPRINT_SERVERS = frozenset(  # their names, in letters only
    """
    arxiv arxivorg biorxiv biorxivthepreprintserverforbiology biorxivpreprint medrxiv medrxivthepreprintserverforhealthsciences
    medrxivpreprint researchsquare ssrn ssrnelectronicjournal preprints preprintsorg chemrxiv psyarxiv socarxiv osfpreprints
    authorea techrxiv engrxiv
    """.split()
)

OVERRIDABLE: Mapping[str, str] = {
    **{
        field: f"its {field}"
        for field in ("title", "author", "journal", "booktitle", "year", "date", "volume", "number", "pages")
    },
    **{field: f"its {field.upper()}" for field in ("doi", "pmid", "pmcid", "isbn")},
    "preprint": "whether it is the preprint or the article",
    "notice": "whether it is a notice about a work or the work",
    "standing": "a retraction, concern or correction that was read",
}

FALLEN = frozenset({"retracted", "withdrawn"})


class Fate(NamedTuple):
    """What became of a citation: its name for readers, and what it means."""

    label: str
    meaning: str


FATES: Mapping[str, Fate] = {
    "supports": Fate("supports the statement", "what is recorded of the work here shows what the statement says"),
    "otherwise": Fate(
        "bears on it otherwise", "what is recorded of the work here limits the statement, if only in part, or shows the contrary"
    ),
    "repeats": Fate("only says the same", "the work is itself a source that asserts the statement, and shows nothing for it"),
    "silent": Fate("says nothing on it", "its whole text was read, and nothing is recorded from it that bears on the statement"),
    "in-part": Fate(
        "read only in part", "an abstract or a part was read, and nothing is recorded from it that bears on the statement"
    ),
    "fallen": Fate("retracted or withdrawn", "the work was published, and has been retracted or withdrawn since"),
    "lost": Fate("could not be found", "the work was looked for and found nowhere"),
    "unchecked": Fate("could not check", "its record was not confirmed here yet, or none of its text was read here"),
    "nothing": Fate("nothing cited", "the source gives no work for the statement"),
}
ENDS_IN_NOTHING = frozenset({"repeats", "silent", "fallen", "lost", "nothing"})


class Design(NamedTuple):
    """A kind of study: its name for readers, its tier (1 strongest), what it can speak to, and on whom it is done."""

    label: str
    tier: int
    settles: str
    on: str = ""


DESIGNS: Mapping[str, Design] = {
    "systematic-review": Design("systematic review", 1, "effects"),
    "randomized-trial": Design("randomised trial", 1, "effects", "patients"),
    "cohort": Design("cohort or comparison of patients", 2, "effects", "patients"),
    "case-series": Design("case series", 3, "effects", "patients"),
    "in-vivo": Design("experiment in animals", 3, "effects", "animals"),
    "in-vitro": Design("experiment on cells in culture", 4, "effects", "cells"),
    "cost-model": Design("cost model", 4, "effects"),
    "consensus": Design("consensus statement", 5, "rules"),
    "guideline": Design("guideline", 5, "rules"),
    "regulation": Design("law or regulation", 5, "rules"),
    "narrative-review": Design("narrative review", 6, "nothing by itself"),
    "technical-note": Design("technical note or trade press", 6, "nothing by itself"),
}

SETTLED_BY_RULES = frozenset({"definition", "procedural", "regulatory"})


class Level(NamedTuple):
    """How well a claim stands: its name for readers, its mark in plain text, what it means, and the levels just below it."""

    label: str
    mark: str
    meaning: str
    below: tuple[str, ...] = ()


LEVELS: Mapping[str, Level] = {
    "well-supported": Level(
        "Well supported", "●●●", "At least three independent groups show it; nothing as direct speaks against it.", ("supported",)
    ),
    "supported": Level(
        "Supported",
        "●●○",
        "Two independent groups show it, or the rule itself; nothing as direct speaks against it.",
        ("limited",),
    ),
    "limited": Level(
        "Limited support",
        "●○○",
        "Some evidence is for it: one group, only in part, indirect, or not yet confirmed.",
        ("contested", "asserted-only"),
    ),
    "contested": Level("Contested", "◐", "Evidence stands on both sides, of it or of what it depends on.", ("contradicted",)),
    "contradicted": Level("Contradicted", "✕", "What evidence there is here is against it."),
    "asserted-only": Level(
        "Asserted only", "○", "Somebody says so; no evidence counted here shows it or denies it.", ("unfindable",)
    ),
    "unfindable": Level(
        "Cites what cannot be found",
        "?",
        "Its source cites works for it, and none of them could be found.",
        ("retracted-support",),
    ),
    "retracted-support": Level("Retracted support", "⊘", "What supported it has been retracted or withdrawn.", ("contradicted",)),
    "not-assessed": Level("Not assessed", "–", "It says what one ought to do; evidence alone cannot settle that."),
}


class Calculation(NamedTuple):
    """A kind of calculator: its name for readers, its inputs given once or on each line, and its results."""

    label: str
    once: tuple[str, ...]
    each: tuple[str, ...]
    results: tuple[str, ...]
    optional: frozenset[str] = frozenset()


CALCULATIONS: Mapping[str, Calculation] = {
    "doublings": Calculation(
        "how often a population doubled, line by line, from counts or split ratios",
        once=("first", "before"),
        each=("seeded", "harvested", "viable", "split", "days"),
        results=("fold", "doublings", "total", "hours"),
        optional=frozenset({"first", "before", "viable", "days"}),
    ),
    "counting": Calculation("one number under several ways of counting", once=("number", "way"), each=(), results=("number",)),
    "scope": Calculation(
        "the claims whose scope covers a case, and whether evidence studied it",
        once=("passage", "doublings", "tissue", "product"),
        each=(),
        results=(),
        optional=frozenset({"passage", "doublings", "tissue", "product"}),
    ),
    "yield": Calculation(
        "what each round of growth yields and costs",
        once=("start", "doublings", "fold", "loss", "rounds", "fixed", "cost", "supply", "dose", "doses"),
        each=(),
        results=("total", "units", "doses", "samples", "cost", "million", "whole"),
        optional=frozenset({"loss", "supply", "fixed", "dose", "doses"}),
    ),
}
