"""Problems as Markdown for the summary of a run on GitHub, in which nothing of a contributor is read as Markdown or HTML."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from build_tools.counts import Counts, Verdicts, safe
from build_tools.model import Problem, Since
from build_tools.report.text import place, size, tally
from build_tools.vocabulary import PROBLEM_LEVELS

MOST_BYTES = 1_000_000  # GitHub drops a whole summary that has more than 1 MiB
MANY_MARKS = re.compile("`{3,}")


def report(root: Path, problems: Sequence[Problem], counts: Counts, since: Since | None = None) -> str:
    """A heading, what was checked, then one item a problem, the most severe first, as many as fit."""
    head = [
        f"### Evidence base: {tally(problems, counts.notes)}",
        "",
        *_checked(counts),
        *(["", since.words()] if since else []),
        "",
    ]
    items = list(_fitting([item(problem) for level in PROBLEM_LEVELS for problem in problems if problem.level == level]))
    left = len(problems) - len(items)
    rest = ["", f"{left:,} more do not fit here; `kb check` tells them all."] if left else []
    return "\n".join([*head, *items, *rest]).rstrip("\n") + "\n"


def _checked(counts: Counts) -> Iterator[str]:
    yield f"{size(counts)}."
    yield from ("", "| | verified | failed | could not check |", "|---|--:|--:|--:|")
    for what, found in (("citations", counts.citations), ("quotes", counts.quotes), ("numbers", counts.numbers)):
        yield _row(what, found)
    if counts.exceptions:
        yield from ("", f"Exceptions in force: {counts.exceptions:,}.")


def _row(what: str, found: Verdicts) -> str:
    return f"| {what} | {found.verified:,} | {found.failed:,} | {found.unchecked:,} |"


def _fitting(items: Sequence[str]) -> Iterator[str]:
    room = MOST_BYTES
    for item in items:
        room -= len(item.encode()) + 1
        if room < 0:
            return
        yield item


def item(problem: Problem) -> str:
    mend = f" → {code(problem.hint)}" if problem.hint else ""
    return f"- **{problem.level}** {code(place(problem.where))} {problem.check}: {code(problem.message)}{mend}"


def code(text: str) -> str:
    """A code span that shows just this text: a longer fence than any in it, and a space on both sides that is not shown."""
    shown = MANY_MARKS.sub(lambda marks: "\\x60" * len(marks[0]), safe(text))
    fence = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    return f"{fence} {shown} {fence}"
