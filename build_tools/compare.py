"""A reference we cite and the record of its work -> the fields that differ.

Fields are compared piece by piece after this list of what is harmless, and never by how alike two texts are: at 96 %
alike, "increased" passes for "decreased". A field that the record does not give is not compared (`silent` names it).

- any text: capital and small letters, accents, Unicode forms, LaTeX, tags of HTML and MathML, Greek letters and their names,
  `&` and "and", one dash and another or a space, quotation marks, commas, full stops
- title: a subtitle that one side leaves out; a translation in brackets; "RETRACTED:" and the like before or behind the
  record's; a label such as "Review:" before either
- author: initials against full names; particles, compound names and Jr; umlauts spelled out; groups that one side names;
  `and others` after the first few
- journal: any name or short title that the record gives; a shared ISSN; "The" and "and"; a place in brackets; a subtitle
- year: that of print or that online, when the record has both
- volume and number: "Suppl 1" and "S1"; "3-4" and "3/4"; leading zeros
- pages: `123-9` and `123-129`; the first page alone; `e1159` and `1159`; "article 1159"
- doi, pmid, pmcid, isbn: case, prefix, address; another one that the registry itself declares to be of the same work
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from build_tools import titles
from build_tools.folding import fold
from build_tools.identifiers import KINDS
from build_tools.model import Work
from build_tools.names import compare_authors, same_first
from build_tools.numbering import backwards, number, same_pages, years
from build_tools.record import Difference, Record
from build_tools.vocabulary import PREPRINT_SERVERS

CONTAINERS = ("journal", "journaltitle", "booktitle")
SERVER_FIELDS = (*CONTAINERS, "howpublished", "publisher", "organization", "institution", "archiveprefix", "eprinttype", "note")
ABOUT = {"notice-of": "a notice", "comment-on": "a comment"}
SKIPPED = frozenset("the and of in for on und de la des et".split())  # words that short titles of journals leave out


def compare(work: Work, record: Record) -> tuple[Difference, ...]:
    """Every difference between a reference and the record of its work; none when all that the record gives agrees.

    When the record is of another work altogether, or of a notice about it, that is the only difference told.
    """
    other = _notice(work, record) or _another_work(work, record)
    if other is not None:
        return (other,)
    version = _preprint(work, record)
    found = [*_identifiers(work, record), *_title(work, record), *_authors(work, record)]
    if version is None:
        return (*found, *_container(work, record), *_year(work, record), *_numbers(work, record), *_pages(work, record))
    return (version, *found)


def silent(work: Work, record: Record) -> tuple[str, ...]:
    """The fields of a reference that cannot be compared, because its record does not give them."""
    dated, contained = years(record.year, *record.years), record.container or record.containers
    given = {
        "title": record.title, "author": record.authors, "year": dated, "date": dated, "volume": record.volume,
        "number": record.issue, "pages": record.pages, **dict.fromkeys(CONTAINERS, contained),
    }  # fmt: skip
    return tuple(name for name, value in given.items() if work.get(name) and not value)


# --- which work it is ----------------------------------------------------------------------------


def _notice(work: Work, record: Record) -> Difference | None:
    """That the record is of a notice, comment or reply about a work, and the reference does not say so."""
    if not work.title or not record.title or titles.heads_notice(work.title) or titles.agree(work.title, record.title):
        return None  # what is cited may be the notice itself
    kind = next((kind for kind in ABOUT if record.related.get(kind)), "")
    named = titles.notice_of(work.title, record.title) or ABOUT.get(kind, "")
    if not named:
        return None
    return Difference("notice", work.title, titles.shown(record.title), "error", f"it is the record of {named} about a work")


def _another_work(work: Work, record: Record) -> Difference | None:
    """That an identifier is of a work with another title by somebody else, or whose title has hardly a word in common."""
    kind = next((kind for kind in KINDS if kind in work.identifiers), None)
    if kind is None or not work.title or not record.title or titles.agree(work.title, record.title):
        return None
    ours, theirs = titles.content(work.title), titles.content(record.title)
    common = len(ours & theirs)
    anonymous = not work.authors or not record.authors
    hardly_alike = 2 * common < min(len(ours), len(theirs)) or (anonymous and common <= len(ours ^ theirs))
    if not hardly_alike and (
        anonymous or same_first(work.authors, record.authors) or titles.differing(work.title, record.title)[0] != "error"
    ):
        return None
    by = f" ({record.authors[0].family} {record.year})" if record.authors else ""
    return Difference(kind, work.identifiers[kind], f"“{titles.shown(record.title)}”{by}", "error", "it is of another work")


def _preprint(work: Work, record: Record) -> Difference | None:
    """That a preprint is cited as the article, an article as the preprint, or a preprint that has become an article."""
    cited_as_preprint = any(_is_server(work.get(name)) for name in SERVER_FIELDS)
    journal = next((work.get(name) for name in CONTAINERS if work.get(name)), "")
    is_preprint = record.type == "preprint" or _is_server(record.container)
    became = record.related.get("preprint-of", ())
    if is_preprint and journal and not cited_as_preprint:
        found = f"a preprint on {record.container}" if record.container else "a preprint"
        return Difference("preprint", f"an article in {journal}", found, "warning", "the preprint is cited as the article")
    if cited_as_preprint and not is_preprint and record.type == "article" and record.container:
        found = f"an article in {record.container}"
        return Difference("preprint", "a preprint", found, "warning", "the article is cited as the preprint")
    if is_preprint and became:
        return Difference("preprint", "a preprint", f"the article {became[0]}", "warning", "it has become an article since")
    return None


@lru_cache(maxsize=1024)
def _is_server(printed: str) -> bool:
    return bool(printed) and fold(printed).letters in PREPRINT_SERVERS


# --- field by field ------------------------------------------------------------------------------


def _identifiers(work: Work, record: Record) -> Iterator[Difference]:
    for kind, (name, read, _) in KINDS.items():
        cited, found = work.identifiers.get(kind, ""), read(record.identifiers.get(kind, ""))
        if cited and found and cited != found and cited not in map(read, record.related.get("same-as", ())):
            yield Difference(kind, cited, found, "error", f"the record of this work has another {name}")


def _title(work: Work, record: Record) -> Iterator[Difference]:
    if work.title and record.title and not titles.agree(work.title, record.title):
        level, why = titles.differing(work.title, record.title)
        yield Difference("title", work.title, titles.shown(record.title), level, why)


def _authors(work: Work, record: Record) -> Iterator[Difference]:
    if work.authors and record.authors and work.authors != record.authors:
        yield from compare_authors(
            work.authors, record.authors, others_cited=work.more_authors, others_recorded=record.more_authors
        )


def _container(work: Work, record: Record) -> Iterator[Difference]:
    name = next((name for name in CONTAINERS if work.get(name)), "")
    names = [known for known in (record.container, *record.containers) if known]
    if not name or not names or {*_issns(work.get("issn"))} & {*_issns(record.identifiers.get("issn", ""))}:
        return
    cited = work.get(name)
    if _container_forms(cited) & {form for known in names for form in _container_forms(known)}:
        return
    if any(_abbreviates(cited, known) or _abbreviates(known, cited) for known in names):
        yield Difference(name, cited, names[0], "warning", "it looks like a short form that the record does not list")
    else:
        yield Difference(name, cited, names[0], "error", "the record has another one")


def _issns(text: str) -> Iterator[str]:
    for issn in re.findall(r"\d{4}-?\d{3}[\dXx]", text):
        yield issn.replace("-", "").upper()


@lru_cache(maxsize=4096)
def _container_forms(printed: str) -> frozenset[str]:
    """The name of a journal or book as a whole, without a place in brackets, and without a subtitle or parallel title."""
    printed = " ".join(titles.shown(printed).split())
    forms = {printed, re.sub(r"\s*\([^()]*\)\s*$", "", printed), *re.split(r"\s+[:=]\s+|:\s+", printed)[:1]}
    forms.update(re.split(r"\s+=\s+", printed))
    return frozenset("".join(word for word in fold(form).words if word not in ("the", "and")) for form in forms) - {""}


def _abbreviates(short: str, long: str) -> bool:
    """Whether each word of one begins like that of the other, and one is cut short by two letters or more."""
    ours, theirs = ([word for word in fold(name).words if word not in SKIPPED] for name in (short, long))
    pairs = list(zip(ours, theirs, strict=False))
    cut = any(len(other) - len(one) > 1 for one, other in pairs)
    return len(ours) == len(theirs) and cut and all(other.startswith(one) for one, other in pairs)


def _year(work: Work, record: Record) -> Iterator[Difference]:
    known, cited = years(record.year, *record.years), years(work.year)
    if not work.year or not known or set(cited) & set(known):
        return
    field, found = "year" if work.get("year") else "date", " or ".join(map(str, known))
    if not cited:
        yield Difference(field, work.year, found, "warning", "the record has a year")
        return
    off = min(abs(cited[0] - year) for year in known)
    level, unit = ("warning", "year") if off == 1 else ("error", "years")
    yield Difference(field, work.year, found, level, f"it is off by {off} {unit}")


def _numbers(work: Work, record: Record) -> Iterator[Difference]:
    cited, found = (work.get("volume"), work.get("number")), (record.volume, record.issue)
    ours, theirs = tuple(map(number, cited)), tuple(map(number, found))
    if "s" in "".join(ours) and "".join(ours) == "".join(theirs):
        return  # a supplement may be counted as a volume or as an issue
    if all(ours) and ours == theirs[::-1] and ours != theirs:
        why = "volume and number are exchanged"
        yield Difference("volume", f"{cited[0]}({cited[1]})", f"{found[0]}({found[1]})", "error", why)
        return
    for name, mine, yours, shown, known in zip(("volume", "number"), ours, theirs, cited, found, strict=True):
        if mine and yours and mine != yours:
            yield Difference(name, shown, known, "error", "the record has another one")


def _pages(work: Work, record: Record) -> Iterator[Difference]:
    cited = work.get("pages")
    if cited and record.pages and "n/a" not in record.pages.lower() and not same_pages(cited, record.pages):
        why = "the last page comes before the first" if backwards(cited) else "the record has others"
        yield Difference("pages", cited, record.pages, "error", why)
