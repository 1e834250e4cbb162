"""The text of a YAML file -> the same file, tidy: ends of lines, blank lines, tabs, and two spaces for each level.

Words, quotes, comments and the order of everything stay as people wrote them, and so does what stands within brackets. A text
is only ever replaced by one that reads the same, has the same comments, and would not be changed by a second run.
"""

import re
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from build_tools.counts import safe, some
from build_tools.files import list_folder, read_text
from build_tools.write import replace_file
from build_tools.yaml_reader import Node, comments, nodes, read_yaml

STEP = 2
BLANK_END = re.compile(r"(?:\n[ \t]*)+\Z")
TABBED = re.compile(r"^( *(?:- +)*(?:-|[\w-]+:))[ \t]*\t[ \t]*(?=\S)")


def tidy(file: str, text: str) -> str | None:
    """The tidy text; as much of it as is sure to be safe, perhaps nothing; None when the text cannot be read."""
    value = _value(file, text)
    if value is None:
        return None
    ended = _ended(text)
    for done in (_indented(ended), ended):
        if _value(file, done) == value and _comments(done) == _comments(text) and done == _indented(_ended(done)):
            return done
    return text


def tidy_files(root: Path, names: Sequence[str], *, only_look: bool) -> tuple[str, bool]:
    """Tidy these files of a base, or all of them; what was done, and whether nothing is left to do."""
    tidied, left = [], []
    names = names or list(yaml_files(root))
    for name in names:
        text, problems = read_text(root, name)
        done = None if text is None or problems else tidy(name, text)
        if done is None:
            left.append(f"{safe(name)}: left alone, as it cannot be read; `kb check` says why")
        elif done != text:
            tidied.append(f"{safe(name)}: {'could be tidier' if only_look else 'tidied'}")
            if not only_look:
                replace_file(root / name, done.encode())
    lines = [*tidied, *left, f"{some(len(names), 'file')}, {len(tidied):,} {'could be tidier' if only_look else 'tidied'}."]
    return "\n".join(lines), not left and not (only_look and tidied)


def yaml_files(root: Path, folder: str = "kb") -> Iterator[str]:
    """Every YAML file below a folder of the base; links are not followed."""
    for name, is_folder in list_folder(root, folder, []):
        if is_folder:
            yield from yaml_files(root, f"{folder}/{name}")
        elif name.endswith(".yaml"):
            yield f"{folder}/{name}"


# --- what must stay ------------------------------------------------------------------------------


def _value(file: str, text: str) -> Any:
    """What a text says, in its order; None when there is something in it that the reader refuses."""
    tree, problems = read_yaml(file, text)
    return None if problems else _ordered(tree)


def _ordered(value: Any) -> Any:
    if isinstance(value, dict):
        return [(key, _ordered(part)) for key, part in value.items() if key != "@place"]
    return [_ordered(part) for part in value] if isinstance(value, list) else value


def _comments(text: str) -> list[str]:
    return [comment for _, _, comment in comments(text)]


# --- ends of lines, blank lines, tabs ------------------------------------------------------------


def _ended(text: str) -> str:
    """Plain ends of lines, nothing behind the last word, one blank line at most, no tab behind a name, one end of the file."""
    text = text.replace("\r\n", "\n")
    texts = (node for node in nodes(text) if node.kind == "text")
    inside = {line for node in texts for line in (node.lines[1:] if node.block else node.lines[:-1])}
    kept: list[str] = []
    for number, line in enumerate(text.split("\n")):
        tidied = line if number in inside else TABBED.sub(r"\1 ", line.rstrip(" \t"))
        if tidied or number in inside or (kept and kept[-1]):
            kept.append(tidied)
    return BLANK_END.sub("", "\n".join(kept)) + "\n"


# --- two spaces for each level -------------------------------------------------------------------


def _indented(text: str) -> str:
    """Fields, and the dashes of lists, two spaces inside of what they belong to; what goes on over lines moves along."""
    lines = text.split("\n")
    columns = [len(line) - len(line.lstrip(" ")) for line in lines]
    places = _Places(lines)
    for node in nodes(text):
        places.take(node)
    shifts = {line: column - columns[line] for line, column in places.columns.items()}
    for line, first in sorted(places.goes_on.items()):
        shifts[line] = shifts.get(first, 0)
    shifts.update(_comment_shifts(lines, columns, places, shifts))
    return "\n".join(_moved(line, shifts.get(number, 0)) for number, line in enumerate(lines))


def _comment_shifts(
    lines: Sequence[str], columns: Sequence[int], places: "_Places", shifts: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """A comment moves with the field below it if that has its column, else with the last field that it can belong to."""
    fields = sorted(places.columns)
    above: list[int] = []  # the fields that it can belong to, each further in than the one before
    for number, line in enumerate(lines):
        if number in places.columns:
            while above and columns[above[-1]] >= columns[number]:
                above.pop()
            above.append(number)
        elif line.lstrip(" ").startswith("#") and number not in places.goes_on:
            below = bisect(fields, number)
            beside = below < len(fields) and columns[fields[below]] == columns[number]
            behind = bisect(above, columns[number], key=lambda field: columns[field])
            yield number, shifts[fields[below]] if beside else shifts[above[behind - 1]] if behind else 0


def _moved(line: str, shift: int) -> str:
    bare = line.lstrip(" ")
    return " " * max(0, len(line) - len(bare) + shift) + bare if bare else line


@dataclass(slots=True)
class _Level:
    """A mapping or list that is open, the column where it belongs, and whether a key is next."""

    node: Node
    column: int
    key_next: bool = True


class _Places:
    """Of each line that begins with a field or a dash, the column where that belongs; of one that goes on, where it began."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.columns: dict[int, int] = {}
        self.goes_on: dict[int, int] = {}
        self.open: list[_Level] = []

    def take(self, node: Node) -> None:
        if node.kind == "end":
            began = self.open.pop().node
            if began.flow:
                self.goes_on.update(dict.fromkeys(range(began.line + 1, node.line + 1), began.line))
            return
        column = self._column(self.open[-1], node) if self.open else 0
        if node.kind == "text":
            self.goes_on.update(dict.fromkeys(node.lines[1:], node.line))
        else:
            self.open.append(_Level(node, column))

    def _column(self, parent: _Level, node: Node) -> int:
        """Note where a key or a dash belongs, if it is the first in its line; say where a mapping or list after it does."""
        if parent.node.flow:
            return 0
        if parent.node.kind == "list":
            line = self._dash(parent, node)
            self._first(line, parent)
            return parent.column + (node.column - parent.node.column if line == node.line else STEP)
        if parent.key_next:
            self._first(node.line, parent)
        parent.key_next = not parent.key_next
        return parent.column + STEP

    def _first(self, line: int, parent: _Level) -> None:
        if not self.lines[line][: parent.node.column].strip():
            self.columns[line] = parent.column

    def _dash(self, parent: _Level, node: Node) -> int:
        """The line of an item's dash: its own, or one above when it begins below."""
        column = parent.node.column
        return next(line for line in range(node.line, -1, -1) if self.lines[line][column : column + 1] == "-")
