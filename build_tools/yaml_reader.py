"""Strict YAML -> plain values in which every scalar is text and every mapping knows its place (key `@place`)."""

import re
from bisect import bisect
from collections.abc import Iterator
from sys import intern
from typing import Any, NamedTuple

import yaml
from yaml._yaml import get_version
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from build_tools.files import HIDDEN
from build_tools.place import BITS, MASK, Place, Problem, Spots, Where, pack

MAX_DEPTH = 12
WHOLE = 1 << 20  # beyond the end of any line
SIGN = re.compile(r"(?<!\S)#")

Tree = dict[str, Any]
Values = tuple[Tree, list[Tree], bytes]  # what a file holds, each mapping of it in their order, and their places, packed
LIBRARY = ".".join(map(str, get_version()))  # of libyaml

BEGUN = re.compile(r"""[\s-]*[\w-]+: +(["'])(?:(?!\1).)*\1\s*[^\s#]""")  # a quote that ends before its line does
QUOTED = "a text that begins with a quote mark must end with it: put the whole text into the other kind, '…' or \"…\""
UNCLOSED = ("end of stream", "',' or", "expected ':'")
# What libyaml says -> how to mend it. The last one fits everything.
HINTS = {
    "mapping values are not allowed": "put text that contains ': ' into double quotes",
    "cannot start any token": "indent with spaces, and put text that starts with a special character into double quotes",
    "expected key": "look at the indentation: the fields of one thing begin in the same column",
    "expected '-' indicator": "look at the indentation: the items of one list begin in the same column",
    "expected ':'": "write `field: value`, and indent the lines in which a text goes on",
    "',' or": "a bracket is opened here and not closed, or a comma is missing",
    "end of stream": "a quote is opened here and not closed",
    "escape": "write the character itself, not an escape",
    "": "compare with a file that works, or put the text into double quotes",
}


def read_yaml(file: str, text: str) -> tuple[Tree | None, list[Problem]]:
    """Return the mapping of a file, or None, with every problem found. Nothing of YAML beyond maps, lists and text."""
    values, problems = read_values(file, text)
    return None if values is None else place(file, values), problems


def place(file: str, values: Values) -> Tree:
    """Tell each mapping of a file its place."""
    tree, mappings, packed = values
    for number, mapping in enumerate(mappings):
        mapping["@place"] = Place(file, packed, number)
    return tree


def read_values(file: str, text: str) -> tuple[Values | None, list[Problem]]:
    """What `read_yaml` reads, whatever the name of the file: its mappings do not know their places yet."""
    builder = _Builder(file)
    try:
        tree = builder.build(CParser(text))
    except yaml.YAMLError as error:
        what = " ".join(str(getattr(error, "problem", error)).split())
        where = _where(file, text, error)
        begun = BEGUN.match(text.split("\n")[where.line - 1])
        hint = QUOTED if begun else next(hint for words, hint in HINTS.items() if words in what)
        builder.problems.append(Problem(where, f"cannot be read as YAML: {what}", hint, "unreadable_yaml"))
        return None, builder.problems
    if tree is None and not builder.problems:
        hint = "write `field: value` lines, or delete the file"
        builder.problems.append(Problem(Where(file), "this file holds nothing", hint, "unreadable_yaml"))
    return None if tree is None else (tree, builder.mappings, pack(builder.marks, builder.spots)), builder.problems


def _where(file: str, text: str, error: yaml.YAMLError) -> Where:
    """Where the reader stumbled, inside of the file; for a quote or bracket that is never closed, where it was opened."""
    mark, opened = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if mark is None:
        return Where(file)
    if opened and any(words in str(error) for words in UNCLOSED) and (opened.line < mark.line or mark.index >= len(text)):
        mark = opened
    last = text.count("\n", 0, len(text.rstrip()))
    return Where(file, mark.line + 1, mark.column + 1) if mark.line <= last else Where(file, last + 1)


def comments(text: str) -> list[tuple[int, int, str]]:
    """Every comment of a YAML text as (line, column, comment with its sign), counted from 0; none when it cannot be read."""
    try:
        inside = covered(text)
    except yaml.YAMLError:
        return []
    found = []
    for line, content in enumerate(text.split("\n")):
        spans = inside.get(line, [])
        for match in SIGN.finditer(content):
            before = bisect(spans, (match.start(), WHOLE)) - 1
            if before < 0 or match.start() >= spans[before][1]:
                found.append((line, match.start(), content[match.start() :].rstrip()))
                break
    return found


def covered(text: str) -> dict[int, list[tuple[int, int]]]:
    """The parts of each line that lie in a quoted text or in a block of text. YAMLError when it is no YAML."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for node in nodes(text):
        for line in node.lines[node.block :] if node.style else ():  # a block's first line holds only its sign
            first = node.column if line == node.line else 0
            last = node.end_column if line == node.end_line else WHOLE
            spans.setdefault(line, []).append((first, last))
    return spans


class Node(NamedTuple):
    """A text, the start of a map or list, or the end of one, with its place counted from 0.

    `style` is the sign that a text begins with: a quote, | or >; `flow` says that a map or list stands in brackets.
    """

    kind: str
    line: int
    column: int
    end_line: int
    end_column: int
    style: str = ""
    flow: bool = False

    @property
    def block(self) -> bool:
        return self.style in ("|", ">")

    @property
    def lines(self) -> range:
        """The lines that a text stands in; a block ends before the line in which something else begins."""
        return range(self.line, self.end_line + (not self.block or self.end_column > 0))


KINDS = {
    yaml.ScalarEvent: "text",
    yaml.MappingStartEvent: "map",
    yaml.SequenceStartEvent: "list",
    yaml.MappingEndEvent: "end",
    yaml.SequenceEndEvent: "end",
}


def nodes(text: str) -> Iterator[Node]:
    """What a YAML text consists of, in its order. YAMLError when it is no YAML."""
    parser = CParser(text)
    event: Any = parser.get_event()
    while not isinstance(event, yaml.StreamEndEvent):
        if type(event) in KINDS:
            start, end = event.start_mark, event.end_mark
            style = getattr(event, "style", None) or ""
            flow = bool(getattr(event, "flow_style", False))
            yield Node(KINDS[type(event)], start.line, start.column, end.line, end.column, style, flow)
        event = parser.get_event()


class _ForbiddenError(Exception):
    """Nothing below this point can be read with sense."""


class _Builder:
    """Builds the value of one file from parser events, without recursion."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.mappings: list[Tree] = []
        self.marks: list[int] = []
        self.spots: list[tuple[int, Spots]] = []
        self.dropped: list[tuple[Tree, str]] = []  # values under keys that may not be used

    def build(self, parser: Any) -> Tree | None:
        try:
            root = self._build(parser)
        except _ForbiddenError:
            return None
        for container, key in self.dropped:
            container.pop(key, None)  # a key that is given three times was dropped twice
        return root

    def _build(self, parser: Any) -> Tree | None:  # noqa: C901, PLR0912, PLR0915  one loop; a call for each event doubles the time
        text, map_start, map_end = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.MappingEndEvent
        list_start, list_end = yaml.SequenceStartEvent, yaml.SequenceEndEvent
        get, root = parser.get_event, None
        marks, last = self.marks, -1  # the places so far, and the position of the last one
        stack: list[tuple[Any, Any, str | None]] = []  # (container, its spots, key that waits for a value)
        container: Any = None
        spots: Any = None  # those of the keys, or of the items
        key: str | None = None
        while True:
            event = get()
            kind = type(event)
            if kind is text:
                value: Any = event.value
                mark = event.start_mark
                marks.append(mark.line << BITS | mark.column)
                last += 1
                if event.anchor is not None or event.tag is not None:
                    self._refuse_marks(event)
                if event.style == '"':
                    self._refuse_hidden(value)
                if container.__class__ is dict:
                    if key is None:
                        key = intern(self._key(value, container, spots) if value in container or value[:1] in "@<" else value)
                        spots[key] = last  # interned: ten thousand files hold half a million, of fifty kinds
                        continue
                    container[key] = value
                    key = None
                elif container.__class__ is list:
                    container.append(value)
                    spots.append(last)
                else:
                    self._forbid_root()
            elif kind is map_start or kind is list_start:
                mark = event.start_mark
                marks.append(mark.line << BITS | mark.column)
                last += 1
                if event.anchor is not None or event.tag is not None:
                    self._refuse_marks(event)
                if container.__class__ is list:
                    spots.append(last)
                elif container is not None and key is None:
                    self._forbid("a list or mapping is used as a key", "keys are plain words")
                if len(stack) >= MAX_DEPTH:
                    self._forbid(f"nested more than {MAX_DEPTH} levels deep", "the format needs far fewer")
                stack.append((container, spots, key))
                if kind is map_start:
                    container, spots = {"@place": None}, {}
                    self.mappings.append(container)
                    self.spots.append((last, spots))
                else:
                    container, spots = [], []
                key = None
            elif kind is map_end or kind is list_end:
                value, items = container, spots
                container, spots, key = stack.pop()
                if container.__class__ is dict:
                    container[key] = value
                    if value.__class__ is list:
                        spots[key] = (spots[key], *items)
                    key = None
                elif container.__class__ is list:
                    container.append(value)
                elif value.__class__ is dict:
                    root = value
                else:
                    self._forbid_root()
            elif kind is yaml.AliasEvent:
                self._mark(event)
                self._forbid(f"alias '*{event.anchor}' is not allowed", "write the value out in full")
            elif kind is yaml.StreamEndEvent:
                return root
            elif kind is yaml.DocumentStartEvent and root is not None:
                self._mark(event)
                self._forbid("a second document starts here", "one file holds one thing; make a second file")

    def _key(self, key: str, container: Tree, spots: Spots) -> str:
        """A key that may not be used, as one that no file can have."""
        if key == "<<":
            self._forbid("merge key '<<' is not allowed", "write the fields out in full")
        if key.startswith("@"):
            self._add(f"'{key}' is not a field", "names of fields do not start with @", "unknown_field")
            key = f"@own {key}"
        elif key in container:
            spot = spots[key]
            first = self.marks[spot if isinstance(spot, int) else spot[0]]
            self._add(
                f"'{key}' is given twice", f"keep one of the two; the first is in line {(first >> BITS) + 1}", "repeated_key"
            )
            key = f"@again {key}"
        else:
            return key
        self.dropped.append((container, key))
        return key

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            self._add(f"anchor '&{event.anchor}' is not allowed", "remove it", "forbidden_yaml")
        if event.tag is not None:
            hint = "remove it; every value is read as text"
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._add(f"tag '{tag}' is not allowed", hint, "forbidden_yaml")

    def _refuse_hidden(self, value: str) -> None:
        match = HIDDEN.search(value)
        if match:
            hint = "take the escape out of the text"
            self._add(f"hidden character U+{ord(match[0]):04X}, written as an escape", hint, "hidden_character")

    def _forbid_root(self) -> None:
        del self.marks[1:]
        self._add("expected `field: value` lines", "start with a field name, a colon and a space", "wrong_shape")
        raise _ForbiddenError

    def _forbid(self, message: str, hint: str) -> None:
        self._add(message, hint, "forbidden_yaml")
        raise _ForbiddenError

    def _mark(self, event: Any) -> None:
        self.marks.append(event.start_mark.line << BITS | event.start_mark.column)

    def _add(self, message: str, hint: str, check: str) -> None:
        """A problem at the last place."""
        line, column = divmod(self.marks[-1], MASK + 1)
        self.problems.append(Problem(Where(self.file, line + 1, column + 1), message, hint, check))
