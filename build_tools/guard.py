"""Two commits -> whether the change between them is content only, what in it nobody may bring, and what a person must look at.

Content is kb/, references.bib and references.lock: whoever changes nothing else is judged by the tool as it is, and cannot
touch the tool. The names and kinds of files are judged here, before anything of the change is written to a disk. Nothing but
Python's own library is needed, so that a job of CI which may write need not install anything.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from unicodedata import normalize

from build_tools.history import PARTS, PLAIN, Changed, changed, commit_of, content, parting
from build_tools.place import Problem, Where

MOST_FILES = 200
MOST_BYTES = 5 << 20
LONGEST = 200  # characters of a name
NAMED = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+-]*(?<!\.)")
KINDS = {"120000": "a symbolic link", "160000": "a submodule", "100755": "a program that can be run"}
LOCK = "references.lock"
SPLIT = "split it into pull requests of one topic each"
SHOWN = 20  # names in a message


@dataclass(frozen=True, slots=True)
class Guarded:
    """What a change touches, and what was found in it."""

    files: int
    size: int
    more: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def refused(self) -> bool:
        return any(problem.level == "error" for problem in self.problems)

    def words(self) -> str:
        told = f"{_some(self.files, 'file')} of the content, {_some(self.size, 'byte')}"
        if self.refused:
            return f"Refused: this change brings what the content may not hold ({told})."
        if self.more:
            other = _some(len(self.more), "other file")
            return f"A maintainer must look: this change touches more than the content ({told}, {other})."
        return f"Content only: {told}."


def _some(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def guard(root: Path, base: str, head: str) -> Guarded:
    """What `head` changes since it parted from `base`. NoHistoryError when there is no such commit."""
    now = commit_of(root, head)
    files, names = changed(root, parting(root, commit_of(root, base), now), now)
    ours = [file for file in files if is_content(file.path)]
    size = sum(map(_brought, ours))
    found = [*_kinds(ours), *_names(ours, names), *_amounts(ours, size), *_vouched(root, files)]
    return Guarded(
        files=len(ours),
        size=size,
        more=tuple(file.path for file in files if not is_content(file.path)),
        problems=tuple(sorted(found, key=lambda problem: problem.order)),
    )


def is_content(path: str) -> bool:
    """Whether a file belongs to the data; what lies in a folder named like one of its files does not."""
    return path in PARTS or path.startswith(f"{PARTS[0]}/")


def _brought(file: Changed) -> int:
    """The bytes that come in; of the files that all works share, those that are added."""
    size = file.now.size if file.now else 0
    return max(0, size - (file.before.size if file.before else 0)) if file.path in PARTS else size


def _problem(path: str, message: str, hint: str, level: str = "error") -> Problem:
    return Problem(Where(path), message, hint, "guard", level)


def _kinds(files: Iterable[Changed]) -> Iterator[Problem]:
    for path, now, _ in files:
        if now and now.mode != PLAIN[0]:
            kind = KINDS.get(now.mode, f"of the mode {now.mode}")
            yield _problem(path, f"this is {kind}, not a plain file", "put the file itself here, with the mode 100644")


def _names(files: Iterable[Changed], names: Iterable[str]) -> Iterator[Problem]:
    alike: dict[str, set[str]] = {}
    for step in (step for name in names if is_content(name) for step in _steps(name)):
        alike.setdefault(_folded(step), set()).add(step)
    hint = f"letters a-z, digits and . _ + - only, none hidden by a dot, at most {LONGEST} characters with the folders"
    for path in (path for path, now, _ in files if now):
        if not (len(path) <= LONGEST and all(map(NAMED.fullmatch, path.split("/")))):
            yield _problem(path, "no file of the content may have this name", hint)
        others = sorted(name for step in _steps(path) for name in alike[_folded(step)] - {step})
        if others:
            message = f"on many computers '{others[0]}' is the same name: only the case of letters differs"
            yield _problem(path, message, "rename one of them")


def _steps(path: str) -> list[str]:
    """A file and the folders that it lies in."""
    return [path, *(str(folder) for folder in PurePosixPath(path).parents)][:-1]


def _folded(name: str) -> str:
    return normalize("NFC", name).casefold()


def _amounts(files: Sequence[Changed], size: int) -> Iterator[Problem]:
    if len(files) > MOST_FILES:
        yield _problem(files[0].path, f"this change touches {len(files):,} files, and {MOST_FILES} can be reviewed", SPLIT)
    if size > MOST_BYTES:
        yield _problem(files[0].path, f"this change brings {size:,} bytes, and {MOST_BYTES:,} can be reviewed", SPLIT)


# --- what only a person can vouch for ------------------------------------------------------------


def _vouched(root: Path, files: Iterable[Changed]) -> Iterator[Problem]:
    for path, now, before in files:
        if path == LOCK:
            yield from _lock(_works(content(root, before)), _works(content(root, now)))
        elif path.startswith("kb/texts/") and now:
            yield _problem(path, "this text is published with the base", "a maintainer looks at its licence", "warning")


def _lock(then: dict[str, Any], now: dict[str, Any]) -> Iterator[Problem]:
    """The lock says what registries answered; whether they did, nobody knows without asking them."""
    told = [key for key, block in now.items() if _without_receipts(block) != _without_receipts(then.get(key))]
    if told:
        message = f"what the registries are said to have answered changes for {_listed(told)}"
        yield _problem(LOCK, message, f"a maintainer asks them: `kb verify --check {' '.join(told[:SHOWN])}`", "warning")
    receipts = [key for key, block in now.items() if _receipts(block) - _receipts(then.get(key))]
    if receipts:
        message = f"new receipts say that quotes were found in the texts of {_listed(receipts)}"
        hint = f"a maintainer who has the texts looks: `kb verify --quotes {' '.join(receipts[:SHOWN])}`"
        yield _problem(LOCK, message, hint, "warning")
    gone = sorted(set(then) - set(now))
    if gone:
        yield _problem(LOCK, f"nothing is known any more of {_listed(gone)}", "a maintainer looks why", "warning")


def _works(data: bytes) -> dict[str, Any]:
    """The blocks of a lock by key; none when it cannot be read, which `kb check` says."""
    try:
        lock = json.loads(data or b"{}")
    except (ValueError, RecursionError):
        return {}
    works = lock.get("works") if isinstance(lock, dict) else None
    return works if isinstance(works, dict) else {}


def _without_receipts(block: Any) -> Any:
    return {name: value for name, value in block.items() if name != "quotes"} if isinstance(block, dict) else block


def _receipts(block: Any) -> set[str]:
    quotes = block.get("quotes") if isinstance(block, dict) else None
    return {json.dumps(item, sort_keys=True) for item in quotes.items()} if isinstance(quotes, dict) else set()


def _listed(keys: Sequence[str]) -> str:
    rest = f" and {len(keys) - SHOWN:,} more" if len(keys) > SHOWN else ""
    return ", ".join(f"'{key}'" for key in keys[:SHOWN]) + rest
