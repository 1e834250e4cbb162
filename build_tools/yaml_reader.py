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
from build_tools.place import BITS, Place, Problem, Where

MAX_DEPTH = 12
WHOLE = 1 << 20  # beyond the end of any line
SIGN = re.compile(r"(?<!\S)#")

Tree = dict[str, Any]
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
    return tree, builder.problems


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
        get, root = parser.get_event, None
        stack: list[tuple[Any, Any, str | None]] = []  # (container, its spots, key that waits for a value)
        container: Any = None
        spots: Any = None
        key: str | None = None
        while True:
            event = get()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                value: Any = event.value
                mark = event.start_mark
                spot: Any = mark.line << BITS | mark.column
                if event.anchor is not None or event.tag is not None:
                    self._refuse_marks(event)
                if event.style == '"':
                    self._refuse_hidden(value, spot)
                if container.__class__ is dict and key is None:
                    key = self._key(value, spot, container, spots)
                    continue
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                mark = event.start_mark
                spot = mark.line << BITS | mark.column
                if event.anchor is not None or event.tag is not None:
                    self._refuse_marks(event)
                if container.__class__ is dict and key is None:
                    self._forbid(spot, "a list or mapping is used as a key", "keys are plain words")
                if len(stack) >= MAX_DEPTH:
                    self._forbid(spot, f"nested more than {MAX_DEPTH} levels deep", "the format needs far fewer")
                stack.append((container, spots, key))
                if kind is yaml.MappingStartEvent:
                    spots = {}
                    container = {"@place": Place(self.file, spot, spots)}
                else:
                    spots = [spot]
                    container = []
                key = None
                continue
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                value = container
                spot = container["@place"].start if container.__class__ is dict else tuple(spots)
                container, spots, key = stack.pop()
            elif kind is yaml.AliasEvent:
                mark = event.start_mark
                hint = "write the value out in full"
                self._forbid(mark.line << BITS | mark.column, f"alias '*{event.anchor}' is not allowed", hint)
            elif kind is yaml.StreamEndEvent:
                return root
            elif kind is yaml.DocumentStartEvent and root is not None:
                mark = event.start_mark
                hint = "one file holds one thing; make a second file"
                self._forbid(mark.line << BITS | mark.column, "a second document starts here", hint)
            else:
                continue
            if container is None:
                if value.__class__ is not dict:
                    first = spot if isinstance(spot, int) else spot[0]
                    self._add(
                        first, "expected `field: value` lines", "start with a field name, a colon and a space", "wrong_shape"
                    )
                    raise _ForbiddenError
                root = value
            elif container.__class__ is dict:
                assert key is not None
                at = spots[key]
                if isinstance(spot, int):
                    spots[key] = at << 2 * BITS | spot
                else:
                    spots[key] = (at << 2 * BITS | spot[0], *spot[1:])
                container[key] = value
                key = None
            else:
                container.append(value)
                spots.append(spot if isinstance(spot, int) else spot[0])

    def _key(self, key: str, spot: int, container: Tree, spots: dict[str, Any]) -> str:
        if key == "<<":
            self._forbid(spot, "merge key '<<' is not allowed", "write the fields out in full")
        if key.startswith("@"):
            self._add(spot, f"'{key}' is not a field", "names of fields do not start with @", "unknown_field")
            key = f"@own {key}"
            self.dropped.append((container, key))
        elif key in container:
            first = Place(self.file, 0, spots).key(key)
            hint = f"keep one of the two; the first is in line {first.line}"
            self._add(spot, f"'{key}' is given twice", hint, "repeated_key")
            key = f"@again {key}"
            self.dropped.append((container, key))
        key = intern(key)  # ten thousand files hold half a million, of fifty kinds
        spots[key] = spot
        return key

    def _refuse_marks(self, event: Any) -> None:
        spot = event.start_mark.line << BITS | event.start_mark.column
        if event.anchor is not None:
            self._add(spot, f"anchor '&{event.anchor}' is not allowed", "remove it", "forbidden_yaml")
        if event.tag is not None:
            hint = "remove it; every value is read as text"
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._add(spot, f"tag '{tag}' is not allowed", hint, "forbidden_yaml")

    def _refuse_hidden(self, value: str, spot: int) -> None:
        match = HIDDEN.search(value)
        if match:
            hint = "take the escape out of the text"
            self._add(spot, f"hidden character U+{ord(match[0]):04X}, written as an escape", hint, "hidden_character")

    def _forbid(self, spot: int, message: str, hint: str) -> None:
        self._add(spot, message, hint, "forbidden_yaml")
        raise _ForbiddenError

    def _add(self, spot: int, message: str, hint: str, check: str) -> None:
        self.problems.append(Problem(Place(self.file, spot, {}).here, message, hint, check))
