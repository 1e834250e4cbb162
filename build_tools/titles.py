"""The title we cite and that of a record: whether they agree, and if not, in which words they differ.

Harmless: what folding.py makes alike; a subtitle that one side leaves out; a translation in brackets; "RETRACTED:" and
the like before or behind the record's; a label such as "Review:" before either; a footnote mark at the end.
"""

import re
from functools import lru_cache

from build_tools.folding import Folded, fold, untagged
from build_tools.references import to_unicode

FALLEN_MARK = re.compile(
    r"^\W*(?:retracted(?:\s+(?:article|paper))?|withdrawn|removed|temporary removal)\W*:\s*|"
    r"[\[(](?:retracted|withdrawn|corrected)[\])]\W*$",
    re.IGNORECASE,
)
NOTICE = re.compile(
    r"\W*(?P<kind>retraction(?: note| notice)?|(?:author |publisher'?s? )?(?:correction|erratum|corrigendum|addendum)|"
    r"expression of concern|comments?|reply|response|commentary|letter)\s*(?::|to\b|on\b|for\b|of\b|from\b|regarding\b|in\b|$)",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"^(?:(?:concise |brief |mini-?|systematic |invited )?(?:review|report|communication)(?: article)?|"
    r"(?:original|research|regular|review) (?:article|paper|research)|technical (?:note|report)|short communication|case report)"
    r"\s*[:.]\s+",
    re.IGNORECASE,
)
FOOTNOTE = re.compile(r"(?<=[A-Za-z.?!])<sup>[\d,*†‡§]{1,3}</sup>\s*$")
SUBTITLE = re.compile(r"[:.?!;]\s+|\s+[-–—]{1,3}\s+|—")
TRANSLATION = re.compile(r"^(?P<own>[^\[\]]+)\[(?P<english>[^\[\]]+)\]\W*$")
MINOR = frozenset("a an and of the".split())  # words that a title may lack without saying anything else
LONGEST = 2000  # characters; no title is so long, and what is longer is only compared word by word
MOST_WORDS = 8  # how many words a message shows


@lru_cache(maxsize=4096)
def shown(recorded: str) -> str:
    """A title of a record as a reader sees it, without tags, entities and LaTeX."""
    recorded = recorded[:LONGEST]
    plain = untagged(FOOTNOTE.sub("", recorded))
    if "\\" in plain or "$" in plain:
        try:
            return to_unicode(plain)
        except ValueError:
            return plain
    return plain


def agree(cited: str, recorded: str) -> bool:
    """Whether two titles are one but for what is harmless."""
    if cited == recorded or max(len(cited), len(recorded)) > LONGEST:
        return cited.split() == recorded.split()
    ours, theirs = _wholes(cited), _wholes(shown(recorded))
    return (
        any(one.same(other) for one in ours for other in theirs)
        or any(ours[0].same(other) for other in _mains(shown(recorded)))
        or any(theirs[0].same(other) for other in _mains(cited))
    )


def differing(cited: str, recorded: str) -> tuple[str, str]:
    """How far two titles that do not agree are apart: a level, and in which words."""
    ours, theirs = fold(cited[:LONGEST]), fold(shown(recorded))
    if ours.letters == theirs.letters:
        return "warning", "a space is missing or too many"
    mine, yours = _unlike(ours.words, theirs.words)
    return "warning" if {*mine, *yours} <= MINOR else "error", _told(mine, yours)


def content(title: str) -> frozenset[str]:
    """The words of a title that say something."""
    return frozenset(fold(shown(title)).words) - MINOR


def notice_of(cited: str, recorded: str) -> str:
    """What kind of notice or comment a recorded title heads ("an erratum"), when it heads one about the cited title; else ""."""
    title = shown(recorded)
    marked = NOTICE.match(title)
    if marked is None or not (marked.end() == len(title) or fold(cited[:LONGEST]).letters in fold(title).letters):
        return ""
    kind = marked["kind"].lower()
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def heads_notice(cited: str) -> bool:
    """Whether a title says of itself that it is that of a notice or comment."""
    return NOTICE.match(cited) is not None


@lru_cache(maxsize=4096)
def _wholes(title: str) -> tuple[Folded, ...]:
    """The whole title, the same without a label, and its two halves when one is the translation of the other."""
    title = FALLEN_MARK.sub("", title)
    translated = TRANSLATION.match(title)
    parts = (title, LABEL.sub("", title), *(translated.groups() if translated else ()))
    return tuple(fold(part) for part in dict.fromkeys(parts))


@lru_cache(maxsize=4096)
def _mains(title: str) -> tuple[Folded, ...]:
    """What is left of a title when a subtitle is left out."""
    title = FALLEN_MARK.sub("", title)
    return tuple(fold(title[: cut.start()]) for cut in SUBTITLE.finditer(title) if title[: cut.start()].strip())


def _unlike(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is left of two rows of words between the first and the last one in which they differ."""
    shorter = min(len(ours), len(theirs))
    start = next((place for place in range(shorter) if ours[place] != theirs[place]), shorter)
    rest = shorter - start
    end = next((place for place in range(rest) if ours[-1 - place] != theirs[-1 - place]), rest)
    return ours[start : len(ours) - end], theirs[start : len(theirs) - end]


def _told(ours: tuple[str, ...], theirs: tuple[str, ...]) -> str:
    mine, yours = " ".join(ours[:MOST_WORDS]), " ".join(theirs[:MOST_WORDS])
    if mine and yours:
        return f"'{mine}' stands where the record has '{yours}'"
    return f"the record does not have '{mine}'" if mine else f"'{yours}' is left out"
