"""Where an editor says that a quote stands + the headings of its text -> whether it stands there.

Only what can be known is judged: `where` must name a part of the source, as kb/sources.yaml lists them, or one of the usual
sections of an article, and the text must have that heading. A part ends where the next part, or the next usual section,
begins; other headings in between do not end it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from build_tools.folding import fold
from build_tools.texts import WorkText

USUAL = re.compile(
    r"\b(abstract|summary|introduction|background|(?:materials? and |patients and |subjects and )?methods|"
    r"results(?: and discussion)?|discussion|conclusions?)\b",
    re.IGNORECASE,
)
OF_ABSTRACT = re.compile(r"\b(?:abstract|summary|title|record)\b", re.IGNORECASE)
OF_BODY = re.compile(
    r"\b(?:introduction|methods|results|discussion|conclusions?|tables?|fig(?:ure)?s?|legends?|supplement\w*|appendix|body|"
    r"full ?text|pages?)\b",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"^(?:\d+(?:\.\d+)*|[IVX]+)[.)]?\s+")


@lru_cache(maxsize=1024)
def names_body(said: str) -> bool:
    """Whether `where` names a part of a work that is not its abstract."""
    return OF_BODY.search(said) is not None and OF_ABSTRACT.search(said) is None


def elsewhere(said: str, text: WorkText, offsets: Iterable[int], parts: Sequence[str]) -> str:
    """The heading under which a phrase really stands, when `where` names another one that the text has; else ""."""
    if not parts and (text.scope != "fulltext" or OF_ABSTRACT.search(said)):
        return ""  # the sections of an abstract have the names of those of the body
    wanted = {fold(part).letters for part in parts or USUAL.findall(said)}
    wanted = {name for name in wanted if name in fold(said).letters}
    if not wanted:
        return ""
    marks = sorted(_parts(text, parts) if parts else _usual(text))
    named = {mark for _, mark, _ in marks if mark in wanted}
    under = [next((mark for mark in reversed(marks) if mark[0] <= offset), None) for offset in offsets]
    if not named or any(mark is not None and mark[1] in named for mark in under):
        return ""
    return next((mark[2] for mark in under if mark is not None), "the beginning")


Mark = tuple[int, str, str]  # where a part begins, its folded name, its name


def _parts(text: WorkText, parts: Sequence[str]) -> Iterator[Mark]:
    """Each part whose heading stands in a line of its own."""
    wanted = {fold(part).letters: part for part in parts}
    offset = 0
    for line in text.body.text.split("\n"):
        if 0 < len(line) <= LONGEST and fold(line).letters in wanted:
            yield offset, fold(line).letters, wanted[fold(line).letters]
        offset += len(line) + 1


LONGEST = 300  # characters of a line that may be a heading


def _usual(text: WorkText) -> Iterator[Mark]:
    for heading in text.headings:
        name = NUMBERED.sub("", heading.title).strip(" :.")
        if USUAL.fullmatch(name) or heading.foreign:
            yield heading.start, fold(name).letters, heading.title
