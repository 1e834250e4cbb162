"""What is known of a work follows what references.bib says now, and falls through the graph when a work falls."""

import json
import shutil
from dataclasses import replace

import networkx as nx
import pytest
from bases import ROOT, lines_of, problems_of

from build_tools import pipeline
from build_tools.counts import count
from build_tools.model import LockEntry, Override, Source
from build_tools.outcomes import newest, settle
from build_tools.place import Place


def change_lock(root, change):
    path = root / "references.lock"
    lock = json.loads(path.read_text(encoding="utf-8"))
    change(lock["works"])
    path.write_text(json.dumps(lock, ensure_ascii=False), encoding="utf-8")


def claim_of(problem):
    return problem.where.file.rpartition("/")[2].removesuffix(".yaml")


def resting_on(kb, key):
    """Every claim that rests on a work, by a reachability of its own over the files' records."""
    depends = nx.DiGraph(
        (claim.id, link.to) for claim in kb.claims.values() for link in claim.relates if link.how == "depends-on"
    )
    direct = {claim.id for claim in kb.claims.values() if any(item.work == key for item in claim.evidence)}
    return direct | {claim for claim in depends if any(nx.has_path(depends, claim, end) for end in direct if end in depends)}


BEFORE = pipeline.read(ROOT)
SAID_BEFORE = pipeline.check(BEFORE)
MOST_USED = sorted(BEFORE.works, key=lambda key: (-len(resting_on(BEFORE, key)), key))[:3]
QUOTES = [quote for claim in BEFORE.claims.values() for quote in claim.quotes()]
STANDINGS = {
    "retracted": "retracted_evidence",
    "withdrawn": "retracted_evidence",
    "concern": "evidence_under_concern",
    "corrected": "corrected_evidence",
}


@pytest.mark.parametrize("standing", STANDINGS)
@pytest.mark.parametrize("key", MOST_USED)
def test_one_flipped_work_names_every_claim_that_rests_on_it(copy_of_base, key, standing):
    def flip(works):
        works[key]["standing"] = {"is": standing, "notices": [{"kind": "retraction", "doi": "10.5555/notice"}]}

    change_lock(copy_of_base, flip)
    kb, problems = problems_of(copy_of_base)
    expected = resting_on(BEFORE, key)
    found = [problem for problem in problems if problem.check == STANDINGS[standing] and problem not in SAID_BEFORE]
    assert len(expected) > 10
    assert {claim_of(problem) for problem in found} == expected
    assert all("retracted" not in problem.message for problem in found) == (STANDINGS[standing] != "retracted_evidence")
    if standing in ("retracted", "withdrawn"):
        fallen = [one for found in kb.levels.values() for one in found.weighed if one.item.work == key]
        assert fallen
        assert not any(one.counted for one in fallen)


def test_an_override_says_that_a_notice_was_read(copy_of_base):
    key = MOST_USED[0]
    change_lock(copy_of_base, lambda works: works[key].update(standing={"is": "retracted", "notices": []}))
    path = copy_of_base / "kb/sources.yaml"
    days = "\n      reason: It was read.\n      on: 2026-11-24\n      until: 2027-11-24\n"
    override = f"{key}:\n  overrides:\n    - field: standing\n      record: retracted{days}"
    path.write_text(path.read_text(encoding="utf-8").replace(f"{key}:\n", override, 1), encoding="utf-8")
    _, problems = problems_of(copy_of_base)
    assert [problem for problem in problems if problem.level == "error"] == []
    kb = pipeline.read(copy_of_base, "2028-01-01")
    assert {problem.check for problem in pipeline.check(kb) if problem.level == "error"} == {
        "retracted_evidence",
        "expired_override",
    }


def test_a_block_taken_out_makes_it_could_not_check(copy_of_base):
    key = next(key for key in BEFORE.works if BEFORE.lock_entry(key).outcome == "matches")
    change_lock(copy_of_base, lambda works: works.pop(key))
    kb, problems = problems_of(copy_of_base)
    assert kb.lock_entry(key).outcome == "could not check"
    assert f"nothing is known of '{key}' from outside" in lines_of(problems)
    before, after = count(BEFORE).citations, count(kb).citations
    assert (after.verified, after.unchecked) == (before.verified - 1, before.unchecked + 1)


@pytest.fixture
def without_texts(copy_of_base):
    shutil.rmtree(copy_of_base / "kb/texts", ignore_errors=True)
    return copy_of_base


def test_without_a_lock_nothing_passes(without_texts):
    (without_texts / "references.lock").unlink()
    counts = count(pipeline.read(without_texts))
    assert (counts.citations.verified, counts.citations.failed) == (0, 0)
    assert (counts.quotes.verified, counts.quotes.failed) == (0, 0)
    assert (counts.citations.unchecked, counts.quotes.unchecked) == (counts.works, len(QUOTES))


def test_receipts_taken_out_are_no_passes(without_texts):
    change_lock(without_texts, lambda works: [block.pop("quotes", None) for block in works.values()])
    counts = count(pipeline.read(without_texts)).quotes
    assert (counts.verified, counts.failed, counts.unchecked) == (0, 0, len(QUOTES))


def test_a_record_taken_out_is_no_match(copy_of_base):
    change_lock(copy_of_base, lambda works: [block.pop("record") for block in works.values()])
    assert count(pipeline.read(copy_of_base)).citations.verified == 0


SPOILT = {
    "title": (lambda text: text.replace("title = {", "title = {Not ", 1), "differs", "field_differs"),
    "doi": (lambda text: text.replace("doi = {10.", "doi = {10.5555/x", 1), "could not check", "unasked_identifier"),
}


@pytest.mark.parametrize("what", SPOILT)
def test_a_match_follows_references_bib(copy_of_base, what):
    spoil, outcome, check = SPOILT[what]
    path = copy_of_base / "references.bib"
    head, entry = path.read_text(encoding="utf-8").split("@article{bahsoun2019impact", 1)
    path.write_text(f"{head}@article{{bahsoun2019impact{spoil(entry)}", encoding="utf-8")
    kb, problems = problems_of(copy_of_base)
    assert BEFORE.lock_entry("bahsoun2019impact").outcome == "matches"
    assert kb.lock_entry("bahsoun2019impact").outcome == outcome
    assert [problem.check for problem in problems if problem.level == "error"] == [check]


WORK = BEFORE.works["bahsoun2019impact"]
ENTRY = BEFORE.lock["bahsoun2019impact"]


def settled(entry, *overrides, on="2026-11-24"):
    place = Place.top("kb/sources.yaml")
    sources = {WORK.key: Source(place, WORK.key, overrides=overrides)}
    entries, compared = settle({WORK.key: WORK}, {WORK.key: entry}, sources, on)
    return entries[WORK.key].outcome, compared[WORK.key]


def test_overrides_hold_for_what_they_name_and_until_their_day():
    entry = replace(ENTRY, record=replace(ENTRY.record, year="2014", years=()))
    override = Override(Place.top("kb/sources.yaml"), "year", "2014", "Seen.", "2026-11-24", "2027-11-24")
    assert settled(entry)[0] == "differs"
    outcome, compared = settled(entry, override)
    assert (outcome, compared.differences, len(compared.overridden)) == ("matches", (), 1)
    assert settled(entry, override, on="2027-11-24")[0] == "matches"
    assert settled(entry, override, on="2027-11-25")[0] == "differs"
    assert settled(entry, override, on="unknown")[0] == "matches"
    assert settled(entry, replace(override, record="2013"))[0] == "differs"
    assert settled(entry, replace(override, field="volume"))[0] == "differs"


def test_an_identifier_that_a_registry_gave_to_another_work_stays_told():
    entry = replace(ENTRY, outcome="differs", differs=("pmid", "title"))
    outcome, compared = settled(entry)
    assert (outcome, [(one.field, one.level) for one in compared.differences]) == ("differs", [("pmid", "error")])
    entry = replace(entry, identifiers={**entry.identifiers, "pmid": "1"})
    assert settled(entry)[0] == "could not check"


def test_what_nobody_confirmed_differs_only_as_a_warning():
    entry = replace(ENTRY, outcome="could not check", record=replace(ENTRY.record, year="2014"))
    outcome, compared = settled(entry)
    assert outcome == "could not check"
    assert [(one.field, one.level) for one in compared.differences] == [("year", "warning")]


def test_the_newest_day():
    assert newest({}) == "unknown"
    assert newest({"a": LockEntry("could not check")}) == "unknown"
    assert newest(BEFORE.lock) == BEFORE.on
