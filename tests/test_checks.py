"""Each check has a case folder: a tiny base with faults and near misses, and what is expected of it."""

import pytest
from conftest import HERE, lines_of, problems_of

from build_tools.registry import members
from build_tools.vocabulary import PROBLEM_LEVELS

CASES = HERE / "checks"


@pytest.mark.parametrize("name", members("checks"))
def test_case(name, expect):
    case = CASES / name
    _, problems = problems_of(case)
    own = [problem for problem in problems if problem.check == name]
    assert own, f"the case of {name} does not make it speak"
    expect(case / "expected.txt", lines_of([problem for problem in problems if problem.level != "note" or problem in own]))


def test_no_case_without_check():
    assert {path.name for path in CASES.iterdir()} == set(members("checks"))


@pytest.mark.parametrize("name", members("checks"))
def test_docstring_is_a_page(name):
    doc = members("checks")[name].__doc__
    first, *rest = doc.strip().split("\n\n")
    assert first.endswith("."), "the first sentence states the rule"
    assert any(part.startswith("Bad") for part in rest)
    assert any(part.startswith("Good") for part in rest)
    assert members("checks")[name].LEVEL in PROBLEM_LEVELS
    assert members("checks")[name].SINCE
