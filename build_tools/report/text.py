"""Problems as lines for a terminal: file:line:column level check: message, the offending line, and a caret."""

import sys
from collections.abc import Sequence
from pathlib import Path

from build_tools.counts import Counts, safe, some
from build_tools.model import Problem, Where

CLICKS = 160  # the longest part of a line that is shown


def report(root: Path, problems: Sequence[Problem], counts: Counts) -> str:
    """One block a problem, then one line of counts. Text from input is shown escaped."""
    lines: list[str] = []
    files: dict[str, list[str]] = {}
    for problem in problems:
        lines.append(f"{_place(problem.where)} {problem.level} {problem.check}: {safe(problem.message)}")
        lines.extend(_shown(root, problem.where, files))
        if problem.hint:
            lines.append(f"    → {safe(problem.hint)}")
    lines.append(summary(problems, counts))
    return "\n".join(lines) + "\n"


def _place(where: Where) -> str:
    return f"{safe(where.file)}:{where.line}:{where.column}"


def _shown(root: Path, where: Where, files: dict[str, list[str]]) -> list[str]:
    """The offending line with a caret below, for people; nothing in a pipe."""
    if not sys.stdout.isatty():
        return []
    if where.file not in files:
        path = root / where.file
        plain = path.is_file() and not path.is_symlink()
        files[where.file] = path.read_text(encoding="utf-8", errors="replace").splitlines() if plain else []
    lines = files[where.file]
    if not 0 < where.line <= len(lines):
        return []
    start = max(0, where.column - CLICKS // 2)
    before = safe(lines[where.line - 1][start : where.column - 1])
    after = safe(lines[where.line - 1][where.column - 1 : start + CLICKS])
    return [f"    {before}{after}", f"    {' ' * len(before)}^"]


def summary(problems: Sequence[Problem], counts: Counts) -> str:
    errors = sum(1 for problem in problems if problem.level == "error")
    warnings = len(problems) - errors
    found = f"{some(errors, 'error')}, {some(warnings, 'warning')}" if problems else "no problems"
    return (
        f"{found} in {counts.claims:,} claims, {counts.evidence:,} items of evidence, {counts.works:,} works; "
        f"citations: {counts.citations.words()}; quotes: {counts.quotes.words()}"
    )
