"""What git knows of a base, and what the page of changes and the home page make of it."""

import os
from dataclasses import replace

import pytest
from payloads import PAYLOADS
from test_history import BIB, CELLS, CLAIM, commit, git

from build_tools import history, pipeline
from build_tools.history import past
from build_tools.model import Commit, Past
from build_tools.pages.changes import MOST_NAMED, Lately, lately, pages
from build_tools.past import ClaimTouched, Touched, commits_of

AGE, REST = f"{CELLS}/cells-age.yaml", f"{CELLS}/cells-rest.yaml"


@pytest.fixture
def repository(tmp_path):
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, {"references.bib": BIB, AGE: CLAIM, "README.md": "x"}, "The first claim")
    return tmp_path


def told(root):
    return [(one.subject, [tuple(claim) for claim in one.claims()], one.others) for one in past(root).commits]


def test_each_commit_tells_what_befell_which_claim(repository):
    commit(repository, {AGE: f"{CLAIM}note: More.\n", REST: CLAIM.replace("age", "rest"), "kb/terms.yaml": ""}, "Second")
    git(repository, "mv", REST, f"{CELLS}/quiet-cells.yaml")
    commit(repository, {AGE: None}, "Third")
    commit(repository, {"README.md": "y"}, "Nothing of the base")
    commit(repository, {"references.lock": "{}"}, "Nothing that a person wrote")
    (repository / "kb/claims/dishes").mkdir()
    git(repository, "mv", f"{CELLS}/quiet-cells.yaml", "kb/claims/dishes/quiet-cells.yaml")
    commit(repository, {}, "To another topic")
    assert told(repository) == [
        ("To another topic", [("changed", "quiet-cells", "")], []),
        ("Third", [("removed", "cells-age", ""), ("renamed", "quiet-cells", "cells-rest")], []),
        ("Second", [("changed", "cells-age", ""), ("added", "cells-rest", "")], ["glossary"]),
        ("The first claim", [("added", "cells-age", "")], ["references"]),
    ]
    assert past(repository).missing == ""


def test_what_a_branch_brought_is_told_once(repository):
    git(repository, "checkout", "--quiet", "-b", "side")
    commit(repository, {REST: CLAIM}, "On the side")
    git(repository, "checkout", "--quiet", "main")
    commit(repository, {f"{CELLS}/cells-move.yaml": CLAIM}, "On main")
    git(repository, "merge", "--quiet", "--no-ff", "-m", "Merge", "side")
    assert sorted(subject for subject, _, _ in told(repository)) == ["On main", "On the side", "The first claim"]


def test_a_base_in_a_folder_of_its_repository(tmp_path):
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, {f"inner/{AGE}": CLAIM, AGE: CLAIM}, "Two bases")
    commit(tmp_path, {AGE: f"{CLAIM}\n"}, "The outer one")
    assert told(tmp_path / "inner") == [("Two bases", [("added", "cells-age", "")], [])]


@pytest.mark.parametrize(
    "subject", [*(payload for payload in PAYLOADS if payload.isprintable() and payload.strip()), "\x01\x02 x", "é"]
)
def test_any_subject_is_read(repository, subject):
    commit(repository, {AGE: "x"}, subject)
    assert past(repository).commits[0].files == (Touched("changed", AGE),)
    assert past(repository).commits[0].subject.split() == subject.split()


def test_strange_names_and_an_empty_subject(repository):
    names = ["a\nb.yaml", "M", "é.yaml", '"q".yaml', os.fsdecode(b"\xff.yaml")]
    git(repository, "config", "core.quotePath", "true")
    for name in names:
        (repository / CELLS / name).write_text("x")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--allow-empty-message", "--message", "")
    newest, oldest = past(repository).commits
    assert {file.path for file in newest.files} == {f"{CELLS}/{name}" for name in names}
    assert (newest.subject, oldest.subject) == ("", "The first claim")


def test_settings_of_a_user_change_nothing(repository):
    before = past(repository)
    for name, value in (("log.showSignature", "true"), ("diff.renames", "false"), ("log.date", "iso"), ("color.ui", "always")):
        git(repository, "config", name, value)
    assert past(repository) == before


def test_only_the_latest_are_told(repository, monkeypatch):
    monkeypatch.setattr(history, "MOST", 2)
    for number in range(3):
        commit(repository, {AGE: f"{CLAIM}note: {number}\n"}, f"Change {number}")
    assert [subject for subject, _, _ in told(repository)] == ["Change 2", "Change 1"]


def test_without_a_history_it_is_said(repository, tmp_path_factory, monkeypatch):
    plain, shallow, empty = (tmp_path_factory.mktemp(name) for name in ("plain", "shallow", "empty"))
    assert past(plain) == Past(missing="The history of this base was not at hand where the site was built.")
    commit(repository, {AGE: f"{CLAIM}\n"})
    git(shallow, "clone", "--quiet", "--depth", "1", f"file://{repository}", "copy")
    assert past(shallow / "copy") == Past(missing="The site was built from a copy of the repository without its older commits.")
    git(empty, "init", "--quiet")
    assert past(empty).missing.startswith("The history of this base was not at hand")
    commit(empty, {"README.md": "x"})
    assert past(empty).missing == "No commit of this repository has changed this base yet."
    monkeypatch.setenv("PATH", "")
    assert past(repository).missing.startswith("The history of this base was not at hand")


def test_days_are_those_of_utc():
    (one,) = commits_of(b"\0abc\x001795649999\0Words\0\nA\0kb/terms.yaml\0")
    assert one == Commit("abc", 1795649999, "Words", (Touched("added", "kb/terms.yaml"),))
    assert (one.moment, one.day) == ("2026-11-25T23:39:59Z", "2026-11-25")


# --- pages ---------------------------------------------------------------------------------------

DAY = 86_400


def seen(base, *commits):
    """The base of a folder with a past made by hand."""
    kb = pipeline.read(base({"references.bib": BIB, AGE: CLAIM, REST: f"{CLAIM}formerly: [cells-sleep]\n"}))
    return replace(kb, past=Past(commits))


def made(number, subject, *files):
    return Commit(f"{number:040x}", number * DAY, subject, tuple(Touched(*file) for file in files))


def body(kb):
    (page,) = pages(kb)
    return page.body


def test_the_page_leads_to_the_claims_by_the_names_that_they_have_now(base):
    sleep, gone = f"{CELLS}/cells-sleep.yaml", f"{CELLS}/cells-gone.yaml"
    html = body(seen(base, made(3, "Third", ("removed", gone)), made(2, "Second", ("changed", sleep), ("added", AGE))))
    assert '<a href="../claims/cells-rest/">Cells age.</a>' in html
    assert '<a href="../claims/cells-age/">Cells age.</a>' in html
    assert "<code>cells-gone</code>" in html
    assert html.index("Third") < html.index("1970-01-04") < html.index("Second")


def test_a_name_that_git_alone_saw_change_leads_on_too(base):
    former = f"{CELLS}/cells-once.yaml"
    html = body(seen(base, made(3, "Third", ("renamed", AGE, former)), made(2, "Second", ("added", former))))
    assert html.count('<a href="../claims/cells-age/">') == 2


def test_subjects_are_escaped_and_cut(base):
    html = body(
        seen(base, made(2, '<script>alert(1)</script> " & {{ 7*7 }}', ("added", AGE)), made(1, "x" * 999, ("added", AGE)))
    )
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "{{ 7*7 }}" in html
    assert "x" * 201 not in html


def test_a_commit_of_many_claims_names_some_and_counts_the_rest(base):
    html = body(seen(base, made(1, "Many", *(("removed", f"{CELLS}/cell-{number}.yaml") for number in range(40)))))
    assert html.count("<code>cell-") == MOST_NAMED
    assert f"and {40 - MOST_NAMED} more" in html
    assert "40 claims removed" in html


def test_without_a_history_the_page_says_so_and_the_home_page_is_silent(base):
    kb = replace(seen(base), past=Past(missing="It was not at hand."))
    assert "It was not at hand. So what changed when is not told here." in body(kb)
    assert lately(kb) == []


def test_lately_has_each_claim_once_with_the_last_day(base):
    kb = seen(
        base,
        made(9, "Ninth", ("removed", f"{CELLS}/cells-gone.yaml"), ("changed", AGE)),
        made(5, "Fifth", ("added", AGE), ("added", f"{CELLS}/cells-gone.yaml")),
        made(3, "Third", ("added", f"{CELLS}/cells-sleep.yaml")),
    )
    assert lately(kb) == [Lately("cells-age", "changed", "1970-01-10"), Lately("cells-rest", "added", "1970-01-04")]
    assert lately(kb, 1) == lately(kb)[:1]
    assert ClaimTouched("added", "cells-gone") in kb.past.commits[1].claims()
