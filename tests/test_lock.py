"""A lock is read block by block; whatever is wrong with it is told with its line, and nothing else is lost."""

import json

import pytest

from build_tools.lock import read_lock
from build_tools.model import Asked, LockEntry

HINT = "restore the last good references.lock; it is written by the tools, not by hand"
FULL = {
    "outcome": "differs",
    "why": "The title differs.",
    "differs": ["title"],
    "asked": [{"who": "page", "address": "https://example.org", "copy": "own", "recorded": "2026-11-24"}],
    "record": {"title": "Cells in a dish \U0001f600"},
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
        record={"title": "Cells in a dish \U0001f600"},
        standing="retracted",
        notices=({"kind": "retraction", "date": "2026"},),
        read="abstract",
    )


OUTCOMES = "matches, differs, not found, could not check"
READS = "fulltext, excerpt, abstract, record, none"
SHAPELESS = "the block of 'bad' has not the fields that the tools write"
BLOCKS = (
    ('{"outcome": "fine"}', f"the block of 'bad' cannot be read: 'fine' is no outcome; known are {OUTCOMES}"),
    ('{"outcome": "matches", "read": "all"}', f"the block of 'bad' cannot be read: 'all' is no read; known are {READS}"),
    ('{"outcome": "matches", "why": "\\ud83d"}', "the block of 'bad' cannot be read: it holds half of a character"),
    ('{"outcome": ["matches"]}', SHAPELESS),
    ('{"outcome": "matches", "asked": [{"whom": "page"}]}', SHAPELESS),
    ('{"outcome": "matches", "standing": "good"}', SHAPELESS),
    ('{"outcome": "matches", "differs": 3}', SHAPELESS),
    ("{}", SHAPELESS),
    ("null", SHAPELESS),
    ('"matches"', SHAPELESS),
    ("[]", SHAPELESS),
)


@pytest.mark.parametrize(("block", "message"), BLOCKS)
def test_a_bad_block_has_its_line_and_leaves_the_others(base, block, message):
    fine = '{"outcome": "matches"}'
    text = f'{{"version": 1,\n"works": {{\n  "good": {fine},\n  "bad": {block},\n  "last": {fine}}}}}'
    entries, problems = read(base, text)
    assert problems == [(4, 1, message)]
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
