"""Text -> tokens in a row, each with its place, and citation marks apart.

Tokens are words (letters and digits together), numbers with their decimals, raised numbers, and every other sign by
itself: %, <, ±, minus. What is made alike before they are compared is listed in quotes.py.
"""

import re
from bisect import bisect_right
from functools import cached_property

# ruff: noqa: RUF001, RUF002  the signs that look alike are the subject
ALIKE = {
    **dict.fromkeys("‘’‚‛ʼ`´′‵", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
    "µ": "μ",
    "∆": "Δ",
}
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\xad": None})
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
CITING = "".join(map(chr, range(0xE000, 0xE00A)))  # stands for raised digits that cite
RAISED_MARK = re.compile(rf"(?:(?<=[a-z][a-z][a-z][a-z])|(?<=[.,;:)\]]))[{RAISED}]+(?:[,-][{RAISED}]+)*")
TO_CITING = str.maketrans(RAISED, CITING)
MARKED = frozenset(f"[{CITING}")  # how a citation mark begins
MARK = rf"\[\d+(?:\s?[-,]\s?\d+)*\]|[{CITING}]+(?:[,-][{CITING}]+)*"
LETTER = rf"[^\W_{RAISED}]"
WORD = rf"{LETTER}*(?:(?:'|\xad+){LETTER}+)*"
TOKEN = re.compile(
    rf"[^\W\d_]{WORD}|\d+(?:[.,]\d+)+|\d{WORD}|{MARK}|[{RAISED}⁺⁻]+|[^\w\s\xad]|_"  # the commonest first
)
BROKEN = re.compile(r"([^\W\d_])[-‐‑\xad][ \t]*\r?\n[ \t]*([^\W\d_])")
LINE_ENDS = ("-\n", "- \n", "-  ", "-\t", "-\r", "\xad\n", "\xad ", "\xad\r")  # without one of these, no word is broken
UNITS = frozenset("mg ml mm nm pg ng kg cm mol mmol".split())  # Mg is not mg
STOP = "\x1f"


def alike(text: str) -> str:
    """A text in NFC with signs that look alike made one, letter for letter, and raised citation marks set apart."""
    made = text
    for sign, plain in ALIKE.items():  # a table of all would look at every letter
        if sign in made:
            made = made.replace(sign, plain)
    if made.isascii() or not any(digit in made for digit in RAISED):
        return made
    return RAISED_MARK.sub(lambda mark: mark[0].translate(TO_CITING), made)


def mend(text: str) -> str | None:
    """A text with words joined that were broken at the end of a line, letter for letter; None where there are none."""
    if not any(end in text for end in LINE_ENDS) or BROKEN.search(text) is None:
        return None
    return BROKEN.sub(lambda match: match[1] + "\xad" * (len(match[0]) - 2) + match[2], text)


class Part:
    """A part of a phrase between ellipses: its tokens, and its citation marks with the number of tokens before each."""

    def __init__(self, text: str) -> None:
        self.words: list[str] = []
        self.marks: list[tuple[int, str]] = []
        for token in TOKEN.findall(alike(text)):
            if _is_mark(token):
                self.marks.append((len(self.words), _tidy(token)))
            else:
                self.words.append(_clean(token))

    def without_hyphens(self, mended: frozenset[str]) -> "Part":
        """The part with those compounds in one word that the text breaks at the end of a line."""
        part = Part("")
        part.words, part.marks = list(self.words), list(self.marks)
        for place in range(len(part.words) - 3, -1, -1):
            compound = part.words[place] + part.words[place + 2]
            if part.words[place + 1] == "-" and compound in mended:
                part.words[place : place + 3] = [compound]
                part.marks = [(before - 2 if before > place else before, mark) for before, mark in part.marks]
        return part


class Row:
    """Tokens in a row, and one string of them that C can search; `printed` is the text before signs were made alike.

    Places are worked out paragraph by paragraph, and only where they are asked for.
    """

    def __init__(self, text: str, printed: str) -> None:
        self.text = text
        self.printed = printed
        self.tokens: list[str] = []
        self.pieces: list[int] = []  # where each paragraph starts
        self.firsts: list[int] = []  # how many tokens stand before it
        self.known: dict[int, list[int]] = {}
        offset = 0
        for piece in text.split("\n\n"):
            found = TOKEN.findall(piece)
            plain = piece.isascii()
            if "[" in piece or not plain:
                found = [token for token in found if not _is_mark(token)]
            self.pieces.append(offset)
            self.firsts.append(len(self.tokens))
            self.tokens += found if plain else [_clean(token) for token in found]
            offset += len(piece) + 2
        self.pieces.append(len(text))
        self.firsts.append(len(self.tokens))
        self.joined = STOP + STOP.join(self.tokens) + STOP

    def start(self, place: int) -> int:
        """Where a token starts."""
        number = bisect_right(self.firsts, place) - 1
        if number not in self.known:
            end = self.pieces[number + 1]
            starts = [match.start() for match in TOKEN.finditer(self.text, self.pieces[number], end)]
            if len(starts) > self.firsts[number + 1] - self.firsts[number]:  # some of them are citation marks
                found = TOKEN.finditer(self.text, self.pieces[number], end)
                starts = [match.start() for match in found if not _is_mark(match[0])]
            self.known[number] = starts
        return self.known[number][place - self.firsts[number]]

    def end(self, place: int) -> int:
        """Where a token ends."""
        match = TOKEN.match(self.text, self.start(place))
        assert match is not None
        return match.end()

    @cached_property
    def marks(self) -> list[tuple[int, str]]:
        """The citation marks, each with its offset."""
        return [(match.start(), _tidy(match[0])) for match in TOKEN.finditer(self.text) if _is_mark(match[0])]

    @cached_property
    def mended(self) -> frozenset[str]:
        """The words that were broken at the end of a line."""
        return frozenset(_clean(token) for token in TOKEN.findall(self.text) if "\xad" in token)

    def is_number(self, place: int) -> bool:
        return 0 <= place < len(self.tokens) and self.tokens[place][0].isdigit()

    def has_mark(self, place: int, mark: str) -> bool:
        """Whether a citation mark stands just before the token at a place."""
        low = self.end(place - 1) if place else 0
        high = self.start(place) if place < len(self.tokens) else len(self.text)
        return any(low <= start < high and mark == other for start, other in self.marks)

    def places(self, words: list[str]) -> list[int]:
        """Every token at which the words start; the first letter of a plain word may be of either case."""
        first = words[0]
        found: set[int] = set()
        for start in {first, _other_case(first)}:
            needle = STOP + STOP.join([start, *words[1:]]) + STOP
            position = self.joined.find(needle)
            while position >= 0:
                found.add(self.joined.count(STOP, 0, position))
                position = self.joined.find(needle, position + 1)
        return sorted(found)


def _is_mark(token: str) -> bool:
    return token[0] in MARKED and (len(token) > 1 or token in CITING)


def _tidy(mark: str) -> str:
    return "".join(mark.split())


def _clean(token: str) -> str:
    return token if token.isascii() else token.translate(LIGATURES)


def _other_case(word: str) -> str:
    """A plain word with its first letter in the other case; what is no plain word stays: Mg, pH, IL, α."""
    plain = word.isascii() and word.isalpha() and word[1:].islower() and word.lower() not in UNITS
    return word[0].swapcase() + word[1:] if plain or word in ("A", "a") else word
