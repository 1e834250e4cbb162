"""Findings + the texts at hand -> which numbers of each finding its work shows.

A number is judged only where as much of the work is at hand as was read. In a finding it stands by itself (12, 4.5, 10,000;
not the 6 of IL-6 or P6); in the text it may stand anywhere, as digits or as a word. The year of the work may always be named.
"""

import re
from collections.abc import Mapping

from build_tools.model import UNCHECKED, Claim, LockEntry, Numbers, Source, Work
from build_tools.texts import WorkText
from build_tools.tokens import alike

STATED = re.compile(r"(?<![\w.])(?:(?<=[\d\s]-)|(?<![\w)]-)(?<!-))\d+(?:[.,]\d+)*(?:(?=(?:st|nd|rd|th|fold)\b)|(?!\w))")
DIGIT = re.compile(r"\d")
DIGITS = re.compile(r"\d+(?:[.,·]\d+)*|\d{1,3}(?:[ \xa0\u2009\u202f]\d{3})+")
THOUSANDS = re.compile(r"\d{1,3}(?:[, \xa0\u2009\u202f]\d{3})+")
ONES = "one two three four five six seven eight nine".split()
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
WORDS = {
    **{word: number for number, word in enumerate([*ONES, *TEENS], 1)},
    **{word: number * 10 for number, word in enumerate(TENS, 2)},
    **{word: number for number, word in enumerate(ORDINALS, 1)},
    "zero": 0,
    "once": 1,
    "twice": 2,
    "hundred": 100,
    "thousand": 1000,
}
WORD = re.compile(rf"\b(?:({'|'.join(TENS)})[- ]({'|'.join(ONES)})|({'|'.join(WORDS)}))\b", re.IGNORECASE)


def compare_numbers(
    claims: Mapping[str, Claim],
    works: Mapping[str, Work],
    texts: Mapping[str, WorkText],
    lock: Mapping[str, LockEntry],
    sources: Mapping[str, Source],
) -> dict[tuple[str, int], Numbers]:
    """What became of the numbers of each finding that has any, by claim and the item's place in it."""
    known: dict[str, frozenset[str]] = {}
    found = {}
    for claim in claims.values():
        for place, item in enumerate(claim.evidence):
            stated = tuple(dict.fromkeys(STATED.findall(alike(item.finding)))) if DIGIT.search(item.finding) else ()
            if not stated:
                continue
            text = texts.get(item.work)
            if text is None or not _as_much(text.scope, item.work, lock, sources):
                found[claim.id, place] = Numbers(checked=False)
                continue
            if item.work not in known:
                year = works[item.work].year if item.work in works else ""
                known[item.work] = shown(text.body.alike) | {year}
            found[claim.id, place] = Numbers(tuple(one for one in stated if _plain(one) not in known[item.work]))
    return found


def _as_much(scope: str, key: str, lock: Mapping[str, LockEntry], sources: Mapping[str, Source]) -> bool:
    """Whether a text holds what was read of a work."""
    source = sources.get(key)
    read = source.read if source and source.read != "none" else lock.get(key, UNCHECKED).read
    return scope in ("fulltext", read)


def shown(text: str) -> frozenset[str]:
    """Every number that a text shows, in one form."""
    digits = {_plain(number) for found in (DIGITS, THOUSANDS) for number in found.findall(text)}
    words = (sum(WORDS[word.lower()] for word in parts if word) for parts in WORD.findall(text))
    return frozenset(digits | set(map(str, words)))


def _plain(number: str) -> str:
    """12,000 -> 12000; 1·50 -> 1.5; 007 -> 7."""
    if THOUSANDS.fullmatch(number):
        number = re.sub(r"\D", "", number)
    whole, _, part = re.sub("[,·]", ".", number).partition(".")
    part = part.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{part}" if part else "")
