"""PubMed: articles of medicine and biology, with their PMIDs, and what was published to correct or retract them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NoReturn
from xml.etree.ElementTree import Element

from build_tools import identifiers as forms
from build_tools.answers import (
    Answer,
    BadFieldError,
    Fields,
    Found,
    Missing,
    NoAnswerError,
    fields_of,
    tidy,
    unmarked,
    with_issns,
)
from build_tools.fetch import Client
from build_tools.record import Name, Notice, Record

NAME = "PubMed"
HOST = "eutils.ncbi.nlm.nih.gov"
PACE = 3.0
POLITE = 10.0  # with a key; a contact alone earns no more
BY = ("pmid", "doi", "pmcid")
STEM = "/entrez/eutils/"
FEW = 5
NOTICES = {
    "RetractionIn": "retraction",
    "RetractedandRepublishedIn": "retraction",
    "PartialRetractionIn": "partial-retraction",
    "ExpressionOfConcernIn": "concern",
    "ErratumIn": "correction",
    "CorrectedandRepublishedIn": "correction",
}
RELATED = {
    "RetractionOf": "notice-of",
    "PartialRetractionOf": "notice-of",
    "ErratumFor": "notice-of",
    "ExpressionOfConcernFor": "notice-of",
    "CommentOn": "comment-on",
    "UpdateOf": "version-of",
    "PreprintOf": "preprint-of",
    "PreprintIn": "has-preprint",
}
TYPES = {"Preprint": "preprint"}
MONTHS = {name: f"{number:02}" for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
CITED = re.compile(r"\. (\d{4})(?: ([A-Z][a-z]{2})(?: (\d{1,2}))?)?(?=[;.-])")
CITED_DOI = re.compile(r"doi: ?(10\.\S+?)[.,;]?(?=\s|$)")


def ask(client: Client, identifiers: Mapping[str, str]) -> Answer:
    """The record of a PMID, else of a DOI or a PMCID. A PMID that is of another work than the DOI gives way to the DOI."""
    asked = ["pmid"] if "pmid" in identifiers else [kind for kind in BY if kind in identifiers]
    answer = _by(client, asked[0], identifiers[asked[0]])
    doi = identifiers.get("doi", "")
    if doi and asked == ["pmid"] and not (isinstance(answer, Found) and answer.record.identifiers.get("doi", doi) == doi):
        other = _by(client, "doi", doi)
        return other if isinstance(other, Found) else answer
    if isinstance(answer, Missing) and len(asked) > 1:
        return _by(client, asked[1], identifiers[asked[1]])
    return _with_pmcid(client, answer, identifiers.get("pmcid", "")) if isinstance(answer, Found) else answer


def _by(client: Client, kind: str, wanted: str) -> Answer:
    """The record that bears one identifier; what is found without it is of another work."""
    pmids, address = [wanted], ""
    if kind == "doi":
        pmids, address = _search(client, f'"{wanted}"[doi]', str(FEW))
    elif kind == "pmcid":
        summary, address = _pmc(client, wanted)
        if summary is not None and not _pmid_of(summary):
            return Found(address, _from_pmc(summary, wanted))
        pmids = [_pmid_of(summary)] if summary is not None else []
    if not pmids:
        return Missing(address)
    reply = client.xml(HOST, f"{STEM}efetch.fcgi", db="pubmed", id=",".join(pmids), retmode="xml")
    if reply.missing or reply.value.tag != "PubmedArticleSet":
        raise NoAnswerError("its answer is not a set of articles")
    if reply.value.find("PubmedBookArticle") is not None:
        raise NoAnswerError("it holds a part of a book, which is not read here")
    records = [read(article) for article in reply.value.iterfind("PubmedArticle")]
    fitting = [record for record in records if record.identifiers.get(kind) == wanted]
    if records and not fitting and kind == "pmid":
        raise BadFieldError(f"its answer is about PMID {records[0].identifiers['pmid']}")
    if not fitting and kind == "pmid" and _search(client, f"{wanted}[uid]", "1")[0]:
        raise NoAnswerError("it finds the article and does not give it")
    return Found(reply.address, fitting[0]) if fitting else Missing(reply.address)


def _with_pmcid(client: Client, found: Found, pmcid: str) -> Found:
    """The record with its PMCID, where PubMed leaves it out and PMC leads back to the same article."""
    record = found.record
    if not pmcid or "pmcid" in record.identifiers:
        return found
    summary, _ = _pmc(client, pmcid)
    if summary is None or _pmid_of(summary) != record.identifiers["pmid"]:
        return found
    return Found(found.address, replace(record, identifiers={**record.identifiers, "pmcid": pmcid}))


def search(client: Client, title: str) -> tuple[Record, ...]:
    """Records that may bear a title."""
    words = re.sub(r"[^\w\s-]", " ", title)[:300]
    pmids, _ = _search(client, f"{words}[title]", "3")
    if not pmids:
        return ()
    reply = client.xml(HOST, f"{STEM}efetch.fcgi", db="pubmed", id=",".join(pmids), retmode="xml")
    return () if reply.missing else tuple(read(article) for article in reply.value.iterfind("PubmedArticle"))


def _pmc(client: Client, pmcid: str) -> tuple[Fields | None, str]:
    """What PMC has of an article, if it has it, and the address that was asked."""
    number = pmcid.removeprefix("PMC")
    reply = client.json(HOST, f"{STEM}esummary.fcgi", db="pmc", id=number, retmode="json")
    summary = fields_of({} if reply.missing else reply.value).inner("result").inner(number)
    if reply.missing or summary.text("error"):
        return None, reply.address
    if forms.pmcid(_given(summary).get("pmcid", "")) != pmcid:
        raise BadFieldError("its answer is about another PMCID")
    return summary, reply.address


def _given(summary: Fields) -> dict[str, str]:
    return {item.text("idtype"): item.text("value") for item in summary.inners("articleids")}


def _pmid_of(summary: Fields) -> str:
    return forms.pmid(_given(summary).get("pmid", ""))


def _from_pmc(summary: Fields, pmcid: str) -> Record:
    """The record of an article that PMC has and PubMed has not."""
    years = tuple(dict.fromkeys(text[:4] for text in (summary.text("printpubdate"), summary.text("epubdate")) if text))
    doi = forms.doi(_given(summary).get("doi", ""))
    return Record(
        type="article",
        title=unmarked(summary.text("title").removesuffix("."))[0] or summary.must("title"),
        authors=tuple(_short_name(author.text("name") or author.must("name")) for author in summary.inners("authors")),
        container=summary.text("fulljournalname"),
        containers=tuple(filter(None, (summary.text("source"),))),
        year=years[0] if years else "",
        years=years,
        volume=summary.text("volume"),
        issue=summary.text("issue"),
        pages=summary.text("pages"),
        identifiers={"pmcid": pmcid, **({"doi": doi} if doi else {})},
    )


def _short_name(text: str) -> Name:
    """`de Vries BC` -> family name and initials; a name without initials is a group's."""
    family, _, initials = text.rpartition(" ")
    return Name(family, " ".join(initials)) if family and re.fullmatch(r"[^\W\d_a-z]{1,4}", initials) else Name(text)


def _search(client: Client, term: str, most: str) -> tuple[list[str], str]:
    reply = client.json(HOST, f"{STEM}esearch.fcgi", db="pubmed", term=term, retmode="json", retmax=most)
    result = fields_of(reply.value).values.get("esearchresult")
    found = fields_of(result, "its field 'esearchresult'")
    if reply.missing or found.text("ERROR") or "idlist" not in found.values:
        raise NoAnswerError("its search failed")
    pmids = [forms.pmid(text) for text in found.texts("idlist")]
    if not all(pmids):
        raise BadFieldError("its field 'idlist' is not a list of PMIDs")
    return pmids, reply.address


def read(article: Element) -> Record:
    """The record in a PubmedArticle."""
    citation = _must(article, "MedlineCitation")
    pmid = forms.pmid(_text(citation, "PMID")) or _missing("PMID")
    paper = _must(citation, "Article")
    journal = paper.find("Journal")
    short = (_text(journal, "ISOAbbreviation"), _text(citation, "MedlineJournalInfo/MedlineTA"))
    names = tuple(dict.fromkeys(filter(None, (_text(journal, "Title"), *short))))
    years = tuple(_years(paper))
    kinds = [_all(kind, "PublicationType") for kind in paper.iterfind("PublicationTypeList/PublicationType")]
    authors = paper.find("AuthorList")
    return Record(
        type=next((TYPES[kind] for kind in kinds if kind in TYPES), "article"),
        title=unmarked(_text(paper, "ArticleTitle").removesuffix("."))[0] or _missing("ArticleTitle"),
        authors=tuple(_names(paper)),
        more_authors=authors is not None and authors.get("CompleteYN") == "N",
        container=names[0] if names else "",
        containers=names[1:],
        year=years[0] if years else "",
        years=years,
        volume=_text(journal, "JournalIssue/Volume"),
        issue=_text(journal, "JournalIssue/Issue"),
        pages=_text(paper, "Pagination/MedlinePgn") or _text(paper, "ELocationID[@EIdType='pii']"),
        identifiers=with_issns({"pmid": pmid, **_identifiers(article)}, _issns(citation)),
        related=_related(citation),
        notices=tuple(_notices(citation, kinds)),
    )


def _names(paper: Element) -> Iterator[Name]:
    for author in paper.iterfind("AuthorList/Author"):
        if author.get("ValidYN", "Y") == "N":
            continue
        family = " ".join(filter(None, (_text(author, "LastName"), _text(author, "Suffix"))))
        group = _text(author, "CollectiveName")
        yield (
            Name(family, _text(author, "ForeName") or _text(author, "Initials"))
            if family
            else Name(group or _missing("LastName"))
        )


def _years(paper: Element) -> Iterator[str]:
    """The year of the issue, and that of the article online."""
    issue = paper.find("Journal/JournalIssue/PubDate")
    found = [_text(issue, "Year") or _text(issue, "MedlineDate"), _text(paper, "ArticleDate/Year")]
    years = [re.match(r"[12]\d{3}", text) for text in found if text]
    if not all(years):
        raise BadFieldError("its field 'PubDate' holds no year")
    yield from dict.fromkeys(year[0] for year in years if year)


def _identifiers(article: Element) -> dict[str, str]:
    given = {item.get("IdType"): _all(item, "ArticleId") for item in article.iterfind("PubmedData/ArticleIdList/ArticleId")}
    given.setdefault("doi", _text(article, "MedlineCitation/Article/ELocationID[@EIdType='doi']"))
    found = {"doi": forms.doi(given["doi"]), "pmcid": forms.pmcid(given.get("pmc", ""))}
    return {kind: value for kind, value in found.items() if value}


def _issns(citation: Element) -> list[str]:
    return [_text(citation, path) for path in ("Article/Journal/ISSN", "MedlineJournalInfo/ISSNLinking")]


def _notices(citation: Element, kinds: list[str]) -> Iterator[Notice]:
    """What PubMed links as published about the article; its mark as retracted alone where it links no notice."""
    told = False
    for link in citation.iterfind("CommentsCorrectionsList/CommentsCorrections"):
        kind = NOTICES.get(link.get("RefType", ""))
        if kind is None:
            continue
        told = told or kind == "retraction"
        cited = _text(link, "RefSource")
        pmid = forms.pmid(_text(link, "PMID"))
        doi = CITED_DOI.search(cited)
        note = ", ".join(filter(None, (f"PMID {pmid}" if pmid else "", cited)))
        yield Notice(kind, forms.doi(doi[1]) if doi else "", _cited_date(cited), NAME, note)
    if not told and "Retracted Publication" in kinds:
        yield Notice("retraction", said_by=NAME, note="a mark without a notice")


def _cited_date(cited: str) -> str:
    """`Lancet. 2010 Feb 6;375(9713):445` -> 2010-02-06."""
    match = CITED.search(cited)
    if match is None:
        return ""
    year, month, day = match.groups()
    return "-".join(filter(None, (year, MONTHS.get(month or ""), f"{int(day):02}" if day and month in MONTHS else None)))


def _related(citation: Element) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for link in citation.iterfind("CommentsCorrectionsList/CommentsCorrections"):
        kind = RELATED.get(link.get("RefType", ""))
        doi = CITED_DOI.search(_text(link, "RefSource"))
        pmid = forms.pmid(_text(link, "PMID"))
        other = forms.doi(doi[1]) if doi else f"pmid:{pmid}" if pmid else ""
        if kind and other:
            found.setdefault(kind, set()).add(other)
    return {kind: tuple(sorted(others)) for kind, others in found.items()}


def _must(parent: Element, name: str) -> Element:
    found = parent.find(name)
    return _missing(name) if found is None else found


def _missing(name: str) -> NoReturn:
    raise BadFieldError(f"its field '{name}' is missing")


def _text(parent: Element | None, path: str) -> str:
    """The text of an element with that of the elements in it; nothing where there is no such element."""
    found = None if parent is None else parent.find(path)
    return "" if found is None else _all(found, path)


def _all(element: Element, name: str) -> str:
    return tidy("".join(element.itertext()), name)
