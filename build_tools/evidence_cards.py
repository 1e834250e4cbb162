"""An item of evidence, or an assertion -> what its card says: the study, where its quoted words are, what became of them."""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from build_tools.metadata import reference
from build_tools.model import Assertion, KnowledgeBase, Subject, Verdict, Weighed
from build_tools.template import fragment
from build_tools.vocabulary import DESIGNS, READ


class Card(NamedTuple):
    """An item of evidence as it is shown: the study, the address of its quoted words, and what became of the quote."""

    one: Weighed
    study: str
    target: str
    became: str


def card(kb: KnowledgeBase, one: Weighed) -> Card:
    item = one.item
    return Card(one, _study(kb, one), *_quoted(kb, item.work, item.quote, item.where))


def saying(kb: KnowledgeBase, assertion: Assertion) -> tuple[Assertion, str, str]:
    """An assertion with the address of its quoted words, and what became of the quote."""
    return assertion, *_quoted(kb, assertion.source, assertion.quote, assertion.where)


def _quoted(kb: KnowledgeBase, key: str, quote: str, where: str) -> tuple[str, str]:
    """The address that opens a work at quoted words, "" for what could not be found; and what became of the quote."""
    if not quote:
        return "", ""
    address = known(kb)(key).address
    return address and address + fragment(quote), _verdict(kb.verdict(key, quote, where))


class Known(NamedTuple):
    """What the page of a claim tells of a work: where its words are, what machines are told, and when it was looked up."""

    address: str
    reference: Mapping[str, Any]
    recorded: str


@lru_cache(1)
def known(kb: KnowledgeBase) -> Callable[[str], Known]:
    """What is known of a work by its key, found once for each: neighbours rest on the same works."""
    return cache(lambda key: Known(_address(kb, key), reference(kb, key), kb.lock_entry(key).recorded))


def _address(kb: KnowledgeBase, key: str) -> str:
    """A web page that shows the work's words, as far as one is known; nothing for what could not be found."""
    entry = kb.lock_entry(key)
    if key not in kb.works or entry.outcome == "not found":
        return ""
    read = [asked.address for asked in entry.asked if asked.address.startswith("http") and asked.copy == "publisher"]
    return next(iter([*read, *(address for _, address in kb.works[key].links)]), "").split("#")[0]


def _verdict(verdict: Verdict) -> str:
    """What may be said of a quote: that it was found, never that the work supports what it stands under."""
    if verdict.kind == "found":
        return "found in the text"
    return f"found on {verdict.why}, by receipt" if verdict.kind == "receipt" else "not yet checked against the text"


def _study(kb: KnowledgeBase, one: Weighed) -> str:
    """How an item of evidence was found, in what, how much of it was read, and whose voice it is."""
    item = one.item
    parts = [DESIGNS[item.design].label, *([_subject(kb, item.subject)] if item.subject else ()), READ[kb.read(item.work)]]
    return " · ".join([*parts, f"group {one.group}"] if one.counted else parts)


def _subject(kb: KnowledgeBase, subject: Subject) -> str:
    shown = [kb.term_label(term) for _, _, term in subject.term_fields()]
    if subject.passage:
        shown.append(f"passage {spoken(str(subject.passage))}")
    if subject.n != "unknown":
        shown.append(f"n = {subject.n}")
    return " · ".join(shown) or "subject not stated"


def spoken(window: str) -> str:
    """A window of passages or doublings in words."""
    return window.replace("+", " and later").replace("-", "–")
