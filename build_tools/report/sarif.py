"""Problems as SARIF 2.1.0, for code scanning and for editors."""

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote as quoted

from build_tools import VERSION
from build_tools.counts import Counts, safe
from build_tools.model import Problem, Since
from build_tools.registry import members, summary
from build_tools.report.json import for_logs
from build_tools.vocabulary import PROBLEM_LEVELS

MOST = 25_000  # results of a run; GitHub refuses a file with more


def report(root: Path, problems: Sequence[Problem], counts: Counts, since: Since | None = None) -> str:
    """One run with every check as a rule; of too many problems the most severe."""
    worst = sorted(problems, key=lambda problem: list(PROBLEM_LEVELS).index(problem.level))[:MOST]
    run = {
        "tool": {"driver": {"name": "kb", "semanticVersion": VERSION, "rules": _rules()}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"ROOT": {"description": {"text": "The folder with kb/ and references.bib."}}},
        "results": _results(sorted(worst, key=lambda problem: problem.order)),
        "properties": {"left out": len(problems) - len(worst)},
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return for_logs(json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, indent=1))


def _rules() -> list[dict[str, Any]]:
    return [
        {
            "id": name,
            "shortDescription": {"text": summary(module)},
            "help": {"text": (module.__doc__ or "").strip()},
            "defaultConfiguration": {"level": module.LEVEL},
        }
        for name, module in members("checks").items()
    ]


def _results(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    seen: dict[tuple[str, str, str], int] = {}
    results = []
    for problem in problems:
        seen[problem.identity] = seen.get(problem.identity, 0) + 1
        results.append(_result(problem, seen[problem.identity]))
    return results


def _result(problem: Problem, number: int) -> dict[str, Any]:
    """`number` tells apart problems that are the same but for their lines."""
    where, mend = problem.where, f" → {problem.hint}" if problem.hint else ""
    fingerprint = sha256(safe("\n".join((*problem.identity, str(number)))).encode()).hexdigest()[:32]
    place = {
        "artifactLocation": {"uri": quoted(where.file, errors="surrogateescape"), "uriBaseId": "ROOT"},
        "region": {"startLine": where.line, "startColumn": where.column},
    }
    return {
        "ruleId": problem.check,
        "level": problem.level,
        "message": {"text": safe(problem.message + mend).replace("](", "] (")},  # else it would be a link
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"problem/v1": fingerprint},
    }
