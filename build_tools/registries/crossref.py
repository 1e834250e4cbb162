"""Crossref: the agency of most articles' DOIs, with corrections and retractions, those of Retraction Watch among them."""

from collections.abc import Iterator, Mapping

from build_tools import identifiers as forms
from build_tools.agency import as_alias
from build_tools.answers import Answer, BadFieldError, Fields, Found, Missing, fields_of, unmarked, with_issns
from build_tools.fetch import Client, in_path
from build_tools.record import Name, Notice, Record

NAME = "Crossref"
HOST = "api.crossref.org"
PACE = 5.0
POLITE = 10.0
BY = ("doi",)
TYPES = {
    "journal-article": "article",
    "posted-content": "preprint",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "book-chapter": "incollection",
    "reference-entry": "incollection",
    "proceedings-article": "inproceedings",
    "report": "report",
    "dissertation": "phdthesis",
    "dataset": "dataset",
}
KINDS = {
    "retraction": "retraction",
    "partial_retraction": "partial-retraction",
    "withdrawal": "withdrawal",
    "removal": "removal",
    "expression_of_concern": "concern",
    "correction": "correction",
    "corrigendum": "correction",
    "erratum": "correction",
    "addendum": "correction",
    "clarification": "correction",
    "reinstatement": "reinstatement",
}
BY_PUBLISHER, BY_RETRACTION_WATCH = "Crossref (publisher)", "Crossref (Retraction Watch)"
NO_NOTICE = ("new_version", "new_edition")
RELATIONS = {
    "is-preprint-of": "preprint-of",
    "has-preprint": "has-preprint",
    "is-version-of": "version-of",
    "is-comment-on": "comment-on",
    "is-review-of": "comment-on",
}
DATES = ("published-print", "published-online", "issued", "published", "posted")


def ask(client: Client, identifiers: Mapping[str, str]) -> Answer:
    """The record of a DOI. One that became an alias of another is answered with the record of that one."""
    doi = identifiers["doi"]
    reply = client.json(HOST, f"/works/{in_path(doi)}")
    if reply.missing:
        return Missing(reply.address)
    work = fields_of(reply.value).inner("message")
    record = read(work)
    prime = record.identifiers["doi"]
    if prime == doi:
        return Found(reply.address, record)
    if doi not in {forms.doi(text) for text in work.texts("aliases")}:
        raise BadFieldError(f"its answer is about {prime}")
    return Found(reply.address, as_alias(record, doi))


def search(client: Client, title: str) -> tuple[Record, ...]:
    """Records that may bear a title, the likeliest first."""
    reply = client.json(HOST, "/works", **{"query.bibliographic": title[:300], "rows": "3"})
    if reply.missing:
        return ()
    return tuple(read(item) for item in fields_of(reply.value).inner("message").inners("items") if item.texts("title"))


def read(work: Fields) -> Record:
    """The record in a `message` of Crossref."""
    doi = forms.doi(work.text("DOI")) or work.must("DOI")
    titles = work.texts("title") or work.must("title")
    title, mark = unmarked(titles[0])
    notices = (*_notices(work, doi), *([Notice(mark, said_by=BY_PUBLISHER, note="a mark before the title")] if mark else ()))
    servers = (place.text("name") for place in work.inners("institution"))  # of preprints
    containers = tuple(filter(None, (*work.texts("container-title"), *work.texts("short-container-title"), *servers)))
    years = _years(work)
    return Record(
        type=TYPES.get(work.text("type"), "misc"),
        title=_with_subtitle(title, work.texts("subtitle")),
        authors=tuple(_names(work)),
        container=containers[0] if containers else "",
        containers=containers[1:],
        year=years[0] if years else "",
        years=years,
        volume=work.text("volume"),
        issue=work.text("issue"),
        pages=work.text("page") or work.text("article-number"),
        identifiers=with_issns({"doi": doi}, work.texts("ISSN")),
        related=_related(work, doi),
        notices=notices,
    )


def _with_subtitle(title: str, subtitles: tuple[str, ...]) -> str:
    if not subtitles or subtitles[0].casefold() in title.casefold():
        return title
    return f"{title} {subtitles[0]}" if title.endswith((":", "?", "!", ".")) else f"{title}: {subtitles[0]}"


def _names(work: Fields) -> Iterator[Name]:
    for author in work.inners("author"):
        family = " ".join(filter(None, (author.text("family"), author.text("suffix"))))
        group = author.text("name")
        if not family and not group:
            author.must("family")
        yield Name(family, author.text("given")) if family else Name(group)


def _years(work: Fields) -> tuple[str, ...]:
    """Every year that is given, that of print first."""
    return tuple(dict.fromkeys(filter(None, (_date(work.inner(name))[:4] for name in DATES))))


def _date(when: Fields) -> str:
    """`{"date-parts": [[2020, 3]]}` -> 2020-03; nothing where the parts are null."""
    parts = next(iter(when.items("date-parts")), None) or []
    if not isinstance(parts, list) or not all(part is None or type(part) is int for part in parts):
        raise BadFieldError(f"its field '{when.path}.date-parts' is not a list of whole numbers")
    known = [part for part in parts if part is not None]
    if known and not (1000 <= known[0] <= 2999 and all(1 <= part <= 31 for part in known[1:3])):
        raise BadFieldError(f"its field '{when.path}.date-parts' is no date")
    return "-".join(f"{part:02}" for part in known[:3])


def _related(work: Fields, doi: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    relation = work.inner("relation")
    for name, kind in RELATIONS.items():
        found.setdefault(kind, []).extend(forms.doi(other.text("id")) for other in relation.inners(name))
    found["notice-of"] = [forms.doi(other.text("DOI")) for other in work.inners("update-to") if _kind(other) is not None]
    kept = {kind: tuple(sorted({other for other in others if other and other != doi})) for kind, others in found.items()}
    return {kind: others for kind, others in kept.items() if others}


def _kind(update: Fields) -> str | None:
    """What an update is: a word of vocabulary.NOTICES, or None for a new version. A word not known here is read for its sense."""
    word = update.text("type").lower().replace("-", "_").replace(" ", "_")
    if word in NO_NOTICE:
        return None
    return KINDS.get(word) or ("retraction" if "retract" in word else "correction")


def _notices(work: Fields, doi: str) -> Iterator[Notice]:
    """Each notice, by whom it was deposited. One that gives the work's own DOI names no notice."""
    for update in work.inners("updated-by"):
        kind = _kind(update)
        if kind is None:
            continue
        notice = forms.doi(update.text("DOI"))
        said_by = BY_RETRACTION_WATCH if update.text("source") == "retraction-watch" else BY_PUBLISHER
        when = _date(update.inner("updated"))
        yield Notice(kind, "" if notice == doi else notice, when, said_by, update.text("label"))
