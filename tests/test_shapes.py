"""Whatever is wrong with a field of any file is told by the right check at its place, and one fault never hides another."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from bases import ROOT

from build_tools import pipeline
from build_tools.fields import DAY
from build_tools.schema import ENTRIES, ONE_A_FILE

FILES = {
    "claim": "kb/claims/cells/cells-divide.yaml",
    "question": "kb/questions/cells-divide.yaml",
    "table": "kb/tables/cells-divide.yaml",
    "calculator": "kb/calculators/cells-divide.yaml",
    "terms": "kb/terms.yaml",
    "topics": "kb/topics.yaml",
    "sources": "kb/sources.yaml",
}
SCHEMAS = {name: json.loads((ROOT / f"build_tools/schemas/{name}.schema.json").read_text()) for name in FILES}
assert set(FILES) == {*ONE_A_FILE, *ENTRIES}


def resolved(name: str, node: dict[str, Any]) -> dict[str, Any]:
    """The node itself, behind references and behind 'or null'."""
    for choice in node.get("anyOf", ()):
        if choice.get("type") != "null":
            node = {**node, **choice}
    return resolved(name, SCHEMAS[name]["$defs"][node["$ref"].rpartition("/")[2]]) if "$ref" in node else node


def example(name: str, node: dict[str, Any]) -> Any:
    """A value of the node's shape, with every field that it can have."""
    node = resolved(name, node)
    if "enum" in node:
        return node["enum"][0]
    if node.get("type") == "array":
        return [example(name, node["items"])]
    if "properties" in node:
        return {field: example(name, inner) for field, inner in node["properties"].items()}
    if node.get("type") == "object":
        return {"some-key": example(name, node["additionalProperties"])}
    if node.get("pattern") == DAY:
        return "2026-11-24"
    return "3" if "pattern" in node and "unknown|\\d{4}" not in node["pattern"] else "unknown"


@dataclass(frozen=True)
class FieldOf:
    """A field of a kind of file: the way to it and its schema."""

    file: str
    path: tuple[int | str, ...]
    node: dict[str, Any]
    needed: bool

    def __str__(self) -> str:
        return ".".join([self.file, *map(str, self.path)])


def fields(name: str, node: dict[str, Any], path: tuple[int | str, ...] = ()):
    node = resolved(name, node)
    if "properties" in node:
        for field, inner in node["properties"].items():
            yield FieldOf(name, (*path, field), resolved(name, inner), field in node.get("required", ()))
            yield from fields(name, inner, (*path, field))
    elif node.get("type") == "array":
        yield from fields(name, node["items"], (*path, 0))
    elif node.get("type") == "object":
        yield from fields(name, node["additionalProperties"], (*path, "some-key"))


ALL = [field for name in FILES for field in fields(name, SCHEMAS[name])]


def kind_of(field: FieldOf) -> str:
    if "enum" in field.node:
        return "word"
    kind = field.node["type"]
    return {"array": "list", "object": "fields"}.get(kind, "text") if isinstance(kind, str) else "text"


def spoiled(field: FieldOf, change) -> tuple[Any, Any]:
    """The whole example with one thing changed, and the mapping that holds the field."""
    tree = holder = example(field.file, SCHEMAS[field.file])
    for step in field.path[:-1]:
        holder = holder[step]
    change(holder, field.path[-1])
    return tree, holder


def found(base, field: FieldOf, tree: Any, where: str | None):
    """The faults of the file as (check, place), and the place of a text in it."""
    text = json.dumps(tree, indent=1, ensure_ascii=False)
    kb = pipeline.read(base({FILES[field.file]: text, "kb/claims/cells/abc.yaml": "statement: x\nkind: causal\n"}))
    pipeline.check(kb)
    faults = [problem for check in kb.faults.values() for problem in check]
    assert {problem.where.file for problem in faults} <= {FILES[field.file]}
    lines = text.split("\n")
    line = next((n for n, line in enumerate(lines) if where and where in line), 0)
    return [(p.check, p.where.line, p.where.column) for p in faults], (line + 1, lines[line].index(where) + 1 if where else 1)


def put(value):
    def change(holder, name):
        holder[name] = value

    return change


def key(field: FieldOf) -> str:
    return str(field.path[-1])


@pytest.mark.parametrize("field", ALL, ids=str)
def test_the_example_is_valid(base, field):
    tree, _ = spoiled(field, lambda *_: None)
    assert found(base, field, tree, None)[0] == []


@pytest.mark.parametrize("field", ALL, ids=str)
def test_missing(base, field):
    tree, _ = spoiled(field, lambda holder, name: holder.pop(name))
    faults, _ = found(base, field, tree, None)
    assert [check for check, _, _ in faults] == (["missing_field"] if field.needed else [])


WRONG = {"text": [{"@": "x"}, ["x"]], "word": [{"@": "x"}, ["x"]], "list": ["MARK", {"a": "x"}], "fields": ["MARK", ["x"]]}


@pytest.mark.parametrize(("field", "wrong"), [(field, wrong) for field in ALL for wrong in WRONG[kind_of(field)]], ids=str)
def test_wrong_type(base, field, wrong):
    tree, _ = spoiled(field, put(wrong))
    faults, place = found(base, field, tree, '"MARK"' if wrong == "MARK" else None)
    faults = [fault for fault in faults if fault[0] != "unknown_field"]  # the key "@" of a mapping
    (fault,) = faults
    assert fault[0] == "wrong_shape"
    if wrong == "MARK":
        assert fault[1:] == place


FAULTY_ITEMS = [(field, ["x"], "wrong_shape") for field in ALL if kind_of(field) == "list"]
FAULTY_ITEMS += [(field, "", "missing_field") for field, *_ in FAULTY_ITEMS if field.node["items"] != {"type": "string"}]


@pytest.mark.parametrize(("field", "item", "check"), FAULTY_ITEMS, ids=str)
def test_faulty_items(base, field, item, check):
    tree, holder = spoiled(field, lambda holder, name: holder[name].append(item))
    assert len(holder[field.path[-1]]) == 2
    assert [fault[0] for fault in found(base, field, tree, None)[0]] == [check]


MAY_BE_EMPTY = {
    "claim.note",
    "claim.evidence.0.quote",
    "claim.evidence.0.where",
    "claim.relates.0.note",
    "claim.reviewed.0.note",
    "topics.some-key.summary",
    "sources.some-key.note",
    "table.note",
    "table.of",
    "table.cells.some-key.some-key.claim",
    "calculator.of",
    "calculator.inputs.0.hint",
    "calculator.inputs.0.group",
    "calculator.inputs.0.none",
}


@pytest.mark.parametrize("field", [field for field in ALL if kind_of(field) in ("text", "word")], ids=str)
def test_empty(base, field):
    tree, _ = spoiled(field, put(""))
    faults, place = found(base, field, tree, f'"{key(field)}": ""')
    column = place[1] + len(f'"{key(field)}": ')
    assert faults == ([] if str(field) in MAY_BE_EMPTY else [("missing_field", place[0], column)])


@pytest.mark.parametrize("field", [field for field in ALL if kind_of(field) == "list" and field.node.get("minItems")], ids=str)
def test_empty_list(base, field):
    tree, _ = spoiled(field, put([]))
    faults, place = found(base, field, tree, f'"{key(field)}": []')
    assert faults == [("missing_field", place[0], place[1] + len(f'"{key(field)}": '))]


@pytest.mark.parametrize("field", [field for field in ALL if "maxLength" in field.node], ids=str)
def test_too_long(base, field):
    longest = field.node["maxLength"]
    tree, _ = spoiled(field, put("x" * longest))
    assert found(base, field, tree, None)[0] == []
    tree, _ = spoiled(field, put("x" * (longest + 1)))
    faults, place = found(base, field, tree, '"' + "x" * (longest + 1))
    assert faults == [("long_text", *place)]


@pytest.mark.parametrize("field", [field for field in ALL if kind_of(field) == "word" or "pattern" in field.node], ids=str)
def test_strange_word(base, field):
    tree, _ = spoiled(field, put("strange"))
    faults, place = found(base, field, tree, '"strange"')
    check = "bad_range" if key(field) in ("passage", "doublings", "ahead") else "unknown_value"
    assert faults == [(check, *place)]


@pytest.mark.parametrize("field", ALL, ids=str)
def test_unknown_key(base, field):
    """Beside the field, with its own name misspelt."""
    name = f"{key(field)}zz"
    tree, _ = spoiled(field, lambda holder, _: holder.__setitem__(name, "x"))
    faults, place = found(base, field, tree, f'"{name}"')
    assert faults == [("unknown_field", *place)]


MANY = {
    "kb/claims/cells/many-faults.yaml": """\
kind: guess
colour: red
scope: {cells: nobody, species: ['', mouse], passage: P3}
asserted_by:
  - source: nobody2020
    quote: too short
    where: Growth
    modality: maybe
evidence:
  - work: nobody2021
    stance: supports
    design: in-vitro
relates: [many-faults, {to: nowhere, how: refines}]
note:
""",
    "kb/terms.yaml": "human:\n  label: Human\n  definition: One of us.\nmouse: a small animal\n",
    "kb/topics.yaml": "cells:\n  summary: No title.\n",
    "kb/sources.yaml": "nobody2020: [x]\n",
}


def test_many_faults_in_one_run(base):
    kb = pipeline.read(base(MANY))
    problems = [(str(p.where).removeprefix("kb/"), p.check, p.message) for p in pipeline.check(kb)]
    claim = "claims/cells/many-faults.yaml"
    assert problems == [
        (f"{claim}:1:1", "missing_field", "field 'statement' is missing"),
        (f"{claim}:1:7", "unknown_value", "'guess' is not a word for 'kind'"),
        (f"{claim}:2:1", "unknown_field", "there is no field 'colour' here"),
        (f"{claim}:3:16", "unknown_term", "no term 'nobody' in kb/terms.yaml"),
        (f"{claim}:3:34", "missing_field", "'species, item 1' is empty"),
        (f"{claim}:3:55", "bad_range", "'P3' is not a range"),
        (f"{claim}:5:13", "unknown_source", "no entry 'nobody2020' in references.bib"),
        (f"{claim}:6:12", "quote_length", "the quote has 2 words; 4 to 25 are allowed"),
        (f"{claim}:8:15", "unknown_value", "'maybe' is not a word for 'modality'"),
        (f"{claim}:10:5", "missing_field", "field 'finding' is missing"),
        (f"{claim}:13:11", "wrong_shape", "'relates, item 1' has the wrong shape: many-faults"),
        (f"{claim}:13:29", "unknown_claim", "there is no claim 'nowhere'"),
        ("sources.yaml:1:1", "unknown_source", "no entry 'nobody2020' in references.bib"),
        ("sources.yaml:1:13", "wrong_shape", "'nobody2020' is not an entry"),
        ("terms.yaml:4:8", "wrong_shape", "'mouse' is not an entry"),
        ("topics.yaml:1:1", "missing_field", "field 'title' is missing"),
    ]


def test_places_after_items_that_were_taken_out(base):
    claims = "['', good-claim, [x], bad-claim, '', worse-claim]"
    root = base({"kb/questions/why.yaml": f"question: Why?\nanswer:\n  - says: So.\n    claims: {claims}\n"})
    problems = pipeline.check(pipeline.read(root))
    columns = [13 + claims.index(part) for part in ("'', good", "good", "[x]", "bad", "'', worse", "worse")]
    assert [problem.where.column for problem in problems] == columns


IDS = (
    ("abc", ""),
    ("a" * 80, ""),
    ("8-to-12", ""),
    ("console", ""),
    ("com10", ""),
    ("ab", "3 to 80"),
    ("a" * 81, "3 to 80"),
    ("Abc", "3 to 80"),
    ("a_b", "3 to 80"),
    ("-abc", "3 to 80"),
    ("a.b", "3 to 80"),
    ("\u0430bc", "3 to 80"),
    ("a bc", "3 to 80"),
    ("abc\n", "3 to 80"),
    ("..", "3 to 80"),
    ("", "3 to 80"),
    ("con", "Windows"),
    ("nul", "Windows"),
    ("lpt1", "Windows"),
)


@pytest.mark.parametrize(("identity", "hint"), IDS)
def test_ids_of_files_and_entries(base, identity, hint):
    root = base({f"kb/questions/{identity}.yaml": "question: Why?\nanswer:\n  - {says: So., claims: [abc]}\n"})
    base({"kb/terms.yaml": json.dumps({identity: {"label": "x", "definition": "y"}})})
    problems = pipeline.read(root).found("bad_id")
    assert [problem.hint[: len(hint)] for problem in problems] == ([hint] * 2 if hint else [])


@pytest.mark.parametrize("name", ["kb/terms.yaml", "kb/topics.yaml", "kb/sources.yaml"])
def test_files_of_entries_that_cannot_be_read(base, name):
    problems = pipeline.check(pipeline.read(base({name: "a: [\n"})))
    assert [(problem.where.file, problem.check) for problem in problems] == [(name, "unreadable_yaml")]


def test_a_record_of_which_too_little_is_left(base):
    kb = pipeline.read(
        base({"kb/questions/why.yaml": "ask: [x]\n", "kb/tables/growth.yaml": "rows: []\ncolumns: x\ncells: {}\n"})
    )
    assert (len(kb.questions), len(kb.tables)) == (0, 0)
    assert [(p.where.file, p.message) for p in kb.found("missing_field")] == [
        ("kb/questions/why.yaml", "field 'question' is missing"),
        ("kb/questions/why.yaml", "field 'answer' is missing"),
        ("kb/tables/growth.yaml", "field 'title' is missing"),
        ("kb/tables/growth.yaml", "'rows' is empty"),
    ]


def test_long_values_are_shown_in_part(base):
    kb = pipeline.read(base({"kb/claims/cells/abc.yaml": f"statement: x\nkind: {'k' * 99}\n"}))
    assert [problem.message for problem in kb.found("unknown_value")] == [f"'{'k' * 57}…' is not a word for 'kind'"]
