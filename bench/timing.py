"""Commands -> what each took: CPU seconds, seconds on the clock, peak memory; all commands in turn, round after round."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import NamedTuple

HERE = Path(__file__).resolve().parent


def environment() -> dict[str, str]:
    """That of this process, but what Python compiles is kept, as it is for everybody."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def nothing(*_: object) -> None:
    """What is done before and after most tasks."""


class Run(NamedTuple):
    """One run: CPU seconds with all children, seconds on the clock, MB of all processes at once, whether it was ended."""

    cpu: float
    wall: float
    peak: float
    over: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """A command to measure, on a base of a size (0 is this base), and what is done before and after each run.

    One that tells its figures prints what `starter.py` prints, of a part of its work. One that is needed leaves what later
    tasks find, so it is run in every round.
    """

    size: int
    what: str
    command: tuple[str, ...]
    before: Callable[[], object] = nothing
    after: Callable[[Run], object] = nothing
    folder: Path = HERE.parent
    tells: bool = False
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """What the runs of a task took together."""

    runs: tuple[Run, ...]

    @property
    def cpu(self) -> float:
        return median(run.cpu for run in self.runs)

    @property
    def wall(self) -> float:
        return median(run.wall for run in self.runs)

    @property
    def peak(self) -> float:
        return max(run.peak for run in self.runs)

    @property
    def over(self) -> bool:
        return any(run.over for run in self.runs)

    @property
    def spread(self) -> str:
        least, most = min(run.cpu for run in self.runs), max(run.cpu for run in self.runs)
        return f"{least:.2f}–{most:.2f}" if len(self.runs) > 1 else "one run"

    def told(self) -> dict[str, object]:
        return {"runs": [run._asdict() for run in self.runs]}


Measured = dict[Task, Taken]


def measure(task: Task, limit: float) -> Run:
    """Run a task once; it is ended after so many seconds. A task that fails ends everything."""
    task.before()
    starter = () if task.tells else (sys.executable, "-IS", str(HERE / "starter.py"), str(limit))
    done = subprocess.run(
        [*starter, *task.command], cwd=task.folder, env=environment(), capture_output=True, text=True, check=False
    )
    told = json.loads(done.stdout) if done.returncode == 0 else {"code": done.returncode, "over": False}
    if told.pop("code") != 0 and not told["over"]:
        sys.exit(f"{' '.join(task.command)} failed:\n{done.stderr[-2000:]}")
    run = Run(**told)
    task.after(run)
    return run


def in_turn(tasks: Iterable[Task], rounds: int, limit: float, once: float) -> Measured:
    """Every task in each round; one that took longer than `once` seconds in the first is run no more, unless it is needed.

    The tasks may come from a generator that makes ready what a task needs when its turn in the first round has come.
    """
    runs: dict[Task, list[Run]] = {}
    for task in tasks:
        runs[task] = [measure(task, limit)]
        print(f"{task.size:>6} {task.what}: {runs[task][0].cpu:.2f}", file=sys.stderr, flush=True)
    for _ in range(1, rounds):
        for task, found in runs.items():
            if task.needed or found[0].wall <= once:
                found.append(measure(task, limit))
    return {task: Taken(tuple(found)) for task, found in runs.items()}
