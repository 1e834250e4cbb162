"""A size -> a base in a repository of git, and the commands of this tool that are measured on it.

Cold is a run that keeps nothing and finds nothing kept; the first is one that keeps what it reads, as in a fresh clone.
"""

import compileall
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

from generate import generate
from timing import HERE, Task, environment

sys.path.insert(0, str(HERE.parent))

from build_tools import pipeline
from build_tools.authorship import authorship
from build_tools.history import past
from build_tools.model import KnowledgeBase

ROOT = HERE.parent
CONTENT = ("kb", "references.bib", "references.lock")
KB = (sys.executable, "-m", "build_tools")
CHECK, CHECK_FIRST, CHECK_AGAIN = "check, cold", "check, first", "check, again"
LEVELS, PART = "levels", "levels and graph, once read"
DIFF = "diff, one claim edited"
BUILD, BUILD_FIRST = "build without search, cold", "build without search, first"
BUILD_AGAIN, BUILD_EDITED = "build without search, again", "build without search, one claim edited"
BUILD_ALONE = "build without search, cold, outside of git"
SEARCHED = "build with search, cold"
COPY = "plain copy of the site"
numbers = count(1)


def make_base(size: int, folder: Path) -> Path:
    """A generated base with the pages and tools of this one, which it needs to build a site; size 0 is a copy of this base."""
    if size:
        generate(size, folder)
    else:
        shutil.copytree(ROOT / "kb", folder / "kb")
        for name in CONTENT[1:]:
            shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copytree(ROOT / "build_tools", folder / "build_tools", ignore=shutil.ignore_patterns("__pycache__"))
    compileall.compile_dir(folder / "build_tools", quiet=1)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    """A repository of git with the content as its one commit."""
    who = {f"GIT_{role}_{what}": "bench" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    when = {f"GIT_{role}_DATE": "2026-11-24T00:00:00Z" for role in ("AUTHOR", "COMMITTER")}
    calm = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for command in (
        ["init", "-q"],
        ["add", *CONTENT],
        ["-c", "gc.auto=0", "-c", "maintenance.auto=false", "commit", "-qm", "All"],
    ):
        subprocess.run(["git", "-C", str(folder), *command], env={**environment(), **who, **when, **calm}, check=True)


def as_built(base: Path) -> KnowledgeBase:
    """The base as pages are made of it: with what git knows."""
    kb = pipeline.read(base)
    return replace(kb, written=authorship(base, kb), past=past(base))


def edit(base: Path) -> None:
    """Put another word into the statement of one claim."""
    file = min((base / "kb/claims").glob("*/*.yaml"))
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"^(statement: )(Edit\d+ )?", rf"\1Edit{next(numbers)} ", text), encoding="utf-8")


def forget(base: Path, *folders: Path) -> None:
    """Take away what was kept of the base, and what was written."""
    for folder in (base / ".cache", *folders):
        shutil.rmtree(folder, ignore_errors=True)


def site_of(work: Path, size: int) -> Path:
    return work / f"site-{size}"


def reading(size: int, base: Path) -> Iterator[Task]:
    """The commands that are measured on the largest bases too."""
    at = ("--root", str(base))
    yield Task(size, CHECK, (*KB, "--no-cache", *at, "check"))
    yield Task(size, CHECK_FIRST, (*KB, *at, "check"), lambda: forget(base))
    yield Task(size, CHECK_AGAIN, (*KB, *at, "check"))
    yield Task(size, "check, one claim edited", (*KB, *at, "check"), lambda: edit(base))
    yield Task(size, LEVELS, (*KB, *at, "levels"))
    yield Task(size, PART, (sys.executable, str(HERE / "levels.py"), str(base)), tells=True)


def building(size: int, base: Path, work: Path) -> Iterator[Task]:
    """The others. Each leaves the site as the next one needs it."""
    at, site, other = ("--root", str(base)), site_of(work, size), work / "other"
    cold, kept = ((*KB, *no, *at, "build", "--to") for no in (("--no-cache",), ()))
    yield Task(size, DIFF, (*KB, *at, "diff", "HEAD"), lambda: edit(base))
    alone = ("env", f"GIT_DIR={os.devnull}", *cold, str(other), "--no-search")
    yield Task(size, BUILD_ALONE, alone, lambda: forget(base, other))
    yield Task(size, SEARCHED, (*cold, str(other)), lambda: forget(base, other))
    yield Task(size, BUILD, (*cold, str(site), "--no-search"), lambda: forget(base, site), needed=True)
    yield Task(size, COPY, ("cp", "-r", str(site), str(other)), lambda: forget(base, other))
    yield Task(size, BUILD_FIRST, (*kept, str(site), "--no-search"), lambda: forget(base, site), needed=True)
    yield Task(size, BUILD_AGAIN, (*kept, str(site), "--no-search"))
    yield Task(size, BUILD_EDITED, (*kept, str(site), "--no-search"), lambda: edit(base))
