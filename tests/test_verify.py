"""The run: written as it goes, resumed where it stopped, read-only with --check, and told in three counts."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from contextlib import nullcontext

import pytest
from bases import ROOT
from click.testing import CliRunner
from loopback import FAULTS, QUICK, World, client_to, serving

from build_tools import verify as run
from build_tools.cli import kb
from build_tools.findings import FAILED, FINDINGS, FINE, UNASKED
from build_tools.lock import read_lock
from build_tools.verify import client_of, verify

TITLE = "Passage and the shape of example cells"
ON = "2026-11-24"


def entry(key, doi):
    return f"@article{{{key}, title = {{{TITLE}}}, doi = {{{doi}}}}}\n"


@pytest.fixture
def many(tmp_path):
    """Nine works on a served shelf: the folder of the base, the world, and where it is served."""
    world = World()
    (tmp_path / "references.bib").write_text("".join(entry(f"w{number}", world.article(number)) for number in range(1, 10)))
    with serving(world) as bases:
        yield tmp_path, world, bases


def look(many, *keys, on=ON, **settings):
    with client_to(many[2]) as client:
        return verify(many[0], client, keys, on, **settings)


def asked_of_crossref(world):
    return sorted(path[-1] for _, host, path in world.asked if host == "api.crossref.org")


def test_a_second_run_on_the_same_day_asks_nobody(many):
    assert look(many).code == FINE
    many[1].asked.clear()
    told = look(many)
    assert told.code == FINE
    assert many[1].asked == []
    assert "0 of 9 works looked up" in told.words
    assert "9 were not: they were looked up on this day already" in told.words


def test_the_next_day_everything_is_asked_again_and_only_dates_change(many):
    look(many)
    assert "9 blocks of references.lock changed" in look(many, on="2026-11-25").words
    assert look(many, on="2026-11-26", check_only=True).code == FINE


def test_keys_are_asked_again_whatever_the_day(many):
    look(many)
    many[1].asked.clear()
    assert "2 of 2 works looked up" in look(many, "w3", "w4", "w3").words
    assert asked_of_crossref(many[1]) == ["3", "4"]


def test_who_gave_no_answer_is_asked_again_on_the_same_day(many):
    many[1].fault("pubmed", "cells.2019.5", FAULTS["500"])
    assert look(many).code == UNASKED
    many[1].faults.clear()
    many[1].asked.clear()
    assert look(many).code == FINE
    assert asked_of_crossref(many[1]) == ["5"]


def test_a_changed_identifier_is_asked_about_on_the_same_day(many):
    look(many)
    text = (many[0] / "references.bib").read_text().replace("cells.2019.9", "cells.2019.8")
    (many[0] / "references.bib").write_text(text)
    many[1].asked.clear()
    look(many)
    assert asked_of_crossref(many[1]) == ["8"]


def test_check_writes_nothing_and_says_what_would_change(many):
    told = look(many, check_only=True)
    assert (told.code, (many[0] / "references.lock").exists()) == (FINDINGS, False)
    assert "9 blocks of references.lock would change." in told.words
    look(many)
    before = (many[0] / "references.lock").read_bytes()
    assert look(many, check_only=True, on="2026-12-24").code == FINE
    many[1].change("crossref", "10.5555/cells.2019.4", ('"correction"', '"retraction"'))
    told = look(many, check_only=True)
    assert told.code == FINDINGS
    assert "1 block of references.lock would change." in told.words
    assert (many[0] / "references.lock").read_bytes() == before
    many[1].change("crossref", "10.5555/cells.2019.4", ('"retraction"', '"correction"'))
    many[1].fault("crossref", "cells.2019.4", FAULTS["500"])
    assert look(many, check_only=True).code == UNASKED


def test_what_was_written_stays_when_the_run_is_stopped(many, monkeypatch):
    monkeypatch.setattr(run, "WRITE_EVERY", 2)

    def five_and_stop(looked):
        for place, item in enumerate(looked):
            if place == 5:
                raise KeyboardInterrupt
            yield item

    with pytest.raises(KeyboardInterrupt):
        look(many, watch=lambda looked, _: nullcontext(five_and_stop(looked)))
    problems = []
    assert sorted(read_lock(many[0], problems)) == ["w1", "w2", "w3", "w4", "w5"]
    assert problems == []
    for one in threading.enumerate():
        if one.name.startswith("ThreadPoolExecutor"):
            one.join()  # what was being asked when the run was stopped is asked by now
    many[1].asked.clear()
    assert look(many).code == FINE
    assert asked_of_crossref(many[1]) == ["6", "7", "8", "9"]


def test_a_killed_run_leaves_a_whole_lock_and_the_next_goes_on(many):
    """Killed without warning, at five moments: what is on the disk is a lock that can be read, and nothing is asked twice."""
    root, world, bases = many
    script = textwrap.dedent(
        f"""
        import sys
        sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "tests")!r}]
        from pathlib import Path
        from loopback import client_to
        from build_tools import verify
        verify.WRITE_EVERY = 1
        client = client_to({bases!r}, paces=dict.fromkeys({list(bases)!r}, 60.0))
        verify.verify(Path({str(root)!r}), client, (), {ON!r})
        """
    )
    for moment in (1, 4, 9, 14, 22):
        (root / "references.lock").unlink(missing_ok=True)
        world.asked.clear()
        process = subprocess.Popen([sys.executable, "-c", script])
        while len(world.asked) < moment and process.poll() is None:
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        process.wait()
        problems = []
        kept = read_lock(root, problems)
        assert problems == []
        world.asked.clear()
        assert look(many).code == FINE
        assert len(set(asked_of_crossref(world))) == 9 - len(kept)  # the last request of the killed run may arrive only now
    assert sorted(path.name for path in root.iterdir()) in (
        ["references.bib", "references.lock"],
        [".references.lock.new", "references.bib", "references.lock"],
    )


def test_a_run_ends_within_its_time(many):
    for host in ("doi.org", "crossref", "pubmed", "openalex"):
        many[1].fault(host, "", FAULTS["hang"])
    begun = time.monotonic()
    with client_to(many[2], budget=1.0) as client:
        told = verify(many[0], client, (), ON)
    assert time.monotonic() - begun < 2.5
    assert told.code == UNASKED
    assert "0 verified, 0 failed, 9 could not be checked" in told.words
    assert "the time for this run was used up" in told.words


def test_the_same_answers_make_the_same_bytes(many):
    look(many)
    first = (many[0] / "references.lock").read_bytes()
    (many[0] / "references.lock").unlink()
    look(many)
    assert (many[0] / "references.lock").read_bytes() == first
    assert b"127.0.0.1" not in first


def test_the_pace_holds_with_several_at_once(many):
    with client_to(many[2], paces=dict.fromkeys(many[2], 50.0)) as client:
        verify(many[0], client, (), ON)
    times = [when for when, host, _ in many[1].asked if host == "api.crossref.org"]
    assert len(times) == 9
    assert times[-1] - times[0] >= 8 / 50


def test_what_strangers_write_is_printed_escaped(many):
    many[1].change("crossref", "10.5555/cells.2019.1", (TITLE, "Evil \\u202e\\u001b[31m cells\\n::error::x"))
    many[1].change("pubmed", "90000001", ("Passage and the shape of <i>example</i> cells", "Evil cells"))
    told = look(many, "w1")
    assert "\x1b" not in told.words
    assert "\u202e" not in told.words
    assert not any(line.startswith("::") for line in told.words.split("\n"))


def test_a_lock_that_cannot_be_read_is_left_alone(many):
    (many[0] / "references.lock").write_text("{")
    told = look(many)
    assert told.code == FAILED
    assert told.words.startswith("references.lock:1:2: cannot be read as JSON")
    assert (many[0] / "references.lock").read_text() == "{"
    assert many[1].asked == []


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "2026-1-1", "24.11.2026", ""])
def test_a_day_that_is_none(many, day):
    assert look(many, on=day) == (f"'{day}' is not a date such as 2026-11-24.", FAILED)


def test_an_unknown_key_has_a_proposal(many):
    assert look(many, "w11") == ("There is no entry 'w11' in references.bib. did you mean 'w1'?", FAILED)


def test_an_override_of_an_editor_stands(many):
    root = many[0]
    many[1].change("crossref", "10.5555/cells.2019.1", ('"volume": "7"', '"volume": "17"'))
    del many[1].known["search", '"10.5555/cells.2019.1"[doi]']
    text = entry("w1", "10.5555/cells.2019.1").replace("doi =", "volume = {7}, doi =")
    (root / "references.bib").write_text(text)
    assert look(many).code == FINDINGS
    (root / "kb").mkdir()
    (root / "kb/sources.yaml").write_text(
        "w1:\n  overrides:\n    - field: volume\n      record: '17'\n      reason: The title page says 7.\n"
        "      on: '2026-11-20'\n      until: '2027-11-20'\n"
    )
    told = look(many, "w1")
    assert (told.code, "differs" in told.words) == (FINE, False)
    assert look(many, "w1", on="2028-01-01").code == FINDINGS


# --- the command ---------------------------------------------------------------------------------


@pytest.fixture
def command(many, monkeypatch):
    """The command itself, with its client turned to this machine."""

    def turned(environment, budget):
        client = client_of(environment, budget)
        client.bases, client.limits = many[2], QUICK
        client.paces = dict.fromkeys(client.paces, 10_000.0)
        client.http._transport._pool._network_backend.inside = True
        return client

    monkeypatch.setattr(run, "client_of", turned)

    def call(*args, **environment):
        return CliRunner().invoke(kb, ["--root", str(many[0]), *args], env=environment)

    return call


def test_command(many, command):
    done = command("verify", "--on", ON, KB_NCBI_KEY="c4nary", KB_OPENALEX_KEY="c4nary")
    assert done.exit_code == FINE
    assert done.stdout.endswith("9 verified, 0 failed, 0 could not be checked. 9 blocks of references.lock changed.\n")
    assert done.stderr == ""
    assert any("api_key=c4nary" in path for _, _, path in many[1].asked)
    assert "c4nary" not in done.output + (many[0] / "references.lock").read_text()
    assert command("verify", "--check", "w1").exit_code == FINE
    assert command("verify", "nobody").exit_code == FAILED
    assert command("verify", "--budget", "0").exit_code == FAILED
    many[1].change("crossref", "10.5555/cells.2019.1", ('"correction"', '"retraction"'))
    assert command("verify", "w1").exit_code == FINDINGS
    many[1].fault("crossref", "cells.2019.2", FAULTS["403"])
    assert command("verify", "w2").exit_code == UNASKED


def test_command_with_a_list(many, command):
    command("verify", "--on", ON)
    table = many[0] / "list.csv"
    table.write_text(
        "Record ID,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,RetractionDate,RetractionDOI,RetractionPubMedID\n"
        "77,10.5555/CELLS.2019.2,90000002,Retraction,3/9/2026 0:00,10.5555/notice.2026.1,0\n"
    )
    many[1].asked.clear()
    done = command("verify", "--check", "--retractions", str(table), "--on", ON)
    assert done.exit_code == FINDINGS
    assert "1 block of references.lock would change." in done.stdout
    done = command("verify", "--retractions", str(table), "--on", ON)
    assert done.exit_code == FINDINGS
    assert "w2: its standing is retracted, and was corrected before" in done.stdout
    assert "    Retraction Watch: retraction 2026-03-09 10.5555/notice.2026.1 record 77" in done.stdout
    assert many[1].asked == []
    kept = read_lock(many[0], [])["w2"]
    assert (kept.standing, kept.outcome) == ("retracted", "matches")
    table.write_text(table.read_text().replace("CELLS.2019.2", "CELLS.2019.1").replace("90000002", "90000001"))
    command("verify", "--retractions", str(table), "--on", ON)
    standings = {key: known.standing for key, known in read_lock(many[0], []).items()}
    assert (standings["w1"], standings["w2"]) == ("retracted", "corrected")
    assert command("verify", "--retractions", str(many[0] / "none.csv")).exit_code == FAILED
    assert command("verify", "--retractions", str(table), "--on", "soon").exit_code == FAILED


def test_command_cite(many, command):
    done = command("cite", "10.5555/cells.2019.1")
    assert (done.exit_code, done.stdout) == (
        FINE,
        "It is there already, as w1 in line 1 of references.bib, by DOI 10.5555/cells.2019.1.\n",
    )
    done = command("cite", "nothing")
    assert (done.exit_code, done.stdout) == (FAILED, "")
    assert done.stderr.startswith("'nothing' is no DOI, PMID, PMCID, arXiv id or ISBN")


def test_the_bar_is_for_terminals_only(many):
    """In a pipe there is nothing but the report; on a terminal the bar is on the side of errors."""
    import pty

    root, _, bases = many
    script = textwrap.dedent(
        f"""
        import sys
        sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "tests")!r}]
        from loopback import client_to
        from build_tools import verify
        verify.client_of = lambda environment, budget: client_to({bases!r})
        from build_tools.cli import kb
        kb(["--root", {str(root)!r}, "verify", "w1", "w2", "--on", {ON!r}])
        """
    )
    for _ in range(2):  # the first time there is more to tell
        piped = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert piped.stderr == ""
    ours, theirs = pty.openpty()
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=theirs, text=True)
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
    assert process.communicate()[0] == piped.stdout
    os.close(ours)
    assert b"asking" in shown
    assert b"100%" in shown


def test_a_check_never_pays_for_the_network():
    script = (
        "import sys\nfrom build_tools.cli import kb\n"
        "try:\n    kb(['check'])\nfinally:\n    print(sorted({'httpx2', 'httpcore2', 'stamina', 'ssl'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "[]"


def test_without_the_libraries_the_command_says_what_is_missing(many):
    script = textwrap.dedent(
        f"""
        import sys
        sys.path.insert(0, {str(ROOT)!r})
        sys.modules["httpx2"] = None
        from build_tools.cli import kb
        kb(["--root", {str(many[0])!r}, *sys.argv[1:]])
        """
    )
    for command in (["verify"], ["cite", "10.5555/cells.2019.1"]):
        done = subprocess.run([sys.executable, "-c", script, *command], capture_output=True, text=True, check=False)
        assert done.returncode == FAILED
        assert done.stderr == "Asking the registries needs 'httpx2': pip install '.[verify]'\n"


def test_blocks_of_other_works_are_left_as_they_were(many):
    odd = {"version": 1, "works": {"zz": {"outcome": "could not check", "why": "nobody asked"}}}
    (many[0] / "references.lock").write_text(json.dumps(odd))
    look(many, "w1")
    assert json.loads((many[0] / "references.lock").read_text())["works"]["zz"] == odd["works"]["zz"]
