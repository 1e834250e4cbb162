"""The other scripts of CI: a note of what a site was made from, and what the registries say, proposed as a pull request."""

import json
import os
import subprocess
import sys

import pytest
from bases import ROOT
from test_history import commit, git

CI = ROOT / ".ci"


def run(script, *arguments, **environment):
    command = [sys.executable, str(script), *arguments] if script.suffix == ".py" else [str(script), *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=script.parent.parent, env={**os.environ, **environment}
    )


# --- build-info.json -----------------------------------------------------------------------------


@pytest.fixture
def built(tmp_path):
    (tmp_path / "claims").mkdir()
    (tmp_path / "index.html").write_text("one")
    (tmp_path / "claims/index.html").write_text("two")
    assert run(CI / "build_info.py", str(tmp_path)).returncode == 0
    return tmp_path


def test_the_note_names_commit_tools_and_every_file(built):
    note = json.loads((built / "build-info.json").read_text())
    assert note["commit"] == git(ROOT, "rev-parse", "HEAD")
    assert note["tools"]["mkdocs"].startswith("1.")
    assert list(note["files"]) == ["claims/index.html", "index.html"]
    assert note["files"]["index.html"] == "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"
    before = (built / "build-info.json").read_bytes()
    run(CI / "build_info.py", str(built))
    assert (built / "build-info.json").read_bytes() == before


def test_one_byte_is_noticed(built):
    assert run(CI / "build_info.py", str(built), "--check").returncode == 0
    (built / "index.html").write_text("onE")
    (built / "claims/index.html").unlink()
    (built / "new.js").write_text("")
    done = run(CI / "build_info.py", str(built), "--check")
    assert (done.returncode, done.stdout.splitlines()) == (
        1,
        ["missing: claims/index.html", "changed: index.html", "added: new.js"],
    )


# --- the weekly verify ---------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path):
    """A repository with the scripts, and another that it pushes to; `gh` only writes down what it is told."""
    root, tools = tmp_path / "work", tmp_path / "tools"
    files = {f".ci/{name}": (CI / name).read_bytes() for name in ("ask", "propose")}
    git(tmp_path, "init", "--quiet", "--bare", "home.git")
    git(tmp_path, "init", "--quiet", "work")
    commit(root, {**files, "references.lock": "{}"})
    git(root, "remote", "add", "origin", str(tmp_path / "home.git"))
    for name in ("ask", "propose"):
        (root / ".ci" / name).chmod(0o755)
    tools.mkdir()
    (tools / "gh").write_text('#!/bin/sh\necho "$*" >>"$SAID"\ncase "$*" in "pr list"*) printf "%s" "$OPEN" ;; esac\n')
    (tools / "kb").write_text(
        '#!/bin/sh\n[ "$1" = verify ] || { echo "diff $*"; exit 0; }\nprintf %s "$ANSWER" >references.lock\nexit "$CODE"\n'
    )
    for tool in tools.iterdir():
        tool.chmod(0o755)
    return root


def verify(root, answer, code=0, pull=""):
    said = root.parent / "said"
    tools = f"{root.parent / 'tools'}{os.pathsep}{os.environ['PATH']}"
    given = {"PATH": tools, "KB": "kb", "ANSWER": answer, "CODE": str(code), "SAID": str(said), "OPEN": pull, "BRANCH": "main"}
    asked = run(root / ".ci/ask", str(root.parent / "answers"), **given)
    git(root, "checkout", "--quiet", "--", "references.lock")
    proposed = run(root / ".ci/propose", str(root.parent / "answers"), **given) if asked.returncode == 0 else None
    return asked, proposed, said.read_text().splitlines() if said.exists() else []


def test_what_has_changed_is_proposed(repository):
    _, proposed, said = verify(repository, '{"works": {}}', code=1)
    assert proposed.returncode == 0, proposed.stderr
    assert git(repository.parent / "home.git", "show", "verify:references.lock") == '{"works": {}}'
    assert git(repository.parent / "home.git", "log", "-1", "--format=%an", "verify") == "github-actions[bot]"
    assert [line.split()[:2] for line in said] == [["auth", "setup-git"], ["pr", "list"], ["pr", "create"]]
    body = (repository.parent / "answers/body.md").read_text()
    assert "diff diff HEAD --format markdown" in body
    assert "Not every registry" not in body


def test_an_open_proposal_is_brought_up_to_date(repository):
    _, proposed, said = verify(repository, '{"works": {"a": {}}}', code=3, pull="12")
    assert proposed.returncode == 0, proposed.stderr
    assert said[-1].startswith("pr edit 12 --body-file ")
    assert "Not every registry gave an answer" in (repository.parent / "answers/body.md").read_text()


def test_nothing_is_proposed_when_nothing_has_changed(repository):
    _, proposed, said = verify(repository, "{}")
    assert (proposed.returncode, said) == (0, [])


def test_a_failed_run_or_a_broken_lock_proposes_nothing(repository):
    asked, proposed, _ = verify(repository, '{"works": {}}', code=2)
    assert (asked.returncode, proposed) == (2, None)
    _, proposed, said = verify(repository, '{"works": {', code=0)
    assert proposed.returncode != 0
    assert said == []
