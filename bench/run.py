"""Measure whole commands, ours and those of other site engines, and write bench/results.md and what README.md says of them.

python bench/run.py [--sizes 100,1000,10000] [--levels 30000] [--peers 1000,10000] [--rounds 3] [--limit 300] [--once 12] [--show]

Nothing that is written names the machine or its folders.
"""

import argparse
import os
import resource
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import figures
import tasks
from installing import install
from machine import described
from peers import Given, Peer, engines, lacking
from peers._frame import frame_of
from timing import HERE, Measured, Run, Task, in_turn

from build_tools.model import KnowledgeBase
from build_tools.write import as_json

README = HERE.parent / "README.md"
BEGIN, END = "<!-- figures: bench/run.py writes them -->", "<!-- end of figures -->"


def arguments() -> argparse.Namespace:
    asked = argparse.ArgumentParser()
    asked.add_argument("--sizes", type=numbers, default="100,1000,10000", help="claims of the bases that are built")
    asked.add_argument("--levels", type=numbers, default="30000", help="claims of the bases that are only checked")
    asked.add_argument("--peers", type=numbers, default="1000,10000", help="which of the sizes other engines build too")
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--limit", type=float, default=300, help="seconds after which a command is ended")
    asked.add_argument("--once", type=float, default=12, help="a command that takes more seconds is run in one round only")
    asked.add_argument("--show", action="store_true", help="show the figures and write nothing")
    return asked.parse_args()


def numbers(words: str) -> list[int]:
    return [int(word) for word in words.split(",") if word]


@dataclass
class Bench:
    """The bases and engines of one run below a folder, and what became of them."""

    work: Path
    given: argparse.Namespace
    ours: list[Task] = field(default_factory=list)
    peers: dict[Task, Peer] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)

    def tasks(self) -> Iterator[Task]:
        """Everything to measure. What a task needs is made when its turn has come."""
        for size in (0, *self.given.sizes, *self.given.levels):
            base = tasks.make_base(size, self.work / f"base-{size}")
            for task in self._of(size, base):
                self.ours.append(task)
                yield task
        for name, engine in engines().items() if self.given.peers else ():
            why = install(name, self.work / "engines" / name)
            if why:
                self.missing[engine.NAME] = why
        for size in self.given.peers:
            yield from self._of_peers(size)

    def _of(self, size: int, base: Path) -> Iterator[Task]:
        yield from tasks.reading(size, base)
        if size not in self.given.levels:
            yield from tasks.building(size, base, self.work)

    def _of_peers(self, size: int) -> Iterator[Task]:
        kb = tasks.as_built(self.work / f"base-{size}")
        given = Given(kb, frame_of(kb, tasks.site_of(self.work, size)))
        for name, engine in engines().items():
            if engine.NAME in self.missing:
                continue
            folder = self.work / f"peers-{size}" / name
            folder.mkdir(parents=True)
            peer = engine.prepare(given, folder, self.work / "engines" / name)
            clean, whole = partial(shutil.rmtree, peer.output, ignore_errors=True), partial(demand, engine.NAME, kb, peer)
            task = Task(size, engine.NAME, peer.command, clean, whole, peer.folder)
            self.peers[task] = peer
            yield task

    def written(self) -> dict[Task, figures.Written]:
        """What each build wrote."""
        ours = (task for task in self.ours if task.what in (tasks.BUILD, tasks.COPY))
        found = {task: figures.Written.of(tasks.site_of(self.work, task.size)) for task in ours}
        return found | {task: figures.Written.of(peer.output) for task, peer in self.peers.items()}


def demand(name: str, kb: KnowledgeBase, peer: Peer, run: Run) -> None:
    """A page or a word that an engine left out ends everything."""
    lost = [] if run.over else list(lacking(kb, peer))
    if lost:
        sys.exit(f"{name} did not write all: {len(lost)} things, among them\n" + "\n".join(lost[:5]))


HEAD = """\
The machine: {machine}.
CPU seconds of whole commands with their children: the median of {rounds} rounds, in each of which all commands are run in turn.
A command that takes more than {once:g} seconds is run once, one that takes more than {limit:g} is ended. Memory is the most that
all processes of a command hold at once. Growth is the exponent from the next smaller base. The bases lie in git, with one commit.
*Cold* keeps nothing and finds nothing kept; *first* keeps what it reads, as in a fresh clone; *again* and *one claim edited* find
that. To repeat it: `{command}`.
"""


def head(machine: dict[str, str], given: argparse.Namespace) -> str:
    told = ", ".join(f"{name} {value}" for name, value in machine.items())
    command = ["python", "bench/run.py", *(word for word in sys.argv[1:] if word != "--show")]
    return HEAD.format(machine=told, command=shlex.join(command), **vars(given))


PEERS = [
    "",
    "The same claims by other engines, one page each with all that is recorded of it, without an index for search. Hugo and",
    "Eleventy put our bodies into our frame. None of them makes the pages of works, terms and topics, the data and the explorer.",
    "",
]


def tables(bench: Bench, measured: Measured, written: dict[Task, figures.Written], *, short: bool) -> Iterator[str]:
    """All figures; or, for those in a hurry, what has a bar and the largest comparison."""
    shown = (lambda task: bool(figures.bars_of(measured, task))) if short else (lambda _: True)
    yield from figures.commands(measured, bench.ours, shown)
    yield ""
    yield from figures.pages(written)
    compared = sorted(bench.given.peers)[-1:] if short else bench.given.peers
    if compared:
        yield from PEERS
    for number, size in enumerate(compared):
        yield from [""] * bool(number)
        yield from figures.compared(measured, written, size)
    for name, why in bench.missing.items():
        yield f"\nNot measured: {name}, because {why}."


def write(bench: Bench, measured: Measured, machine: dict[str, str]) -> None:
    written = bench.written()
    begin = head(machine, bench.given)
    whole = "\n".join([begin, *tables(bench, measured, written, short=False)]) + "\n"
    print(whole)
    if bench.given.show:
        return
    (HERE / "results.md").write_text(whole, encoding="utf-8")
    data = {
        "machine": machine,
        "asked": vars(bench.given),
        "measured": [
            {"size": task.size, "what": task.what, "runs": [run._asdict() for run in taken.runs]}
            for task, taken in measured.items()
        ],
        "written": [{"size": task.size, "what": task.what, **wrote.told()} for task, wrote in written.items()],
        "missing": bench.missing,
    }
    (HERE / "results.json").write_bytes(as_json(data))
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    brief = "\n".join([begin, *tables(bench, measured, written, short=True)])
    README.write_text(f"{before}{BEGIN}\n{brief}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


def main() -> None:
    given = arguments()
    ram = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=ram) as scratch:
        os.environ["XDG_CACHE_HOME"] = str(Path(scratch) / "home")
        bench = Bench(Path(scratch), given)
        measured = in_turn(bench.tasks(), given.rounds, given.limit, given.once)
        write(bench, measured, described(Path(scratch)))


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    main()
