"""No word of a reference mixes alphabets: a letter of another one that looks alike passes for what it is not.

Greek letters may stand beside Latin ones in titles (`TGFβ`), but not those that look Latin. A DOI has only the letters a–z.

Bad, with a Cyrillic а:

    author = {Wаgner, Wolfgang}

Good:

    author = {Wagner, Wolfgang}
"""

import re
from collections.abc import Iterator
from unicodedata import name

from build_tools.model import KnowledgeBase, Problem

# ruff: noqa: RUF001, RUF002  the letters that look alike are the subject
LEVEL = "error"
SINCE = "2026-11-25"
WORD = re.compile(r"[^\W\d_]+")
LOOK_LATIN = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονυϲϳ")
NAMES = ("author", "editor", "journal", "booktitle", "publisher", "organization")
FIELDS = (*NAMES, "title", "doi", "pages", "volume", "number", "year")


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for work in kb.works.values():
        for field in FIELDS:
            for word, letter in _mixed(field, work.get(field)):
                message = f"'{word}' in '{field}' of '{work.key}' has U+{ord(letter):04X}, {name(letter, 'a letter').lower()}"
                yield Problem(work.at(field), message, "type the word anew, in one alphabet")


def _mixed(field: str, text: str) -> Iterator[tuple[str, str]]:
    """Each word with a letter that does not belong into it, and that letter."""
    if text.isascii():
        return
    for word in WORD.findall(text):
        strange = next((letter for letter in word if _strange(field, letter)), None)
        if strange and (field == "doi" or any(_alphabet(letter) == "LATIN" for letter in word)):
            yield word, strange


def _strange(field: str, letter: str) -> bool:
    alphabet = _alphabet(letter)
    if field == "doi":
        return not letter.isascii()
    return alphabet not in ("LATIN", "MICRO", "MASCULINE", "FEMININE", "MODIFIER") and (
        alphabet != "GREEK" or letter in LOOK_LATIN or field in NAMES
    )


def _alphabet(letter: str) -> str:
    return name(letter, "UNKNOWN").split()[0]
