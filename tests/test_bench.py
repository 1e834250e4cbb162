"""The benchmark measures what it says: realistic bases, commands with their children, bars by figures, every page written."""

import hashlib
import json
import platform
import re
import sys
from pathlib import Path

import pytest
import yaml
from bases import ROOT, problems_of
from hypothesis import given
from hypothesis import strategies as st

from build_tools.between import between

sys.path.insert(0, str(ROOT / "bench"))

import figures
import tasks
from generate import generate
from installing import LOCKS
from machine import described
from peers import Peer, engines, lacking
from peers._frame import claim_pages, framed, put
from run import demand
from timing import Run, Taken, Task, in_turn, measure

PYTHON = (sys.executable, "-c")
COUNT = 100


@pytest.fixture(scope="module")
def base(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("generated")
    generate(COUNT, root)
    return root


# --- the bases -----------------------------------------------------------------------------------


def digest(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file()
    }


def strings(value):
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)
    else:
        yield str(value)


def test_a_generated_claim_has_the_parts_and_words_of_a_real_one(base):
    files = sorted((base / "kb/claims").glob("*/*.yaml"))
    assert len(files) == COUNT
    for file in files:
        claim = yaml.safe_load(file.read_text())
        assert [len(claim[part]) for part in ("evidence", "asserted_by", "relates")] == [3, 1, 3]
        assert 150 <= sum(len(words.split()) for words in strings(claim)) <= 250


def test_a_generated_base_has_works_texts_and_receipts_and_no_error(base):
    kb, problems = problems_of(base)
    assert sum(key.startswith("author") for key in kb.works) == COUNT // 4
    assert len(list((base / "kb/texts").glob("*.txt"))) == 3
    blocks = json.loads((base / "references.lock").read_text())["works"].values()
    assert sum("quotes" in block for block in blocks) == 12
    assert {verdict.kind for verdict in kb.verdicts.values()} == {"found", "receipt", "unchecked"}
    assert [problem for problem in problems if problem.level == "error"] == []


def test_the_same_seed_gives_the_same_bytes(base, tmp_path):
    generate(COUNT, tmp_path / "same")
    generate(COUNT, tmp_path / "other", seed=2)
    assert digest(tmp_path / "same") == digest(base)
    assert digest(tmp_path / "other") != digest(base)


def test_each_edit_changes_the_same_claim_and_git_tells(tmp_path):
    generate(10, tmp_path)
    tasks.commit(tmp_path)
    seen = []
    for _ in range(3):
        tasks.edit(tmp_path)
        (change,) = between(tmp_path, "HEAD", "", "2026-11-25").changes
        seen.append((change.kind, change.how, change.name))
        assert problems_of(tmp_path)[0].claims[change.name].statement.startswith("Edit")
    assert len(set(seen)) == 1


# --- measuring -----------------------------------------------------------------------------------


@pytest.mark.skipif(
    not list(Path("/proc/self/task").glob("*/children")), reason="the system does not list the children of a process"
)
def test_memory_is_that_of_all_processes_at_once():
    child = "import time; held = bytearray(60_000_000); time.sleep(0.6)"
    parent = f"import subprocess, sys; held = bytearray(60_000_000); subprocess.run([sys.executable, '-c', {child!r}])"
    assert measure(Task(0, "both", (*PYTHON, child)), 60).peak < 110
    assert measure(Task(0, "both", (*PYTHON, parent)), 60).peak > 120


def test_a_command_is_ended_at_the_limit_with_all_that_it_began(tmp_path):
    begun = tmp_path / "begun"
    run = measure(Task(0, "long", ("sh", "-c", 'sleep 600 & echo $! > "$0"; wait', str(begun))), 1)
    assert run.over
    told = Path(f"/proc/{begun.read_text().strip()}/cmdline")
    assert not told.exists() or told.read_text() == ""  # ended, though perhaps nobody has asked how
    assert not measure(Task(0, "short", ("true",)), 600).over


def test_what_a_run_left_is_looked_at():
    seen = []
    run = measure(Task(0, "short", ("true",), lambda: seen.append("before"), seen.append), 600)
    assert seen == ["before", run]


def test_a_command_that_fails_ends_everything():
    with pytest.raises(SystemExit, match="no such thing"):
        measure(Task(0, "wrong", (*PYTHON, "raise SystemExit('no such thing')")), 60)


def test_a_part_tells_its_own_figures():
    told = {"code": 0, "cpu": 1.5, "wall": 2.5, "peak": 3.5, "over": False}
    assert measure(Task(0, "part", (*PYTHON, f"print({json.dumps(json.dumps(told))})"), tells=True), 60) == Run(1.5, 2.5, 3.5)


def test_levels_and_graph_can_be_measured_alone(base):
    task = next(task for task in tasks.reading(COUNT, base) if task.what == tasks.PART)
    assert measure(task, 600).cpu > 0


def test_rounds_take_all_tasks_in_turn_and_long_ones_once():
    order = []

    def task(name, *, needed=False):
        return Task(0, name, ("true",), lambda: order.append(name), needed=needed)

    taken = in_turn((task(name, needed=name == "kept") for name in ("long", "kept")), rounds=2, limit=600, once=0)
    assert order == ["long", "kept", "kept"]
    assert [len(one.runs) for one in taken.values()] == [1, 2]
    order.clear()
    in_turn([task("a"), task("b")], rounds=3, limit=600, once=600)
    assert order == ["a", "b"] * 3


# --- telling -------------------------------------------------------------------------------------


def taken(*seconds, peak=100.0, over=False):
    return Taken(tuple(Run(one, one, peak, over) for one in seconds))


def measured(**seconds):
    """Cold checks and builds of sizes, such as check_1000."""
    what = {"check": tasks.CHECK, "build": tasks.BUILD}
    return {
        Task(int(name.split("_")[1]), what[name.split("_")[0]], ("true",)): value if isinstance(value, Taken) else taken(value)
        for name, value in seconds.items()
    }


def bars(found):
    return {task.size: figures.bars_of(found, task) for task in found}


def test_bars_stand_beside_their_figures():
    told = bars(measured(check_1000=taken(0.5, 9, 0.6), check_10000=taken(6.5, peak=301)))
    assert told[1000] == ["≤ 1.5 s met"]
    assert told[10_000] == ["≤ 6 s MISSED", "≤ 300 MB MISSED", "growth ≤ 1.05 met"]
    assert bars(measured(check_1000=0.5, check_10000=5.9))[10_000] == ["≤ 6 s met", "≤ 300 MB met", "growth ≤ 1.05 MISSED"]
    assert bars(measured(check_100=0.1, check_10000=5.9))[10_000] == ["≤ 6 s met", "≤ 300 MB met"]


@given(st.floats(0.1, 10), st.floats(0.5, 2))
def test_growth_is_the_exponent_between_neighbours(first, exponent):
    found = measured(check_100=1.0, check_1000=first, check_10000=first * 10**exponent)
    assert figures.growth(found, list(found)[2]) == pytest.approx(exponent)
    assert figures.growth(found, next(iter(found))) is None


def test_we_are_held_against_what_others_and_a_copy_took():
    found = measured(build_10000=5.0)
    others = {
        "Hugo in our frame": taken(4.0),
        tasks.COPY: taken(2.0),
        "MkDocs-Material": taken(40.0),
        "Slow": taken(9.0, over=True),
    }
    found |= {Task(10_000, name, ("true",)): value for name, value in others.items()}
    rows = "\n".join(figures.compared(found, {task: figures.Written(3, 2_000_000, (1,)) for task in found}, 10_000))
    assert "| 3 | 2 | 1.25 | ≤ 1 MISSED |" in rows
    assert "| 2.50 | ≤ 4 met |" in rows
    assert "| 0.12 | ≤ 0.1 MISSED |" in rows
    assert "| Slow | over 9 s | over 9 s | 100 |  |  |  |  |" in rows


def test_pages_of_claims_are_weighed(tmp_path):
    for name, size in (("a", 5), ("b", 7), ("c", 20_001)):
        put(tmp_path / f"claims/{name}/index.html", "x" * size)
    put(tmp_path / "works/w/index.html", "x")
    (task,) = measured(build_0=1.0)
    assert list(figures.pages({task: figures.Written.of(tmp_path)}))[2:] == [
        "| this base | 3 | 7 | 20,001 | 4 | 0 | largest ≤ 20,000 bytes MISSED |"
    ]


def test_every_bar_is_of_a_command_that_is_measured(tmp_path):
    names = {task.what for task in (*tasks.reading(0, tmp_path), *tasks.building(0, tmp_path, tmp_path))}
    assert {what for _, what in figures.BARS} <= names
    assert set(figures.TIMES) <= names | {engine.NAME for engine in engines().values()}


def test_the_machine_is_described_without_its_name(tmp_path):
    told = described(tmp_path)
    assert told.keys() == {"processor", "cores", "memory", "kernel", "python", "file system"}
    assert all(told.values())
    assert not any(platform.node() in value or str(tmp_path) in value for value in told.values())


# --- other engines -------------------------------------------------------------------------------


def test_a_page_or_a_word_that_an_engine_leaves_out_is_seen(base, tmp_path):
    kb, _ = problems_of(base)
    for page in claim_pages(kb):
        put(tmp_path / page.path / "index.html", framed("<h1>@@title@@</h1>@@body@@", title=page.title, body=page.body))
    peer = Peer(("true",), tmp_path, tmp_path)
    assert list(lacking(kb, peer)) == []
    (tmp_path / "claims/claim-7/index.html").unlink()
    first = next(iter(kb.claims.values()))
    file = tmp_path / f"claims/{first.id}/index.html"
    words = first.evidence[1].quote
    file.write_text(file.read_text().replace(words, "something else"))
    assert set(lacking(kb, peer)) == {"claim-7", f"{first.id}: {words}"}
    with pytest.raises(SystemExit, match="Some engine did not write all: 2 things"):
        demand("Some engine", kb, peer, Run(1, 1, 1))
    demand("Some engine", kb, peer, Run(1, 1, 1, over=True))


def test_everything_that_an_engine_needs_is_locked_by_hash_and_names_no_host():
    for name in engines():
        lock = LOCKS / f"{name}.txt"
        if lock.exists():
            wanted = re.split(r"\n(?=\S)", lock.read_text().strip())
            assert all(re.match(r"[\w.-]+==\S+ .*--hash=sha256:", one, re.DOTALL) for one in wanted), name
            assert "://" not in lock.read_text()
    packages = json.loads((LOCKS / "npm/package-lock.json").read_text())["packages"]
    assert all("integrity" in about and "resolved" not in about for path, about in packages.items() if path)
