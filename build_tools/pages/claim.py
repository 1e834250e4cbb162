"""A page per claim: what is asserted, how well it stands, who says so, what was shown."""

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import quote_plus

from build_tools import reviews
from build_tools.basis import of_claims
from build_tools.counts import count_quotes, count_works, some
from build_tools.evidence_cards import Card, card, known, saying, spoken
from build_tools.links import related
from build_tools.model import Claim, KnowledgeBase, Page
from build_tools.prose import plain
from build_tools.rules import METHOD
from build_tools.search_records import passage_labels
from build_tools.strength import facts_of
from build_tools.template import fill
from build_tools.timeline import timeline, told
from build_tools.tracing import leads_to_nothing, traced
from build_tools.vocabulary import LEVELS, LINKS
from build_tools.voices import Voice, voices_of
from build_tools.voices import told as ties_told
from build_tools.whatif import KINDS as FACTS
from build_tools.whatif import WhatIf, what_ifs

SECTION = "claims"
SCRIPTS = ("cite.js",)


def pages(kb: KnowledgeBase, spared: Container[str] = ()) -> Iterator[Page]:
    for claim in kb.claims.values():
        if f"{SECTION}/{claim.id}/" not in spared:
            yield _page(kb, claim)


def bases(kb: KnowledgeBase) -> Iterator[tuple[str, bytes]]:
    """The pages that may be spared, each with a digest of all that decides what it says."""
    return ((f"{SECTION}/{claim}/", basis) for claim, basis in of_claims(kb))


def pages_at(kb: KnowledgeBase, path: str) -> Iterator[Page]:
    """Those of `pages` that may stand at a path: one, made without the others."""
    claim = kb.claims.get(path.removeprefix(f"{SECTION}/").removesuffix("/"))
    if claim:
        yield _page(kb, claim)


def _page(kb: KnowledgeBase, claim: Claim) -> Page:
    found = kb.levels[claim.id]
    path = f"claims/{claim.id}/"
    checked = _checked(kb, claim)
    steps = timeline(kb, claim)
    body = fill(
        "claim.html",
        kb,
        path,
        claim=claim,
        found=found,
        method=METHOD,
        read_line=_read_line(kb, claim),
        checked=checked,
        citations=count_works(kb, (key for key in claim.cited() if key in kb.works)),
        quotes=count_quotes(kb.verdict(key, quote, said) for quote, key, said, _ in claim.said()),
        chips=list(_chips(kb, claim)),
        reviewed=reviews.words(kb, claim),
        related=_related(kb, claim),
        changes=_changes(kb, claim),
        said=[saying(kb, assertion) for assertion in claim.asserted_by],
        voices={stance: [_voice(kb, voice) for voice in voices] for stance, voices in voices_of(found).items()},
        ties=ties_told(found.ties),
        steps=list(told(kb, steps)),
        last=steps[-1].level if steps else "",
        traced=lambda assertion: traced(kb, claim, assertion),
        hollow=leads_to_nothing(kb, claim),
    )
    statement = plain(claim.statement)
    level = LEVELS[found.level]
    contents = [("who", "Who says so"), ("shown", "What was shown"), ("why", "Why this level"), ("around", "Around it")]
    return Page(
        path,
        statement,
        f"{level.label}. {level.meaning} Independent groups: {_groups(found.groups)}.",
        body,
        crumbs=(("topics/", "Topics"), (f"topics/{claim.topic}/", kb.topic_title(claim.topic))),
        contents=tuple(contents),
        edit=claim.place.file,
        about=_about(kb, claim, statement, level.label),
        level=found.level,
        checked=checked,
    )


def _groups(count: Mapping[str, int]) -> str:
    return f"{count['supports']} for, {count['qualifies']} qualified, {count['refutes']} against"


def _about(kb: KnowledgeBase, claim: Claim, statement: str, level: str) -> dict[str, Any]:
    """The claim in the words of schema.org: where it is made, and what it cites that could be found."""
    said = dict.fromkeys(assertion.source for assertion in claim.asserted_by)
    shown = dict.fromkeys(item.work for item in claim.evidence)
    about = {"appearance": _references(kb, said), "citation": _references(kb, shown)}
    told = {name: works for name, works in about.items() if works}
    return {"@type": "Claim", "name": statement, "creativeWorkStatus": level, **told}


def _references(kb: KnowledgeBase, keys: Iterable[str]) -> list[Mapping[str, Any]]:
    return [found for found in (known(kb)(key).reference for key in keys) if found]


def _chips(kb: KnowledgeBase, claim: Claim) -> Iterator[tuple[str, str]]:
    """What the statement is about, each with the search for all claims that share it."""
    yield claim.kind, _search("kind", claim.kind)
    scope = claim.scope
    if scope is None:
        return
    for field, _, term in scope.term_fields():
        label = kb.term_label(term)
        yield label, _search(field, label)
    if scope.passage:
        yield f"passage {spoken(str(scope.passage))}", _search("passage", *passage_labels(scope.passage))
    if scope.doublings:
        yield f"{spoken(str(scope.doublings))} population doublings", ""


@cache
def _search(facet: str, *values: str) -> str:
    return "search/?" + "&".join(f"{facet}={quote_plus(value)}" for value in values)


def _read_line(kb: KnowledgeBase, claim: Claim) -> str:
    works = {item.work for item in claim.evidence}
    whole = sum(1 for key in works if kb.read(key) == "fulltext")
    return f"Read in full: {whole} of {some(len(works), 'work')}. " if works else ""


def _checked(kb: KnowledgeBase, claim: Claim) -> str:
    """The newest day on which an answer about one of its works was recorded; "" when none is known."""
    work = known(kb)
    days = {work(key).recorded for key in claim.cited()} - {"unknown"}
    return max(days, default="")


def _changes(kb: KnowledgeBase, claim: Claim) -> list[tuple[WhatIf, str]]:
    """Each single fact that would change the level, and how it is said."""
    needs = {other: kb.levels[other].level for other in claim.needs() if other in kb.levels}
    changes = what_ifs(claim, kb.levels[claim.id], facts_of(kb), needs)
    return [
        (change, FACTS[change.kind].format(" or ".join(_named(kb, change.kind, name) for name in change.names)))
        for change in changes
    ]


def _named(kb: KnowledgeBase, kind: str, name: str) -> str:
    """What a fact of a kind is about, as readers know it: works, a claim or a group."""
    if kind == "need":
        return f"“{plain(kb.claims[name].statement)}”"
    return ", ".join(map(kb.work_short, name.split(", ")))


def _related(kb: KnowledgeBase, claim: Claim) -> list[tuple[str, dict[str, list[str]]]]:
    """The related claims by the phrase that says how, each with what is noted on it."""
    found: dict[str, dict[str, list[str]]] = {}
    for other in related(kb, claim.id):
        notes = found.setdefault(LINKS[other.how][other.back], {}).setdefault(other.claim, [])
        if other.note:
            notes.append(other.note)
    return sorted(found.items())


def _voice(kb: KnowledgeBase, voice: Voice) -> tuple[list[tuple[str, str, str]], list[Card]]:
    """What ties works into one voice, and the cards of its items."""
    return ties_told(voice.ties), [card(kb, one) for one in voice.items]
