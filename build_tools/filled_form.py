"""The body of a filled issue form -> answers: text below `### Label` headings, as GitHub makes it; all of it is data."""

import re

from build_tools.blanks import BLANKS, Blank

LARGEST = 65_536  # characters of an issue's body
EMPTY = ("", "_No response_", "None")
BEFORE = "Before you send"  # the label of the boxes to tick, which are read by people only
HEADING = re.compile(r"^### (.+?)[ \t]*$", re.MULTILINE)
MEANS = " – "
MOST = 20  # answers to a blank that takes many


class BadFormError(Exception):
    """Why a text is no filled form, in a sentence."""


def answers_in(body: str, kind: str = "claim") -> dict[str, list[str]]:
    """The answers by the names of their blanks; a heading that no blank has is part of the answer that it stands in."""
    if len(body) > LARGEST:
        raise BadFormError(f"it has more than {LARGEST:,} characters")
    body = body.replace("\r\n", "\n")
    blanks = {blank.label: blank for blank in BLANKS[kind]}
    cuts = [match for match in HEADING.finditer(body) if match[1] in blanks or match[1] == BEFORE]
    if not any(match[1] in blanks for match in cuts):
        raise BadFormError(f"it has no heading such as '### {next(iter(blanks))}'")
    ends = [*(match.start() for match in cuts[1:]), len(body)]
    found: dict[str, list[str]] = {}
    for match, end in zip(cuts, ends, strict=True):
        if match[1] in blanks:
            found.setdefault(blanks[match[1]].name, _read(blanks[match[1]], body[match.end() : end].strip()))
    return {name: values for name, values in found.items() if values}


def _read(blank: Blank, text: str) -> list[str]:
    if text in EMPTY:
        return []
    if blank.words:
        return [text.partition(MEANS)[0].strip()]
    parts = re.split(r"[;\n]", text) if blank.many else [" ".join(text.split())]
    return [part.strip() for part in parts if part.strip()][:MOST]


def option(word: str, blank: Blank) -> str:
    """A word of a closed list as an option of the form: with what it means."""
    about = blank.words[word]
    return f"{word}{MEANS}{about if isinstance(about, str) else about.label}"
