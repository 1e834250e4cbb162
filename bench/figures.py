"""What commands took and what they wrote -> tables of Markdown, with each bar beside its figure: met or MISSED."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import log
from pathlib import Path
from statistics import median
from typing import NamedTuple

import tasks
from timing import Measured, Taken, Task

GROWTH = 1.05  # of the exponent from 1,000 claims to 10,000
PAGE = 20_000  # bytes of the largest page of a claim
TIMES = {"MkDocs-Material": 0.1, "Hugo in our frame": 1.0, tasks.COPY: 4.0}  # ours by theirs, of 10,000 claims


class Bar(NamedTuple):
    """The most that a command may take: CPU seconds, and MB where that is bounded."""

    cpu: float
    peak: float = 0


BARS: Mapping[tuple[int, str], Bar] = {
    (0, tasks.CHECK): Bar(1.0),
    (0, tasks.CHECK_FIRST): Bar(1.0),
    (1_000, tasks.CHECK): Bar(1.5),
    (1_000, tasks.CHECK_FIRST): Bar(1.5),
    (1_000, tasks.BUILD): Bar(3.0),
    (1_000, tasks.BUILD_FIRST): Bar(3.0),
    (10_000, tasks.CHECK): Bar(6.0, 300),
    (10_000, tasks.CHECK_FIRST): Bar(6.0, 300),
    (10_000, tasks.CHECK_AGAIN): Bar(1.5),
    (10_000, tasks.BUILD): Bar(6.0, 400),
    (10_000, tasks.BUILD_FIRST): Bar(6.0, 400),
    (10_000, tasks.BUILD_EDITED): Bar(1.5),
    (30_000, tasks.PART): Bar(3.0),
}


class Written(NamedTuple):
    """What a build wrote: how many files of how many bytes, and the bytes of each page of a claim."""

    files: int
    bytes: int
    pages: tuple[int, ...]

    @classmethod
    def of(cls, output: Path, pages: str = "claims/*/index.html") -> "Written":
        sizes = [path.stat().st_size for path in output.rglob("*") if path.is_file()]
        return cls(len(sizes), sum(sizes), tuple(sorted(path.stat().st_size for path in output.glob(pages))))

    def told(self) -> dict[str, int]:
        middle, largest = (round(median(self.pages)), max(self.pages)) if self.pages else (0, 0)
        return {"files": self.files, "bytes": self.bytes, "pages": len(self.pages), "median": middle, "largest": largest}


def against(figure: float, most: float, unit: str = "") -> str:
    """A bar in words."""
    return f"≤ {most:,g}{unit and ' '}{unit} {'met' if figure <= most else 'MISSED'}"


def growth(measured: Measured, task: Task) -> float | None:
    """The exponent from the next smaller generated base to this one."""
    less = [other for other in measured if other.what == task.what and 0 < other.size < task.size]
    if not less or measured[task].over:
        return None
    other = max(less, key=lambda one: one.size)
    return log(measured[task].cpu / measured[other].cpu) / log(task.size / other.size)


def bars_of(measured: Measured, task: Task) -> list[str]:
    """Every bar that holds for a command of ours, with whether it is met."""
    taken, bar, exponent = measured[task], BARS.get((task.size, task.what)), growth(measured, task)
    told = []
    if bar:
        told.append(against(taken.cpu, bar.cpu, "s"))
        told += [against(taken.peak, bar.peak, "MB")] if bar.peak else []
    if exponent is not None and task.size == 10_000 and any(other.size == 1_000 for other in measured):
        told.append(f"growth {against(round(exponent, 2), GROWTH)}")
    return told


Shown = Callable[[Task], bool]


def commands(measured: Measured, ours: Sequence[Task], shown: Shown = lambda _: True) -> Iterator[str]:
    """A row for each command of ours."""
    yield "| Base | Command | CPU s | least–most | Clock s | Peak MB | Growth | Bars |"
    yield "|---|---|---|---|---|---|---|---|"
    for task in filter(shown, ours):
        taken, exponent = measured[task], growth(measured, task)
        peak = f"{taken.peak:,.0f}" if taken.peak else ""
        yield (
            f"| {named(task.size)} | {task.what} | {seconds(taken, taken.cpu)} | {taken.spread} | {seconds(taken, taken.wall)} "
            f"| {peak} | {'' if exponent is None else f'{exponent:.2f}'} | {'; '.join(bars_of(measured, task))} |"
        )


def compared(measured: Measured, written: Mapping[Task, Written], size: int) -> Iterator[str]:
    """Our cold build of a size beside everything else that wrote the same claims, and beside a copy of what we wrote."""
    ours = next(task for task in written if (task.size, task.what) == (size, tasks.BUILD))
    yield "| Claims | Engine | CPU s | Clock s | Peak MB | Files | MB written | Ours by theirs | Bar |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for task, wrote in written.items():
        if task.size == size:
            taken, name = measured[task], "this one, all pages and data" if task is ours else task.what
            times = 0.0 if taken.over else measured[ours].cpu / taken.cpu
            bar = TIMES.get(task.what) if size == 10_000 and times else None
            yield (
                f"| {size:,} | {name} | {seconds(taken, taken.cpu)} | {seconds(taken, taken.wall)} | {taken.peak:,.0f} "
                f"| {'' if taken.over else f'{wrote.files:,}'} | {'' if taken.over else f'{wrote.bytes / 1e6:,.0f}'} "
                f"| {f'{times:.2f}' if times else ''} | {against(times, bar) if bar else ''} |"
            )


def pages(written: Mapping[Task, Written]) -> Iterator[str]:
    """How large our pages of claims are, before they are packed."""
    yield "| Base | Pages of claims | Median bytes | Largest bytes | Files of the site | MB | Bar |"
    yield "|---|---|---|---|---|---|---|"
    for task, wrote in written.items():
        if task.what == tasks.BUILD:
            yield (
                f"| {named(task.size)} | {len(wrote.pages):,} | {median(wrote.pages):,.0f} | {max(wrote.pages):,} "
                f"| {wrote.files:,} | {wrote.bytes / 1e6:,.0f} | largest {against(max(wrote.pages), PAGE, 'bytes')} |"
            )


def named(size: int) -> str:
    return f"{size:,} claims" if size else "this base"


def seconds(taken: Taken, figure: float) -> str:
    return f"over {taken.wall:.0f} s" if taken.over else f"{figure:.2f}"
