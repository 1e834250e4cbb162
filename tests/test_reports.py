"""Every form of a report: right for those who read it, and harmless whatever contributors wrote."""

import json
import re
import xml.etree.ElementTree as ET  # ours, and read with nothing foreign in it
from pathlib import Path

import jsonschema
import pytest
from bases import HERE, ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from payloads import PAYLOADS
from runner import COMMANDS, command_of, lines_of_log

from build_tools import pipeline
from build_tools.counts import count, safe
from build_tools.model import Problem, Since, Where
from build_tools.registry import members
from build_tools.report.markdown import code

REPORTS = members("report")
COUNTS = count(pipeline.read(HERE / "checks/quote_length"))


def problems(*messages, level="error"):
    return [Problem(Where(f"kb/claims/x/{m}.yaml", 3, 7), f"it says {m}", f"mend {m}", "unknown_value", level) for m in messages]


@pytest.fixture(params=REPORTS)
def form(request):
    return request.param


def told(form, found, since=None):
    return REPORTS[form].report(ROOT, found, COUNTS, since)


# --- harmless ------------------------------------------------------------------------------------


def test_no_report_gives_a_command_to_the_runner_but_the_annotations(form):
    output = told(form, problems(*PAYLOADS))
    commands = [command for command in map(command_of, lines_of_log(output)) if command]
    if form == "github":
        assert {command.name for command in commands} == {"error", "notice"}
        assert len(commands) == 11
        assert all(set(command.properties) <= {"file", "line", "col", "title"} for command in commands)
    else:
        assert commands == []


def test_the_runner_of_the_tests_sees_what_the_real_one_does():
    assert command_of("  ::error file=a%2Cb,line=1::x%0Ay") == ("error", {"file": "a,b", "line": "1"}, "x\ny")
    assert command_of("text ##[add-matcher]/tmp/x").name == "add-matcher"
    assert command_of("::unknown::x") is None
    assert command_of("a ::error::x") is None
    assert "error" in COMMANDS


def test_no_report_gives_a_control_character_to_a_terminal(form):
    output = told(form, problems(*PAYLOADS))
    assert all(char.isprintable() or char == "\n" for char in output)


@given(st.text(max_size=80), st.text(max_size=40))
def test_any_words_are_harmless(words, file):
    found = [Problem(Where(f"kb/{file}", 1, 1), words, words, "unknown_value", "warning")]
    for form in REPORTS:
        output = told(form, found)
        lines = lines_of_log(output)
        assert sum(1 for line in lines if command_of(line)) == (form == "github")
        assert all(char.isprintable() or char == "\n" for char in output)


# --- text ----------------------------------------------------------------------------------------


def test_text_tells_levels_and_what_is_new():
    found = [*problems("a"), *problems("b", "c", level="warning"), *problems("d", level="note")]
    assert told("text", found).splitlines()[-1].startswith("1 error, 2 warnings, 1 note in 7 claims")
    assert told("text", []).startswith("no problems in 7 claims")
    new = told("text", found, Since("0123456789abcdef", 12, 1)).splitlines()[-1]
    assert new == "Told is what is new since 0123456789ab: 12 older not shown, 1 mended."


# --- GitHub --------------------------------------------------------------------------------------


def test_annotations_are_escaped_and_come_back_whole():
    (line, *_) = told("github", problems("a%b,c:d")).splitlines()
    assert line == (
        "::error file=kb/claims/x/a%25b%2Cc%3Ad.yaml,line=3,col=7,title=unknown_value::it says a%25b,c:d → mend a%25b,c:d"
    )
    command = command_of(line)
    assert command.properties["file"] == "kb/claims/x/a%b,c:d.yaml"
    assert command.data == "it says a%b,c:d → mend a%b,c:d"


def test_the_most_severe_come_first_and_no_more_than_github_shows():
    names = [f"w{number}" for number in range(25)]
    found = [*problems(*names, level="note"), *problems(*names, level="warning"), *problems(*names)]
    lines = told("github", found).splitlines()
    commands = [command.name for command in map(command_of, lines) if command]
    assert commands == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10
    assert lines[-2].startswith("::notice title=kb check::46 more problems are not shown here.")
    assert lines[-1].startswith("kb: 25 errors, 25 warnings, 25 notes in ")


def test_no_word_of_a_rest_where_there_is_none():
    assert "more problems" not in told("github", problems(*"abcdefghij"))
    assert "1 more problems" in told("github", problems(*"abcdefghijk"))


# --- SARIF ---------------------------------------------------------------------------------------


def sarif(found):
    log = json.loads(told("sarif", found))
    schema = json.loads((HERE / "sarif/sarif-2.1.0.json").read_text())
    jsonschema.Draft4Validator(schema).validate(log)
    (run,) = log["runs"]
    return run


def test_sarif_is_valid_and_complete():
    found = [*problems("a", "é ü", "100%"), *problems("b", level="warning"), *problems("c", level="note")]
    run = sarif(found)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(members("checks"))
    assert all(rule["shortDescription"]["text"].endswith(".") for rule in rules)
    assert sorted(result["level"] for result in run["results"]) == ["error"] * 3 + ["note", "warning"]
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    assert {place["artifactLocation"]["uri"] for place in places} >= {
        "kb/claims/x/100%25.yaml",
        "kb/claims/x/%C3%A9%20%C3%BC.yaml",
    }
    assert all(place["region"] == {"startLine": 3, "startColumn": 7} for place in places)


def test_sarif_of_payloads_is_valid_and_has_no_links():
    run = sarif(problems(*PAYLOADS))
    assert len(run["results"]) == len(PAYLOADS)
    assert not any("](" in result["message"]["text"] for result in run["results"])


def test_fingerprints_of_sarif_survive_lines_added_above_and_tell_alike_problems_apart():
    first = Problem(Where("kb/a.yaml", 3, 1), "the first is in line 2", "", "repeated_key")
    moved = Problem(Where("kb/a.yaml", 9, 1), "the first is in line 8", "", "repeated_key")
    other = Problem(Where("kb/a.yaml", 5, 1), "the first is in line 2", "", "repeated_key")
    marks = [[one["partialFingerprints"]["problem/v1"] for one in sarif(found)["results"]] for found in ([first, other], [moved])]
    assert marks[1] == marks[0][:1]
    assert len(set(marks[0])) == 2


def test_sarif_keeps_the_most_severe_of_too_many(monkeypatch):
    monkeypatch.setattr(REPORTS["sarif"], "MOST", 2)
    run = sarif([*problems("a", level="note"), *problems("b", "c")])
    assert [result["level"] for result in run["results"]] == ["error", "error"]
    assert run["properties"] == {"left out": 1}


# --- JUnit ---------------------------------------------------------------------------------------


def test_junit_has_a_suite_for_each_check_and_its_numbers_add_up():
    found = [*problems("a", *PAYLOADS), *problems("b", level="warning"), *problems("c", level="note")]
    root = ET.fromstring(told("junit", found))  # noqa: S314
    suites = root.findall("testsuite")
    assert [suite.get("name") for suite in suites] == list(members("checks"))
    for node in (root, *suites):
        cases = node.findall(".//testcase")
        assert int(node.get("tests")) == len(cases) > 0
        assert int(node.get("failures")) == len(node.findall(".//failure"))
        assert int(node.get("skipped")) == len(node.findall(".//skipped"))
    assert int(root.get("failures")) == 1 + len(PAYLOADS)
    assert int(root.get("skipped")) == 2
    (suite,) = (suite for suite in suites if suite.get("name") == "unknown_value")
    messages = [node.get("message") for node in suite.iter("failure")]
    assert messages == [safe(f"it says {words} → mend {words}") for words in ("a", *PAYLOADS)]
    assert {case.get("line") for case in suite} == {"3"}


# --- JSON ----------------------------------------------------------------------------------------


def test_json_keeps_every_character():
    found = json.loads(told("json", problems(*PAYLOADS), Since("abc", 1, 2)))
    assert [problem["message"] for problem in found["problems"]] == [f"it says {words}" for words in PAYLOADS]
    assert found["since"] == {"commit": "abc", "older": 1, "mended": 2}
    assert "since" not in json.loads(told("json", []))


# --- Markdown ------------------------------------------------------------------------------------


def spans(line):
    """The code spans of a line by the rules of CommonMark, and what is left of it outside of them."""
    outside, inside, rest = "", [], line
    while True:
        opening = re.search("`+", rest)
        if opening is None:
            return outside + rest, inside
        outside += rest[: opening.start()]
        closing = re.search(f"(?<!`){opening[0]}(?!`)", rest[opening.end() :])
        if closing is None:
            outside, rest = outside + opening[0], rest[opening.end() :]
            continue
        content = rest[opening.end() : opening.end() + closing.start()]
        inside.append(content[1:-1] if content.strip() and content[0] == content[-1] == " " else content)
        rest = rest[opening.end() + closing.end() :]


def test_words_of_contributors_stand_in_code_spans_only():
    found = problems(*PAYLOADS)
    items = [line for line in told("markdown", found).splitlines() if line.startswith("- ")]
    assert len(items) == len(found)
    for item, problem in zip(items, found, strict=True):
        outside, inside = spans(item)
        assert outside == "- **error**  unknown_value:  → "
        assert inside[1] == re.sub("`{3,}", lambda run: r"\x60" * len(run[0]), safe(problem.message))


@settings(max_examples=300)
@given(st.text(alphabet=st.sampled_from("`` a\\<>[]()*_~|#@\n\x1b"), max_size=20))
def test_a_code_span_shows_just_its_text(words):
    outside, inside = spans(code(f"x{words}"))
    assert (outside, len(inside)) == ("", 1)
    assert max(map(len, re.findall("`+", inside[0])), default=0) < 3


def test_the_summary_has_figures_and_the_most_severe_first():
    found = [*problems("a", level="warning"), *problems("b")]
    lines = told("markdown", found, Since("abc", 3, 4)).splitlines()
    assert lines[0] == "### Evidence base: 1 error, 1 warning"
    assert f"| quotes | 0 | 0 | {COUNTS.quotes.unchecked} |" in lines
    assert "Told is what is new since abc: 3 older not shown, 4 mended." in lines
    assert [line.split()[1] for line in lines if line.startswith("- ")] == ["**error**", "**warning**"]


def test_a_summary_is_never_larger_than_github_takes():
    found = problems(*(f"{number} {'x' * 1900}" for number in range(1000)))
    output = told("markdown", found)
    assert 900_000 < len(output.encode()) < 1 << 20
    left = re.search(r"([\d,]+) more do not fit here", output)
    assert int(left[1].replace(",", "")) + output.count("\n- ") == 1000


def test_every_form_is_of_the_same_problems(form):
    output = told(form, problems("only-one"))
    assert "only-one" in output
    assert output.endswith("\n")
    assert Path(REPORTS[form].__file__).stem == form
