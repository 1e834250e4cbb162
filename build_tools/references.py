"""references.bib -> works, with the line of each field, text in Unicode and the citation formatted once."""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import latexcodec  # noqa: F401  registers the codec "ulatex"
from pybtex.database import Person
from pybtex.database.input.bibtex import LowLevelParser, month_names
from pybtex.exceptions import PybtexError
from pybtex.textutils import normalize_whitespace

from build_tools.files import as_text, read_bytes
from build_tools.identifiers import read_identifiers
from build_tools.kept import find, keep
from build_tools.model import Name, Work, nearest
from build_tools.place import Problem, Where

FILE = "references.bib"
MAX_BYTES = 16 << 20
MAX_EXPANDED = 1 << 20  # characters that the macros of one file may expand to
MAX_BRACES = 20
KEY = re.compile(r"[A-Za-z][A-Za-z0-9_:+.-]{0,79}")
START = re.compile(r"@[ \t]*([A-Za-z]+)[ \t]*[{(]")
ENTRY_KEY = re.compile(r"\s*([^\s,{}()=]+)\s*,")
NEXT = re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]", re.MULTILINE)
BRACES = re.compile(r"\\.|[{})]", re.DOTALL)
ACCENTED_I = re.compile(r"(\\(?:[`'^\"=.~]|[uvHr](?![A-Za-z]))\s*\{?)\\([ij])(?![A-Za-z])")
STYLED = re.compile(r"\\(?:emph|text[a-z]+|mbox|url|mathrm|it|bf|em|rm)\b\s*(?=\{(?!\}))|\\(?:it|bf|em|rm)\b\s*")
COMMAND = re.compile(r"\\(?:[A-Za-z]+|[^{}$])")
ESCAPE = re.compile(r"\\([_%&#$~{}])")
TYPES = frozenset(  # those of BibTeX and BibLaTeX that JabRef and Zotero write, and the commands
    "article book booklet collection conference dataset inbook incollection inproceedings manual mastersthesis misc online "
    "phdthesis proceedings report software techreport thesis unpublished comment preamble string".split()
)
SILENT = ("comment", "preamble")
KEYLESS = (*SILENT, "string")
VERBATIM = frozenset({"doi", "eprint", "file", "isbn", "issn", "pmcid", "pmid", "url"})
INHERITING = ("crossref", "xdata")
KIND = b"works"  # of what is kept
ROW = tuple(one.name for one in fields(Work) if one.name not in ("key", "where", "authors"))
FORM = "write `@article{key, field = {value}}`, with a comma after the key and after each field"


def read_references(root: Path, problems: list[Problem]) -> tuple[dict[str, Work], frozenset[str]]:
    """Return every entry that can be read, and every key that was seen. Of two entries with one key the first counts."""
    if not (root / FILE).exists() and not (root / FILE).is_symlink():
        return {}, frozenset()
    data, found = read_bytes(root, FILE, MAX_BYTES)
    known = None if data is None else find(KIND, data)
    if known is not None:
        rows, seen = known
        return {row[0]: _of_row(row) for row in rows}, frozenset(seen)
    text, unclean = (None, []) if data is None else as_text(FILE, data)
    found += unclean
    reader = _Reader(text or "", found)
    works = _first_of_each_key(reader.works(), found)
    if data is not None and not found:
        keep(KIND, data, ([_row(work) for work in works.values()], sorted(reader.seen)))
    problems.extend(found)
    return works, frozenset(reader.seen)


def _first_of_each_key(read: Iterable[Work], problems: list[Problem]) -> dict[str, Work]:
    works: dict[str, Work] = {}
    folded: dict[str, Work] = {}
    for work in read:
        first = folded.setdefault(work.key.casefold(), work)
        if first is not work:
            hint = f"the first is in line {first.where.line}; keep one, and let all claims use its key"
            problems.append(Problem(work.where, f"key '{work.key}' is used twice", hint, "repeated_reference"))
            continue
        works[work.key] = work
    return works


def _row(work: Work) -> tuple[Any, ...]:
    """A work as plain values, its name and where it stands first."""
    names = [(name.family, name.given) for name in work.authors]
    values = (getattr(work, name) for name in ROW)
    return work.key, work.where.line, names, *values


def _of_row(row: tuple[Any, ...]) -> Work:
    key, line, names, *values = row
    authors = tuple(Name(family, given) for family, given in names)
    return Work(key=key, where=Where(FILE, line), authors=authors, **dict(zip(ROW, values, strict=True)))


def parse(text: str, problems: list[Problem]) -> list[Work]:
    """The entries of a BibTeX text."""
    return list(_Reader(text, problems).works())


class BadNameError(ValueError):
    """Text that stands for an author and has too many commas for one."""


class MacroBombError(Exception):
    """The macros of a file expand to far more than any bibliography needs."""


class _Entry(LowLevelParser):  # type: ignore[misc]
    """pybtex's parser over one entry, with a line for each field and a cap on what macros expand to."""

    def __init__(self, text: str, line: int, macros: dict[str, str], budget: list[int]) -> None:
        super().__init__(text, macros=macros)
        self.lineno = line
        self.lines: dict[str, int] = {}
        self.again: list[tuple[str, int]] = []
        self.errors: list[PybtexError] = []
        self.handle_error = self.errors.append
        self.budget = budget

    def parse_field(self) -> None:
        self.eat_whitespace()
        line = self.lineno
        super().parse_field()
        if self.current_field_name:
            name = self.current_field_name.lower()
            if name in self.lines:
                self.again.append((name, line))
            self.lines.setdefault(name, line)

    def substitute_macro(self, name: str) -> str:
        value: str = super().substitute_macro(name.lower() if name.lower() in self.macros else name)
        self.budget[0] -= len(value)
        if self.budget[0] < 0:
            raise MacroBombError(f"the @string macros expand to more than {MAX_EXPANDED:,} characters")
        return value


class _Reader:
    """Cuts the file into entries, so that a fault in one never hides another."""

    def __init__(self, text: str, problems: list[Problem]) -> None:
        self.text = text
        self.problems = problems
        self.macros: dict[str, str] = dict(month_names)
        self.budget = [MAX_EXPANDED]
        self.counted = (0, 1)
        self.ahead = -1
        self.open_comment = False
        self.seen: set[str] = set()

    def works(self) -> Iterator[Work]:
        position = 0
        burst = False
        while True:
            start = self.text.find("@", position)
            self._refuse_stray(position, start if start >= 0 else len(self.text))
            if start < 0:
                return
            before = self.text[self.text.rfind("\n", position, start) + 1 or position : start].strip()
            opening = START.match(self.text, start)
            if before.startswith("%") or opening is None:
                if not before:
                    self._add(self._line(start), "'@' starts no entry", FORM, "unreadable_bibtex")
                position = self._line_end(start)
                continue
            command = opening[1].lower()
            key = ENTRY_KEY.match(self.text, opening.end())
            if key and command not in KEYLESS:
                self.seen.add(key[1])
            end = self._end(opening.end(), command)
            if end is None:
                hint = f"add the missing '}}' (or '\"'), and nest braces at most {MAX_BRACES} deep"
                position = self._skip(start, f"this @{command} is never closed", hint)
                continue
            position = end
            if command not in TYPES:
                hint = nearest(command, TYPES) or f"known are {', '.join(sorted(TYPES))}"
                self._add(self._line(start), f"'@{command}' is not a kind of entry", hint, "unknown_value")
            if command not in SILENT and not burst:
                try:
                    yield from self._entry(start, end, command)
                except MacroBombError as bomb:
                    burst = True
                    hint = "write the text out; nothing from here on was read"
                    self._add(self._line(start), str(bomb), hint, "unreadable_bibtex")

    def _line(self, position: int) -> int:
        before, line = self.counted
        line += self.text.count("\n", before, position)
        self.counted = (position, line)
        return line

    def _line_end(self, position: int) -> int:
        end = self.text.find("\n", position)
        return end if end >= 0 else len(self.text)

    def _skip(self, start: int, message: str, hint: str) -> int:
        self._add(self._line(start), message, hint, "unreadable_bibtex")
        return self._following(start + 1)

    def _following(self, position: int) -> int:
        """Where the next entry begins a line; looked for once, however many entries stand in between."""
        if self.ahead < position:
            match = NEXT.search(self.text, position)
            self.ahead = match.start() if match else len(self.text)
        return self.ahead

    def _refuse_stray(self, start: int, end: int) -> None:
        for offset, line in enumerate(self.text[start:end].split("\n")):
            words = line.strip()
            if words and not words.startswith("%"):
                hint = "put it into an entry, or begin the line with %"
                message = f"text outside of any entry: '{words[:40]}'"
                self._add(self._line(start) + offset, message, hint, "unreadable_bibtex")
                return

    def _end(self, inside: int, command: str) -> int | None:
        """Where the entry ends; None when its braces do not close before the next entry begins a line.

        A @comment may hold whole entries, until one is never closed: nothing after it is searched to the end again.
        """
        closing = {"{": "}", "(": ")"}[self.text[inside - 1]]
        last = len(self.text) if command in SILENT and not self.open_comment else self._following(inside)
        depth = 0
        for brace in BRACES.finditer(self.text, inside, last):
            if brace[0] == closing and depth == 0:
                return brace.end()
            depth += {"{": 1, "}": -1}.get(brace[0], 0)
            if not 0 <= depth <= MAX_BRACES:
                break
        self.open_comment = self.open_comment or command in SILENT
        return None

    def _entry(self, start: int, end: int, command: str) -> Iterator[Work]:
        source = self.text[start:end]
        line = self._line(start)
        parser = _Entry(source, line, self.macros, self.budget)
        _, (key, pairs) = next(iter(parser))  # after a fault the parser would go on with what it takes for an entry
        for fault in parser.errors:
            message = re.sub(r"^[a-z ]+ in line \d+: ", "", str(fault)).removeprefix("undefined string")
            hint = FORM
            if "UndefinedMacro" in type(fault).__name__:
                message, hint = f"'{message.strip()}' is not a known @string", "put the value into braces"
            self._add(getattr(fault, "lineno", line), f"this @{command} cannot be read: {message}", hint, "unreadable_bibtex")
        if command == "string":
            self.macros.update({name.lower(): value for name, value in self.macros.items()})
            return
        if key is None:
            return
        if not KEY.fullmatch(key) or ".." in key:
            hint = "a key is a letter, then up to 79 letters, digits or _ : + . -, then a comma"
            self._add(line, f"'{key}' cannot be a key", hint, "bad_id")
            return
        for name, again in parser.again:
            hint = f"keep one of the two; the first is in line {parser.lines[name]}"
            self._add(again, f"field '{name}' of '{key}' is given twice", hint, "repeated_reference")
        yield self._work(command, key, pairs, source, line, parser.lines)

    def _work(self, kind: str, key: str, pairs: list[Any], source: str, line: int, lines: dict[str, int]) -> Work:
        fields: dict[str, str] = {}
        authors: tuple[Name, ...] = ()
        more = False
        for written, parts in pairs:
            name = written.lower()
            value = normalize_whitespace("".join(parts))
            if name in fields:
                continue
            fields[name] = verbatim(value) if name in VERBATIM else self._unicode(value, lines[name])
            if name == "author":
                authors, more = self._names(value, lines[name])
            elif name in INHERITING:
                hint = "write the fields of the other entry out here"
                self._add(lines[name], f"'{name}' is not followed", hint, "unreadable_bibtex")
        work = Work(key, kind, fields, authors, more, Where(FILE, line), lines, read_identifiers(fields), source, "", "")
        return replace(work, citation=cite(work), short=cite_short(work))

    def _unicode(self, value: str, line: int) -> str:
        try:
            return to_unicode(value)
        except ValueError as error:
            self._add(line, f"LaTeX that cannot be read: {error}", "write the character itself, in UTF-8", "unreadable_bibtex")
            return value

    def _names(self, value: str, line: int) -> tuple[tuple[Name, ...], bool]:
        try:
            return read_names(value)
        except BadNameError as bad:
            hint = "write `Family, Given`, join names by ` and `, and put the name of a group into braces"
            self._add(line, f"'{bad}' cannot be read as a name", hint, "unreadable_bibtex")
        except ValueError:  # broken LaTeX, which was told when the field was read
            pass
        return (Name(value),), False

    def _add(self, line: int, message: str, hint: str, check: str) -> None:
        self.problems.append(Problem(Where(FILE, line), message, hint, check))


# --- LaTeX and names -----------------------------------------------------------------------------


def to_unicode(value: str) -> str:
    """LaTeX accents, dashes and braces -> the characters themselves; `%` stays. ValueError when LaTeX is broken."""
    if "\\" in value or "$" in value:
        guarded = STYLED.sub("", ACCENTED_I.sub(r"\1\2", re.sub(r"(?<!\\)%", r"\\%", value)))
        if guarded.endswith("\\"):
            raise ValueError("it ends in a backslash")
        try:
            value = codecs.decode(guarded, "ulatex")  # type: ignore[call-overload]
        except (UnicodeError, RecursionError, ValueError) as error:
            raise ValueError(str(error).split(":")[0]) from None
        unknown = COMMAND.search(value)
        if unknown:
            raise ValueError(f"'{unknown[0]}' is not known here")
        value = value.replace("\\$", "$")
    if "{" in value or "}" in value:
        value = value.replace("\\{", "\x00").replace("\\}", "\x01").replace("{", "").replace("}", "")
        value = value.replace("\x00", "{").replace("\x01", "}")
    if "~" in value:
        value = value.replace("~", "\xa0")
    if "--" in value:
        value = value.replace("---", "—").replace("--", "–")
    return value.replace("``", "“").replace("''", "”")


def verbatim(value: str) -> str:
    """An address or identifier as it stands, without braces and escapes."""
    return ESCAPE.sub(r"\1", value.replace("{", "").replace("}", ""))


def read_names(value: str) -> tuple[tuple[Name, ...], bool]:
    """Names joined by "and" -> names, and whether "others" follow. A name wholly in braces is a group.

    BadNameError when a name has too many commas; ValueError when LaTeX is broken.
    """
    names = []
    more = False
    for part in _split_names(value):
        if part.casefold() == "others":
            more = True
        elif part.startswith("{") and part.endswith("}") and part.count("{") == 1:
            names.append(Name(to_unicode(part)))
        elif part.count(",") == 1 and "\\" not in part and "{" not in part:
            family, given = part.split(",")
            names.append(Name(to_unicode(family.strip()), to_unicode(given.strip())))
        else:
            names.append(_person(part))
    return tuple(names), more


def _split_names(value: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for match in re.finditer(r"\\.|[{}]|\s+and\s+", value):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if match[0].strip() == "and" and depth == 0:
            parts.append(value[start : match.start()])
            start = match.end()
    return [part.strip() for part in [*parts, value[start:]] if part.strip()]


def _person(text: str) -> Name:
    try:
        person = Person(text)
    except PybtexError:
        raise BadNameError(text) from None
    family = " ".join([*person.prelast_names, *person.last_names, *person.lineage_names])
    given = " ".join([*person.first_names, *person.middle_names])
    return Name(to_unicode(family), to_unicode(given))


# --- the house style of a citation ---------------------------------------------------------------


def cite(work: Work) -> str:
    """Author–year style in plain text: Authors. Title. Container year;volume(number):pages."""
    parts = [_authors(work), work.title or "[Title not seen]", _container(work)]
    if not work.title or not _container(work):
        parts.append(next((f"{kind.upper()} {value}" for kind, value in work.identifiers.items()), ""))
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts if part)


def cite_short(work: Work) -> str:
    """Wagner 2008; Turinetto et al. 2016; the title where nobody is named."""
    names = [name.family for name in work.authors]
    if not names:
        title = work.title or next(iter(work.identifiers.values()), work.key)
        name = title if len(title) <= 48 else title[:47].rsplit(" ", 1)[0] + "…"
    elif work.more_authors or len(names) > 2:
        name = f"{names[0]} et al."
    else:
        name = " & ".join(names)
    return f"{name} {work.year}".strip()


def _authors(work: Work) -> str:
    shown = [f"{name.family} {name.initials}".strip() for name in work.authors[:6]]
    if work.more_authors or len(work.authors) > 6:
        shown.append("et al")
    return ", ".join(shown)


def _container(work: Work) -> str:
    numbers = work.get("volume")
    if work.get("number"):
        numbers += f"({work.get('number')})"
    if work.get("pages"):
        numbers += f":{work.get('pages')}" if numbers else work.get("pages")
    dated = f"{work.year};{numbers}" if work.year and numbers else work.year or numbers
    return " ".join(part for part in (work.container, dated) if part)
