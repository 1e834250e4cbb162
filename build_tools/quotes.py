"""Text -> tokens with places, and an answer to whether a phrase stands there, faithfully.

A phrase is found only if all of its tokens stand in the text in order and side by side, from word edge to word edge, in one
section, and in one row of a table or item of a list. Tokens are words (letters and digits together), numbers with their
decimals, raised numbers, and every other sign by itself: %, <, ±, minus.
Before they are compared only this is made alike, and no more: the Unicode form (NFC); quotation marks and primes; dashes and
the minus sign; the micro sign and mu; white space; ligatures; soft hyphens; hyphens at the end of a line. Citation marks,
such as [12], [3-5] or a raised 12 after a word, may be left out of a phrase; one that it holds must stand in the text.
Capital and small letters differ, except in the first letter of a phrase that begins with a plain word. `…` may bridge words
of one sentence, but never a negation, a hedge, a comparison, a number or the end of a clause.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from unicodedata import normalize

from build_tools.edges import left_off
from build_tools.kept import find, keep
from build_tools.sense import CLOSE, limits, turns
from build_tools.tokens import CITING, Part, Row, alike, mend

KIND = b"quotes"  # of what is kept
ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*")
SENTENCE_END = re.compile(
    rf"(?<=[.!?])[\"')\]]*(?:\[\d[\d,\s-]*\]|[{CITING},-]+)?(?:\s+(?=[\"'(\[]?[A-Z0-9])|\s*\n\s*\n)|"
    r"(?<=[a-z)][.!?])\d{1,3}(?:[,-]\d{1,3})*\s+(?=[A-Z])|\n\s*\n|\n(?=[-|#*•])|(?m:^#[^\n]*\n)"
)
AHEAD = 4  # how many characters beyond its end tell whether a sentence ends
ABBREVIATED = re.compile(r"(?:\b(?:e\.g|i\.e|et al|vs|cf|ca|approx|Fig|Figs|No|Dr|St|sp|spp)|\b[A-Z])\.$")


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


Outcome = tuple[Found, ...] | Missing


class Text:
    """A text that phrases can be looked for in, tokenised once."""

    def __init__(self, text: str) -> None:
        self.text = normalize("NFC", text)
        self.alike = alike(self.text)
        self._asked: dict[str, Outcome] = {}

    @cached_property
    def _known(self) -> dict[str, Outcome]:
        """What an earlier run found in it."""
        known: dict[str, Any] = find(KIND, self.text.encode()) or {}
        return {quote: _of_plain(values) for quote, values in known.items()}

    @cached_property
    def whole(self) -> Row:
        """The text as it stands."""
        return Row(self.alike, self.text)

    @cached_property
    def joined(self) -> Row | None:
        """The text with words joined that were broken at the end of a line."""
        mended = mend(self.alike)
        return None if mended is None else Row(mended, self.text)

    def _sentence_ends(self, start: int, end: int) -> Iterator[int]:
        """Where a sentence ends and the next begins, between two offsets."""
        for match in SENTENCE_END.finditer(self.alike, start, min(len(self.alike), end + AHEAD)):
            if match.end() <= end and not ABBREVIATED.search(self.text, max(0, match.start() - 12), match.start()):
                yield match.end()

    def same_sentence(self, one: int, other: int) -> bool:
        return next(self._sentence_ends(one, other), None) is None

    def sentence_of(self, offset: int) -> int:
        """The number of the sentence that an offset lies in, from 0."""
        return sum(1 for _ in self._sentence_ends(0, offset))

    def sentence_at(self, offset: int) -> str:
        """The sentence that an offset lies in, on one line."""
        start = self.text.rfind("\n\n", 0, offset) + 1
        start = max((end for end in self._sentence_ends(start, offset)), default=start)
        end = next((end for end in self._sentence_ends(offset, len(self.text))), len(self.text))
        return " ".join(self.text[start:end].split())

    def find(self, quote: str) -> Found | Missing:
        """Look for a phrase; of several places the first counts."""
        found = self.find_all(quote)
        return found if isinstance(found, Missing) else found[0]

    def find_all(self, quote: str) -> Outcome:
        """Every place where a phrase stands faithfully, or why it stands nowhere."""
        if quote not in self._asked:
            self._asked[quote] = self._known.get(quote) or self._find_all(normalize("NFC", quote))
        return self._asked[quote]

    def close(self) -> None:
        """Keep what was asked for, and let go of the tokens: those of a book fill megabytes."""
        if not self._asked.keys() <= self._known.keys():
            keep(KIND, self.text.encode(), {quote: _plain(outcome) for quote, outcome in self._asked.items()})
        for tokens in ("whole", "joined"):
            self.__dict__.pop(tokens, None)

    def _find_all(self, quote: str) -> Outcome:
        parts = [Part(part) for part in ELLIPSIS.split(quote)]
        if not all(part.words for part in parts):
            return Missing("joined", "'…' stands at the edge of the quote, where it bridges nothing")
        outcome = self._find_in(self.whole, parts)
        if self.joined is not None:
            for attempt in (parts, [part.without_hyphens(self.joined.mended) for part in parts]):
                if isinstance(outcome, Missing) and outcome.kind == "not found":
                    outcome = self._find_in(self.joined, attempt)
        return _explained(quote, outcome, self.whole, parts) if isinstance(outcome, Missing) else outcome

    def _find_in(self, row: Row, parts: list[Part]) -> tuple[Found, ...] | Missing:
        problem = Missing("not found", "its words do not stand there, in this order, side by side")
        spans: list[tuple[int, int]] = []
        for place in row.places(parts[0].words):
            outcome = self._bridge(row, parts, place)
            if isinstance(outcome, int):
                outcome = self._refused(row, parts, place, outcome) or outcome
            if isinstance(outcome, int):
                spans.append((place, outcome))
            elif problem.kind == "not found":
                problem = outcome
        if not spans:
            return problem
        return tuple(Found(row.start(a), row.end(b - 1), len(spans), self._before(row, a)) for a, b in spans)

    def _bridge(self, row: Row, parts: list[Part], place: int) -> int | Missing:
        """The token after the last part, when every part follows in the same sentence over harmless words."""
        end = place + len(parts[0].words)
        for part in parts[1:]:
            following = next((spot for spot in row.places(part.words) if spot >= end), None)
            if following is None:
                return Missing("not found", "its parts do not stand there one after the other")
            last = row.start(following + len(part.words) - 1)
            if not self.same_sentence(row.start(place), last):
                return Missing("joined", "'…' joins words of different sentences")
            swallowed = next((token for token in row.tokens[end:following] if turns(token)), None)
            if swallowed is not None:
                return Missing("joined", f"'…' leaves out '{swallowed}'")
            end = following + len(part.words)
        return end

    def _refused(self, row: Row, parts: list[Part], first: int, last: int) -> Missing | None:
        """Why words that stand there, in order, are no faithful phrase all the same."""
        start, end = row.start(first), row.end(last - 1)
        line = self.text.rfind("\n", 0, start) + 1
        if self.text[line : line + 1] in ("#", "|") and "\n" in self.text[start:end]:
            return Missing("joined", "it runs on from a heading or a row of a table")
        if re.search(r"\n[ \t]*[#|•*]", self.text[start:end]):
            return Missing("joined", "it runs over a heading, a row of a table or an item of a list")
        cut = left_off(row, first, last - 1)
        if cut:
            return Missing("cut", f"it leaves off '{cut}', which belongs to its first or last word")
        if len(parts) == 1 and not all(row.has_mark(first + place, mark) for place, mark in parts[0].marks):
            return Missing("bracket", "it holds a citation mark that the text does not have there")
        return None

    def _before(self, row: Row, place: int) -> str:
        """The negation or hedge just before a token, in its sentence."""
        for spot in range(place - 1, max(-1, place - 1 - CLOSE), -1):
            if limits(row.tokens[spot]):
                return row.tokens[spot] if self.same_sentence(row.start(spot), row.start(place)) else ""
        return ""


def _explained(quote: str, outcome: Missing, row: Row, parts: list[Part]) -> Missing:
    """Say more exactly why: an inserted bracket, or an edge inside of a word or number."""
    if outcome.kind != "not found":
        return outcome
    if "[" in quote:
        return Missing("bracket", "it holds words in brackets that the text does not have")
    words = parts[0].words
    inner = words[1:-1] if len(parts) == 1 else []
    if inner:
        for place in row.places(inner):
            before, after = place - 1, place + len(inner)
            if before >= 0 and after < len(row.tokens):
                first, last = row.tokens[before], row.tokens[after]
                if first.endswith(words[0]) and last.startswith(words[-1]):
                    return Missing("cut", f"it begins or ends inside of '{first if first != words[0] else last}'")
    return outcome


def _plain(outcome: Outcome) -> Any:
    """An outcome as plain values: why it is missing, or a list of its places."""
    if isinstance(outcome, Missing):
        return outcome.kind, outcome.why
    return [(one.start, one.end, one.times, one.before) for one in outcome]


def _of_plain(values: Any) -> Outcome:
    return Missing(*values) if isinstance(values, tuple) else tuple(Found(*one) for one in values)
