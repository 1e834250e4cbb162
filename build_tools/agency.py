"""A DOI -> the agency that keeps its record, as doi.org says, which resolves them all."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from build_tools import identifiers as forms
from build_tools.answers import BadFieldError, Fields, NoAnswerError, fields_of
from build_tools.fetch import Client
from build_tools.record import Record

NAME = HOST = "doi.org"
PACE = 5.0
UNKNOWN = "DOI does not exist"
REGISTRIES: Mapping[str, str] = {"Crossref": "crossref", "DataCite": "datacite"}


@dataclass(frozen=True, slots=True)
class Handle:
    """What a DOI leads to: whether there is one, and the DOI that it now is another name for."""

    address: str
    exists: bool
    alias_of: str = ""


def agency_of(client: Client, doi: str) -> str:
    """The name of the agency; "" when doi.org says that there is no such DOI. Raise NoAnswerError when it says neither."""
    reply = client.json(HOST, f"/ra/{quote(doi)}")
    rows = reply.value
    if not isinstance(rows, list) or len(rows) != 1:
        raise BadFieldError("its answer is not a list of one agency")
    entry = fields_of(rows[0])
    if forms.doi(entry.text("DOI")) != doi:
        raise BadFieldError("its answer is about another DOI")
    agency = entry.text("RA")
    if agency or entry.text("status") == UNKNOWN:
        return agency
    raise NoAnswerError("it does not say which agency keeps this DOI")


def handle_of(client: Client, doi: str) -> Handle:
    """What doi.org resolves a DOI to. Raise NoAnswerError."""
    reply = client.json(HOST, f"/api/handles/{quote(doi)}")
    answer = fields_of(reply.value)
    if forms.doi(answer.text("handle")) != doi:
        raise BadFieldError("its answer is about another DOI")
    code = answer.number("responseCode")
    if code == 1 and not reply.missing:
        return Handle(reply.address, exists=True, alias_of=_alias(answer, doi))
    if code == 100:
        return Handle(reply.address, exists=False)
    raise NoAnswerError("it does not say whether there is such a DOI")


def as_alias(record: Record, doi: str) -> Record:
    """The record of a DOI that now is another name for the one that the record bears."""
    return replace(record, related={**record.related, "same-as": (doi,)})


def _alias(answer: Fields, doi: str) -> str:
    """The DOI that stands where other DOIs have the address of a page."""
    for value in answer.inners("values"):
        if value.text("type") in ("URL", "HS_ALIAS"):
            leads_to = value.inner("data").values.get("value")
            other = forms.doi(leads_to) if isinstance(leads_to, str) else ""
            if other and other != doi:
                return other
    return ""
