"""Files that are being written -> the site as it is now: its frame, the newest base, and each page made when it is asked for."""

import gc
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count as numbers
from pathlib import Path
from shutil import rmtree
from threading import Condition, Lock
from time import perf_counter, sleep, time_ns
from typing import Any

from build_tools import counts, pipeline, unchanged
from build_tools.authorship import authorship
from build_tools.history import past
from build_tools.mkdocs_hook import SHELL, Frame, FrameFailedError, data_files, make_frame
from build_tools.model import KnowledgeBase, Problem, Where
from build_tools.report import text
from build_tools.schema import write_own_schemas
from build_tools.search_index import make_index
from build_tools.search_records import records
from build_tools.stamp import stamp

BASE = unchanged.READ
FRAME = ("docs", "mkdocs.yml")
PAUSE = 0.15  # seconds between two looks at the files
SETTLE = 0.02  # an editor may write a file in two steps
MOST = 50  # problems of a level that a page lists
INDEX = "pagefind/"

Stamps = dict[str, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class State:
    """What the site is made of at a moment, and what is told of it. The version changes with what pages show."""

    version: int
    frame: Frame
    base: KnowledgeBase
    problems: tuple[Problem, ...] = ()
    trouble: tuple[Problem, ...] = ()  # with the frame
    busy: bool = True

    def told(self) -> dict[str, Any]:
        """What a browser is told: all numbers, and as many problems as a page can bear."""
        everything = (*self.trouble, *self.problems)
        by_level = {level: [one for one in everything if one.level == level] for level in ("error", "warning")}
        return {
            "version": str(self.version),
            "busy": self.busy,
            "counts": {level: len(found) for level, found in by_level.items()},
            "problems": [
                {"level": one.level, "check": one.check, "where": text.place(one.where)}
                | {"message": counts.safe(one.message), "hint": counts.safe(one.hint)}
                for found in by_level.values()
                for one in found[:MOST]
            ],
        }


class Live:
    """The site while one writes. Its state is replaced as a whole, so that who answers a request sees one that fits together.

    What git knows is that of the start; a page that a mistake takes away is shown as it last was.
    """

    def __init__(self, root: Path, folder: Path) -> None:
        self.root, self.folder = root, folder
        self._versions = numbers(time_ns())  # a page of an earlier server is never taken for one of this
        self._changed, self._pages, self._others = Condition(), Lock(), Lock()
        self._last: dict[str, bytes] = {}
        self._data: tuple[KnowledgeBase | None, Mapping[str, bytes]] = (None, {})
        self._indexed: tuple[KnowledgeBase | None, Path] = (None, folder / "none")
        self._seen = settled(root)
        frame, base = self._frame(), pipeline.read(root)
        with suppress(OSError):  # a help for editors only
            write_own_schemas(base, root)
        self._written, self._past = authorship(root, base), past(root)
        self.state = State(next(self._versions), frame, self._with_history(base))

    # --- what changes ----------------------------------------------------------------------------

    def watch(self) -> None:
        """Check, then follow the files until interrupted."""
        self._check(perf_counter())
        while True:
            sleep(PAUSE)
            self.look()

    def look(self) -> None:
        """Take in what has changed since the last look."""
        if stamps(self.root) == self._seen:
            return
        now = settled(self.root)
        changed = {name.partition("/")[0] for name, _ in now.items() ^ self._seen.items()}
        self._seen = now
        if changed & set(BASE):
            self._read()
        if changed & set(FRAME):
            self._rebuild()
        gc.collect()  # the base of before, which nobody will ask for; now, as nobody waits

    def after(self, seen: State | None, patience: float) -> State:
        """The state as soon as it is another than the one seen, or when patience ends."""
        with self._changed:
            self._changed.wait_for(lambda: self.state is not seen, patience)
            return self.state

    def _put(self, **values: Any) -> None:
        with self._changed:
            self.state = replace(self.state, **values)
            self._changed.notify_all()

    def _read(self) -> None:
        """Show the new base at once, and check it then."""
        start = perf_counter()
        self._put(busy=True)
        self._put(version=next(self._versions), base=self._with_history(pipeline.read(self.root)))
        self._check(start)

    def _with_history(self, base: KnowledgeBase) -> KnowledgeBase:
        return replace(base, written=self._written, past=self._past)

    def _check(self, start: float) -> None:
        base = self.state.base
        problems, told = counts.without_notes(pipeline.check(base), counts.count(base))
        self._put(problems=tuple(problems), busy=False)
        say(text.report(self.root, problems, told) + f"checked in {perf_counter() - start:.1f} s\n")

    def _rebuild(self) -> None:
        """Make a new frame beside the old one; when that fails, the old one stays and the reason is told."""
        old = self.state.frame.folder
        self._put(busy=True)
        try:
            frame = self._frame()
        except FrameFailedError as error:
            problem = Problem(Where("mkdocs.yml"), f"the pages written by hand could not be made: {error}", check="site")
            self._put(trouble=(problem,), busy=False)
            say(f"{problem.message}\n")
            return
        self._put(version=next(self._versions), frame=frame, trouble=(), busy=False)
        say(f"made anew from {' and '.join(FRAME)}\n")
        rmtree(old, ignore_errors=True)

    def _frame(self) -> Frame:
        return make_frame(self.root, self.folder / f"frame-{next(self._versions)}")

    # --- what is asked for -----------------------------------------------------------------------

    def file(self, state: State, path: str) -> bytes | None:
        """A file of the site, such as claims/x/index.html; None where there is none."""
        if not path:
            return None
        if path.startswith(INDEX):
            return content(self._index(state, path), path.removeprefix(INDEX))
        if path.endswith("index.html") and (page := self._page(state, path)):
            return page
        if SHELL in path.split("/"):
            return None
        return content(state.frame.folder, path) or self._files(state).get(path)

    def _page(self, state: State, path: str) -> bytes | None:
        """A page in its shell; what the templates keep is kept for one base, so pages are made one after the other."""
        with self._pages:
            page = pipeline.page_at(state.base, path.removesuffix("index.html"))
            if page is None:
                return self._last.get(path) if state.base.faults else None
            ((_, self._last[path]),) = stamp([page], state.frame.shell, state.frame.about)
            return self._last[path]

    def _files(self, state: State) -> Mapping[str, bytes]:
        """The data, made when the first of it is asked for."""
        with self._others:
            if self._data[0] is not state.base:
                self._data = state.base, dict(data_files(state.base, state.frame.about))
            return self._data[1]

    def _index(self, state: State, path: str) -> Path:
        """The folder of the search index; a page that begins to search gets a new one when the base is another."""
        with self._others:
            if path == f"{INDEX}pagefind.js" and self._indexed[0] is not state.base:
                folder = self.folder / f"index-{state.version}"
                make_index(records(state.base), folder)
                rmtree(self._indexed[1], ignore_errors=True)
                self._indexed = state.base, folder
            return self._indexed[1]


# --- files -----------------------------------------------------------------------------------------


def stamps(root: Path) -> Stamps:
    """Every file that the site is made of, with what changes when it is written; while one is moved, what could be seen."""
    found: Stamps = {}
    with suppress(OSError):
        for name, about in unchanged.walk(str(root), (*BASE, *FRAME)):
            found[name] = about.st_mtime_ns, about.st_size, about.st_ino
    return found


def settled(root: Path) -> Stamps:
    """The files once nobody writes."""
    now = stamps(root)
    while True:
        sleep(SETTLE)
        then, now = now, stamps(root)
        if now == then:
            return now


def content(folder: Path, path: str) -> bytes | None:
    """The bytes of a file below a folder; None for what is not there or lies outside."""
    file = (folder / path).resolve()
    return file.read_bytes() if file.is_relative_to(folder.resolve()) and file.is_file() else None


def say(words: str) -> None:
    sys.stdout.write(words)
    sys.stdout.flush()
