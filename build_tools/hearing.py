"""A work's identifiers -> what each registry that may know it says: its agency first, then PubMed, then a second opinion."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from build_tools import agency
from build_tools.answers import Answer, Found, Missing, NoAnswerError, Unanswered
from build_tools.fetch import Client
from build_tools.record import Record
from build_tools.registry import members

AGENCIES = frozenset({"Crossref", "DataCite"})
ASKED_BY = ("doi", "pmid", "pmcid", "isbn")
SEARCHED = ("crossref", "pubmed")
LIKELY = 0.75
PROPOSED = 3


@dataclass(frozen=True, slots=True)
class Heard:
    """What one registry said."""

    who: str
    answer: Answer | Unanswered


@dataclass(frozen=True, slots=True)
class Hearing:
    """What all of them said. `gone`: the DOI does not resolve, and its agency has no record of it either.

    `proposals` are records that were found by a title, for somebody to choose from.
    """

    heard: tuple[Heard, ...] = ()
    gone: bool = False
    proposals: tuple[Record, ...] = ()

    def found(self) -> dict[str, Record]:
        return {one.who: one.answer.record for one in self.heard if isinstance(one.answer, Found)}

    def missing(self) -> set[str]:
        return {one.who for one in self.heard if isinstance(one.answer, Missing)}

    def unanswered(self) -> dict[str, str]:
        return {one.who: one.answer.why for one in self.heard if isinstance(one.answer, Unanswered)}


def askable(identifiers: Mapping[str, str]) -> dict[str, str]:
    """The identifiers that some registry can be asked by."""
    return {kind: identifiers[kind] for kind in ASKED_BY if kind in identifiers}


def hear(client: Client, identifiers: Mapping[str, str]) -> Hearing:
    """Ask everybody who may know the work that bears these identifiers."""
    heard, gone = _of_doi(client, identifiers["doi"]) if "doi" in identifiers else ([], False)
    names = ["pubmed", "openalex"] if identifiers.keys() & {"doi", "pmid", "pmcid"} else ["openlibrary"]
    if any(one.who == "DataCite" for one in heard) and not identifiers.keys() & {"pmid", "pmcid"}:
        names.remove("pubmed")
    heard += [ask(client, name, identifiers) for name in names]
    return Hearing(tuple(heard), gone)


def ask(client: Client, name: str, identifiers: Mapping[str, str]) -> Heard:
    """Ask one registry; whatever goes wrong is an answer too."""
    registry = members("registries")[name]
    try:
        return Heard(registry.NAME, registry.ask(client, identifiers))
    except NoAnswerError as error:
        return Heard(registry.NAME, Unanswered(str(error)))


def is_complete(identifiers: Mapping[str, str], answered: set[str]) -> bool:
    """Whether everybody who would be asked about a work is among those who answered."""
    if "doi" in identifiers and not answered & {*AGENCIES, agency.NAME}:
        return False
    if identifiers.keys() & {"doi", "pmid", "pmcid"}:
        return "OpenAlex" in answered and bool(answered & {"PubMed", "DataCite"})
    return "Open Library" in answered


def search(client: Client, title: str) -> Hearing:
    """Records that bear nearly this title, as proposals. A title alone never settles which work is meant."""
    found: list[Record] = []
    failed: list[Heard] = []
    for name in SEARCHED:
        registry = members("registries")[name]
        try:
            found += registry.search(client, title)
        except NoAnswerError as error:
            failed.append(Heard(registry.NAME, Unanswered(str(error))))
    named = {record.identifiers.get("doi") or record.identifiers.get("pmid", ""): record for record in reversed(found)}
    near = sorted(((_likeness(title, record), name) for name, record in named.items()), reverse=True)
    return Hearing(tuple(failed), proposals=tuple(named[name] for likeness, name in near[:PROPOSED] if likeness >= LIKELY))


def _likeness(title: str, record: Record) -> float:
    return SequenceMatcher(None, title.casefold(), record.title.casefold()).ratio()


def _of_doi(client: Client, doi: str) -> tuple[list[Heard], bool]:
    """What the agency of a DOI says, and whether there is no such DOI."""
    try:
        name = agency.agency_of(client, doi)
        if not name:
            return _without_agency(client, doi)
        if name not in agency.REGISTRIES:
            return [Heard(name, Unanswered("it keeps this DOI, and is not among the registries that are asked here"))], False
    except NoAnswerError as error:
        return [Heard(agency.NAME, Unanswered(str(error))), *_by_guess(client, doi)], False
    one = ask(client, agency.REGISTRIES[name], {"doi": doi})
    return _unknown_to_agency(client, doi, one) if isinstance(one.answer, Missing) else ([one], False)


def _by_guess(client: Client, doi: str) -> list[Heard]:
    """Without the agency's name: a record is a record, and that there is none says nothing."""
    for name in agency.REGISTRIES.values():
        one = ask(client, name, {"doi": doi})
        if isinstance(one.answer, Found):
            return [one]
    return []


def _without_agency(client: Client, doi: str) -> tuple[list[Heard], bool]:
    handle = agency.handle_of(client, doi)
    if handle.exists:
        raise NoAnswerError("it contradicts itself: the DOI resolves, and does not exist")
    return [Heard(agency.NAME, Missing(handle.address))], True


def _unknown_to_agency(client: Client, doi: str, one: Heard) -> tuple[list[Heard], bool]:
    """An agency without a record: the DOI may be another name for one that it has, or not exist."""
    try:
        handle = agency.handle_of(client, doi)
    except NoAnswerError as error:
        return [Heard(agency.NAME, Unanswered(str(error)))], False
    if not handle.exists:
        return [one, Heard(agency.NAME, Missing(handle.address))], True
    if not handle.alias_of:
        return [Heard(one.who, Unanswered("it keeps this DOI, which resolves, and has no record of it"))], False
    other = ask(client, agency.REGISTRIES[one.who], {"doi": handle.alias_of})
    if isinstance(other.answer, Found):
        return [Heard(one.who, Found(other.answer.address, agency.as_alias(other.answer.record, doi)))], False
    return [Heard(one.who, Unanswered(f"it has no record of this DOI, nor of {handle.alias_of}, which it stands for"))], False
