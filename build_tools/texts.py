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
from collections.abc import Iterator
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
HEADING = re.compile(r"^(#+)[ \t]+(.+?)[ \t]*$", re.MULTILINE)
FOREIGN = re.compile(
    r"(?:\d+(?:\.\d+)*[.)]?\s+|[IVX]+[.)]\s+)?"
    r"(?:(?:key |selected |further |additional )?(?:references|bibliography|literature|readings?)(?: cited| and notes| list)?|"
    r"(?:literature|works|sources) cited|(?:end|foot)?notes|acknowledge?ments?|funding(?: \w+)?|financial support|"
    r"(?:author'?s?'? )?contributions|author(?:s|'s)? (?:information|details)|about the authors?|declarations?|"
    r"(?:declaration of |statement of )?(?:conflicts?(?: of interests?)?|competing(?: financial)? interests?|disclosures?)"
    r"(?: statement)?|ethic\w*(?: \w+){0,4}|(?:data |code )*availability(?: statement| of data(?: and materials?)?)?|"
    r"publisher'?s note|copyright(?: \w+)*|licen[cs]e|(?:rights and )?permissions|(?:image|figure|photo) credits?|"
    r"abbreviations|see also|external links|related (?:articles|posts|content)|further reading)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a text: where it stands, how deep (1 is outermost), and whether what follows is not the work's own words."""

    start: int
    level: int
    title: str
    foreign: bool


@dataclass(frozen=True, slots=True)
class WorkText:
    """The text of a work: how much of it, read when, and its body with its headings."""

    key: str
    file: str
    scope: str
    retrieved: str
    body: Text
    headings: tuple[Heading, ...]

    @property
    def digest(self) -> str:
        return sha256(self.body.text.encode()).hexdigest()[:32]

    def under(self, offset: int) -> Heading | None:
        """The heading that an offset stands under; None before the first."""
        place = bisect_right(self.headings, offset, key=lambda heading: heading.start) - 1
        return self.headings[place] if place >= 0 else None

    def heading_at(self, offset: int) -> str:
        """The words of the heading that an offset stands under; "" before the first."""
        heading = self.under(offset)
        return heading.title if heading else ""

    def foreign_at(self, offset: int) -> bool:
        """Whether an offset lies in the reference list or another part that is not the work's own words."""
        heading = self.under(offset)
        return heading is not None and heading.foreign


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
    return WorkText(
        key, file, fields.get("scope", "excerpt"), fields.get("retrieved", "unknown"), body, tuple(_headings(body.text))
    )


def _headings(text: str) -> Iterator[Heading]:
    """Every heading. What stands below a heading that is not the work's own words is not either."""
    outer = 0  # the depth of the heading that is not the work's own words; 0 when there is none
    for match in HEADING.finditer(text):
        level, title = len(match[1]), match[2]
        if not outer or level <= outer:
            outer = level if FOREIGN.fullmatch(title.replace("’", "'").strip(" :.")) else 0
        yield Heading(match.start(), level, title, outer > 0)
