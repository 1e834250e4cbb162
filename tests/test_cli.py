"""The command as its users run it: words, exit codes, escaping, and no traceback whatever happens."""

import json
import os
import pty
import subprocess
import sys

import pytest
from bases import HERE, ROOT

BAD = """statement: Cells age.
kind: guess
asserted_by:
  - {source: page, quote: cells age in any dish, where: a, modality: asserted}
"""
BIB = "@online{page, title = {Page}, url = {https://example.org}}\n"


def kb(*args, root=ROOT, **settings):
    command = [sys.executable, "-m", "build_tools", "--root", str(root), *args]
    env = {**os.environ, "PYTHONPATH": str(ROOT), **settings}
    return subprocess.run(command, capture_output=True, text=True, env=env, cwd=root, check=False)


def test_check_of_the_real_base_finds_no_error():
    done = kb("check")
    assert (done.returncode, done.stderr) == (0, "")
    *problems, summary = done.stdout.splitlines()
    assert summary.startswith(("no problems in ", "0 errors, "))
    known = (" warning corrected_evidence: ", " warning depends_on_contradicted: ", " warning interested_only: ")
    assert all(any(one in line for one in known) for line in problems if not line.startswith("    "))


def test_check_counts_ages_to_the_day_that_is_given():
    assert " warning stale_outcome: " not in kb("check").stdout
    assert " warning stale_outcome: " in kb("check", "--on", "2036-01-01").stdout
    done = kb("check", "--on", "2027-02-29")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("'2027-02-29' is not a day such as 2026-11-24.\n")


def test_check_tells_place_check_and_mend(base):
    root = base({"kb/claims/cells/old-cells.yaml": BAD, "references.bib": BIB})
    done = kb("check", root=root)
    assert done.returncode == 1
    first, mend, *_ = done.stdout.splitlines()
    assert first == "kb/claims/cells/old-cells.yaml:2:7 error unknown_value: 'guess' is not a word for 'kind'"
    assert mend.startswith("    → choose one of: definition, causal")
    assert done.stdout.splitlines()[-1].startswith("1 error, 0 warnings in 1 claim, ")


def test_notes_are_counted_and_listed_when_asked_for():
    root = HERE / "checks/single_group"
    calm, asked = kb("check", root=root).stdout, kb("check", "--notes", root=root).stdout
    assert calm.count("single_group") == 0
    assert calm.splitlines()[-1].startswith("0 errors, 0 warnings, 3 notes (listed with --notes) in 7 claims")
    assert asked.count("single_group") == 3
    assert asked.splitlines()[-1].startswith("0 errors, 0 warnings, 3 notes in 7 claims")
    machine = json.loads(kb("check", "--format", "json", root=root).stdout)
    assert [problem["level"] for problem in machine["problems"]] == ["note"] * 3


def test_check_as_json(base):
    root = base({"kb/claims/cells/old-cells.yaml": BAD, "references.bib": BIB})
    told = json.loads(kb("check", "--format", "json", root=root).stdout)
    assert told["version"] == 1
    assert told["counts"]["claims"] == 1
    assert set(told["counts"]["citations"]) == set(told["counts"]["quotes"]) == {"verified", "failed", "unchecked"}
    (problem,) = told["problems"]
    assert (problem["check"], problem["level"], problem["line"], problem["column"]) == ("unknown_value", "error", 2, 7)
    assert problem["file"] == "kb/claims/cells/old-cells.yaml"


def test_terminal_shows_the_line_with_a_caret(base):
    root = base({"kb/claims/cells/old-cells.yaml": BAD, "references.bib": BIB})
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "build_tools", "--root", str(root), "check"]
    process = subprocess.Popen(command, stdout=theirs, stderr=theirs, env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=root)
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    process.wait()
    os.close(ours)
    lines = shown.decode().replace("\r", "").splitlines()
    assert lines[1:3] == ["    kind: guess", "          ^"]


def test_text_from_input_is_printed_escaped(base):
    claim = 'statement: Cells age.\nkind: "\\e[31m::error::x\\n"\n'
    root = base({"kb/claims/cells/old-cells.yaml": claim, "kb/claims/cells/\x1b[2Jx.yaml": BAD, "references.bib": BIB})
    done = kb("check", root=root)
    assert done.returncode == 1
    assert "\x1b" not in done.stdout
    assert "\\x1b[31m::error::x\\n" in done.stdout
    assert not any(line.startswith("::") for line in done.stdout.splitlines())


def test_explain():
    done = kb("explain", "unknown_work")
    assert done.returncode == 0
    assert "Bad" in done.stdout
    assert "Good" in done.stdout
    assert "unknown_work" in kb("explain").stdout
    wrong = kb("explain", "unknwn_work")
    assert wrong.returncode == 2
    assert "did you mean 'unknown_work'?" in wrong.stderr


def test_why_and_stats():
    done = kb("why", "senescence-builds-up-from-the-start")
    if done.returncode:
        done = kb("why", next(path.stem for path in sorted((ROOT / "kb/claims").glob("*/*.yaml"))))
    assert done.returncode == 0
    assert "Independent groups:" in done.stdout or "normative" in done.stdout
    assert kb("why", "no-such-claim").returncode == 2
    assert kb("stats").stdout.startswith("claims ")


@pytest.mark.parametrize("form", ["json", "graph", "works", "manifest"])
def test_export_writes_the_same_bytes_twice(tmp_path, form):
    first, second = tmp_path / "a", tmp_path / "b"
    assert kb("export", form, "--to", str(first), PYTHONHASHSEED="1").returncode == 0
    assert kb("export", form, "--to", str(second), PYTHONHASHSEED="2").returncode == 0
    files = sorted(path.relative_to(first) for path in first.rglob("*.*"))
    assert files == sorted(path.relative_to(second) for path in second.rglob("*.*"))
    assert files
    for path in files:
        assert (first / path).read_bytes() == (second / path).read_bytes()


def test_export_names_its_formats():
    assert "graph" in kb("export").stdout
    wrong = kb("export", "docx")
    assert wrong.returncode == 2
    assert "There is no format 'docx'" in wrong.stderr


def test_help_reads_well():
    shown = kb("--help").stdout
    for name in ("check", "build", "serve", "explain", "why", "export"):
        assert f"\n  {name} " in shown


def test_fault_of_the_tool_is_one_line(base):
    root = base({"references.bib": BIB})
    done = kb("export", "json", "--to", str(root / "references.bib"), root=root)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("X000 ") or "is a file" in done.stderr


def test_build_without_a_configuration_says_so(base):
    done = kb("build", root=base({"references.bib": BIB}))
    assert done.returncode == 2
    assert "mkdocs.yml is missing" in done.stderr


def test_failed_build_leaves_the_last_site_untouched(copy_of_base):
    site = copy_of_base / "site"
    site.mkdir()
    (site / "index.html").write_text("the last good site")
    claim = next((copy_of_base / "kb/claims").glob("*/*.yaml"))
    claim.write_text(claim.read_text().replace("kind: ", "kind: no-such-kind-", 1))
    done = kb("build", root=copy_of_base)
    assert done.returncode == 1
    assert "unknown_value" in done.stderr
    assert (site / "index.html").read_text() == "the last good site"
    assert [path.name for path in copy_of_base.glob(".site*")] == []
