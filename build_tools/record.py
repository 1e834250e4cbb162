"""The record of a work, as a registry or a page gives it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Name:
    """A person or a group that wrote a work. A group has no given name."""

    family: str
    given: str = ""

    @property
    def initials(self) -> str:
        return "".join(part[0] for part in self.given.replace(".", " ").replace("-", " ").split())


@dataclass(frozen=True, slots=True)
class Notice:
    """What was published about a work: `kind` is a word of vocabulary.NOTICES, `said_by` who tells of it."""

    kind: str
    doi: str = ""
    date: str = ""
    said_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What is printed of a work elsewhere; empty where that says nothing.

    `years` holds every year that was given, in print or online; `containers` the other names of the container (short
    title, abbreviation); `related` other works by how they stand to it: preprint-of, has-preprint, notice-of, version-of,
    comment-on, each with their identifiers.
    """

    type: str = ""
    title: str = ""
    authors: tuple[Name, ...] = ()
    more_authors: bool = False
    container: str = ""
    containers: tuple[str, ...] = ()
    year: str = ""
    years: tuple[str, ...] = ()
    volume: str = ""
    issue: str = ""
    pages: str = ""
    identifiers: Mapping[str, str] = field(default_factory=dict)
    related: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
