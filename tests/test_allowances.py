"""Exceptions: which lines they cover, when they end, and how many a file may have."""

import pytest
from test_cli import kb as run

from build_tools import pipeline
from build_tools.allowances import MOST, exceptable, of_yaml
from build_tools.counts import count
from build_tools.place import Allowance
from build_tools.registry import members

BIB = "@online{page, title = {Page}, url = {https://example.org}}\n"
WHY = "because the heading has three words"
ALLOW = f"# kb: allow quote_length until 2027-01-31 {WHY}"
CLAIM = f"""statement: Cells age.
kind: causal
asserted_by:
  - source: page
    {ALLOW}
    quote: cells divide fast
    where: a
    modality: asserted
"""
FILES = {"kb/claims/cells/old-cells.yaml": CLAIM, "references.bib": BIB}


def lines_of(text):
    return [found.lines for found in of_yaml("a.yaml", text)]


def test_lines_that_are_covered():
    assert lines_of(f"a: b\n{ALLOW}\nc: d\n") == [(2, 3)]
    assert lines_of(f"a: b\n{ALLOW}\n\n# other\n{ALLOW}\nc: d\n") == [(2, 6), (5, 6)]
    assert lines_of(f"a: b {ALLOW}\nc: d\n") == [(1, 1)]
    assert lines_of(f"a: b\n{ALLOW}\n") == [(2, 2)]


def test_what_looks_like_one_in_a_text_is_none():
    for text in (f'a: "x {ALLOW}"\n', f"a: 'x\n  {ALLOW}'\n", f"a: |\n  {ALLOW}\n", f"a: x#{ALLOW}\n", f"a: [b\n{ALLOW}\n"):
        assert lines_of(text) == []
    assert len(lines_of(f"a: | {ALLOW}\n  x\n")) == 1
    assert len(lines_of(f'a: "#" {ALLOW}\n')) == 1


def test_more_than_a_few_are_refused_and_take_no_time():
    found = list(of_yaml("a.yaml", f"a: b\n{f'{ALLOW}{chr(10)}' * 10_000}c: d\n"))
    assert sum(isinstance(one, Allowance) for one in found) == MOST
    assert (found[-1].check, found[-1].where.line) == ("bad_exception", MOST + 2)
    assert "10,000 exceptions" in found[-1].message


def test_a_line_of_many_quotes_takes_no_time():
    assert lines_of("a: [" + '" # kb: x", ' * 50_000 + "]\n") == []


def test_they_end_by_the_day_that_is_given_and_by_the_clock_without_one(base):
    root = base(FILES)
    within, after = run("check", "--on", "2027-01-31", root=root), run("check", "--on", "2027-02-01", root=root)
    assert (within.returncode, after.returncode) == (0, 1)
    assert within.stdout.rstrip().endswith("; 1 exception")
    assert " error expired_exception: the exception of 'quote_length' held until 2027-01-30" not in after.stdout
    assert "held until 2027-01-31; this run is of 2027-02-01" in after.stdout
    assert " error quote_length: " in after.stdout
    past = base({"kb/claims/cells/old-cells.yaml": CLAIM.replace("2027-01-31", "2020-01-31")})
    assert " error expired_exception: " in run("check", root=past).stdout


def test_a_build_does_not_look_at_the_clock(base):
    kb = pipeline.read(base(FILES | {"kb/claims/cells/old-cells.yaml": CLAIM.replace("2027-01-31", "2020-01-31")}))
    assert kb.today == "unknown"
    assert pipeline.check(kb) == []
    assert count(kb).exceptions == 1


def test_an_exception_hides_no_other_problem_of_its_file(base):
    orphan = f"{ALLOW}\nstatement: Cells age.\nkind: causal\n"
    found = pipeline.check(pipeline.read(base({"kb/claims/cells/old-cells.yaml": orphan, "references.bib": ""})))
    assert {problem.check for problem in found} == {"orphan_claim", "unused_exception"}


READ_AS_SOMETHING_ELSE = {
    "unknown_value",
    "missing_field",
    "wrong_shape",
    "bad_range",
    "long_text",
    "unknown_field",
    "repeated_key",
}
DANGLING = {"unknown_work", "unknown_claim", "unknown_term", "unknown_topic", "unknown_source", "cell_without_claim"}
UNTRUE = {"quote_not_found", "bad_receipt", "lost_evidence", "lost_reference", "retracted_evidence", "identifier_of_another_work"}
UNSEEN = {"hidden_character", "mixed_alphabet", "forbidden_yaml", *(name for name in members("checks") if "unreadable" in name)}


@pytest.mark.parametrize("name", sorted(READ_AS_SOMETHING_ELSE | DANGLING | UNTRUE | UNSEEN))
def test_what_nobody_may_except(name, base):
    assert not exceptable(members("checks")[name])
    text = CLAIM.replace("quote_length", name)
    found = pipeline.check(pipeline.read(base(FILES | {"kb/claims/cells/old-cells.yaml": text})))
    assert "bad_exception" in {problem.check for problem in found}


def test_exceptions_are_not_excepted():
    assert not any(exceptable(members("checks")[name]) for name in ("bad_exception", "expired_exception", "unused_exception"))


def test_explain_says_whether_a_check_allows_them():
    assert run("explain", "quote_length").stdout.startswith("quote_length (error, since 2026-11-24, can be excepted)")
    assert run("explain", "unknown_work").stdout.startswith("unknown_work (error, since 2026-11-24, allows no exception)")
