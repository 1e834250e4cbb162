"""A DOI, PMID, PMCID, arXiv id, ISBN or https address -> an entry of references.bib and its block of the lock."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from build_tools import identifiers as forms
from build_tools.answers import BadFieldError, NoAnswerError, tidy
from build_tools.bibtex import entry_of, plain, propose_key
from build_tools.extract import About, NoTextError, about_page
from build_tools.fetch import Client
from build_tools.findings import FAILED, FINDINGS, FINE, UNASKED, Told, told
from build_tools.hearing import Hearing, hear
from build_tools.lock import read_lock, write_blocks
from build_tools.model import UNCHECKED, Asked, LockEntry, Work
from build_tools.names import GROUPS
from build_tools.place import Problem, is_day
from build_tools.record import Name, Record
from build_tools.references import FILE, parse, read_references
from build_tools.standing import SECOND_HAND
from build_tools.verdict import settle

ARXIV = re.compile(
    r"(?:https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/|arxiv:\s*)?"
    r"(\d{4}\.\d{4,5}|(?:(?<=/)|(?<=:)|(?<=: ))[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?",
    re.IGNORECASE,
)
PUBMED = re.compile(r"https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(\d+)/?(?:[?#].*)?")
PMC = re.compile(r"https?://(?:(?:www\.)?ncbi\.nlm\.nih\.gov/pmc|pmc\.ncbi\.nlm\.nih\.gov)/articles/(PMC\d+)/?(?:[?#].*)?")
LONGEST_TITLE = 1000
TROUBLED = {
    "retracted": "It is retracted: a claim must not rest on it.",
    "withdrawn": "It is withdrawn: a claim must not rest on it.",
    "concern": "An expression of concern was published about it.",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that is ready to be written: its text, as which work it reads, and what is known of it."""

    text: str
    work: Work
    known: LockEntry


class NoCitationError(Exception):
    """Why nothing was written, with the exit code."""

    def __init__(self, words: str, code: int) -> None:
        super().__init__(words)
        self.words = words
        self.code = code


def cite(root: Path, client: Client, what: str, on: str) -> Told:
    """Look a work up and write it down; one that is there already is named instead."""
    try:
        return _cite(root, client, what.strip(), on)
    except NoCitationError as none:
        return told([none.words], none.code)


def identify(what: str) -> dict[str, str]:
    """The identifier that a text is, in its one form; nothing for an address of a page and for anything else."""
    doi = forms.doi(what)
    if doi:
        return {"doi": doi}
    arxiv = ARXIV.fullmatch(what)
    if arxiv:
        return {"doi": f"10.48550/arxiv.{arxiv[1].lower()}"}
    for pattern, read in ((PUBMED, forms.pmid), (PMC, forms.pmcid)):
        match = pattern.fullmatch(what)
        if match and read(match[1]):
            return {"pmid" if pattern is PUBMED else "pmcid": read(match[1])}
    found = {kind: read(what) for kind, (_, read, _) in forms.KINDS.items()}
    return {kind: value for kind, value in found.items() if value}


def _cite(root: Path, client: Client, what: str, on: str) -> Told:
    if not is_day(on):
        raise NoCitationError(f"'{on}' is not a date such as 2026-11-24.", FAILED)
    works = _works(root)
    identifiers = identify(what)
    if not identifiers and not what.startswith("https://"):
        raise NoCitationError(
            f"'{what}' is no DOI, PMID, PMCID, arXiv id or ISBN that is well formed, nor an address that begins with https://",
            FAILED,
        )
    _refuse_known(works, identifiers, "" if identifiers else what)
    draft = _of_registries(client, works, identifiers, on) if identifiers else _of_page(client, works, what, on)
    _append(root, works, draft)
    return _told(draft)


def _works(root: Path) -> dict[str, Work]:
    """The works that are there; nothing is added to files that cannot be read."""
    problems: list[Problem] = []
    read_lock(root, problems)
    works, _ = read_references(root, problems)
    blocking = [problem for problem in problems if problem.check in ("unreadable_lock", "unreadable_bibtex", "unreadable_file")]
    if blocking:
        raise NoCitationError(
            f"{blocking[0].where}: {blocking[0].message}. Nothing was written; `kb check` shows the rest.", FAILED
        )
    return works


def _refuse_known(works: Mapping[str, Work], identifiers: Mapping[str, str], address: str) -> None:
    for work in works.values():
        shared = [kind for kind, value in identifiers.items() if kind in forms.KINDS and work.identifiers.get(kind) == value]
        if shared or (address and work.get("url").rstrip("/") == address.rstrip("/")):
            by = f"{forms.KINDS[shared[0]][0]} {identifiers[shared[0]]}" if shared else "its address"
            raise NoCitationError(f"It is there already, as {work.key} in line {work.where.line} of {FILE}, by {by}.", FINE)


# --- from registries -----------------------------------------------------------------------------


def _of_registries(client: Client, works: Mapping[str, Work], identifiers: Mapping[str, str], on: str) -> Draft:
    hearing = hear(client, identifiers)
    found = {who: record for who, record in hearing.found().items() if who not in SECOND_HAND}
    if not found:
        raise _nothing(identifiers, hearing)
    first = next(iter(found.values()))
    record = settle(_reading(entry_of("draft", first)), hearing, UNCHECKED, on).entry.record
    _refuse_known(works, record.identifiers, "")
    text = entry_of(propose_key(record, works), record)
    work = _reading(text)
    _hold(work, record)
    return Draft(text, work, settle(work, hearing, UNCHECKED, on).entry)


def _nothing(identifiers: Mapping[str, str], hearing: Hearing) -> NoCitationError:
    """Why there is nothing to cite: it does not exist, or nobody could say."""
    kind, value = next(iter(identifiers.items()))
    name = f"{forms.KINDS[kind][0]} {value}"
    gone = hearing.gone or (kind == "pmid" and "PubMed" in hearing.missing())
    if gone:
        return NoCitationError(
            f"{name} was not found: {', '.join(sorted(hearing.missing()))} know of none. Nothing was written.", FINDINGS
        )
    reasons = "".join(f" {who}: {why}." for who, why in hearing.unanswered().items())
    missing = f" No record at {', '.join(sorted(hearing.missing()))}." if hearing.missing() else ""
    return NoCitationError(f"{name} could not be looked up.{reasons}{missing} Nothing was written.", UNASKED)


# --- from a page ---------------------------------------------------------------------------------


def _of_page(client: Client, works: Mapping[str, Work], address: str, on: str) -> Draft:
    """A page with what it declares of itself. One that shows an article is to be cited by the article's DOI."""
    try:
        reply = client.page(address)
        about = about_page(reply.data, reply.address)
        record = _record_of(about)
    except (NoAnswerError, NoTextError) as error:
        raise NoCitationError(f"{address} could not be read: {error}. Nothing was written.", UNASKED) from None
    doi = forms.doi(about.doi)
    if doi:
        raise NoCitationError(f"This page shows an article that has a DOI. Cite the article: kb cite {doi}", FINDINGS)
    _refuse_known(works, {}, reply.address)
    extra = {"organization": plain(about.site), "date": about.date, "url": reply.address, "urldate": on}
    host = (urlsplit(reply.address).hostname or "").removeprefix("www.")
    key = propose_key(record, works, about.site or host.split(".")[0])
    text = entry_of(key, replace(record, container="", year=""), extra)
    work = _reading(text)
    _hold(work, replace(record, container=""))
    asked = (Asked("page", reply.address, "publisher", on),)
    known = LockEntry("matches", "What is cited is what the page declares of itself.", asked=asked, record=record)
    return Draft(text, work, known)


def _record_of(about: About) -> Record:
    names = tuple(Name(*_parted(tidy(name, "author"))) for name in about.authors)
    year = about.date[:4]
    title, site = tidy(about.title, "title"), tidy(about.site, "site")
    if not 0 < len(title) <= LONGEST_TITLE:
        raise BadFieldError("its title is empty or far too long")
    return Record(
        type="online", title=plain(title), authors=names, container=plain(site), year=year, years=(year,) if year else ()
    )


def _parted(name: str) -> tuple[str, str]:
    """`Jane van Doe` -> family and given name; one word, more than four, or a word for many is a group."""
    words = plain(name).split()
    if not 2 <= len(words) <= 4 or GROUPS & {word.casefold() for word in words}:
        return " ".join(words), ""
    start = next((place for place, word in enumerate(words[1:-1], 1) if word[0].islower()), len(words) - 1)
    return " ".join(words[start:]), " ".join(words[:start])


# --- writing -------------------------------------------------------------------------------------


def _reading(text: str) -> Work:
    """The work that an entry of ours reads as."""
    problems: list[Problem] = []
    works = parse(text, problems)
    if problems or len(works) != 1:
        why = problems[0].message if problems else "it is not one entry"
        raise NoCitationError(f"The record cannot be written as BibTeX: {why}. Nothing was written.", FAILED)
    return works[0]


def _hold(work: Work, record: Record) -> None:
    """Refuse an entry that does not read back as the record that it was made of."""
    names = tuple(Name(plain(name.family), plain(name.given)) for name in record.authors)
    same = (work.title, work.authors, work.year) == (plain(record.title), names, record.year)
    kept = all(work.identifiers.get(kind) == record.identifiers[kind] for kind in forms.KINDS if kind in record.identifiers)
    if not (same and kept):
        raise NoCitationError("The record cannot be written as BibTeX without loss. Nothing was written.", FAILED)


def _append(root: Path, works: Mapping[str, Work], draft: Draft) -> None:
    """Add the entry at the end of references.bib, provided that the file then reads as before and with it."""
    path = root / FILE
    old = path.read_bytes().decode() if path.exists() else ""
    whole = (old.rstrip("\n") + "\n\n" if old.strip() else "") + draft.text
    read = {work.key: work for work in parse(whole, [])}
    if read.keys() != works.keys() | {draft.work.key} or read[draft.work.key].fields != draft.work.fields:
        raise NoCitationError(
            f"{FILE} would not read as before with the new entry; `kb check` shows what is wrong with it.", FAILED
        )
    new = path.with_name(f".{FILE}.new")
    with new.open("w", encoding="utf-8", newline="") as stream:
        stream.write(whole)
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(path)
    write_blocks(root, {draft.work.key: draft.known})


def _told(draft: Draft) -> Told:
    known = draft.known
    lines = [
        f"{draft.work.key} was added to {FILE}, and its block to references.lock: {known.outcome}, standing {known.standing}."
    ]
    trouble = TROUBLED.get(known.standing)
    lines += [trouble] if trouble else []
    lines += [f"    {notice.said_by}: {notice.kind} {notice.date} {notice.doi}".rstrip() for notice in known.notices]
    return told([*lines, "", *draft.text.rstrip().split("\n")], FINDINGS if trouble else FINE)
