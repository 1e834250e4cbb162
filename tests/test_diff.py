"""What a change does to the graph: things, parts, levels with their causes, problems; in real repositories."""

import json
import re
import subprocess
from dataclasses import replace
from itertools import pairwise

import jsonschema
import pytest
from bases import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from payloads import PAYLOADS
from test_cli import kb as run
from test_history import BIB, CELLS, CLAIM, commit, git
from test_reports import spans

from build_tools import pipeline
from build_tools.between import between
from build_tools.difference import KINDS, Change, Edit, Shift, Unread, Version, differ
from build_tools.differences import json as as_json
from build_tools.differences import markdown, text
from build_tools.differences.text import LONGEST, contrast
from build_tools.place import Problem, Where
from build_tools.registry import members
from build_tools.vocabulary import LEVELS

SMITH = "@article{smith2020, author = {Smith, A}, title = {Cells age}, journal = {J}, year = {2020}, doi = {10.5555/s}}\n"
JONES = "@article{jones2021, author = {Jones, B}, title = {Cells rest}, journal = {K}, year = {2021}, doi = {10.5555/j}}\n"
SHOWN = "evidence:\n  - {work: smith2020, stance: supports, design: in-vitro, finding: They aged.}\n"
RESTING = CLAIM.replace("age.", "rest.")
AGE = f"{CELLS}/cells-age.yaml"
REST = f"{CELLS}/cells-rest.yaml"
TODAY = "2026-11-25"
SCHEMA = json.loads(as_json.SCHEMA.read_text())


@pytest.fixture
def repository(tmp_path):
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, {"references.bib": BIB + SMITH + JONES, AGE: CLAIM + SHOWN, REST: RESTING})
    return tmp_path


def told(root, base="HEAD", head=""):
    return between(root, base, head, TODAY)


def changes(root, base="HEAD", head=""):
    return [(change.kind, change.how, change.of, change.name) for change in told(root, base, head).changes]


def write(root, files):
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content)


WORKS = {"smith2020": ("Cells age", "Smith, A", "J", "2020"), "jones2021": ("Cells rest", "Jones, B", "K", "2021")}


def lock(root, key, outcome="matches", **standing):
    """Write what the registries say of a work into the lock."""
    path = root / "references.lock"
    blocks = json.loads(path.read_text())["works"] if path.exists() else {}
    title, author, container, year = WORKS[key]
    record = {"title": title, "authors": [author], "container": container, "year": year, "type": "article"}
    asked = [{"who": "Crossref", "recorded": "2026-11-20"}]
    block = {"outcome": outcome, "asked": asked, "identifiers": {"doi": f"10.5555/{key[0]}"}}
    block |= {"record": record} if outcome == "matches" else {"why": "nobody knows it"}
    blocks[key] = block | ({"standing": standing} if standing else {})
    path.write_text(json.dumps({"version": 1, "works": blocks}))


# --- things --------------------------------------------------------------------------------------


def test_nothing_changes_nothing(repository):
    assert told(repository).is_empty
    assert told(repository, "HEAD", "HEAD").is_empty
    done = run("diff", "HEAD", root=repository)
    assert done.returncode == 0
    assert done.stdout.splitlines()[0].endswith(" to the files as they are: nothing changes.")


def test_order_place_and_comments_are_no_change(repository):
    write(repository, {AGE: f"# a remark\n{SHOWN}{CLAIM}"})
    assert told(repository).is_empty


def test_a_changed_finding_is_shown_old_and_new(repository):
    write(repository, {AGE: CLAIM + SHOWN.replace("They aged", "They grew old")})
    (change,) = told(repository).changes
    assert change == Change(
        "evidence", "changed", "smith2020", "cells-age", "", (Edit("finding", "They aged.", "They grew old."),)
    )
    assert "~ evidence smith2020: finding “They aged.” → “They grew old.”" in run("diff", "HEAD", root=repository).stdout


def test_of_several_items_of_one_work_only_the_one_that_changed_is_told(repository):
    two = "  - {work: smith2020, stance: supports, design: in-vivo, finding: They slowed.}\n"
    commit(repository, {AGE: CLAIM + SHOWN + two})
    write(repository, {AGE: CLAIM + "evidence:\n" + two.replace("slowed", "stopped") + SHOWN.removeprefix("evidence:\n")})
    (change,) = told(repository).changes
    assert (change.how, change.edits) == ("changed", (Edit("finding", "They slowed.", "They stopped."),))


def test_two_commits_are_compared_and_the_files_are_not(repository):
    commit(repository, {AGE: CLAIM})
    write(repository, {REST: "nonsense"})
    assert changes(repository, "HEAD~1", "HEAD") == [("evidence", "removed", "cells-age", "smith2020")]
    assert changes(repository, "HEAD", "HEAD~1") == [("evidence", "added", "cells-age", "smith2020")]


def test_a_claim_that_moved_to_another_topic_is_the_same_claim(repository):
    (repository / "kb/claims/dishes").mkdir()
    git(repository, "mv", REST, "kb/claims/dishes/cells-rest.yaml")
    found = [change for change in told(repository).changes if change.kind == "claim"]
    assert [(change.how, change.name, change.edits) for change in found] == [
        ("changed", "cells-rest", (Edit("topic", "cells", "dishes"),))
    ]


def test_a_quote_that_was_found_is_no_change_of_the_graph_and_still_told(repository):
    text = "licence: CC0\naddress: https://example.org\nscope: fulltext\n\nSo cells age in any dish, always.\n"
    write(repository, {"kb/texts/page.txt": text})
    found = told(repository)
    assert (found.changes, found.is_empty) == ((), False)
    assert "more or less was checked" in run("diff", "HEAD", root=repository).stdout


def test_what_the_base_got_since_they_parted_is_no_part_of_a_change(repository):
    git(repository, "checkout", "--quiet", "-b", "side")
    commit(repository, {AGE: CLAIM})
    git(repository, "checkout", "--quiet", "main")
    commit(repository, {f"{CELLS}/cells-move.yaml": CLAIM})
    mine = [("evidence", "removed", "cells-age", "smith2020")]
    both = [change[1:2] for change in changes(repository, "main", "side")]
    assert both == [("removed",), ("removed",), ("removed",)]  # the claim, its assertion, and the evidence of the other claim
    git(repository, "checkout", "--quiet", "side")
    for head in ("side", ""):
        found = between(repository, "main", head, TODAY, parted=True).changes
        assert [(change.kind, change.how, change.of, change.name) for change in found] == mine
    assert "cells-move" not in run("diff", "main", "--parted", root=repository).stdout
    git(repository, "checkout", "--quiet", "--orphan", "other")
    commit(repository, {})
    done = run("diff", "main", "--parted", root=repository)
    assert (done.returncode, done.stdout, "have no commit in common" in done.stderr) == (2, "", True)


# --- names ---------------------------------------------------------------------------------------


def test_formerly_makes_a_renaming_of_two_files_that_have_nothing_in_common(repository):
    (repository / REST).unlink()
    other = "kind: definition\nstatement: Quiescence is a rest of cells.\nformerly: [cells-rest]\n"
    write(repository, {f"{CELLS}/quiescence-is-rest.yaml": other})
    git(repository, "add", "--all")
    found = told(repository)
    assert [(change.how, change.name, change.was) for change in found.changes if change.kind == "claim"] == [
        ("renamed", "quiescence-is-rest", "cells-rest")
    ]
    assert [shift.claim for shift in found.shifts if not (shift.before and shift.after)] == []
    assert "  → quiescence-is-rest (was cells-rest)" in run("diff", "HEAD", root=repository).stdout


def test_git_tells_of_a_renaming_that_the_editor_did_not_note(repository):
    git(repository, "mv", REST, f"{CELLS}/resting-cells.yaml")
    assert [(change.how, change.was, change.edits) for change in told(repository).changes] == [("renamed", "cells-rest", ())]


def test_links_to_a_renamed_claim_are_no_change(repository):
    link = "relates: [{to: cells-rest, how: refines}]\n"
    commit(repository, {AGE: CLAIM + link})
    git(repository, "mv", REST, f"{CELLS}/resting-cells.yaml")
    write(repository, {AGE: CLAIM + link.replace("cells-rest", "resting-cells")})
    assert changes(repository) == [("claim", "renamed", "", "resting-cells")]


# --- levels and why ------------------------------------------------------------------------------


def shifts(root):
    return {shift.claim: shift for shift in told(root).shifts}


def test_added_evidence_moves_a_level_and_says_so(repository):
    write(repository, {REST: RESTING + SHOWN})
    assert changes(repository) == [("evidence", "added", "cells-rest", "smith2020")]
    shift = shifts(repository)["cells-rest"]
    assert (shift.before, shift.after, shift.touched) == ("asserted-only", "limited", True)
    assert shift.because == ("Evidence added: smith2020 supports, counted.",)
    assert shift.gone != shift.new


def test_a_retraction_moves_claims_whose_files_are_as_they_were(repository):
    lock(repository, "smith2020")
    needs = f"{CLAIM}relates: [{{to: cells-age, how: depends-on}}]\n"
    commit(repository, {f"{CELLS}/cells-need.yaml": needs})
    notices = [{"kind": "retraction", "doi": "10.5555/r", "said_by": "PubMed"}]
    lock(repository, "smith2020", **{"is": "retracted", "notices": notices})
    found = shifts(repository)
    assert changes(repository) == [("work", "changed", "", "smith2020")]
    assert {name: (shift.before, shift.after, shift.touched) for name, shift in found.items()} == {
        "cells-age": ("limited", "retracted-support", False),
        "cells-need": ("asserted-only", "retracted-support", False),
    }
    assert found["cells-age"].because == ("smith2020 counts no longer: this work was retracted.",)
    assert found["cells-need"].because == ("It depends on “cells-age”, which went from limited support to retracted support.",)
    assert "(its own file is as it was)" in run("diff", "HEAD", root=repository).stdout


def test_a_group_that_splits_is_named(repository):
    both = SHOWN + "  - {work: jones2021, stance: supports, design: in-vitro, finding: They aged too.}\n"
    lock(repository, "smith2020")
    cohort = "smith2020: {cohort: [dish one]}\njones2021: {cohort: [dish one]}\n"
    commit(repository, {AGE: CLAIM + both, "kb/sources.yaml": cohort})
    write(repository, {"kb/sources.yaml": cohort.replace("one", "two", 1)})
    shift = shifts(repository)["cells-age"]
    assert (shift.before, shift.after) == ("limited", "supported")
    (why,) = shift.because
    assert why.startswith("jones2021 and smith2020 are no longer tied")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("stance: supports", "stance: refutes", "smith2020 refutes; it was entered as supports."),
        ("design: in-vitro", "design: narrative-review", "The design of smith2020 is narrative-review; it was in-vitro."),
        (SHOWN, "", "Evidence removed: smith2020 supports, counted."),
        ("kind: causal", "kind: normative", "Its kind is normative; it was causal."),
    ],
)
def test_each_fact_that_moves_a_level_is_named(repository, old, new, why):
    write(repository, {AGE: (CLAIM + SHOWN).replace(old, new)})
    assert why in shifts(repository)["cells-age"].because


def test_a_cited_work_that_is_lost_is_named(repository):
    lock(repository, "jones2021")
    commit(repository, {REST: RESTING.replace("modality: asserted", "modality: asserted, cites: [jones2021]")})
    lock(repository, "jones2021", outcome="not found")
    shift = shifts(repository)["cells-rest"]
    assert (shift.after, shift.because) == ("unfindable", ("jones2021, which is cited for it, cannot be found.",))


# --- what cannot be read -------------------------------------------------------------------------


def test_what_cannot_be_read_is_neither_added_nor_removed(repository):
    write(repository, {REST: "statement: [\n", "references.bib": BIB + SMITH})
    found = told(repository)
    assert found.unread == (Unread("claim", "cells-rest", before=False, after=True),)
    assert changes(repository) == [("work", "removed", "", "jones2021")]
    assert [problem.check for problem in found.new] == ["unreadable_yaml", "unused_reference"][:1]
    assert "? claim cells-rest could not be read after" in run("diff", "HEAD", root=repository).stdout


def test_terms_of_a_file_that_cannot_be_read_are_not_removed(repository):
    commit(repository, {"kb/terms.yaml": "msc: {label: MSC, definition: A cell.}\n"})
    write(repository, {"kb/terms.yaml": "msc: {label: [\n"})
    assert changes(repository) == []
    assert told(repository).unread == (Unread("term", "msc", before=False, after=True),)


def test_problems_are_new_or_mended(repository):
    commit(repository, {REST: RESTING.replace("causal", "guess"), "references.bib": BIB + SMITH})
    write(repository, {REST: RESTING, AGE: CLAIM + SHOWN + SHOWN.removeprefix("evidence:\n").replace("smith2020", "nobody2020")})
    found = told(repository)
    assert [problem.check for problem in found.new] == ["unknown_work"]
    assert [problem.check for problem in found.mended] == ["unknown_value"]


def test_notes_are_counted_and_not_listed(tmp_path):
    version = base_of(tmp_path, FILES)
    found = [Problem(Where("kb/x.yaml", 1), f"It is {level}.", "", "check", level) for level in ("note", "warning", "error")]
    difference = differ(version, version, {}, found, ())
    for output in (text.tell(difference), markdown.tell(difference)):
        assert "problems: 2 new, 0 mended; notes: 1 new, 0 gone" in output
        assert "It is note." not in output
        assert output.index("It is error.") < output.index("It is warning.")
    assert [problem["level"] for problem in json.loads(as_json.tell(difference))["problems"]["new"]] == [
        "note",
        "warning",
        "error",
    ]


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "a..b"])
@pytest.mark.parametrize("place", [0, 1])
def test_a_revision_that_is_none_is_said_in_a_sentence(repository, revision, place):
    named = ["HEAD", "HEAD"]
    named[place] = revision
    done = run("diff", "--", *named, root=repository)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(("there is no commit", f"'{revision}' cannot be the name of a commit"))


# --- properties ----------------------------------------------------------------------------------

QUOTE = "cells age in any dish"
FOUND = [{"work": "smith2020", "stance": "supports", "design": "in-vitro", "finding": f"It was {n}."} for n in range(2)]
FILES = {
    **{f"kb/claims/cells/claim-{n}.yaml": {
        "statement": f"Cells do {n}.", "kind": "causal", "scope": {"passage": "3-4", "cells": "msc"},
        "asserted_by": [{"source": "page", "quote": QUOTE, "where": "a", "modality": "asserted"}], "evidence": FOUND,
        "relates": [{"to": "claim-0", "how": "refines"}] if n else [],
    } for n in range(6)},
    "kb/terms.yaml": {"msc": {"label": "MSC", "definition": "A cell."}, "dish": {"label": "Dish", "definition": "Glass."}},
    "kb/questions/do-cells.yaml": {"question": "Do cells?", "answer": [{"says": "They do.", "claims": ["claim-0"]}]},
    "kb/tables/grid.yaml": {"title": "Grid", "rows": [{"id": "p1", "label": "P1"}], "columns": [{"id": "c1", "label": "C"}],
                            "cells": {"p1": {"c1": {"value": "high", "claim": "claim-0"}}}},
}  # fmt: skip
LINK = {"to": "claim-5", "how": "conflicts-with"}
JONES_SHOWS = {"work": "jones2021", "stance": "refutes", "design": "in-vivo", "finding": "It was not."}


def claim(number):
    return f"kb/claims/cells/claim-{number}.yaml"


def put(file, *path, value):
    """An edit that puts a value at a path inside of a file; None takes away what is there."""

    def edit(files):
        inside = files[file] if path else files
        for step in path[:-1]:
            inside = inside[step]
        last = path[-1] if path else file
        if value is None:
            del inside[last]
        elif isinstance(inside, list) and last == len(inside):
            inside.append(value)
        else:
            inside[last] = value

    return edit


def rename(files):
    files["kb/claims/cells/claim-four.yaml"] = {**files.pop(claim(4)), "formerly": ["claim-4"]}


EDITS = {
    ("claim", "changed", "", "claim-0"): put(claim(0), "statement", value="Cells do not."),
    ("assertion", "changed", "claim-0", "page"): put(claim(0), "asserted_by", 0, "quote", value=f"the {QUOTE}"),
    ("assertion", "removed", "claim-1", "page"): put(claim(1), "asserted_by", value=[]),
    ("evidence", "added", "claim-1", "jones2021"): put(claim(1), "evidence", 2, value=JONES_SHOWS),
    ("evidence", "removed", "claim-0", "smith2020"): put(claim(0), "evidence", 1, value=None),
    ("evidence", "changed", "claim-2", "smith2020"): put(claim(2), "evidence", 0, "stance", value="refutes"),
    ("relation", "added", "claim-1", "claim-5"): put(claim(1), "relates", 1, value=LINK),
    ("relation", "changed", "claim-2", "claim-0"): put(claim(2), "relates", 0, "note", value="A little."),
    ("claim", "changed", "", "claim-2"): put(claim(2), "scope", "passage", value="5+"),
    ("claim", "changed", "", "claim-5"): put(claim(5), "kind", value="definition"),
    ("claim", "renamed", "", "claim-four"): rename,
    ("term", "changed", "", "msc"): put("kb/terms.yaml", "msc", "synonyms", value=["stroma"]),
    ("term", "removed", "", "dish"): put("kb/terms.yaml", "dish", value=None),
    ("term", "added", "", "flask"): put("kb/terms.yaml", "flask", value={"label": "Flask", "definition": "Plastic."}),
    ("question", "changed", "", "do-cells"): put("kb/questions/do-cells.yaml", "ask", value=["Which dish?"]),
    ("cell", "changed", "grid", "p1/c1"): put("kb/tables/grid.yaml", "cells", "p1", "c1", "value", value="low"),
    ("table", "changed", "", "grid"): put("kb/tables/grid.yaml", "title", value="A grid"),
}


def base_of(folder, files):
    write(folder, {"references.bib": BIB + SMITH + JONES, **{name: json.dumps(content) for name, content in files.items()}})
    return Version("", pipeline.read(folder, today=TODAY))


def turned(difference):
    """What the difference of the other direction must say."""
    back = {change.name: change.was for change in difference.changes if change.was}
    names = {"added": "removed", "removed": "added"}

    def other(change):
        name = back.get(change.name, change.name) if change.kind in {"claim", "relation"} else change.name
        edits = tuple(sorted(Edit(edit.field, edit.after, edit.before) for edit in change.edits))
        of, was = back.get(change.of, change.of), change.name if change.was else ""
        return Change(change.kind, names.get(change.how, change.how), name, of, was, edits)

    moved = {(back.get(shift.claim, shift.claim), shift.after, shift.before, shift.touched) for shift in difference.shifts}
    return {other(change) for change in difference.changes}, moved


def shown(difference):
    found = {change._replace(edits=tuple(sorted(change.edits))) for change in difference.changes}
    return found, {(shift.claim, shift.before, shift.after, shift.touched) for shift in difference.shifts}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.sampled_from(sorted(EDITS)), max_size=6))
def test_random_edits_are_found_exactly_and_both_directions_mirror_each_other(tmp_path_factory, chosen):
    folder = tmp_path_factory.mktemp("bases")
    files = json.loads(json.dumps(FILES))
    for edit in sorted(chosen, key=lambda edit: edit[1] == "renamed"):
        EDITS[edit](files)
    before, after = base_of(folder / "before", FILES), base_of(folder / "after", files)
    assert not before.kb.faults
    assert not after.kb.faults
    there, back = differ(before, after, {}, (), ()), differ(after, before, {}, (), ())
    assert {(change.kind, change.how, change.of, change.name) for change in there.changes} == chosen
    assert shown(back) == turned(there)
    assert all(shift.because for shift in there.moved)
    assert there.is_empty == (not chosen)
    jsonschema.validate(json.loads(as_json.tell(there)), SCHEMA)
    assert json.loads(as_json.tell(differ(before, before, {}, (), ())))["changes"] == []


# --- forms ---------------------------------------------------------------------------------------


def hostile():
    """Claims in all of whose texts stands what is hostile."""
    texts = [f"x {payload}".strip() for payload in PAYLOADS if payload.isprintable() and payload]
    return {f"kb/claims/cells/claim-{n}x.yaml": {**FILES[claim(1)], "statement": text, "note": text, "evidence": [
        {**FOUND[0], "finding": text}]} for n, text in enumerate(texts)}  # fmt: skip


def test_markdown_has_words_of_contributors_in_code_spans_only(tmp_path):
    spoilt = {name: {**content, "statement": f"{content['statement']} y", "evidence": []} for name, content in hostile().items()}
    versions = base_of(tmp_path / "before", hostile()), base_of(tmp_path / "after", spoilt)
    none = base_of(tmp_path / "none", FILES)
    for before, after in (versions, versions[::-1], (none, versions[0]), (versions[0], none)):
        output = markdown.tell(differ(before, after, {}, (), ()))
        outside = "".join(spans(line)[0] + "\n" for line in output.splitlines() if not line.startswith("|"))
        assert re.search(r"[@\[\]`!&]|https?:|#1|javascript|##\[", outside) is None, outside
        assert set(re.findall("<[^>]*>", outside)) <= {"<details>", "<summary>", "</summary>", "</details>"}
        assert output.count("<details>") == output.count("\n</details>\n") + output.endswith("\n</details>\n") * 0


def test_text_has_a_line_of_its_own_for_nothing_that_a_contributor_wrote(tmp_path):
    words = "Cells.\n::error file=x::told\r\x1b[31m"
    told_so = {claim(1): {**FILES[claim(1)], "statement": words, "evidence": [{**FOUND[0], "finding": words}]}}
    before, after = base_of(tmp_path / "before", {}), base_of(tmp_path / "after", told_so)
    assert "\n::error" in after.kb.claims["claim-1"].statement
    kb = replace(before.kb, works=after.kb.works)
    for output in (text.tell(differ(Version("", kb), after, {}, (), ())), text.tell(differ(after, Version("", kb), {}, (), ()))):
        assert "claim-1" in output
        assert not [line for line in output.splitlines() if line.startswith("::") or not line.isprintable()]


def test_markdown_is_never_longer_than_github_takes_and_says_what_it_leaves_out(tmp_path):
    words = "long words " * 25
    many = {
        f"kb/claims/cells/claim-{n}x.yaml": {"statement": f"{words}{n}", "kind": "causal", "evidence": FOUND} for n in range(900)
    }
    changed = {name: {**content, "note": words * 3} for name, content in list(many.items())[:600]}
    before, after = base_of(tmp_path / "before", many), base_of(tmp_path / "after", {**changed, **FILES})
    difference = differ(before, after, {}, after.problems, ())
    output = markdown.tell(difference)
    assert 40_000 < len(output.encode()) <= markdown.MOST_BYTES
    for title, number in re.findall(r"(Claims \w+) \(([\d,]+)\)", output):
        section = re.split(r"\n\*\*|<details>", output[output.index(f"{title} (") :])[0]
        left = re.search(r"^([\d,]+) more do", section, re.MULTILINE)
        assert section.count("\n- ") + (int(left[1]) if left else 0) == int(number)


def test_long_texts_are_cut_to_where_they_differ():
    words = " ".join(map(str, range(300)))
    before, after = contrast(words, words.replace(" 150 ", " one hundred and fifty "))
    assert "149 150 151" in before
    assert "one hundred and fifty" in after
    assert before.startswith("…")
    assert before.endswith("…")
    assert max(len(before), len(after)) <= LONGEST + 3
    assert contrast("a", "b") == ("a", "b")
    assert contrast(words, "") == (f"{words[:LONGEST]}…", "")


@pytest.mark.parametrize("form", sorted(members("differences")))
def test_every_form_tells_the_same_change(repository, form):
    write(repository, {REST: RESTING + SHOWN})
    done = run("diff", "HEAD", "--format", form, root=repository)
    assert (done.returncode, done.stderr) == (0, "")
    assert "cells-rest" in done.stdout
    assert "Evidence added: smith2020 supports, counted." in done.stdout
    assert done.stdout == run("diff", "HEAD", "--format", form, root=repository).stdout


def test_the_schema_knows_the_words_and_the_fields_of_the_records():
    kinds = SCHEMA["$defs"]
    assert kinds["change"]["properties"]["kind"]["enum"] == list(KINDS)
    assert kinds["level"]["properties"]["before"]["anyOf"][0]["enum"] == list(LEVELS)
    assert kinds["level"]["required"] == list(Shift._fields)
    assert kinds["change"]["required"] == list(Change._fields)


# --- this repository -----------------------------------------------------------------------------


def commits(most):
    done = subprocess.run(
        ["git", "log", f"-{most}", "--format=%H", "--", "kb"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.split()


def test_commits_of_this_repository_can_be_compared_though_their_files_are_faulty_by_now():
    known = commits(30)[::10]
    if len(known) < 2:
        pytest.skip("the history is not at hand")
    for after, before in pairwise(known):
        difference = told(ROOT, before, after)
        jsonschema.validate(json.loads(as_json.tell(difference)), SCHEMA)
        assert all(shift.because for shift in difference.moved)
        assert len(markdown.tell(difference).encode()) <= markdown.MOST_BYTES
