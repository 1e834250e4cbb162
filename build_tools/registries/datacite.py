"""DataCite: the agency of most DOIs of data, software and preprints, those of arXiv among them."""

from collections.abc import Iterator, Mapping

from build_tools import identifiers as forms
from build_tools.answers import Answer, BadFieldError, Fields, Found, Missing, fields_of, with_issns
from build_tools.fetch import Client, in_path
from build_tools.record import Name, Notice, Record

NAME = "DataCite"
HOST = "api.datacite.org"
PACE = 1.5
POLITE = 3.0
BY = ("doi",)
TYPES = {
    "JournalArticle": "article",
    "Preprint": "preprint",
    "Dataset": "dataset",
    "Software": "software",
    "Dissertation": "phdthesis",
    "Report": "report",
    "Book": "book",
    "BookChapter": "incollection",
    "ConferencePaper": "inproceedings",
}
RELATIONS = {
    "IsPreprintOf": "preprint-of",
    "HasPreprint": "has-preprint",
    "IsVersionOf": "version-of",
    "IsReviewOf": "comment-on",
}


def ask(client: Client, identifiers: Mapping[str, str]) -> Answer:
    """The record of a DOI."""
    doi = identifiers["doi"]
    reply = client.json(HOST, f"/dois/{in_path(doi)}")
    if reply.missing:
        return Missing(reply.address)
    record = read(fields_of(reply.value).inner("data").inner("attributes"))
    if record.identifiers["doi"] != doi:
        raise BadFieldError(f"its answer is about {record.identifiers['doi']}")
    return Found(reply.address, record)


def read(work: Fields) -> Record:
    """The record in the `attributes` of DataCite."""
    doi = forms.doi(work.text("doi")) or work.must("doi")
    container = work.inner("container")
    year = work.number("publicationYear")
    pages = "-".join(filter(None, (container.text("firstPage"), container.text("lastPage"))))
    return Record(
        type=TYPES.get(work.inner("types").text("resourceTypeGeneral"), "misc"),
        title=_title(work),
        authors=tuple(_names(work)),
        container=container.text("title") or _publisher(work),
        year=str(year or ""),
        years=(str(year),) if year else (),
        volume=container.text("volume"),
        issue=container.text("issue"),
        pages=pages,
        identifiers=with_issns(
            {"doi": doi}, [container.text("identifier")] if container.text("identifierType") == "ISSN" else []
        ),
        related=_related(work),
        notices=tuple(_notices(work)),
    )


def _title(work: Fields) -> str:
    """The title that is not marked as another kind of title; a subtitle is joined to it."""
    titles = [(title.text("titleType"), title.text("title")) for title in work.inners("titles")]
    main = next((text for kind, text in titles if not kind and text), "") or work.must("titles")
    under = next((text for kind, text in titles if kind == "Subtitle" and text), "")
    return f"{main}: {under}" if under else main


def _names(work: Fields) -> Iterator[Name]:
    for creator in work.inners("creators"):
        name = creator.text("name")
        family = creator.text("familyName")
        if family:
            yield Name(family, creator.text("givenName"))
        elif creator.text("nameType") != "Organizational" and name.count(",") == 1:
            yield Name(*(part.strip() for part in name.split(",")))
        else:
            yield Name(name or creator.must("name"))


def _publisher(work: Fields) -> str:
    """Older answers give the publisher's name alone, newer ones an object."""
    return work.inner("publisher").text("name") if isinstance(work.values.get("publisher"), dict) else work.text("publisher")


def _related(work: Fields) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for other in work.inners("relatedIdentifiers"):
        kind = RELATIONS.get(other.text("relationType"))
        doi = forms.doi(other.text("relatedIdentifier"))
        if kind and doi:
            found.setdefault(kind, set()).add(doi)
    return {kind: tuple(sorted(others)) for kind, others in found.items()}


def _notices(work: Fields) -> Iterator[Notice]:
    for when in work.inners("dates"):
        if when.text("dateType") == "Withdrawn":
            yield Notice("withdrawal", "", when.text("date")[:10], NAME, when.text("dateInformation"))
