"""The record of a work, as a registry or a page gives it, and how what we cite differs from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from build_tools.fields import STRICT, OneOf
from build_tools.vocabulary import NOTICES, RELATED


@dataclass(frozen=True, slots=True)
class Name:
    """A person or a group that wrote a work. A group has no given name."""

    __pydantic_config__ = STRICT
    family: str
    given: str = ""

    @property
    def initials(self) -> str:
        return "".join(part[0] for part in self.given.replace(".", " ").replace("-", " ").split())

    def __str__(self) -> str:
        return f"{self.family}, {self.given}" if self.given else self.family


@dataclass(frozen=True, slots=True)
class Notice:
    """What was published about a work: `kind` is a word of vocabulary.NOTICES, `said_by` who tells of it."""

    __pydantic_config__ = STRICT
    kind: Annotated[str, OneOf(NOTICES)]
    doi: str = ""
    date: str = ""
    said_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What is printed of a work elsewhere; empty where that says nothing.

    `type` is a kind of BibTeX entry (article, book, misc, online …) or preprint. `years` holds every year that was given,
    in print or online; `containers` the other names of the container (short title, abbreviation); `identifiers` those of
    this record by kind (doi, pmid, pmcid, isbn, issn; several ISSNs with spaces between); `related` other works by how
    they stand to it (vocabulary.RELATED), each with their identifiers.
    """

    __pydantic_config__ = STRICT
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
    related: Mapping[Annotated[str, OneOf(RELATED)], tuple[str, ...]] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """That a field of a reference is not as the record has it.

    `field` is the name of the field in references.bib; `preprint` or `notice` when the record is of another kind of work
    than the one that is cited. `level` is error or warning; `why` completes the sentence "…, found …:".
    """

    field: str
    cited: str
    found: str
    level: str
    why: str
