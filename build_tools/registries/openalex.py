"""OpenAlex: a second opinion on records and retractions, gathered from the others."""

import re
from collections.abc import Mapping

from build_tools import identifiers as forms
from build_tools.answers import Answer, BadFieldError, Fields, Found, Missing, fields_of, unmarked, with_issns
from build_tools.fetch import Client, in_path
from build_tools.record import Notice, Record

NAME = "OpenAlex"
HOST = "api.openalex.org"
PACE = 5.0
POLITE = 8.0
BY = ("doi", "pmid", "pmcid")
FIELDS = "id,doi,ids,display_name,publication_year,primary_location,biblio,is_retracted,type"
TYPES = {"article": "article", "review": "article", "preprint": "preprint", "book": "book", "dataset": "dataset"}
STEMS = re.compile(
    r"https?://(?:doi\.org|pubmed\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov/pmc/articles)/", re.IGNORECASE
)


def ask(client: Client, identifiers: Mapping[str, str]) -> Answer:
    """The record of a DOI, a PMID or a PMCID. Authors are left out: their names are not parted into family and given."""
    kind = next(kind for kind in BY if kind in identifiers)
    reply = client.json(HOST, f"/works/{kind}:{in_path(identifiers[kind])}", select=FIELDS)
    if reply.missing:
        return Missing(reply.address)
    record = read(fields_of(reply.value))
    if record.identifiers.get(kind) != identifiers[kind]:
        raise BadFieldError(f"its answer is about {next(iter(record.identifiers.values()), 'another work')}")
    return Found(reply.address, record)


def read(work: Fields) -> Record:
    """The record in a work of OpenAlex."""
    biblio = work.inner("biblio")
    source = work.inner("primary_location").inner("source")
    pages = dict.fromkeys(filter(None, (biblio.text("first_page"), biblio.text("last_page"))))
    year = work.number("publication_year")
    return Record(
        type=TYPES.get(work.text("type"), "misc"),
        title=unmarked(work.text("display_name"))[0] or work.must("display_name"),
        container=source.text("display_name"),
        year=str(year or ""),
        years=(str(year),) if year else (),
        volume=biblio.text("volume"),
        issue=biblio.text("issue"),
        pages="-".join(pages),
        identifiers=with_issns(_identifiers(work.inner("ids")), source.texts("issn")),
        notices=(Notice("retraction", said_by=NAME, note="a mark without a notice"),) if work.flag("is_retracted") else (),
    )


def _identifiers(ids: Fields) -> dict[str, str]:
    bare = {kind: STEMS.sub("", ids.text(kind)) for kind in BY}
    bare["pmcid"] = re.sub(r"^(?=\d)", "PMC", bare["pmcid"])
    found = {kind: forms.KINDS[kind][1](text) for kind, text in bare.items()}
    return {kind: value for kind, value in found.items() if value}
