"""A base that was checked before -> the same problems and counts, without reading it in earnest.

What a check tells follows from the bytes of all files that it reads, the days that it goes by and the tools; they are kept as one
digest in .cache/told with what was told, signed on this machine. Where a link or a pipe is among the files nothing is kept.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import astuple
from hashlib import blake2b
from pathlib import Path
from typing import Any

from build_tools import pipeline
from build_tools.counts import Counts, Verdicts, count
from build_tools.kept import FOLDER, SIZE, keeping, read_signed, tools, write_signed
from build_tools.place import Problem, Where

FILE = "told"
READ = ("kb", ".texts", "references.bib", "references.lock")

Told = tuple[list[Problem], Counts]
Stamps = list[tuple[str, int, int, int, int]]


def problems_and_counts(root: Path, on: str, today: str) -> Told:
    """Every problem of a base and its counts, as `pipeline` gives them."""
    secret = keeping()
    before = stamps(root) if secret else None
    key = state(root, before, on, today) if before is not None else None
    if key is None:
        return _anew(root, on, today)
    path = root / FOLDER / FILE
    known = load(path, key, secret)
    if known is None:
        known = _anew(root, on, today)
        if before == stamps(root) and all(problem.__class__ is Problem for problem in known[0]):  # nobody wrote meanwhile
            save(path, key, secret, known)
    return known


def _anew(root: Path, on: str, today: str) -> Told:
    base = pipeline.read(root, on, today)
    return pipeline.check(base), count(base)


# --- what it depends on --------------------------------------------------------------------------


def stamps(root: Path) -> Stamps | None:
    """Every file that a check may read, by its name, with what changes when it is written.

    None when one is no plain file, or a folder cannot be listed.
    """
    found: Stamps = []
    try:
        for name, about in walk(str(root), READ):
            if not stat.S_ISREG(about.st_mode):
                return None
            found.append((name, about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns))
    except OSError:
        return None
    return found


def walk(root: str, names: tuple[str, ...]) -> Iterator[tuple[str, os.stat_result]]:
    """The files of these names below a folder, and all within them, in a fixed order. Links are not followed."""
    for name in names:
        path = os.path.join(root, name)
        try:
            about = os.lstat(path)
        except FileNotFoundError:
            continue
        if not stat.S_ISDIR(about.st_mode):
            yield name, about
            continue
        inside = tuple(sorted(os.listdir(path)))
        for inner, found in walk(path, inside):
            yield f"{name}/{inner}", found


def state(root: Path, files: Stamps, on: str, today: str) -> bytes | None:
    """One digest of all that decides what a check tells; None when a file cannot be read."""
    total = blake2b(digest_size=SIZE)
    folders = sorted(os.path.relpath(folder, root) for name in READ for folder, _, _ in os.walk(root / name))
    total.update(repr((folders, on, today, tools(), [(name, size) for name, _, size, _, _ in files])).encode())
    try:
        for name, *_ in files:
            with open(root / name, "rb") as stream:
                total.update(stream.read())
    except OSError:
        return None
    return total.digest()


# --- the file ------------------------------------------------------------------------------------


def load(path: Path, key: bytes, secret: bytes) -> Told | None:
    """What was told of this state; None when the file tells of another, or is not as it was signed."""
    kept = read_signed(path, key, secret)
    if kept is None:
        return None
    problems, counts = kept
    made: list[Any] = [Verdicts(*value) if isinstance(value, tuple) else value for value in counts]
    return [Problem(Where(*where), *rest) for where, *rest in problems], Counts(*made)


def save(path: Path, key: bytes, secret: bytes, told: Told) -> None:
    problems, counts = told
    write_signed(path, key, secret, ([astuple(problem) for problem in problems], astuple(counts)))
