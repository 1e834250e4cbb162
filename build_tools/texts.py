"""kb/texts/<key>.txt and .texts/<key>.txt -> the texts of works that are at hand, with their parts.

scope: fulltext
retrieved: 2026-11-24
licence: CC BY 4.0
address: https://…

# A heading
The text, paragraph by paragraph.

# References
What follows such a heading is not the work's own words.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from build_tools.files import list_folder, read_text
from build_tools.model import nearest
from build_tools.place import Problem, Where
from build_tools.quotes import Text
from build_tools.vocabulary import READ

FOLDERS = ("kb/texts", ".texts")
MAX_BYTES = 8 << 20
HEADER = re.compile(r"([a-z]+):[ \t]*(.*)")
FIELDS = ("scope", "retrieved", "licence", "address")
HEADING = re.compile(r"^#+[ \t]+(.+?)[ \t]*$", re.MULTILINE)
FOREIGN = re.compile(
    r"(?:key |selected |further )?(?:references|bibliography|literature cited|works cited|acknowledge?ments?|funding|"
    r"author contributions|conflicts? of interest|competing interests|copyright|licen[cs]e|permissions)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class WorkText:
    """The text of a work: how much of it, read when, and its body with the places where its parts begin."""

    key: str
    file: str
    scope: str
    retrieved: str
    body: Text
    starts: tuple[int, ...]
    headings: tuple[str, ...]

    @property
    def digest(self) -> str:
        return sha256(self.body.text.encode()).hexdigest()[:32]

    def heading_at(self, offset: int) -> str:
        """The heading that an offset stands under; "" before the first."""
        place = bisect_right(self.starts, offset) - 1
        return self.headings[place] if place >= 0 else ""

    def foreign_at(self, offset: int) -> bool:
        """Whether an offset lies in the reference list or another part that is not the work's own words."""
        return FOREIGN.fullmatch(self.heading_at(offset).strip(" :.")) is not None


def read_texts(root: Path, problems: list[Problem]) -> dict[str, WorkText]:
    """Every text that is at hand, by the key of its work. A text in kb/texts comes before one in .texts."""
    texts: dict[str, WorkText] = {}
    for folder in FOLDERS:
        for entry, is_folder in list_folder(root, folder, problems):
            if is_folder or not entry.endswith(".txt"):
                continue
            name = f"{folder}/{entry}"
            text, found = read_text(root, name, MAX_BYTES)
            problems.extend(found)
            if text is not None:
                texts.setdefault(entry.removesuffix(".txt"), cut(entry.removesuffix(".txt"), name, text, problems))
    return texts


def cut(key: str, file: str, text: str, problems: list[Problem]) -> WorkText:
    """Part the header from the body, and the body into what stands under its headings."""
    header, _, rest = text.partition("\n\n")
    fields: dict[str, str] = {}
    for number, line in enumerate(header.splitlines(), 1):
        match = HEADER.fullmatch(line)
        if match is None or match[1] not in FIELDS:
            hint = nearest(match[1], FIELDS) if match else ""
            message = f"line {number} of the header is not one of {', '.join(FIELDS)}"
            problems.append(Problem(Where(file, number), message, hint or "end the header with an empty line", "unreadable_text"))
            continue
        fields[match[1]] = match[2]
    if fields.get("scope") not in READ:
        hint = f"begin the file with `scope: …`, one of: {', '.join(READ)}"
        problems.append(Problem(Where(file), "it does not say how much of the work it holds", hint, "unreadable_text"))
    body = Text(rest)
    found = list(HEADING.finditer(body.text))
    starts, headings = tuple(match.start() for match in found), tuple(match[1] for match in found)
    scope = fields.get("scope", "excerpt")
    return WorkText(key, file, scope, fields.get("retrieved", "unknown"), body, starts, headings)
