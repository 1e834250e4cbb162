"""Text -> tokens with places, and an answer to whether a phrase stands there, faithfully.

A phrase is found only if all of its tokens stand in the text in order and side by side, from word edge to word edge.
Tokens are words (letters and digits together), numbers with their decimals, and every other sign by itself: %, <, ±, minus.
Before they are compared only this is made alike, and no more: the Unicode form (NFC); quotation marks; dashes and the
minus sign; white space; ligatures; soft hyphens; hyphens at the end of a line; citation marks such as [12] or [3-5].
Capital and small letters differ, except in the first letter of the phrase. `…` may bridge words of one sentence, but
never a negation, a hedge, a comparison or a number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from unicodedata import normalize

# ruff: noqa: RUF001  the signs that look alike are the subject
ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼ`´", "'"),
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
    }
)
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\xad": None})
TOKEN = re.compile(r"(?P<cited>\[\d+(?:\s?[-,]\s?\d+)*\])|\d+(?:[.,]\d+)+|[^\W_]+(?:(?:'|\xad+)[^\W_]+)*|[^\w\s\xad]|_")
BROKEN = re.compile(r"([^\W\d_])-[ \t]*\r?\n[ \t]*([^\W\d_])")
ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*(?:\s+(?=[\"'(\[]?[A-Z0-9])|\s*\n\s*\n)|\n\s*\n|\n(?=[-|#*•])")
ABBREVIATED = re.compile(r"(?:\b(?:e\.g|i\.e|et al|vs|cf|ca|approx|Fig|Figs|No|Dr|St|sp|spp)|\b[A-Z])\.$")

NEGATIONS = frozenset(
    """
    no not nor neither never none nothing without cannot lack lacks lacked lacking fail fails failed absent
    hardly rarely scarcely except unless don't doesn't didn't isn't aren't wasn't weren't can't couldn't won't
    """.split()
)
HEDGES = frozenset(
    """
    may might could can would should suggest suggests suggested suggesting possibly perhaps probably likely
    unlikely appear appears appeared seem seems seemed potential potentially presumably only partly partially
    sometimes
    """.split()
)
COMPARISONS = frozenset(
    """
    < > = ± ≤ ≥ ≈ ~ more less fewer greater higher lower larger smaller than increase increased increases
    increasing decrease decreased decreases decreasing least most
    """.split()
)
SIGNS_BEFORE = frozenset("-/<>=≤≥±~≈+×^")  # what belongs to the word or number after it
SIGNS_AFTER = frozenset("-/%‰°^×")
STOP = "\x1f"
CLOSE = 4  # how many words before a phrase can turn its sense


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is compared, and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """Where a phrase stands: offsets into the text, how often, and what stands just before it that could turn its sense."""

    start: int
    end: int
    times: int
    before: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Why a phrase does not stand in the text: `not found`, `joined`, `bracket` or `cut`."""

    kind: str
    why: str


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text in NFC; citation marks are passed over."""
    for match in TOKEN.finditer(text.translate(ALIKE)):
        if match["cited"] is None:
            shown = match[0]
            yield Token(shown if shown.isascii() else shown.translate(LIGATURES), match.start(), match.end())


class Text:
    """A text that phrases can be looked for in, tokenised once."""

    def __init__(self, text: str) -> None:
        self.text = normalize("NFC", text)

    @cached_property
    def variants(self) -> tuple["_Row", ...]:
        """The text as it stands, and with words joined that were broken at the end of a line."""
        whole = _Row(list(tokens(self.text)))
        if BROKEN.search(self.text) is None:
            return (whole,)
        joined = BROKEN.sub(lambda match: match[1] + "\xad" * (len(match[0]) - 2) + match[2], self.text)
        return (whole, _Row(list(tokens(joined))))

    @cached_property
    def sentences(self) -> list[int]:
        """Where each sentence starts."""
        ends = (
            match.end()
            for match in SENTENCE_END.finditer(self.text.translate(ALIKE))
            if not ABBREVIATED.search(self.text, max(0, match.start() - 12), match.start())
        )
        return [0, *ends]

    def sentence_of(self, offset: int) -> int:
        """The number of the sentence that an offset lies in, from 0."""
        starts = self.sentences
        low, high = 0, len(starts)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if starts[middle] <= offset else (low, middle)
        return low

    def find(self, quote: str) -> Found | Missing:
        """Look for a phrase; of several places the first counts."""
        quote = normalize("NFC", quote)
        parts = [list(tokens(part)) for part in ELLIPSIS.split(quote)]
        if not all(parts):
            return Missing("joined", "'…' stands at the edge of the quote, where it bridges nothing")
        outcomes = [self._find_in(row, parts) for row in self.variants]
        found = next((outcome for outcome in outcomes if isinstance(outcome, Found)), None)
        return found or _explained(quote, outcomes[0], self.variants[0], parts)

    def _find_in(self, row: "_Row", parts: list[list[Token]]) -> Found | Missing:
        places = row.places(parts[0])
        if not places:
            return Missing("not found", "its words do not stand there, in this order, side by side")
        problem = Missing("not found", "its parts do not stand there one after the other")
        for place in places:
            outcome = self._bridge(row, parts, place)
            if isinstance(outcome, int):
                start, end = row.tokens[place].start, row.tokens[outcome - 1].end
                cut = self._cut(start, end)
                if cut:
                    outcome = Missing("cut", f"it leaves off '{cut}', which belongs to its first or last word")
                    problem = outcome if problem.kind == "not found" else problem
                    continue
                return Found(start, end, len(places), self._before(row, place))
            problem = outcome if problem.kind == "not found" else problem
        return problem

    def _bridge(self, row: "_Row", parts: list[list[Token]], place: int) -> int | Missing:
        """The token after the last part, when every part follows in the same sentence over harmless words."""
        end = place + len(parts[0])
        sentence = self.sentence_of(row.tokens[place].start)
        for part in parts[1:]:
            following = next((spot for spot in row.places(part) if spot >= end), None)
            if following is None:
                return Missing("not found", "its parts do not stand there one after the other")
            if self.sentence_of(row.tokens[following + len(part) - 1].start) != sentence:
                return Missing("joined", "'…' joins words of different sentences")
            swallowed = next((token.text for token in row.tokens[end:following] if _turns(token.text)), None)
            if swallowed is not None:
                return Missing("joined", f"'…' leaves out '{swallowed}'")
            end = following + len(part)
        return end

    def _cut(self, start: int, end: int) -> str:
        """The sign at an edge of a phrase that belongs to it: the % of 15.2 %, the minus of -5, the rest of a range."""
        text = self.text.translate(ALIKE)
        before, first, last, beyond = text[start - 1 : start], text[start], text[end - 1], text[end : end + 1]
        if before in SIGNS_BEFORE and before:
            return before
        if (first in SIGNS_AFTER and before.isalnum()) or (last in SIGNS_BEFORE and beyond.isalnum()):
            return before if first in SIGNS_AFTER and before.isalnum() else beyond
        after = text[end : end + 2].lstrip(" ")[:1] if text[end : end + 2].lstrip(" ")[:1] in "%‰°" else text[end : end + 1]
        attached = after in ("%", "‰", "°") or (after in SIGNS_AFTER and text[end + 1 : end + 2].isalnum())
        return after if after and attached else ""

    def _before(self, row: "_Row", place: int) -> str:
        """The negation or hedge just before a token, in its sentence."""
        sentence = self.sentence_of(row.tokens[place].start)
        for token in reversed(row.tokens[max(0, place - CLOSE) : place]):
            if self.sentence_of(token.start) != sentence:
                break
            if token.text.lower() in NEGATIONS | HEDGES:
                return token.text
        return ""


class _Row:
    """Tokens in a row, and one string of them that C can search."""

    def __init__(self, row: list[Token]) -> None:
        self.tokens = row
        self.joined = STOP + STOP.join(token.text for token in row) + STOP

    def places(self, part: list[Token]) -> list[int]:
        """Every token at which the part starts; the first letter of its first word may be of either case."""
        words = [token.text for token in part]
        first = words[0]
        found: set[int] = set()
        for start in {first, first[0].swapcase() + first[1:]}:
            needle = STOP + STOP.join([start, *words[1:]]) + STOP
            position = self.joined.find(needle)
            while position >= 0:
                found.add(self.joined.count(STOP, 0, position))
                position = self.joined.find(needle, position + 1)
        return sorted(found)


def _turns(word: str) -> bool:
    """Whether leaving out this word could turn the sense of a sentence."""
    return word.lower() in NEGATIONS | HEDGES | COMPARISONS or any(letter.isdigit() for letter in word)


def _explained(quote: str, outcome: Found | Missing, row: _Row, parts: list[list[Token]]) -> Missing:
    """Say more exactly why: an inserted bracket, or an edge inside of a word or number."""
    assert isinstance(outcome, Missing)
    if outcome.kind != "not found":
        return outcome
    if "[" in quote:
        return Missing("bracket", "it holds words in brackets that the text does not have")
    inner = parts[0][1:-1] if len(parts) == 1 else []
    if inner:
        for place in row.places(inner):
            before, after = place - 1, place + len(inner)
            if before >= 0 and after < len(row.tokens):
                first, last = row.tokens[before].text, row.tokens[after].text
                if first.endswith(parts[0][0].text) and last.startswith(parts[0][-1].text):
                    return Missing("cut", f"it begins or ends inside of '{first if first != parts[0][0].text else last}'")
    return outcome
