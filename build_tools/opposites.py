"""A statement -> what it is about and in which direction, for statements that differ in nothing but a pair of opposites.

"Growth rises with passage" and "Growth falls with passage" have one frame and opposite signs. Word order counts, so "A is more
than B" and "B is less than A" have two frames: they say the same. A word counts as a sign only where it is what the statement
says, and not what it speaks of: cells of low passage and cells of high passage may both be fit.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

VERBS = (
    *(("increase", "decrease"), ("increased", "decreased"), ("rise", "fall"), ("raise", "lower"), ("raised", "lowered")),
    *(("gain", "lose"), ("speed", "slow"), ("improve", "worsen"), ("strengthen", "weaken"), ("lengthen", "shorten")),
)
COMPARED = (
    *(("more", "less"), ("more", "fewer"), ("most", "least"), ("higher", "lower"), ("highest", "lowest"), ("better", "worse")),
    *(("faster", "slower"), ("larger", "smaller"), ("longer", "shorter"), ("stronger", "weaker")),
)
QUALITIES = (
    *(("high", "low"), ("best", "worst"), ("safe", "unsafe"), ("suitable", "unsuitable"), ("effective", "ineffective")),
    *(("optimal", "unsuitable"), ("stable", "unstable"), ("common", "rare")),
)
BEING = frozenset({"is", "are", "was", "were", "be", "become", "stay", "remain"})
BEFORE_NOUNS = frozenset("a an the of in at by from with to for on and or than into as per under over".split())
SUBORDINATE = frozenset("that which who whose where when if while whether unless until because although though without".split())
NEGATIONS = frozenset({"not", "no", "cannot", "never"})
SILENT = frozenset({"a", "an", "the", "do", "doe", "quite", "significantly", "markedly"})  # "doe" is "does" without its s
LEFT_OUT = SILENT | NEGATIONS
HEDGES = frozenset(
    """
    can could may might would some sometime often seem tend partly merely inherently need necessarily certain mostly
    usually generally possibly likely perhaps one study report reported
    """.split()
)
WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
PAIRS = {frozenset(pair) for pair in (*VERBS, *COMPARED, *QUALITIES)}
SIGNS = frozenset().union(*PAIRS)
OF_VERBS, OF_COMPARED = (frozenset(word for pair in pairs for word in pair) for pairs in (VERBS, COMPARED))


class Sign(NamedTuple):
    """One of a pair of opposites, and whether it is what the statement says."""

    word: str
    says: bool


class Direction(NamedTuple):
    """The words of a statement with each sign and each denial left open, and what stood there."""

    frame: str
    signs: tuple[Sign, ...]
    denied: int


def words_of(statement: str) -> list[str]:
    """The words in small letters, those in s without it: `cells` is `cell`, `rises` is `rise`, and `less` is `less`."""
    found = WORD.findall(statement.casefold())
    return [word[:-1] if word.endswith("s") and len(word) > 3 and not word.endswith("ss") else word for word in found]


def direction(statement: str) -> Direction:
    words = words_of(statement)
    return Direction(frame_of(words), tuple(_signs(words)), sum(word in NEGATIONS for word in words))


def frame_of(words: Sequence[str]) -> str:
    """The words of a statement with each sign and each denial left open."""
    return " ".join(["±" if word in SIGNS else word for word in words if word not in LEFT_OUT])


def _signs(words: Sequence[str]) -> Iterator[Sign]:
    for place, word in enumerate(words):
        if word in SIGNS:
            yield Sign(word, _says(words, place))


def _says(words: Sequence[str], place: int) -> bool:
    """Whether a sign belongs to what the statement says: not to its subject, and not to a clause that narrows the subject."""
    before = words[place - 1] if place else ""
    if not before or before in BEFORE_NOUNS or SUBORDINATE.intersection(words[:place]):
        return False
    if words[place] in OF_VERBS or before in BEING:
        return True
    return words[place] in OF_COMPARED and ("than" in words[place:] or place == len(words) - 1)


def opposite(one: str, other: str) -> str:
    """What makes two statements opposites, in words; "" where nothing does, or too much to be sure."""
    here, there = direction(one), direction(other)
    if here.frame != there.frame:
        return ""
    apart = [pair for pair in zip(here.signs, there.signs, strict=True) if pair[0].word != pair[1].word]
    if not apart and {here.denied, there.denied} == {0, 1} and SUBORDINATE.isdisjoint(here.frame.split()):
        return "one denies what the other says"
    if len(apart) != 1 or here.denied != there.denied:
        return ""
    ((mine, yours),) = apart
    sure = mine.says and yours.says and frozenset((mine.word, yours.word)) in PAIRS
    return f"one says “{mine.word}”, the other “{yours.word}”" if sure else ""


def hedged(words: Sequence[str]) -> bool:
    """Whether the words of a statement leave room for its contrary: cells that can gain may be cells that can lose."""
    return not HEDGES.isdisjoint(words)


def denies(statement: str) -> bool:
    return not NEGATIONS.isdisjoint(words_of(statement))
