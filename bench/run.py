"""Measure whole commands and write bench/results.md: CPU seconds, peak memory and growth, the runs of all commands in turn.

python bench/run.py [--sizes 100,1000,10000] [--rounds 3] [--peers 1000] [--search]

`--peers` builds the claims of bases of this size with other site engines too. Nothing names the machine or its folders.
"""

import argparse
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from html import escape
from math import log
from pathlib import Path
from typing import NamedTuple

from generate import generate
from peers import install, peers

from build_tools import pipeline
from build_tools.registry import members

HERE = Path(__file__).parent
ROOT = HERE.resolve().parent
README = ROOT / "README.md"
BEGIN, END = "<!-- figures: bench/run.py writes them -->", "<!-- end of figures -->"
BARS = {
    (0, "check"): 1.0,
    (1_000, "check"): 1.5,
    (1_000, "build without search"): 3.0,
    (10_000, "check"): 6.0,
    (10_000, "check again"): 1.5,
    (10_000, "build without search"): 6.0,
    (10_000, "build after an edit"): 1.5,
}
Before = Callable[[], object]


class Task(NamedTuple):
    """A command to measure, on a base of a size (0 is this base), and what is done before each run."""

    size: int
    what: str
    command: tuple[str, ...]
    before: Before = lambda: None
    folder: Path = ROOT
    output: Path | None = None


class Run(NamedTuple):
    """One run: CPU seconds with all children, seconds on the clock, MB of the largest process."""

    cpu: float
    wall: float
    peak: float


# A process of its own: what a new process is charged with begins with the memory of the one that starts it.
STARTER = """
import os, subprocess, sys, time
begun = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
wall = time.perf_counter() - begun
print(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, flush=True)
os._exit(0)
"""


def measure(task: Task) -> Run:
    task.before()
    command = [sys.executable, "-IS", "-c", STARTER, *task.command]
    done = subprocess.run(command, cwd=task.folder, capture_output=True, text=True, check=True)
    code, *figures = map(float, done.stdout.split())
    if code not in (0, 1):
        sys.exit(f"{' '.join(task.command)} failed: {done.stderr}")
    return Run(*figures)


# --- what is measured ----------------------------------------------------------------------------


def make_base(size: int, folder: Path) -> Path:
    """A generated base with the pages and tools of this one, which it needs to build a site; size 0 is a copy of this base."""
    if size:
        generate(size, folder)
    else:
        folder.mkdir()
        for name in ("references.bib", "references.lock"):
            shutil.copy(ROOT / name, folder)
        shutil.copytree(ROOT / "kb", folder / "kb")
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copytree(ROOT / "build_tools", folder / "build_tools", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def tasks(size: int, base: Path, work: Path, *, search: bool) -> Iterator[Task]:
    kb = (sys.executable, "-m", "build_tools")
    site, copy = work / f"site-{size}", work / f"copy-{size}"
    at = ("--root", str(base))
    yield Task(size, "check", (*kb, "--no-cache", *at, "check"))
    again = (*kb, *at, "check")
    yield Task(size, "check again", again, lambda: subprocess.run(again, capture_output=True, cwd=ROOT, check=False))
    yield Task(size, "check after an edit", (*kb, *at, "check"), lambda: edit(base))
    yield Task(size, "levels", (*kb, *at, "levels"))
    yield Task(size, "build without search", (*kb, "--no-cache", *at, "build", "--no-search", "--to", str(site)), output=site)
    yield Task(size, "build after an edit", (*kb, *at, "build", "--no-search", "--to", str(site)), lambda: edit(base))
    yield Task(
        size, "plain copy of the site", ("cp", "-r", str(site), str(copy)), lambda: shutil.rmtree(copy, ignore_errors=True)
    )
    if search:
        yield Task(size, "build", (*kb, *at, "build", "--to", str(site)))


def edit(base: Path) -> None:
    """Change a word of one claim, another word each time."""
    file = min((base / "kb/claims").glob("*/*.yaml"))
    first, rest = file.read_text().split("\n", 1)
    file.write_text(f"{first.rstrip('x.')}{'.' if first.endswith('x.') else ' x.'}\n{rest}")


def frame_of(base: Path, site: Path) -> str:
    """The page of a claim around its body, with marks for what differs."""
    page = next(members("pages")["claim"].pages(pipeline.read(base)))
    html = (site / page.path / "index.html").read_text().replace("{", "&#123;")  # else other engines take BibTeX for their own
    for name in ("body", "description", "title"):
        value = getattr(page, name)
        html = html.replace(value if name == "body" else escape(value), f"@@{name}@@")
    return html


# --- what is told --------------------------------------------------------------------------------


def growth(runs: dict[Task, list[Run]], task: Task) -> str:
    """The exponent from the next smaller generated base to this one."""
    less = [other for other in runs if other.what == task.what and 0 < other.size < task.size]
    if not less:
        return ""
    other = max(less, key=lambda one: one.size)
    return f"{log(cpu(runs[task]) / cpu(runs[other])) / log(task.size / other.size):.2f}"


def cpu(runs: list[Run]) -> float:
    return statistics.median(run.cpu for run in runs)


def lines(runs: dict[Task, list[Run]], sizes: dict[int, str]) -> Iterator[str]:
    yield "| Base | Command | CPU s | least–most | Clock s | Peak MB | Growth | Bar |"
    yield "|---|---|---|---|---|---|---|---|"
    for task, found in runs.items():
        seconds = sorted(run.cpu for run in found)
        bar = BARS.get((task.size, task.what))
        shown = f"≤ {bar:g} {'met' if cpu(found) <= bar else 'MISSED'}" if bar else ""
        wall = statistics.median(run.wall for run in found)
        yield (
            f"| {sizes[task.size]} | {task.what} | {cpu(found):.2f} | {seconds[0]:.2f}–{seconds[-1]:.2f} | {wall:.2f} "
            f"| {max(run.peak for run in found):.0f} | {growth(runs, task)} | {shown} |"
        )


def compared(runs: dict[Task, list[Run]], missing: dict[str, str]) -> Iterator[str]:
    """The other engines beside our build of the same size, and what could not be installed."""
    yield "| Claims | Engine | CPU s | Clock s | Peak MB | Files | MB written | Times ours |"
    yield "|---|---|---|---|---|---|---|---|"
    for task, found in runs.items():
        if task.output is None or not task.size:
            continue
        ours = next(other for other in runs if (other.size, other.what) == (task.size, "build without search"))
        name = "this one, all pages and data" if task is ours else task.what
        files = [path for path in task.output.rglob("*") if path.is_file()]
        wall = statistics.median(run.wall for run in found)
        yield (
            f"| {task.size:,} | {name} | {cpu(found):.2f} | {wall:.2f} | {max(run.peak for run in found):.0f} "
            f"| {len(files):,} | {sum(path.stat().st_size for path in files) / 1e6:.0f} | {cpu(found) / cpu(runs[ours]):.2f} |"
        )
    for name, why in missing.items():
        yield f"\nNot measured: {name}, because {why}."


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--sizes", default="100,1000,10000")
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--peers", default="")
    asked.add_argument("--search", action="store_true")
    given = asked.parse_args()
    sizes = {0: "this base", **{int(size): f"{int(size):,} claims" for size in given.sizes.split(",")}}
    ram = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=ram) as scratch:
        work = Path(scratch)
        os.environ["XDG_CACHE_HOME"] = str(work / "home")
        bases = {size: make_base(size, work / f"base-{size}") for size in sizes}
        runs: dict[Task, list[Run]] = {
            task: [] for size, base in bases.items() for task in tasks(size, base, work, search=given.search)
        }
        missing = install(work) if given.peers else {}
        for size in map(int, filter(None, given.peers.split(","))):
            build = next(task for task in runs if (task.size, task.what) == (size, "build without search"))
            measure(build)
            frame = frame_of(bases[size], work / f"site-{size}")
            for peer in peers(pipeline.read(bases[size]), work, work / f"peers-{size}", frame):
                runs[Task(size, peer.name, tuple(peer.command), folder=peer.folder, output=peer.output)] = []
        for _ in range(given.rounds):
            for task, found in runs.items():
                found.append(measure(task))
        write(runs, sizes, missing, given.rounds)


def write(runs: dict[Task, list[Run]], sizes: dict[int, str], missing: dict[str, str], rounds: int) -> None:
    names = {name for name in (task.what for task in runs if task.output) if name != "build without search"}
    own = {task: found for task, found in runs.items() if task.what not in names}
    head = [
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}; median of {rounds} runs, CPU seconds",
        "of whole commands with their children, in and out on a RAM disk where there is one. Growth is the exponent from the",
        f"next smaller base. To repeat it: `python {' '.join(['bench/run.py', *sys.argv[1:]])}`.",
        "",
    ]
    told = [*head, *lines(own, sizes)]
    if names:
        told += ["", "The same claims by other engines, one page each, without works, terms, topics, data and explorer:", ""]
        told += compared(runs, missing)
    (HERE / "results.md").write_text("\n".join(told) + "\n")
    data = [{"size": task.size, "what": task.what, "runs": [run._asdict() for run in found]} for task, found in runs.items()]
    (HERE / "results.json").write_text(json.dumps(data, indent=1) + "\n")
    before, _, rest = README.read_text().partition(BEGIN)
    if rest:
        README.write_text(f"{before}{BEGIN}\n" + "\n".join(told) + f"\n{END}{rest.partition(END)[2]}")
    print("\n".join(told))


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    main()
