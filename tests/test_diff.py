"""What a change does to the graph: things, parts, levels with their causes, problems; in real repositories."""

import pytest
from test_cli import kb as run
from test_history import BIB, CELLS, CLAIM, commit, git

from build_tools.between import between

SMITH = "@article{smith2020, author = {Smith, A}, title = {Cells age}, journal = {J}, year = {2020}, doi = {10.5555/s}}\n"
JONES = "@article{jones2021, author = {Jones, B}, title = {Cells rest}, journal = {K}, year = {2021}, doi = {10.5555/j}}\n"
SHOWN = "evidence:\n  - {work: smith2020, stance: supports, design: in-vitro, finding: They aged.}\n"
AGE = f"{CELLS}/cells-age.yaml"
REST = f"{CELLS}/cells-rest.yaml"
TODAY = "2026-11-25"


@pytest.fixture
def repository(tmp_path):
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, {"references.bib": BIB + SMITH, AGE: CLAIM + SHOWN, REST: CLAIM.replace("age.", "rest.")})
    return tmp_path


def told(root, base="HEAD", head=""):
    return between(root, base, head, TODAY)


def changes(root, base="HEAD", head=""):
    return [(change.kind, change.how, change.of, change.name) for change in told(root, base, head).changes]


def test_nothing_changes_nothing(repository):
    assert told(repository).is_empty
    assert told(repository, "HEAD", "HEAD").is_empty
    done = run("diff", "HEAD", root=repository)
    assert done.returncode == 0
    assert done.stdout.splitlines()[0].endswith(" to the files as they are: nothing changes.")


def test_order_place_and_comments_are_no_change(repository):
    (repository / AGE).write_text(f"# a remark\n{SHOWN}{CLAIM}")
    assert told(repository).is_empty


def test_a_changed_finding_is_shown_old_and_new(repository):
    (repository / AGE).write_text(CLAIM + SHOWN.replace("They aged", "They grew old"))
    (change,) = told(repository).changes
    assert (change.kind, change.how, change.of, change.name) == ("evidence", "changed", "cells-age", "smith2020")
    assert change.edits == (("finding", "They aged.", "They grew old."),)
    assert "~ evidence smith2020: finding “They aged.” → “They grew old.”" in run("diff", "HEAD", root=repository).stdout


def test_added_evidence_moves_a_level_and_says_so(repository):
    (repository / REST).write_text(CLAIM.replace("age.", "rest.") + SHOWN)
    found = told(repository)
    assert [(change.kind, change.how, change.of, change.name) for change in found.changes] == [
        ("evidence", "added", "cells-rest", "smith2020")
    ]
    (shift,) = found.shifts
    assert (shift.claim, shift.before, shift.after, shift.touched) == ("cells-rest", "asserted-only", "limited", True)
    assert shift.because == ("Evidence added: smith2020 supports, counted.",)


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "a..b"])
def test_a_revision_that_is_none_is_said_in_a_sentence(repository, revision):
    done = run("diff", "--", revision, root=repository)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(("there is no commit", f"'{revision}' cannot be the name of a commit"))
