"""Printed text -> a form in which spellings that mean the same are equal, and no others.

Made alike: capital and small letters; accents and Unicode forms; HTML, JATS and MathML tags; Greek letters and their
names; `&` and "and"; quotation marks, full stops, commas and brackets; one dash and another. A plus, a percent sign, a
comparison, a degree, a decimal point and the minus of `CD34-` or `-80` stay. Where two words are joined is kept beside
the letters: a dash may stand for a space or for nothing, but a space is not nothing ("a typical", "atypical").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import pairwise
from unicodedata import category, name, normalize

# ruff: noqa: RUF001  the letters and signs that look alike are the subject
INLINE = (
    "i|b|em|strong|sub|sup|sc|scp|u|tt|br|p|span|italic|bold|underline|title|math|mi|mn|mo|ms|mtext|mrow|msub|msup|msubsup|"
    "mover|munder|mstyle|mspace|mfrac|mfenced|msqrt|mtable|mtr|mtd|semantics|inline-formula|alternatives|named-content"
)
TWICE = re.compile(r"<(?:\w+:)?(annotation|tex-math)\b[^>]*>.*?</(?:\w+:)?\1>", re.DOTALL | re.IGNORECASE)
BETWEEN = re.compile(r"(?<=>)\s+(?=<(?:/?)mml:|<(?:/?)m[a-z]+>)")
ATTRIBUTE = r"""\s+[\w:.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*')"""
TAG = re.compile(rf"</?(?:[a-z]+:)?(?:{INLINE})(?:{ATTRIBUTE})*\s*/?>", re.IGNORECASE)
GREEK = {chr(point): name(chr(point)).split()[-1].lower().replace("lamda", "lambda") for point in range(0x3B1, 0x3CA)}
LATIN = {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "×": "x", "∼": "~"}
LETTERS = str.maketrans({**GREEK, **LATIN})
UNSEEN = str.maketrans(dict.fromkeys("®™℠©{}$^_\\\xad\u200b\u200c\u200d\u2060\ufeff*†‡§¶", ""))
LONGEST = 4000  # characters: longer titles and names do not exist, and patterns would take long over them
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－⁃", "-"))
MARKS = re.compile("[\u0300-\u036f]")
THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d.,])")
MINUS = r"(?<=\d)-(?![\w-])|(?<=\()-(?=\))|(?<![\w)\]-])-(?=\d)"
ATOM = re.compile(rf"(?P<space>\s+)|(?P<minus>{MINUS})|(?P<kept>\d+(?:[.·]\d+)+|[^\W_]+)|(?P<sign>.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Folded:
    """The letters, digits and signs of a text, and where in between it has a space (`hard`) or only a dash or dot (`soft`)."""

    letters: str
    hard: frozenset[int]
    soft: frozenset[int]

    @property
    def words(self) -> tuple[str, ...]:
        cuts = [0, *sorted(self.hard | self.soft), len(self.letters)]
        return tuple(self.letters[start:end] for start, end in pairwise(cuts) if end > start)

    def same(self, other: "Folded") -> bool:
        return self.letters == other.letters and not self.spaced_unlike(other)

    def spaced_unlike(self, other: "Folded") -> bool:
        """Whether one has a space where the other has nothing at all."""
        return bool(self.hard - other.hard - other.soft or other.hard - self.hard - self.soft)


def untagged(text: str) -> str:
    """Text without tags and entities, as a reader sees it; what is longer than any title stays as it is."""
    if len(text) > LONGEST:
        return text
    if "<" in text:
        text = TAG.sub("", BETWEEN.sub("", TWICE.sub("", text)))
    return unescape(text) if "&" in text else text


@lru_cache(maxsize=4096)
def fold(text: str) -> Folded:
    """The one form of a text; of what is longer than any title only capital letters are folded."""
    if len(text) > LONGEST:
        return Folded(text.casefold(), frozenset(), frozenset())
    plain = normalize("NFKC", untagged(text).translate(UNSEEN)).translate(DASHES).casefold()
    plain = MARKS.sub("", normalize("NFKD", plain)).translate(LETTERS).replace("&", " and ")
    if "," in plain:
        plain = THOUSANDS.sub(lambda number: number[0].replace(",", ""), plain)
    letters: list[str] = []
    hard, soft = set(), set()
    length = 0
    for kind, atom in _atoms(plain):
        if kind == "space":
            hard.add(length)
        elif kind == "soft":
            soft.add(length)
        else:
            letters.append(atom)
            length += len(atom)
    edges = {0, length}
    return Folded("".join(letters), frozenset(hard - edges), frozenset(soft - hard - edges))


def _atoms(plain: str) -> Iterator[tuple[str, str]]:
    """Each piece of a folded text, as space, soft (a sign that only parts words) or kept."""
    for match in ATOM.finditer(plain):
        kind, atom = match.lastgroup, match[0]
        if kind == "space":
            yield "space", atom
        elif kind == "sign":
            parts = category(atom) in ("Sk", "Cc", "Cf", "Mn") or (category(atom)[0] == "P" and atom != "%")
            yield ("soft" if parts else "kept"), atom
        else:
            yield "kept", atom.replace("·", ".")
