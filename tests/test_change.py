"""A pull request as CI meets it: judged by the tool of the branch it goes to, with nothing of it run."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
from bases import ROOT
from runner import command_of, lines_of_log
from test_guard import crafted
from test_history import commit, git

NEW = "kb/claims/sasp/a-new-claim.yaml"
SAID = """statement: {}
kind: causal
asserted_by:
  - {{source: {}, quote: {}, where: a, modality: asserted}}
"""


@pytest.fixture
def repository(copy_of_base):
    shutil.copytree(ROOT / ".ci", copy_of_base / ".ci", ignore=shutil.ignore_patterns("__pycache__"))
    (copy_of_base / ".gitignore").write_text("/out/\n/node_modules\n__pycache__\n.cache\n.vscode\n")
    git(copy_of_base, "init", "--quiet")
    commit(copy_of_base)
    git(copy_of_base, "tag", "base")
    git(copy_of_base, "switch", "--quiet", "--create", "change")
    return copy_of_base


def judge(root, head="change"):
    """What the job of `check` does, after it has fetched the change."""
    git(root, "switch", "--quiet", "--discard-changes", "--detach", "base")
    environment = {**os.environ, "KB": f"{sys.executable} -m build_tools", "PYTHONPATH": str(root)}
    command = [str(root / ".ci/change"), "base", head, str(root / "out")]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    return done, (root / "out/comment.md").read_text(encoding="utf-8")


def annotations(done):
    return [command for command in map(command_of, lines_of_log(done.stdout + done.stderr)) if command]


def a_claim(root):
    """A claim of the real base, whose words a change may alter."""
    return min((root / "kb/claims").glob("*/*.yaml"))


def test_a_change_of_the_content_is_checked_and_shown(repository):
    claim = a_claim(repository)
    commit(repository, {str(claim): claim.read_text() + "note: Seen again by a stranger.\n"})
    done, comment = judge(repository)
    assert (done.returncode, annotations(done)) == (0, [])
    assert comment.startswith("**Content only: 1 file of the content")
    assert "Evidence base: no problems" in comment
    assert "Seen again by a stranger." in (repository / f"out/site/claims/{claim.stem}/index.html").read_text()
    assert json.loads((repository / "out/check.sarif").read_text())["runs"][0]["results"] == []


def test_a_fault_is_told_on_its_line_and_nothing_is_built(repository):
    commit(repository, {NEW: SAID.format("Cells age.", "nobody", "cells age in any dish")})
    done, comment = judge(repository)
    assert done.returncode == 1
    places = {(one.properties["file"], one.properties["line"], one.properties["title"]) for one in annotations(done)}
    assert (NEW, "4", "unknown_source") in places
    assert "unknown_source" in comment
    assert not (repository / "out/site").exists()


def test_an_old_fault_stops_no_change(repository):
    git(repository, "switch", "--quiet", "main")
    commit(repository, {NEW: SAID.format("Cells age.", "nobody", "cells age in any dish")})
    git(repository, "tag", "--force", "base")
    git(repository, "switch", "--quiet", "--force-create", "change")
    claim = a_claim(repository)
    commit(repository, {str(claim): claim.read_text() + "note: Seen again.\n"})
    done, comment = judge(repository)
    assert (done.returncode, annotations(done)) == (0, [])
    assert "No preview is built" in done.stdout
    assert comment.startswith("**Content only")


def test_what_is_refused_is_never_laid_out(repository):
    crafted(repository, ("120000", "kb/terms.yaml", b"/etc/passwd"), ("100644", "kb/claims/sasp/::error::x.yaml", b"x"))
    done, comment = judge(repository)
    assert done.returncode == 1
    assert git(repository, "status", "--porcelain") == ""
    assert [one.properties["file"] for one in annotations(done)] == ["kb/claims/sasp/::error::x.yaml", "kb/terms.yaml"]
    assert comment.startswith("**Refused:")
    assert not (repository / "out/check.md").exists()


def test_the_tool_of_a_change_is_not_run(repository):
    spoilt = "raise SystemExit('the tool of the change ran')\n"
    claim = a_claim(repository)
    commit(repository, {"build_tools/__init__.py": spoilt, ".ci/change": spoilt, str(claim): claim.read_text() + "note: More.\n"})
    done, comment = judge(repository)
    assert done.returncode == 0, done.stderr
    assert "the tool of the change ran" not in done.stdout + done.stderr
    assert comment.startswith("**A maintainer must look: this change touches more than the content")
    assert "- ` .ci/change `" in comment
    assert not (repository / "out/site").exists()


def test_files_that_a_change_takes_away_are_gone(repository):
    claim = a_claim(repository)
    commit(repository, {str(claim): None, "references.lock": None})
    judge(repository)
    assert not claim.exists()
    assert not (repository / "references.lock").exists()


def test_words_of_a_claim_give_no_command_to_the_runner(repository):
    hostile = "'::error::told ##[error]told %0A::error::x `a` <script>'"
    commit(repository, {NEW: SAID.format(hostile, hostile, hostile)})
    done, comment = judge(repository)
    assert done.returncode == 1
    assert all(set(one.properties) == {"file", "line", "col", "title"} for one in annotations(done))
    assert all(one.properties["file"] == NEW for one in annotations(done))
    outside = re.sub(r"(?<!`)(`+) .*? \1(?!`)", "", comment)
    assert "<script>" in comment
    assert not re.search("[<`]|::|##", outside.replace("###", ""))
