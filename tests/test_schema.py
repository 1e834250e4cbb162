"""The committed JSON Schemas are what the shapes say, and accept the base as an editor's tools would read it."""

import json
import re

import jsonschema
import pytest
import referencing
import yaml
from bases import ROOT
from referencing.jsonschema import DRAFT202012

from build_tools import pipeline
from build_tools.counts import count
from build_tools.model import Problem, Where
from build_tools.registry import names
from build_tools.report import text
from build_tools.schema import OWN, schemas, write_own_schemas

KB = pipeline.read(ROOT)
FOLDER = ROOT / "build_tools/schemas"
FILES = {
    "claim": "kb/claims/*/*.yaml",
    "question": "kb/questions/*.yaml",
    "table": "kb/tables/*.yaml",
    "calculator": "kb/calculators/*.yaml",
    "terms": "kb/terms.yaml",
    "topics": "kb/topics.yaml",
    "sources": "kb/sources.yaml",
}


@pytest.mark.parametrize("name", FILES)
def test_committed_schema_is_current(name):
    committed = (FOLDER / f"{name}.schema.json").read_bytes()
    assert committed == schemas()[f"{name}.schema.json"], "run `kb schema`"


@pytest.mark.parametrize("name", FILES)
def test_base_fits_its_schema(name):
    schema = json.loads((FOLDER / f"{name}.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    files = sorted(ROOT.glob(FILES[name]))
    assert files
    for file in files:
        value = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506  every scalar as text
        assert [error.message for error in validator.iter_errors(value)] == [], file


def test_schema_refuses_what_the_reader_refuses():
    validator = jsonschema.Draft202012Validator(json.loads((FOLDER / "claim.schema.json").read_text()))
    good = {"statement": "Cells age.", "kind": "causal"}
    assert validator.is_valid(good)
    for change in ({"kind": "guess"}, {"colour": "red"}, {"scope": {"passage": "P3"}}, {"statement": ""}):
        assert not validator.is_valid(good | change)
    assert "@place" not in (FOLDER / "claim.schema.json").read_text()


def properties(node, path=""):
    """Every field of a schema, by its path."""
    if isinstance(node, list):
        for part in node:
            yield from properties(part, path)
    elif isinstance(node, dict):
        for name, part in node.get("properties", {}).items():
            yield f"{path}/{name}", part
        for name, part in node.items():
            yield from properties(part, f"{path}/{name}")


@pytest.mark.parametrize("name", FILES)
def test_every_field_and_every_word_is_explained(name):
    schema = json.loads((FOLDER / f"{name}.schema.json").read_text())
    assert schema["description"]
    found = dict(properties(schema))
    assert found
    for path, field in found.items():
        assert field.get("description") or "$ref" in field, path
        assert len(field.get("enum", ())) == len(field.get("enumDescriptions", ())), path
        assert {"type": "null"} not in field.get("anyOf", ()), f"{path}: the reader takes no null"
    assert all(kind.get("description") for kind in schema.get("$defs", {}).values())


# --- with the ids of a base ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """The schemas that know the ids of the real base, as an editor would load them."""
    root = tmp_path_factory.mktemp("base")
    assert write_own_schemas(KB, root) == len(schemas()) + 1
    assert write_own_schemas(KB, root) == 0
    loaded = {path.name: json.loads(path.read_text()) for path in (root / OWN).iterdir()}
    resources = [(name, DRAFT202012.create_resource(schema)) for name, schema in loaded.items()]
    return loaded, referencing.Registry().with_resources(resources)


@pytest.mark.parametrize("name", FILES)
def test_base_fits_the_schemas_with_ids(name, own):
    loaded, registry = own
    validator = jsonschema.Draft202012Validator(loaded[f"{name}.schema.json"], registry=registry)
    for file in sorted(ROOT.glob(FILES[name])):
        value = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506  every scalar as text
        assert [error.message for error in validator.iter_errors(value)] == [], file


def test_every_id_is_proposed_with_its_name(own):
    kinds = own[0]["ids.schema.json"]["$defs"]
    for name, things, of in (("claims", KB.claims, "statement"), ("works", KB.works, "citation"), ("terms", KB.terms, "label")):
        assert kinds[name]["enum"] == list(things)
        assert kinds[name]["enumDescriptions"] == [getattr(thing, of) for thing in things.values()]
    assert list(own[0]["sources.schema.json"]["properties"]) == list(KB.works)
    asked = {part["$ref"] for schema in own[0].values() for _, field in properties(schema) for part in in_all(field)}
    assert {ref for ref in asked if ref.startswith("ids")} == {f"ids.schema.json#/$defs/{kind}" for kind in kinds}


def in_all(node):
    """Every mapping with a reference below a part of a schema."""
    parts = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [*([node] if isinstance(node, dict) and "$ref" in node else []), *(found for part in parts for found in in_all(part))]


def test_an_id_that_is_not_known_yet_is_no_fault_in_an_editor(own):
    loaded, registry = own
    validator = jsonschema.Draft202012Validator(loaded["claim.schema.json"], registry=registry)
    good = {"statement": "Cells age.", "kind": "causal", "relates": [{"to": "written-a-minute-ago", "how": "refines"}]}
    assert validator.is_valid(good)
    assert not validator.is_valid(good | {"kind": "guess"})


def test_committed_schemas_know_no_ids():
    for path in FOLDER.iterdir():
        assert "turinetto2016senescence" not in path.read_text()


def test_a_base_without_anything_has_schemas(tmp_path):
    assert write_own_schemas(pipeline.read(tmp_path), tmp_path) == len(schemas()) + 1
    ids = json.loads((tmp_path / OWN / "ids.schema.json").read_text())
    assert ids["$defs"]["claims"] == {"type": "string"}


# --- VS Code -------------------------------------------------------------------------------------


def vscode(name):
    return json.loads((ROOT / f".vscode/{name}.json").read_text())


def test_editor_settings_point_at_every_schema_and_every_file():
    settings = vscode("settings")["yaml.schemas"]
    assert {f"./{OWN}/{name}.schema.json": files for name, files in FILES.items()} == settings


def test_tasks_are_commands_and_read_what_they_print():
    tasks = {task["label"]: task for task in vscode("tasks")["tasks"]}
    assert {task["args"][0] for task in tasks.values()} <= set(names("commands"))
    pattern = tasks["kb check"]["problemMatcher"]["pattern"]
    where = Where("kb/claims/cells/old-cells.yaml", 12, 7)
    for level in ("error", "warning"):
        line = text.report(ROOT, [Problem(where, "a: b", "c", "unknown_value", level)], count(KB)).splitlines()[0]
        match = re.match(pattern["regexp"], line)
        told = [match[pattern[part]] for part in ("file", "line", "column", "severity", "code", "message")]
        assert told == [where.file, "12", "7", level, "unknown_value", "a: b"]
