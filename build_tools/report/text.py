"""Problems as lines for a terminal: file:line:column level check: message, the offending line, and a caret."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from build_tools.counts import Counts, safe, some
from build_tools.files import read_text
from build_tools.model import Problem, Since, Where
from build_tools.vocabulary import PROBLEM_LEVELS

CLICKS = 160  # the longest part of a line that is shown
LARGEST = 16 << 20  # of a file whose lines are shown


def report(root: Path, problems: Sequence[Problem], counts: Counts, since: Since | None = None) -> str:
    """One block a problem, then one line of counts. Text from input is shown escaped."""
    return "\n".join((*blocks(root, problems), summary(problems, counts, since))) + "\n"


def blocks(root: Path, problems: Sequence[Problem]) -> Iterator[str]:
    """The lines of each problem."""
    files: dict[str, list[str]] = {}
    for problem in problems:
        yield f"{place(problem.where)} {problem.level} {problem.check}: {safe(problem.message)}"
        yield from _shown(root, problem.where, files)
        if problem.hint:
            yield f"    → {safe(problem.hint)}"


def place(where: Where) -> str:
    return f"{safe(where.file)}:{where.line}:{where.column}"


def _shown(root: Path, where: Where, files: dict[str, list[str]]) -> list[str]:
    """The offending line with a caret below, for people; nothing in a pipe."""
    if not sys.stdout.isatty():
        return []
    if where.file not in files:
        files[where.file] = (read_text(root, where.file, LARGEST)[0] or "").split("\n")
    lines = files[where.file]
    if not (0 < where.line <= len(lines) and lines[where.line - 1].strip()):
        return []
    start = max(0, where.column - CLICKS // 2)
    before = safe(lines[where.line - 1][start : where.column - 1])
    after = safe(lines[where.line - 1][where.column - 1 : start + CLICKS].rstrip("\r"))
    return [f"    {before}{after}", f"    {' ' * len(before)}^"]


def summary(problems: Sequence[Problem], counts: Counts, since: Since | None = None) -> str:
    """What was found, in one line."""
    excepted = f"; {some(counts.exceptions, 'exception')}" if counts.exceptions else ""
    told = f"\n{since.words()}" if since else ""
    return (
        f"{tally(problems, counts.notes)} in {size(counts)}; "
        f"citations: {counts.citations.words()}; quotes: {counts.quotes.words()}{excepted}{told}"
    )


def size(counts: Counts) -> str:
    return f"{some(counts.claims, 'claim')}, {some(counts.evidence, 'item')} of evidence, {some(counts.works, 'work')}"


def tally(problems: Sequence[Problem], unlisted: int = 0) -> str:
    """`2 errors, 1 warning`; notes only where there are some, and how to see those that are not listed."""
    found = Counter(problem.level for problem in problems)
    told = [some(found[level], level) for level in PROBLEM_LEVELS if found[level] or level != "note"]
    if unlisted:
        told.append(f"{some(unlisted, 'note')} (listed with --notes)")
    return ", ".join(told) if problems or unlisted else "no problems"
