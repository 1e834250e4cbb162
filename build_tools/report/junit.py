"""Problems as JUnit XML: a suite for each check, an error as a failed test, a warning as a skipped one, for JUnit has none."""

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from build_tools.counts import Counts, safe
from build_tools.model import Problem, Since
from build_tools.registry import members
from build_tools.report.text import place


def report(root: Path, problems: Sequence[Problem], counts: Counts, since: Since | None = None) -> str:
    """Every check that ran is there; one that found nothing is a test that passed."""
    found: dict[str, list[Problem]] = {name: [] for name in members("checks")}
    for problem in problems:
        found[problem.check].append(problem)
    tests = sum(max(1, len(each)) for each in found.values())
    head = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="kb check" tests="{tests}" {_numbers(problems)}>']
    suites = (line for name, each in found.items() for line in _suite(name, each))
    return "\n".join([*head, *suites, "</testsuites>"]) + "\n"


def _suite(name: str, problems: Sequence[Problem]) -> Iterator[str]:
    yield f' <testsuite name="{name}" tests="{max(1, len(problems))}" {_numbers(problems)}>'
    if not problems:
        yield f'  <testcase classname="{name}" name="nothing found"/>'
    for problem in problems:
        where = problem.where
        words = f"{_shown(problem.message)}{f' → {_shown(problem.hint)}' if problem.hint else ''}"
        kind = f'failure type="{problem.level}"' if problem.level == "error" else "skipped"
        yield f'  <testcase classname="{name}" name="{_shown(place(where))}" file="{_shown(where.file)}" line="{where.line}">'
        yield f'   <{kind} message="{words}"/>'
        yield "  </testcase>"
    yield " </testsuite>"


def _numbers(problems: Sequence[Problem]) -> str:
    failed = sum(1 for problem in problems if problem.level == "error")
    return f'failures="{failed}" errors="0" skipped="{len(problems) - failed}"'


def _shown(text: str) -> str:
    return escape(safe(text)).replace("##[", "#&#35;[")
