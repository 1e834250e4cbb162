"""The body of a filled issue form -> answers: text below `### Label` headings, as GitHub makes it; all of it is data."""

import re
from collections.abc import Mapping, Sequence

from build_tools.blanks import BLANKS, Blank

LARGEST = 65_536  # characters of an issue's body
EMPTY = "_No response_"
HEADING = re.compile(r"^### (.+?)[ \t]*$", re.MULTILINE)
MOST = 20  # answers to a blank that takes many


class BadFormError(Exception):
    """Why a text is no filled form, in a sentence."""


def answers_in(body: str, kind: str = "claim") -> dict[str, list[str]]:
    """The answers by the names of their blanks; headings of nothing that is asked are text of the answer above them."""
    if len(body) > LARGEST:
        raise BadFormError(f"it has {len(body):,} characters, and {LARGEST:,} are allowed")
    blanks = {blank.label: blank for blank in BLANKS[kind]}
    cuts = [match for match in HEADING.finditer(body.replace("\r\n", "\n")) if match[1] in blanks]
    if not cuts:
        raise BadFormError(f"it has no heading such as '### {next(iter(blanks))}'")
    body = body.replace("\r\n", "\n")
    ends = [*(match.start() for match in cuts[1:]), len(body)]
    found: dict[str, list[str]] = {}
    for match, end in zip(cuts, ends, strict=True):
        found.setdefault(blanks[match[1]].name, _read(blanks[match[1]], body[match.end() : end]))
    return {name: values for name, values in found.items() if values}


def _read(blank: Blank, text: str) -> list[str]:
    text = text.strip()
    if text in ("", EMPTY):
        return []
    if blank.words:
        return [text.partition(" – ")[0].strip()]  # an option of the form is a word and what it means
    parts: Sequence[str] = re.split(r"[;\n]", text) if blank.many else [" ".join(text.split())]
    return [part.strip() for part in parts if part.strip()][:MOST]


def option(word: str, words: Mapping[str, object]) -> str:
    """A word of a closed list as an option of a form: with what it means."""
    about = words[word]
    return f"{word} – {about if isinstance(about, str) else getattr(about, 'label', about)}"
