"""Hostile and careless YAML is refused with its place and in no time; plain YAML is kept as the text that was typed."""

import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_tools import pipeline
from build_tools.files import HIDDEN, read_text
from build_tools.yaml_reader import MAX_DEPTH, read_yaml

FILE = "a.yaml"
CLAIM = """statement: Cells in a dish divide.
kind: causal
scope: {cells: msc, species: [human, mouse], passage: 3-4}
asserted_by:
  - source: some-page
    quote: "cells in a \\u00b5-dish divide"
    where: Growth
    modality: asserted
    cites: [smith2020]
evidence:
  - work: smith2020
    stance: supports
    design: in-vitro
    subject: {species: human, passage: unknown, n: 3 donors}
    finding: >-
      The cells divided,
      and went on.
relates:
  - {to: other-claim, how: refines, note: 'It''s narrower.'}
note: Größe.
"""


def read(text):
    """What was read and every problem as (place, check, message), within two seconds."""
    start = time.process_time()
    tree, problems = read_yaml(FILE, text)
    assert time.process_time() - start < 2
    return tree, [(f"{p.where.line}:{p.where.column}", p.check, p.message) for p in problems]


def bare(value):
    """A value without its places."""
    if isinstance(value, dict):
        return {key: bare(inner) for key, inner in value.items() if key != "@place"}
    return [bare(inner) for inner in value] if isinstance(value, list) else value


BOMB = "a: &a [x, x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(20))
TAGGED = "tag '{}' is not allowed"
DEEP = f"nested more than {MAX_DEPTH} levels deep"
NO_FIELDS = "expected `field: value` lines"
UNREADABLE = "cannot be read as YAML: "
EMPTY = ("1:1", "unreadable_yaml", "this file holds nothing")

HOSTILE = (
    # Y1, Y2: anchors and aliases
    ("alias bomb", BOMB, ("1:4", "forbidden_yaml", "anchor '&a' is not allowed")),
    ("alias cycle", "a: &x [*x]", ("1:4", "forbidden_yaml", "anchor '&x' is not allowed")),
    ("alias", "a: b\nc: *x", ("2:4", "forbidden_yaml", "alias '*x' is not allowed")),
    ("anchor on a key", "&x a: b", ("1:1", "forbidden_yaml", "anchor '&x' is not allowed")),
    ("merge key", "a: b\n<<: {c: d}", ("2:1", "forbidden_yaml", "merge key '<<' is not allowed")),
    # Y3: a key twice
    ("key twice", "a: 1\nb: 2\na: 3", ("3:1", "repeated_key", "'a' is given twice")),
    ("key twice, once in quotes", "a: 1\n'a': 2", ("2:1", "repeated_key", "'a' is given twice")),
    ("key twice below", "a:\n  - b: 1\n    b: 2", ("3:5", "repeated_key", "'b' is given twice")),
    # Y5, Y10: tags
    ("tag of a number", "a: !!int abc", ("1:4", "forbidden_yaml", TAGGED.format("!!int"))),
    ("tag of a date", "a: !!timestamp x", ("1:4", "forbidden_yaml", TAGGED.format("!!timestamp"))),
    ("tag of a list", "a: !!set [b]", ("1:4", "forbidden_yaml", TAGGED.format("!!set"))),
    (
        "tag of Python",
        "a: !!python/object/apply:os.system ['x']",
        ("1:4", "forbidden_yaml", TAGGED.format("!!python/object/apply:os.system")),
    ),
    ("tag of one's own", "a: !mine b", ("1:4", "forbidden_yaml", TAGGED.format("!mine"))),
    # Y6: deep nesting
    ("brackets", "a: " + "[" * 100_000, ("1:15", "forbidden_yaml", DEEP)),
    ("dashes", "- " * 100_000, ("1:25", "forbidden_yaml", DEEP)),
    ("braces", "{a: " * 100_000, ("1:49", "forbidden_yaml", DEEP)),
    ("keys of keys", "? " * 100_000, ("1:3", "forbidden_yaml", "a list or mapping is used as a key")),
    ("braces as keys", "{" * 100_000, ("1:2", "forbidden_yaml", "a list or mapping is used as a key")),
    ("steps", "".join(" " * n + "a:\n" for n in range(400)), ("13:13", "forbidden_yaml", DEEP)),
    # Y8: half characters; hidden characters as escapes
    ("half a character", 'a: "b\\ud800"', ("1:8", "unreadable_yaml", UNREADABLE + "found invalid Unicode character escape code")),
    (
        "half a character in a key",
        '"\\udfff": b',
        ("1:4", "unreadable_yaml", UNREADABLE + "found invalid Unicode character escape code"),
    ),
    ("escaped NUL", 'a: "b\\0"', ("1:4", "hidden_character", "hidden character U+0000, written as an escape")),
    ("escaped line separator", 'a: ["\\L"]', ("1:5", "hidden_character", "hidden character U+2028, written as an escape")),
    ("escape in a key", '"a\\u200b": b', ("1:1", "hidden_character", "hidden character U+200B, written as an escape")),
    # the row Y11, documents
    ("two documents", "a: b\n---\nc: d", ("2:1", "forbidden_yaml", "a second document starts here")),
    ("empty", "", EMPTY),
    ("blank", "\n  \n", EMPTY),
    ("comment only", "# a comment\n", EMPTY),
    ("list", "- a: b", ("1:1", "wrong_shape", NO_FIELDS)),
    ("text", "just text", ("1:1", "wrong_shape", NO_FIELDS)),
    ("null", "---\n~", ("2:1", "wrong_shape", NO_FIELDS)),
    # Y14 and keys of ours
    ("key of the reader", "a: b\n'@place': c", ("2:1", "unknown_field", "'@place' is not a field")),
    # broken
    ("open quote", 'a: b\nc: "d\ne: f\n', ("2:4", "unreadable_yaml", UNREADABLE + "found unexpected end of stream")),
    ("open quote at the end", "a: 'b", ("1:4", "unreadable_yaml", UNREADABLE + "found unexpected end of stream")),
    ("open bracket", "a: [b,\nc: d\n", ("1:4", "unreadable_yaml", UNREADABLE + "did not find expected ',' or ']'")),
    ("no comma", 'a: ["b" "c"]', ("1:9", "unreadable_yaml", UNREADABLE + "did not find expected ',' or ']'")),
    ("colon", "a: b: c", ("1:5", "unreadable_yaml", UNREADABLE + "mapping values are not allowed in this context")),
    ("tab", "a:\n\tb: c", ("2:1", "unreadable_yaml", UNREADABLE + "found character that cannot start any token")),
    ("at sign", "a: @b", ("1:4", "unreadable_yaml", UNREADABLE + "found character that cannot start any token")),
    ("loose line", "a: b\nc\n", ("2:1", "unreadable_yaml", UNREADABLE + "could not find expected ':'")),
    ("unknown directive", "%FOO\n---\na: b", ("1:5", "unreadable_yaml", UNREADABLE + "found unknown directive name")),
    (
        "nothing after the last line",
        "%TAG ! x\n",
        ("1:1", "unreadable_yaml", UNREADABLE + "did not find expected <document start>"),
    ),
)


@pytest.mark.parametrize(("text", "problem"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_hostile(text, problem):
    assert read(text)[1][0] == problem


@pytest.mark.parametrize("line", ["a: x\n", "? a\n", "'@a': x\n", "a: &x y\n", 'a: "\\u200b"\n', "a: {b: 1, b: 2, b: 3}\n"])
def test_a_thousand_faults_are_all_told_in_time(line):
    _, problems = read(line * 20_000)
    assert len(problems) >= 19_999
    assert problems[-1][0].startswith("20000:")


def test_a_key_that_is_given_three_times_keeps_its_first_value():
    tree, problems = read("a: 1\na: 2\na: 3\n'@b': 4\n'@b': 5\n")
    assert bare(tree) == {"a": "1"}
    assert [place for place, _, _ in problems] == ["2:1", "3:1", "4:1", "5:1"]


def test_a_place_is_the_same_whatever_stands_elsewhere_in_its_file():
    one, other, moved = (read_yaml(FILE, text)[0] for text in ("a: {b: [c]}\n", "a: {b: [c]}\nd: e\n", "a: {b: [ c]}\n"))
    assert one["a"] == other["a"] != moved["a"]
    assert hash(one["a"]["@place"]) == hash(other["a"]["@place"])
    assert one["@place"] != other["@place"] != read_yaml("b.yaml", "a: {b: [c]}\nd: e\n")[0]["@place"]


# Y4: what YAML 1.1 takes for something else
WORDS = "NO no on Off yes true null ~ 010 0o10 0x1F 1_000 22:22 1.10 10.1000 1e3 .inf .NaN + +1 ="
DATES = "2024-01-02 2024-13-45 2001-12-14t21:59:43.10-05:00"
IMPLICIT = (*WORDS.split(), *DATES.split(), "9" * 1_000)


@pytest.mark.parametrize("written", IMPLICIT)
def test_every_scalar_is_the_text_that_was_typed(written):
    tree, problems = read(f"{written}: {written}\nlist: [{written}]\nquoted: '{written}'\n")
    assert problems == []
    assert bare(tree) == {written: written, "list": [written], "quoted": written}


def test_places_of_keys_values_and_items():
    tree, problems = read("---\na:   b\nlist:\n  - c\n  -   d: {e: f}\n  - [g]\n'größe':   'h'\n")
    assert problems == []
    place, inner = tree["@place"], tree["list"][1]["@place"]
    shown = [place.here, place.key("a"), place.value("a"), place.key("list"), place.value("list"), place.value("list", 0)]
    shown += [
        place.value("list", 1),
        inner.here,
        inner.value("d"),
        place.value("list", 2),
        place.value("list", 9),
        place.value("größe"),
    ]
    assert [f"{where.line}:{where.column}" for where in shown] == [
        "2:1", "2:1", "2:6", "3:1", "4:3", "4:5", "5:7", "5:7", "5:10", "6:5", "4:3", "7:12",
    ]  # fmt: skip
    assert tree["list"][1]["d"]["@place"].value("e").column == 14


def test_as_deep_as_it_may_be():
    brackets = MAX_DEPTH - 1
    assert read(f"a: {'[' * brackets}{']' * brackets}")[1] == []
    assert read(f"a: {'[' * (brackets + 1)}{']' * (brackets + 1)}")[1] == [(f"1:{4 + brackets}", "forbidden_yaml", DEEP)]


@pytest.mark.parametrize(
    "text", ["a: b" * 250_000, "#" * 1_000_000, " " * 1_000_000, "\n" * 1_000_000, "a: '" + "\n" * 1_000_000, "[]" * 500_000]
)
def test_large_files_take_no_time(text):
    assert len(read(text)[1]) == 1


# Y7: hidden line breaks, bidirectional controls, characters without width
@pytest.mark.parametrize("char", "\x00\x1b\x7f\x85\xad\u200b\u200e\u2028\u2029\u202e\u2066\u3164\ufe0f\ufeff\uffff\U000e0041")
@pytest.mark.parametrize(("text", "place"), [("no{}te: x\n", "1:3"), ("note: x{}y\n", "1:8"), ("note: x  # é{}\n", "1:13")])
def test_hidden_characters_in_key_value_and_comment(tmp_path, text, place, char):
    (tmp_path / FILE).write_text(text.format(char), encoding="utf-8")
    clean, problems = read_text(tmp_path, FILE)
    assert [(f"{p.where.line}:{p.where.column}", p.message) for p in problems] == [(place, f"hidden character U+{ord(char):04X}")]
    assert not HIDDEN.search(clean)
    tree, problems = read_yaml(FILE, clean)
    assert problems == []
    assert len(bare(tree)) == 1, "no hidden line break makes a second key"


def test_characters_that_yaml_does_not_know_have_a_place_too():
    assert read("a: \uffff")[1][0][:2] == ("1:1", "unreadable_yaml")


# Y13, Y14: keys that no record has
KEYS = (
    ("statment: Cells divide.", "there is no field 'statment' here", "did you mean 'statement'?"),
    (
        "zzz: Cells divide.",
        "there is no field 'zzz' here",
        "the fields here are: statement, kind, scope, asserted_by, evidence, relates, judgement, note, formerly, reviewed",
    ),
    (
        "n\u043ete: Cells divide.",
        "there is no field 'n\u043ete' here",
        "did you mean 'note'? (fields are written with the letters a-z, and others may look like them)",
    ),
    (
        "stance: supports",
        "there is no field 'stance' here",
        "it belongs to an item of evidence: indent it, and write `- ` before the first field of the item",
    ),
)


@pytest.mark.parametrize(("line", "message", "hint"), KEYS)
def test_unknown_misspelt_and_confusable_keys(base, line, message, hint):
    kb = pipeline.read(base({"kb/claims/cells/cells-divide.yaml": f"statement: Cells divide.\nkind: causal\n{line}\n"}))
    (problem,) = kb.found("unknown_field")
    assert (problem.where.line, problem.where.column, problem.message, problem.hint) == (3, 1, message, hint)


@pytest.mark.parametrize("line", ['quote: "SASP" in old cells', "quote: 'a' and 'b'", 'says: "Yes", they say'])
def test_a_text_that_begins_with_a_quote_mark_and_goes_on(line):
    _, problems = read_yaml(FILE, f"statement: a\n{line}\nkind: b\n")
    assert "a text that begins with a quote mark must end with it" in problems[0].hint


SIGNS = r"""[ ] { } &x *x !!int : - ? --- ... " ' | > # % @ << \ud800"""
JUNK = st.sampled_from(
    [
        *SIGNS.split(),
        *(f"{sign} " for sign in SIGNS.split()),
        *(f"\n{sign}\n" for sign in SIGNS.split()),
        *"\t\r\n\x00\u2028\ufeff",
        "\n  ",
        "kind: causal\n",
        "  - x\n",
        "x" * 400,
        "9" * 400,
    ]
)
PLACES = st.floats(0, 1, exclude_max=True)
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("insert"), PLACES, JUNK.map(str.encode) | st.binary(min_size=1, max_size=4)),
        st.tuples(st.just("delete"), PLACES, st.integers(1, 40)),
        st.tuples(st.just("drop line"), PLACES, st.none()),
        st.tuples(st.just("double line"), PLACES, st.none()),
        st.tuples(st.just("swap lines"), PLACES, PLACES),
    ),
    min_size=1,
    max_size=6,
)


def changed(data: bytes, changes) -> bytes:
    for what, place, extra in changes:
        at, lines = int(place * (len(data) + 1)), data.split(b"\n")
        line = int(place * len(lines))
        if what == "insert":
            data = data[:at] + extra + data[at:]
        elif what == "delete":
            data = data[:at] + data[at + extra :]
        elif what == "swap lines":
            other = int(extra * len(lines))
            lines[line], lines[other] = lines[other], lines[line]
            data = b"\n".join(lines)
        else:
            data = b"\n".join([*lines[:line], *([lines[line]] * 2 if what == "double line" else []), *lines[line + 1 :]])
    return data


@given(CHANGES)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_claim_changed_at_random_is_read_or_refused_with_a_place(changes):
    data = changed(CLAIM.encode(), changes)
    with TemporaryDirectory() as folder:
        root, name = Path(folder), "kb/claims/cells/cells-divide.yaml"
        (root / name).parent.mkdir(parents=True)
        (root / name).write_bytes(data)
        start = time.process_time()
        kb = pipeline.read(root)
        problems = pipeline.check(kb)
        assert time.process_time() - start < 2
    assert kb.claims or problems, "what is not read is told"
    lines = data.decode(errors="replace").split("\n")
    for problem in problems:
        if problem.where.file == name:
            assert 1 <= problem.where.line <= len(lines)
            assert 1 <= problem.where.column <= len(lines[problem.where.line - 1]) + 1
