"""Quotes + texts + references.lock -> a verdict on each quote; and receipts, which vouch for texts that are not at hand.

A receipt says in which text a quote was found, where, and when. It fits one quote of one work to the byte: any change to
either voids it. Without a text and without a receipt the verdict is that nobody could check.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from hashlib import sha256
from operator import attrgetter

from build_tools.model import UNCHECKED, Claim, Judged, LockEntry, Place, Receipt, Source, Verdict, Work
from build_tools.nearest_words import nearest_words
from build_tools.quotes import Missing
from build_tools.sections import elsewhere, names_body
from build_tools.shown_numbers import compare_numbers
from build_tools.texts import WorkText

Quote = tuple[str, str]  # the key of the work, the phrase
SEALED = tuple(sorted(field.name for field in fields(Receipt) if field.name != "seal"))
_sealed = attrgetter(*SEALED)
FINE = frozenset({"found", "receipt", "unchecked"})  # verdicts that nothing is to be said of
COMMON = 3  # a phrase that stands more often than this in a text identifies nothing


def digest(quote: Quote) -> str:
    """The name of a quote's receipt."""
    return sha256("\0".join(quote).encode()).hexdigest()[:32]


def judge_all(
    claims: Mapping[str, Claim],
    works: Mapping[str, Work],
    texts: Mapping[str, WorkText],
    lock: Mapping[str, LockEntry],
    sources: Mapping[str, Source],
) -> Judged:
    """What became of every quote, receipt and number."""
    verdicts = judge(claims, texts, lock)
    moved = displaced(claims, texts, sources, verdicts)
    numbers = compare_numbers(claims, works, texts, lock, sources)
    for text in texts.values():
        text.body.close()
    return Judged(verdicts, moved, _amiss(claims, verdicts, moved), numbers, orphans(verdicts, lock))


def _amiss(
    claims: Mapping[str, Claim], verdicts: Mapping[Quote, Verdict], moved: Mapping[tuple[str, str, str], Verdict]
) -> dict[str, list[tuple[str, Place, Verdict]]]:
    """The quotes that failed, by their kind, and those that are clipped; mostly none."""
    found: dict[str, list[tuple[str, Place, Verdict]]] = {}
    for claim in claims.values():
        for quote, key, where, place in claim.said():
            verdict = (moved and moved.get((key, quote, where))) or verdicts[key, quote]
            kind = "clipped" if verdict.stands and verdict.before else verdict.kind
            if kind not in FINE:
                found.setdefault(kind, []).append((key, place, verdict))
    return found


def judge(claims: Mapping[str, Claim], texts: Mapping[str, WorkText], lock: Mapping[str, LockEntry]) -> dict[Quote, Verdict]:
    """A verdict on every quote: by the text where it is at hand, else by its receipt."""
    verdicts: dict[Quote, Verdict] = {}
    for quote in dict.fromkeys((key, quote) for claim in claims.values() for quote, key, _, _ in claim.said()):
        receipts = lock.get(quote[0], UNCHECKED).quotes
        receipt = receipts.get(digest(quote)) if receipts else None
        text = texts.get(quote[0])
        verdicts[quote] = _by_text(quote, text, receipt) if text else _by_receipt(quote, receipt)
    return verdicts


def displaced(
    claims: Mapping[str, Claim], texts: Mapping[str, WorkText], sources: Mapping[str, Source], verdicts: Mapping[Quote, Verdict]
) -> dict[tuple[str, str, str], Verdict]:
    """The verdicts that change because `where` names another part of the work: by (key of the work, phrase, where)."""
    changed: dict[tuple[str, str, str], Verdict] = {}
    for key, quote, where in {(key, quote, where) for claim in claims.values() for quote, key, where, _ in claim.said()}:
        verdict, text, known = verdicts[key, quote], texts.get(key), sources.get(key)
        moved = _moved(verdict, quote, where, text, known.parts if known else ()) if verdict.stands else None
        if moved is not None:
            changed[key, quote, where] = moved
    return dict(sorted(changed.items()))


def _moved(verdict: Verdict, quote: str, where: str, text: WorkText | None, parts: Sequence[str]) -> Verdict | None:
    scope = text.scope if text else verdict.scope
    if scope == "abstract" and names_body(where):
        return Verdict("unchecked", "only the abstract was at hand, and `where` names another part of the work")
    if text is None or not where:
        return None
    found = text.body.find_all(quote)
    if isinstance(found, Missing):
        return None
    own = [one.start for one in found if not text.foreign_at(one.start)]
    heading = elsewhere(where, text, own, parts)
    return Verdict("elsewhere", f"it stands under “{heading}”") if heading else None


def judge_one(quote: Quote, text: WorkText) -> Verdict:
    """The verdict on a quote by a text alone."""
    return _by_text(quote, text, None)


def _by_text(quote: Quote, text: WorkText, receipt: Receipt | None) -> Verdict:
    found = text.body.find_all(quote[1])
    if isinstance(found, Missing):
        return _absent(quote, found, text, receipt)
    own = [one for one in found if not text.foreign_at(one.start)]
    if not own:
        return Verdict("foreign", f"it stands only under “{text.heading_at(found[0].start)}”")
    if len(own) > COMMON:
        return Verdict("ambiguous", f"it stands there {len(own)} times")
    if receipt is not None:
        if receipt.text == text.digest and receipt.offset not in [one.start for one in own]:
            return Verdict("forged", "its receipt names another place of this text")
        return _by_receipt(quote, receipt)  # the same words on every machine, with the text and without
    first = own[0]
    near = text.body.sentence_at(first.start) if first.before else ""
    return Verdict("found", "", offset=first.start, before=first.before, scope=text.scope, near=near)


def _absent(quote: Quote, found: Missing, text: WorkText, receipt: Receipt | None) -> Verdict:
    if found.kind == "not found" and text.scope != "fulltext":
        if receipt is not None and receipt.text != text.digest:
            return _by_receipt(quote, receipt)  # more of the work was at hand elsewhere
        return Verdict("unchecked", f"only the {text.scope} is at hand, and it does not stand there")
    contradicted = " although its receipt says that it was found" if receipt else ""
    near = nearest_words(quote[1], text.body.text) if found.kind in ("not found", "bracket") else ""
    return Verdict(found.kind, found.why + contradicted, near=near)


def _by_receipt(quote: Quote, receipt: Receipt | None) -> Verdict:
    if receipt is None:
        return Verdict("unchecked", "no text of this work is at hand, and no receipt")
    if receipt.seal != seal(quote, receipt):
        return Verdict("forged", "its receipt was edited or damaged")
    return Verdict("receipt", receipt.on, offset=receipt.offset, before=receipt.before, scope=receipt.scope)


def seal(quote: Quote, receipt: Receipt) -> str:
    """What ties the fields of a receipt to one another and to its quote."""
    sealed = dict(zip(SEALED, _sealed(receipt), strict=True))
    return sha256(json.dumps([*quote, sealed]).encode()).hexdigest()[:16]


def issue(quote: Quote, text: WorkText, on: str) -> Receipt | None:
    """A receipt for a quote that stands faithfully in a text; None for any other."""
    verdict = judge_one(quote, text)
    if verdict.kind != "found":
        return None
    offset = verdict.offset or 0
    receipt = Receipt(
        text=text.digest,
        scope=text.scope,
        on=on,
        offset=offset,
        section=text.heading_at(offset),
        sentence=text.body.sentence_of(offset),
        before=verdict.before,
        seal="",
    )
    return replace(receipt, seal=seal(quote, receipt))


def orphans(verdicts: Iterable[Quote], lock: Mapping[str, LockEntry]) -> list[tuple[str, str]]:
    """Receipts that fit no quote of their work, as (key of the work, name of the receipt): the quote was changed."""
    having = {key for key, entry in lock.items() if entry.quotes}
    known = {(key, digest((key, phrase))) for key, phrase in verdicts if key in having}
    return sorted((key, name) for key, entry in lock.items() for name in entry.quotes if (key, name) not in known)
