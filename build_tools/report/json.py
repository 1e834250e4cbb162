"""Problems as one JSON object, for machines."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from build_tools.counts import Counts
from build_tools.model import Problem


def report(root: Path, problems: Sequence[Problem], counts: Counts) -> str:
    found = [
        {
            "check": problem.check,
            "level": problem.level,
            "file": problem.where.file,
            "line": problem.where.line,
            "column": problem.where.column,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    return json.dumps({"version": 1, "counts": asdict(counts), "problems": found}, indent=1) + "\n"
