"""A difference as one JSON object, for machines, in the form of the committed schema."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from build_tools.counts import Counts
from build_tools.difference import Change, Difference, Shift
from build_tools.report.json import for_logs, of_problem

SCHEMA = Path(__file__).with_suffix(".schema.json")


def tell(difference: Difference) -> str:
    told = {
        "version": 1,
        "before": _side(difference.before, difference.counts[0]),
        "after": _side(difference.after, difference.counts[1]),
        "levels": [_shift(shift) for shift in difference.shifts],
        "changes": [_change(change) for change in difference.changes],
        "unread": [one._asdict() for one in difference.unread],
        "problems": {
            "new": [of_problem(problem) for problem in difference.new],
            "mended": [of_problem(problem) for problem in difference.mended],
        },
    }
    return for_logs(json.dumps(told, indent=1))


def _side(commit: str, counts: Counts) -> dict[str, Any]:
    """A commit, null for the files as they are, and what was counted in it; its notes stand among the problems."""
    return {"commit": commit or None, "counts": {name: told for name, told in asdict(counts).items() if name != "notes"}}


def _shift(shift: Shift) -> dict[str, Any]:
    return {**shift._asdict(), "before": shift.before or None, "after": shift.after or None}


def _change(change: Change) -> dict[str, Any]:
    return {**change._asdict(), "edits": [edit._asdict() for edit in change.edits]}
