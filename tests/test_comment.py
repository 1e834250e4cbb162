"""The comment on a pull request: what may write is told by GitHub what ran, and takes the report of a stranger as text only."""

import importlib.util
import io
import json
import os
import subprocess
import sys
import zipfile

import pytest
from bases import ROOT

SHA = "a" * 40
HOME = {"full_name": "owner/base", "default_branch": "main"}
RUN = {"id": 7, "head_sha": SHA, "head_branch": "fix", "head_repository": {"id": 2, "owner": {"login": "stranger"}}}
PULL = {"number": 5, "head": {"sha": SHA, "repo": {"id": 2}}, "base": {"sha": "b" * 40}}
PULLS = "repos/owner/base/pulls?state=open&per_page=100&base=main&head=stranger%3Afix"
COMPARE = f"repos/owner/base/compare/{'b' * 40}...{SHA}?per_page=100"
ARTIFACTS = "repos/owner/base/actions/runs/7/artifacts?per_page=100"
ZIP = "repos/owner/base/actions/artifacts/9/zip"
COMMENTS = "repos/owner/base/issues/5/comments"
ARTIFACT = {"id": 9, "name": "report", "expired": False, "size_in_bytes": 900}


@pytest.fixture
def script():
    spec = importlib.util.spec_from_file_location("comment_script", ROOT / ".ci/comment.py")
    module = importlib.util.module_from_spec(spec)
    before = list(sys.path)
    spec.loader.exec_module(module)
    sys.path[:] = before
    return module


def archive(*files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in files:
            made.writestr(name, text)
    return stream.getvalue()


@pytest.fixture
def github(script, tmp_path, monkeypatch):
    """What GitHub answers, by address; and what was sent to it."""
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"workflow_run": RUN, "repository": HOME}))
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(event))
    answers = {
        PULLS: [PULL],
        COMPARE: {"files": [{"filename": "kb/terms.yaml"}]},
        ARTIFACTS: {"artifacts": [ARTIFACT]},
        ZIP: archive(("comment.md", "**Content only**"), ("check.sarif", "{}")),
        f"{COMMENTS}?per_page=100&page=1": [],
    }
    sent = []

    def gh(path, *options, given=b""):
        if options:
            sent.append((options[1], path, json.loads(given)["body"]))
            return b"{}"
        answer = answers[path]
        return answer if isinstance(answer, bytes) else json.dumps(answer).encode()

    monkeypatch.setattr(script, "gh", gh)
    return answers, sent


def said(script, github):
    assert script.main() == 0
    ((method, path, body),) = github[1]
    assert body.startswith(script.MARK)
    return method, path, body


def test_a_report_is_posted(script, github):
    method, path, body = said(script, github)
    assert (method, path) == ("POST", COMMENTS)
    assert "**Content only**" in body
    assert "https://github.com/owner/base/actions/runs/7" in body


def test_its_own_comment_is_brought_up_to_date_and_no_other(script, github):
    ours = {"id": 3, "user": {"login": "github-actions[bot]"}, "body": f"{script.MARK}\nold"}
    forged = {"id": 1, "user": {"login": "stranger"}, "body": f"{script.MARK}\nall is well"}
    other = {"id": 2, "user": {"login": "github-actions[bot]"}, "body": "something else"}
    github[0][f"{COMMENTS}?per_page=100&page=1"] = [forged, other, *[other] * 98]
    github[0][f"{COMMENTS}?per_page=100&page=2"] = [ours]
    method, path, _ = said(script, github)
    assert (method, path) == ("PATCH", "repos/owner/base/issues/comments/3")


@pytest.mark.parametrize(
    "pull",
    [
        {**PULL, "head": {"sha": "c" * 40, "repo": {"id": 2}}},
        {**PULL, "head": {"sha": SHA, "repo": {"id": 3}}},
        {**PULL, "head": {"sha": SHA, "repo": None}},
    ],
)
def test_a_run_of_another_commit_or_repository_says_nothing(script, github, pull):
    github[0][PULLS] = [pull]
    assert script.main() == 0
    assert github[1] == []


@pytest.mark.parametrize(
    "file",
    [
        {"filename": ".github/workflows/check.yml"},
        {"filename": "kb/a.yaml", "previous_filename": ".ci/change"},
        {"filename": "references.bib.py"},
        {"filename": "docs/`x` <script>\n@all.md"},
    ],
)
def test_the_report_of_a_change_that_may_have_written_it_itself_is_not_read(script, github, file):
    github[0][COMPARE] = {"files": [{"filename": "kb/terms.yaml"}, file]}
    del github[0][ARTIFACTS], github[0][ZIP]
    *_, body = said(script, github)
    assert "**A maintainer must look:**" in body
    name = next(line for line in body.splitlines() if line.startswith("- "))
    assert name.startswith("- `` ")
    assert name.endswith(" ``")
    assert "`" not in name[5:-3]


def test_more_files_than_github_names_are_more_than_content(script, github):
    github[0][COMPARE] = {"files": [{"filename": f"kb/claims/a/b-{number}.yaml"} for number in range(300)]}
    assert "300 files or more" in said(script, github)[2]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no archive",
        archive(("other.md", "x")),
        archive(("../comment.md", "x"), ("comment.md/", "")),
        archive(("comment.md", b"\xff")),
        archive(("comment.md", "a\u202eb")),
        archive(("comment.md", "\x1b[31m")),
        archive(("comment.md", "x" * 62_001)),
        archive(("comment.md", b"\0" * 200_000_000)),
        archive(("comment.md", "fine"))[:-30],
    ],
)
def test_a_report_that_is_no_plain_text_is_not_repeated(script, github, data):
    github[0][ZIP] = data
    assert "The check gave no report" in said(script, github)[2]


@pytest.mark.parametrize(
    "artifacts",
    [
        [],
        [{**ARTIFACT, "name": "preview"}],
        [{**ARTIFACT, "expired": True}],
        [{**ARTIFACT, "size_in_bytes": 5 << 20}],
        [ARTIFACT, {**ARTIFACT, "id": 10}],
    ],
)
def test_a_report_that_is_missing_old_large_or_double_is_not_fetched(script, github, artifacts):
    github[0][ARTIFACTS] = {"artifacts": artifacts}
    del github[0][ZIP]
    assert "The check gave no report" in said(script, github)[2]


def test_two_reports_in_one_archive(script):
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = archive(("comment.md", "one"), ("comment.md", "two"))
    assert script.text_of(data) == ""


def test_it_needs_nothing_but_python_and_gh(tmp_path):
    event = {"workflow_run": RUN, "repository": HOME}
    (tmp_path / "event.json").write_text(json.dumps(event))
    (tmp_path / "gh").write_text('#!/bin/sh\necho "$*" >&2\necho "[]"\n')
    (tmp_path / "gh").chmod(0o755)
    environment = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "GITHUB_EVENT_PATH": str(tmp_path / "event.json")}
    command = [sys.executable, "-I", "-S", str(ROOT / ".ci/comment.py")]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, f"api {PULLS}\n")
    assert done.stdout == "No open pull request has this commit as its newest; nothing is said.\n"
