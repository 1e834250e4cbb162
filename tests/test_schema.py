"""The committed JSON Schemas are what the shapes say, and accept the base as an editor's tools would read it."""

import json

import jsonschema
import pytest
import yaml
from bases import ROOT

from build_tools.schema import schemas

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


def test_editor_settings_point_at_every_schema():
    settings = json.loads((ROOT / ".vscode/settings.json").read_text())["yaml.schemas"]
    assert {path.removeprefix("./build_tools/schemas/") for path in settings} == {path.name for path in FOLDER.iterdir()}
