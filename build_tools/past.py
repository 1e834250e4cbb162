"""What git knows of a base: the commits that changed it, as plain records."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import NamedTuple

PARTS: Mapping[str, str] = {  # what stands in a file or folder of the base
    "references.bib": "references",
    "kb/claims": "claims",
    "kb/questions": "questions",
    "kb/tables": "tables",
    "kb/calculators": "calculators",
    "kb/terms.yaml": "glossary",
    "kb/topics.yaml": "topics",
    "kb/sources.yaml": "notes on works and sources",
    "kb/texts": "texts",
}
HOW = {"A": "added", "D": "removed", "R": "renamed"}  # letters of git; all else is a change


class Touched(NamedTuple):
    """A file of a commit: how it changed (added, removed, renamed, changed), its path, and its former path."""

    how: str
    path: str
    was: str = ""


class ClaimTouched(NamedTuple):
    """A claim of a commit, by the id that it had after it, and the one that it had before if that was another."""

    how: str
    claim: str
    was: str = ""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that changed the base."""

    id: str
    seconds: int  # since 1970
    subject: str
    files: tuple[Touched, ...]

    @property
    def moment(self) -> str:
        """When it was committed, in UTC: 2026-11-24T10:20:30Z."""
        return datetime.fromtimestamp(self.seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def day(self) -> str:
        return self.moment[:10]

    def claims(self) -> Iterator[ClaimTouched]:
        """The claims whose files it touched; one that only moved to another topic has changed."""
        for how, path, was in self.files:
            if part_of(path) == "claims" and path.endswith(".yaml"):
                name, former = PurePosixPath(path).stem, PurePosixPath(was).stem
                yield ClaimTouched(how, name, former) if former != name and was else ClaimTouched("changed" if was else how, name)

    @property
    def others(self) -> list[str]:
        """What else it touched, in words."""
        touched = {part_of(one.path) for one in self.files}
        return [part for part in PARTS.values() if part in touched and part != "claims"]


def part_of(path: str) -> str:
    """A word of PARTS for the path of a file, "" for a stranger."""
    parts = PurePosixPath(path).parts
    return PARTS.get("/".join(parts[:2]), "") or PARTS.get(path, "")


@dataclass(frozen=True, slots=True)
class Past:
    """The latest commits that changed the base, newest first; or, in a sentence, why they are not at hand."""

    commits: tuple[Commit, ...] = ()
    missing: str = ""


UNKNOWN = Past(missing="Nobody looked for the history of this base.")


def commits_of(log: bytes) -> tuple[Commit, ...]:
    """Read what `git log -z --name-status` tells: an empty word, id, time and subject; then what befell each file."""
    words, at, commits = log.split(b"\0"), 0, list[Commit]()
    while at + 4 < len(words):
        identity, seconds, subject = (word.decode(errors="replace") for word in words[at + 1 : at + 4])
        end = words.index(b"", at + 4)
        commits.append(Commit(identity, int(seconds), subject, tuple(_touched(words[at + 4 : end]))))
        at = end
    return tuple(sorted(commits, key=lambda commit: -commit.seconds))


def _touched(words: Sequence[bytes]) -> Iterator[Touched]:
    """A letter, then a path, or of what was renamed the former path and the path."""
    rest = iter(words)
    for word in rest:
        letter = word.strip()[:1].decode()
        was = os.fsdecode(next(rest)) if letter == "R" else ""
        yield Touched(HOW.get(letter, "changed"), os.fsdecode(next(rest)), was)
