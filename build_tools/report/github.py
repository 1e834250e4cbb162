"""Problems as annotations on GitHub: the most severe first, as many as it shows, and a word on where the rest stands."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from build_tools.counts import Counts, safe
from build_tools.model import Problem, Since
from build_tools.report.text import summary

COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}  # as GitHub calls the levels
SHOWN = 10  # of each kind, in a step; GitHub drops the others without a word
DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
PROPERTY = {**DATA, **str.maketrans({":": "%3A", ",": "%2C"})}


def report(root: Path, problems: Sequence[Problem], counts: Counts, since: Since | None = None) -> str:
    """One command a line; no line begins with words of a contributor."""
    return "\n".join((*annotations(problems), *(f"kb: {line}" for line in summary(problems, counts, since).split("\n")))) + "\n"


def annotations(problems: Sequence[Problem]) -> Iterator[str]:
    """One command a problem, the most severe first."""
    left = 0
    for level, command in COMMANDS.items():
        found = [problem for problem in problems if problem.level == level]
        shown = SHOWN - 1 if command == "notice" else SHOWN  # one notice is kept for the last line
        yield from (_annotation(command, problem) for problem in found[:shown])
        left += max(0, len(found) - shown)
    if left:
        yield f"::notice title=kb check::{left:,} more problems are not shown here. `kb check --format markdown` tells them all."


def _annotation(command: str, problem: Problem) -> str:
    where = problem.where
    properties = f"file={_property(where.file)},line={where.line},col={where.column},title={_property(problem.check)}"
    return f"::{command} {properties}::{_data(problem.message)}{_data(f' → {problem.hint}') if problem.hint else ''}"


def _data(text: str) -> str:
    return safe(text).translate(DATA)


def _property(text: str) -> str:
    return safe(text).translate(PROPERTY)
