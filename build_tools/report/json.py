"""Problems as one JSON object, for machines."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from build_tools.counts import Counts
from build_tools.model import Problem, Since


def report(root: Path, problems: Sequence[Problem], counts: Counts, since: Since | None = None) -> str:
    found = [of_problem(problem) for problem in problems]
    told = {"version": 1, "counts": asdict(counts), "problems": found} | ({"since": asdict(since)} if since else {})
    return for_logs(json.dumps(told, indent=1))


def of_problem(problem: Problem) -> dict[str, str | int]:
    return {
        "check": problem.check,
        "level": problem.level,
        "file": problem.where.file,
        "line": problem.where.line,
        "column": problem.where.column,
        "message": problem.message,
        "hint": problem.hint,
    }


def for_logs(text: str) -> str:
    """JSON of the same value, in which GitHub's runner finds no command should it be printed into a log."""
    return text.replace("##[", "#\\u0023[") + "\n"
