"""A lock is read block by block; whatever is wrong with it is told with its line, and nothing else is lost."""

import json

import pytest
from bases import ROOT
from hypothesis import given
from hypothesis import strategies as st

from build_tools.lock import as_block, as_entry, read_lock
from build_tools.model import Asked, LockEntry, Name, Notice, Receipt, Record
from build_tools.vocabulary import NOTICES, OUTCOMES, READ, RELATED, STANDINGS

HINT = "restore the last good references.lock; it is written by the tools, not by hand"
FULL = {
    "outcome": "differs",
    "why": "The title differs.",
    "differs": ["title"],
    "asked": [{"who": "page", "address": "https://example.org", "copy": "own", "recorded": "2026-11-24"}],
    "identifiers": {"doi": "10.5555/1"},
    "record": {
        "title": "Cells in a dish \U0001f600",
        "authors": ["Smith, Ann", {"family": "Group A, of B", "given": ""}, "Jones"],
    },
    "standing": {"is": "retracted", "notices": [{"kind": "retraction", "date": "2026"}]},
    "read": "abstract",
}


def read(base, text):
    problems = []
    entries = read_lock(base({"references.lock": text}), problems)
    assert all(problem.check == "unreadable_lock" and problem.hint == HINT for problem in problems)
    return entries, [(problem.where.line, problem.where.column, problem.message) for problem in problems]


def test_no_lock_is_no_problem(tmp_path):
    problems = []
    assert read_lock(tmp_path, problems) == {}
    assert problems == []


@pytest.mark.parametrize("ascii_only", [True, False])
def test_good_blocks(base, ascii_only):
    works = {"smith2020": {"outcome": "could not check"}, "jones2021": FULL}
    entries, problems = read(base, json.dumps({"version": 1, "works": works}, indent=2, ensure_ascii=ascii_only))
    assert problems == []
    assert entries["smith2020"] == LockEntry("could not check")
    assert entries["jones2021"] == LockEntry(
        outcome="differs",
        why="The title differs.",
        differs=("title",),
        asked=(Asked("page", "https://example.org", "own", "2026-11-24"),),
        identifiers={"doi": "10.5555/1"},
        record=Record(title="Cells in a dish \U0001f600", authors=(Name("Smith", "Ann"), Name("Group A, of B"), Name("Jones"))),
        standing="retracted",
        notices=(Notice("retraction", date="2026"),),
        read="abstract",
    )


def known(words):
    """'a', 'b' or 'c'."""
    *most, last = (f"'{word}'" for word in words)
    return f"known are {', '.join(most)} or {last}"


FINE = '"outcome": "matches"'
BLOCKS = (
    ('{"outcome": "fine"}', f"'outcome' is \"fine\"; {known(OUTCOMES)}"),
    (f'{{{FINE}, "read": "all"}}', f"'read' is \"all\"; {known(READ)}"),
    (f'{{{FINE}, "why": "\\ud83d"}}', "it holds half of a character"),
    ('{"outcome": ["matches"]}', "'outcome' has the wrong shape: [\"matches\"]"),
    (f'{{{FINE}, "asked": [{{"who": "page", "whom": "page"}}]}}', "there is no field 'asked.whom'"),
    (
        f'{{{FINE}, "asked": [{{"who": "page", "recorded": "2026-02-30"}}]}}',
        "'asked.recorded' has the wrong shape: \"2026-02-30\"",
    ),
    (f'{{{FINE}, "asked": [{{}}]}}', "it has no 'asked.who'"),
    (f'{{{FINE}, "standing": "good"}}', "'standing' has the wrong shape: [\"good\"]"),
    (f'{{{FINE}, "standing": {{"was": "good"}}}}', "there is no field 'standing.was'"),
    (f'{{{FINE}, "standing": {{"notices": [{{"kind": "rumour"}}]}}}}', f"'notices.kind' is \"rumour\"; {known(NOTICES)}"),
    (f'{{{FINE}, "differs": 3}}', "'differs' has the wrong shape: 3"),
    (f'{{{FINE}, "record": {{"titel": "A"}}}}', "there is no field 'record.titel'"),
    (f'{{{FINE}, "record": {{"year": 2020}}}}', "'record.year' has the wrong shape: 2020"),
    (f'{{{FINE}, "record": {{"authors": [["Smith"]]}}}}', "'record.authors' has the wrong shape: [\"Smith\"]"),
    (
        f'{{{FINE}, "record": {{"related": {{"cousin-of": ["10.5555/1"]}}}}}}',
        f"'record.related.cousin-of' is \"cousin-of\"; {known(RELATED)}",
    ),
    (f'{{{FINE}, "quotes": {{"a": {{"text": "b"}}}}}}', "it has no 'quotes.a.scope'"),
    ("{}", "it has no 'outcome'"),
    ("null", "it has the wrong shape: null"),
    ('"matches"', 'it has the wrong shape: "matches"'),
    ("[]", "it has the wrong shape: []"),
)


@pytest.mark.parametrize(("block", "message"), BLOCKS)
def test_a_bad_block_has_its_line_and_leaves_the_others(base, block, message):
    fine = '{"outcome": "matches"}'
    text = f'{{"version": 1,\n"works": {{\n  "good": {fine},\n  "bad": {block},\n  "last": {fine}}}}}'
    entries, problems = read(base, text)
    assert problems[0] == (4, 1, f"the block of 'bad' cannot be read: {message}")
    assert set(entries) == {"good", "last"}


GOOD = '  "smith2020": {"outcome": "matches"}'
WHOLES = (
    ("", (1, 1, "cannot be read as JSON: Expecting value")),
    ("{\n  'a': 1}", (2, 3, "cannot be read as JSON: Expecting property name enclosed in double quotes")),
    ('{"version": 1,\n "works": {"a"}}', (2, 15, "cannot be read as JSON: Expecting ':' delimiter")),
    (f'{{"works": {{\n{GOOD},\n{GOOD}}}}}', (3, 1, "'smith2020' is given twice")),
    ('{"version": 1, "version": 1}', (1, 1, "'version' is given twice")),
    (
        "[" * 100_000,
        (1, 1, "cannot be read as JSON: maximum recursion depth exceeded while decoding a JSON array from a unicode string"),
    ),
    ('{"version": 2, "works": {}}', (1, 1, "this is not a lock of version 1")),
    ('{"version": 1, "works": []}', (1, 1, "this is not a lock of version 1")),
    ('{"works": {}}', (1, 1, "this is not a lock of version 1")),
    ("[]", (1, 1, "this is not a lock of version 1")),
)


@pytest.mark.parametrize(("text", "problem"), WHOLES)
def test_a_broken_lock_has_one_problem_with_its_place(base, text, problem):
    assert read(base, text) == ({}, [problem])


def test_a_lock_that_is_no_text_is_told_by_the_file(base):
    problems = []
    assert read_lock(base({"references.lock": b"\xff\xfe"}), problems) == {}
    assert [problem.check for problem in problems] == ["unreadable_file"]


def test_a_field_of_a_block_has_its_own_line(base):
    works = {"good": {"outcome": "matches"}, "bad": {"outcome": "matches", "record": {"title": "A", "year": 2020, "volum": "3"}}}
    _, problems = read(base, json.dumps({"version": 1, "works": works}, indent=2))
    assert [(line, message.partition(": ")[2]) for line, _, message in problems] == [
        (11, "'record.year' has the wrong shape: 2020"),
        (12, "there is no field 'record.volum'"),
    ]


names = st.builds(Name, st.text(min_size=1), st.text())
words = st.text(max_size=8)
notices = st.builds(Notice, st.sampled_from(sorted(NOTICES)), words, words, words, words)
records = st.builds(
    Record,
    type=words,
    title=words,
    authors=st.lists(names, max_size=3).map(tuple),
    more_authors=st.booleans(),
    container=words,
    containers=st.lists(words, max_size=2).map(tuple),
    year=words,
    years=st.lists(words, max_size=2).map(tuple),
    volume=words,
    issue=words,
    pages=words,
    identifiers=st.dictionaries(words, words, max_size=2),
    related=st.dictionaries(st.sampled_from(sorted(RELATED)), st.lists(words, max_size=2).map(tuple), max_size=2),
    notices=st.lists(notices, max_size=2).map(tuple),
)
receipts = st.builds(Receipt, words, words, words, st.integers(), words, st.integers(), words, words)
entries = st.builds(
    LockEntry,
    outcome=st.sampled_from(sorted(OUTCOMES)),
    why=words,
    differs=st.lists(words, max_size=2).map(tuple),
    asked=st.lists(st.builds(Asked, words, words, words, st.sampled_from(["unknown", "2026-11-24"])), max_size=2).map(tuple),
    identifiers=st.dictionaries(words, words, max_size=2),
    record=records,
    standing=st.sampled_from(sorted(STANDINGS)),
    notices=st.lists(notices, max_size=2).map(tuple),
    read=st.sampled_from(sorted(READ)),
    quotes=st.dictionaries(
        words, st.builds(Receipt, words, words, words, st.integers(), words, st.integers(), words, words), max_size=2
    ),
)


@given(entries)
def test_a_block_read_back_is_the_same(entry):
    assert as_entry(json.loads(json.dumps(as_block(entry)))) == entry


def test_the_lock_of_this_base_is_as_it_would_be_written():
    works = json.loads((ROOT / "references.lock").read_text(encoding="utf-8"))["works"]
    for block in works.values():
        if block["record"].get("authors") == []:
            del block["record"]["authors"]
    assert {key: as_block(as_entry(block)) for key, block in works.items()} == works
