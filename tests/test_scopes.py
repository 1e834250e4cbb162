"""The parts that the calculators fetch: small, complete, and fetched only where they can matter."""

import json
import shutil
import sys
from pathlib import Path

import pytest
from bases import ROOT

from build_tools import pipeline
from build_tools.exports import scopes
from build_tools.fields import Range

sys.path.insert(0, str(ROOT / "bench"))
from generate import generate

MOST = 300_000


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("large")
    generate(2000, root)
    (root / "kb/calculators").mkdir()
    shutil.copy(ROOT / "kb/calculators/what-applies.yaml", root / "kb/calculators")
    return root


def parts(files):
    index = json.loads(files["calculators/scopes.json"])
    assert {f"calculators/{part['file']}" for part in index["parts"]} == set(files) - {"calculators/scopes.json"}
    return index, {part["file"]: json.loads(files[f"calculators/{part['file']}"]) for part in index["parts"]}


def test_parts_stay_small_and_hold_every_claim_once(large):
    kb = pipeline.read(large)
    files = scopes.export(kb)
    index, rows = parts(files)
    assert len(index["parts"]) > 3
    assert max(len(data) for data in files.values()) < MOST
    assert sorted(row[0] for part in rows.values() for row in part) == sorted(kb.claims)
    assert [part["claims"] for part in index["parts"]] == [len(part) for part in rows.values()]


def test_the_list_of_parts_leads_to_every_claim_that_names_or_studied_a_passage(large):
    kb = pipeline.read(large)
    index, rows = parts(scopes.export(kb))
    for passage in (0, 1, 5, 9, 12, 40):
        here = Range(passage, passage)
        near = [part for part in index["parts"] if part["rank"] < 2 and Range(part["low"], part["high"]).overlaps(here)]
        reached = {row[0] for part in near for row in rows[part["file"]]}
        wanted = {claim.id for claim in kb.claims.values() if claim.scope.passage.overlaps(here)}
        assert wanted <= reached
        assert len(near) < len(index["parts"])


def test_a_row_says_what_the_claim_says():
    kb = pipeline.read(ROOT)
    index, rows = parts(scopes.export(kb))
    for row in (row for part in rows.values() for row in part):
        claim = dict(zip(index["fields"], row, strict=True))
        scope, found = kb.claims[claim["id"]].scope, kb.levels[claim["id"]]
        assert claim["level"] == found.level
        assert claim["passage"] == (str(scope.passage) if scope and scope.passage else None)
        assert claim["tissue"] == list(scope.tissue if scope else ())
        counted = [one.item.subject for one in found.weighed if one.counted]
        stated = {(str(one.passage), one.tissue) for one in counted if one and one.passage}
        assert {tuple(one) for one in claim["studied"]} == stated
        assert claim["unstated"] == sum(1 for one in counted if not (one and one.passage))


def test_a_base_without_such_a_calculator_has_no_parts(base):
    assert scopes.export(pipeline.read(base({"references.bib": ""}))) == {}
