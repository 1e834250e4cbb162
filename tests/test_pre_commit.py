"""The hooks of pre-commit: the same in this repository and for others, run for the right files, and stopping what they should."""

import re

import pytest
import yaml
from bases import ROOT
from test_cli import kb as run
from test_history import BIB, CLAIM, OLD, commit, git

OTHERS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
OURS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]}
MUST = {"id", "name", "entry", "language"}  # without which pre-commit refuses a hook
NEW = "kb/claims/cells/new-claim.yaml"


def entry(name):
    program, *arguments = OTHERS[name]["entry"].split()
    assert program == "kb"
    return arguments


def test_our_hooks_are_those_that_others_get():
    assert {name: hook["files"] for name, hook in OURS.items()} == {name: hook["files"] for name, hook in OTHERS.items()}
    assert {hook["entry"] for hook in OURS.values()} == {f".venv/bin/{hook['entry']}" for hook in OTHERS.values()}
    assert all(hook.keys() >= MUST for hook in (*OURS.values(), *OTHERS.values()))


@pytest.mark.parametrize(
    ("file", "hooks"),
    [
        (NEW, {"kb-check", "kb-fmt"}),
        ("kb/texts/page.txt", {"kb-check"}),
        ("references.bib", {"kb-check"}),
        ("references.lock", {"kb-check"}),
        ("references.bib.orig", set()),
        ("docs/kb/a.yaml", set()),
        ("mkdocs.yml", set()),
    ],
)
def test_hooks_run_for_files_of_the_base(file, hooks):
    assert {name for name, hook in OTHERS.items() if re.search(hook["files"], file)} == hooks


def test_a_new_error_stops_a_commit_and_an_old_one_does_not(tmp_path):
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, {"references.bib": BIB, "kb/claims/cells/old-fault.yaml": OLD, NEW: CLAIM})
    (tmp_path / NEW).write_text(f"# seen again\n{CLAIM}")
    assert run(*entry("kb-check"), root=tmp_path).returncode == 0
    (tmp_path / NEW).write_text(OLD)
    done = run(*entry("kb-check"), root=tmp_path)
    assert done.returncode == 1
    assert f"{NEW}:2:7 error unknown_value" in done.stdout
    (tmp_path / NEW).write_text(CLAIM.replace("  - {", "      - {"))
    assert run(*entry("kb-fmt"), NEW, root=tmp_path).returncode == 0
    assert (tmp_path / NEW).read_text() == CLAIM
