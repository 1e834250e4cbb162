"""A commit of git -> the base as it was then, in a folder that is taken away again. The door of git.

Nothing is checked out: trees are listed and files read by their ids. A commit may hold what no file system should be asked to
make, so a link becomes one that leads nowhere, and a huge file a hole of its size: the readers refuse both as they always do.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import NamedTuple

from build_tools.past import Past, commits_of

PARTS = ("kb", "references.bib", "references.lock")
CHANGING = ("kb", "references.bib")  # what a past is of: what people wrote, not what was looked up
REVISION = re.compile(r"[A-Za-z0-9_@][A-Za-z0-9_./@^~{}+-]{0,249}")
LARGEST = 32 << 20  # more than any reader takes
LINK, PLAIN = "120000", ("100644", "100755", "100664")
CALM = {"GIT_NO_REPLACE_OBJECTS": "1", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}


class NoHistoryError(Exception):
    """Why a commit cannot be read, in a sentence."""


class Entry(NamedTuple):
    """A file of a commit."""

    mode: str
    blob: str
    size: int
    path: str


class Changed(NamedTuple):
    """A file that a change touches: as it is then and as it was, None where it is not."""

    path: str
    now: Entry | None
    before: Entry | None


@contextmanager
def base_at(root: Path, revision: str) -> Iterator[tuple[str, Path]]:
    """The commit that a revision names, and a folder with the base as it was in it. Texts kept out of git are those of now."""
    commit = commit_of(root, revision)
    with TemporaryDirectory(prefix="kb-") as name:
        folder = Path(name)
        _write(root, folder, _entries(root, commit))
        if (root / ".texts").is_dir() and not (root / ".texts").is_symlink():
            shutil.copytree(root / ".texts", folder / ".texts", symlinks=True)
        yield commit, folder


def commit_of(root: Path, revision: str) -> str:
    """The full id of the commit that a branch, tag, id or `HEAD~2` names."""
    if not REVISION.fullmatch(revision) or ".." in revision:
        raise NoHistoryError(f"'{revision}' cannot be the name of a commit, such as main, v1.2, HEAD~2 or 1a2b3c4")
    if _run(root, "rev-parse", "--git-dir").returncode != 0:
        raise NoHistoryError(f"{root} is not in a git repository, so nothing is known of '{revision}'")
    found = _run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode != 0:
        hint = "if the server has it, fetch it first; a job of CI checks out with `fetch-depth: 0`"
        raise NoHistoryError(f"there is no commit '{revision}' in this copy of the repository; {hint}")
    return found.stdout.decode().strip()


def renamed(root: Path, commit: str, later: str = "") -> dict[str, str]:
    """The files that were moved since a commit, until a later one or now, or are mostly what one is that is gone: old -> new."""
    listed = _git(
        root, "diff", "--no-ext-diff", "--no-textconv", "--relative", "--name-status", "--find-renames", "--diff-filter=R", "-z",
        commit, *filter(None, [later]), "--", *PARTS,
    )  # fmt: skip
    names = [os.fsdecode(name) for name in listed.split(b"\0")]
    return dict(zip(names[1::3], names[2::3], strict=False))


def parting(root: Path, one: str, other: str) -> str:
    """The newest commit that both of two commits come from."""
    found = _run(root, "merge-base", one, other)
    if found.returncode != 0:
        hint = "if this copy of the repository is not whole, fetch the rest"
        raise NoHistoryError(f"{one[:12]} and {other[:12]} have no commit in common; {hint}")
    return found.stdout.decode().strip()


def changed(root: Path, before: str, now: str) -> tuple[list[Changed], list[str]]:
    """Every file of the repository that differs between two commits, and the names of all that there are now.

    Names are from the root; of a file that lies elsewhere in the repository, from its top after `:/`.
    """
    then, there = ({entry.path: entry for entry in _everything(root, commit)} for commit in (before, now))
    paths = sorted(path for path in {*then, *there} if _differ(then.get(path), there.get(path)))
    return [Changed(path, there.get(path), then.get(path)) for path in paths], list(there)


def _differ(one: Entry | None, other: Entry | None) -> bool:
    return one is None or other is None or (one.mode, one.blob) != (other.mode, other.blob)


def _everything(root: Path, commit: str) -> Iterator[Entry]:
    top = _git(root, "rev-parse", "--show-prefix").decode().rstrip("\n")
    for entry in _entries(root, commit, "--full-tree"):
        inside = entry.path.startswith(top)
        yield entry._replace(path=entry.path.removeprefix(top) if inside else f":/{entry.path}")


def content(root: Path, entry: Entry | None) -> bytes:
    """What a file holds; nothing where there is none, or none that can be read."""
    return next(_blobs(root, [entry]), b"") if entry and entry.mode in PLAIN and entry.size <= LARGEST else b""


MOST = 50  # commits of a past


def past(root: Path) -> Past:
    """The latest commits that changed what people wrote, with what each did to which file; never an exception."""
    form = ("--format=%x00%H%x00%ct%x00%s", "--no-show-signature", "--no-ext-diff", "--no-textconv", "--find-renames")
    try:
        if _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true":  # its oldest commit seems to have added all
            return Past(missing="The site was built from a copy of the repository without its older commits.")
        log = ("log", f"--max-count={MOST}", "--no-merges", "--name-status", "-z", "--relative", "--encoding=UTF-8", *form)
        commits = commits_of(_git(root, *log, "HEAD", "--", *CHANGING))
    except NoHistoryError:
        return Past(missing="The history of this base was not at hand where the site was built.")
    return Past(commits, "" if commits else "No commit of this repository has changed this base yet.")


def _entries(root: Path, commit: str, *which: str) -> list[Entry]:
    entries = []
    for line in _git(root, "ls-tree", "-r", "-l", "-z", commit, *(which or ("--", *PARTS))).split(b"\0")[:-1]:
        about, _, name = line.partition(b"\t")
        mode, _, blob, size = about.decode().split()
        entries.append(Entry(mode, blob, int(size) if size.isdigit() else 0, os.fsdecode(name)))
    return entries


def _write(root: Path, folder: Path, entries: Sequence[Entry]) -> None:
    read = [entry for entry in entries if entry.mode in PLAIN and entry.size <= LARGEST]
    contents = dict(zip((entry.path for entry in read), _blobs(root, read), strict=True))
    for entry in entries:
        if not _is_inside(entry.path):
            raise NoHistoryError(f"the commit has a file whose name leads out of the base: '{entry.path}'")
        target = folder / entry.path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if entry.path in contents:
                target.write_bytes(contents[entry.path])
            elif entry.mode in PLAIN:
                with target.open("wb") as stream:
                    stream.truncate(entry.size)
            elif entry.mode == LINK:
                target.symlink_to("nowhere")
        except OSError as error:
            raise NoHistoryError(f"'{entry.path}' of the commit cannot be written: {error.strerror}") from error


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and parts[0] in PARTS and ".." not in parts


def _blobs(root: Path, entries: Sequence[Entry]) -> Iterator[bytes]:
    """The contents of files, each of which must be there."""
    found = contents(root, [entry.blob for entry in entries])
    for entry in entries:
        if entry.blob not in found:
            raise NoHistoryError(f"'{entry.path}' of the commit is not in this copy of the repository; fetch it whole")
        yield found[entry.blob]


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    done = _run(root, *arguments, given=given)
    if done.returncode != 0:
        raise NoHistoryError(f"git {arguments[0]} failed: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def _run(root: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-C", str(root), "-c", "core.fsmonitor=false", *arguments]
    try:
        return subprocess.run(command, input=given, capture_output=True, check=False, env={**os.environ, **CALM})
    except FileNotFoundError:
        raise NoHistoryError("git is not installed here") from None


def versions(root: Path, folder: str) -> Iterator[tuple[str, str, str, str, str]]:
    """Each version of each file below a folder, newest first: path, path before, day, author, id of its content."""
    if _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
        raise NoHistoryError("this copy of the repository lacks the older commits")
    form = ("--format=%x01%as%x02%aN", "--no-show-signature", "--no-color", "--no-ext-diff", "--no-textconv", "--find-renames")
    told = _git(root, "log", "--raw", "-z", "--no-abbrev", "--relative", *form, "HEAD", "--", folder)
    for commit in told.split(b"\x01")[1:]:
        about, _, changes = commit.partition(b"\0")
        day, _, author = about.decode(errors="replace").partition("\x02")
        parts = iter(changes.lstrip(b"\n").split(b"\0"))
        for change in parts:
            if change.startswith(b":"):
                *_, blob, kind = change.decode().split()
                before = path = os.fsdecode(next(parts))
                path = os.fsdecode(next(parts)) if kind[0] in "RC" else path
                yield path, before, day, author, blob


def contents(root: Path, blobs: Sequence[str]) -> dict[str, bytes]:
    """Contents by their ids, by one run of git; those that are no files or not in this copy are left out."""
    answer = _git(root, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in blobs).encode()) if blobs else b""
    found, at = {}, 0
    for blob in blobs:
        end = answer.index(b"\n", at)
        head, at = answer[at:end].split(), end + 1
        if len(head) == 3:  # else it is missing, and nothing follows
            size = int(head[2])
            if head[1] == b"blob":
                found[blob] = answer[at : at + size]
            at += size + 1
    return found
