"""A work, what the registries said of it, and what was known before -> its entry of references.lock.

What a registry gave us once stays, with its date, until the registry answers again. What a person read on a page stays beside
it. Where registries contradict one another, what is cited is right when one of them has it so.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from build_tools.agency import NAME as RESOLVER
from build_tools.answers import Found, Missing
from build_tools.compare import compare, silent
from build_tools.hearing import AGENCIES, Hearing, askable
from build_tools.identifiers import KINDS
from build_tools.model import Asked, LockEntry, Work
from build_tools.record import Difference, Notice, Record
from build_tools.standing import SECOND_HAND, standing_of

DOI_KEEPERS = AGENCIES | {RESOLVER}
RANKS = ("Crossref", "DataCite", "PubMed", "Open Library", "OpenAlex")
FIRST_HAND = frozenset(RANKS) - SECOND_HAND
NO_IDENTIFIER = "It has no identifier that a registry could be asked by; a title alone does not settle which work is meant."
BEFORE = " Seen by a person before: "
FIELDS = {"title": "title", "author": "authors", "volume": "volume", "number": "issue", "pages": "pages"}
CONTAINERS = ("journal", "journaltitle", "booktitle")
Records = Mapping[str, Record]


@dataclass(frozen=True, slots=True)
class Settled:
    """The entry of a work, how what is cited differs, and whether the registries could be asked this time."""

    entry: LockEntry
    differences: tuple[Difference, ...] = ()
    fresh: bool = True


def settle(work: Work, hearing: Hearing, before: LockEntry, on: str) -> Settled:
    """What is to be known of a work from now on."""
    before = _of_the_same(work, before)
    cached = _cached(hearing, before)
    records = dict(sorted({**cached, **hearing.found()}.items(), key=lambda item: RANKS.index(item[0])))
    own, strange = _part(work, records)
    if not hearing.found() and not _is_nowhere(work, hearing):
        return Settled(_unchecked(work, hearing, before), fresh=False)
    merged, told = _merge(work, own, {*SECOND_HAND, *cached}) if own else (Record(), [])
    differences = (*compare(work, merged), *strange, *_ghosts(work, hearing)) if own else ()
    fields = dict.fromkeys(one.field for one in differences)
    outcome = "not found" if not own else "differs" if fields else "matches"
    entry = LockEntry(
        outcome=outcome,
        why=_why(work, hearing, own, merged, told) + _page_words(before),
        differs=tuple(fields),
        asked=_asked(hearing, before, on),
        identifiers=_asked_for(work, hearing),
        record=replace(merged, notices=()),
        read=before.read,
        quotes=before.quotes,
    )
    return Settled(with_notices(entry, _notices(hearing, own, before)), differences)


def with_notices(entry: LockEntry, notices: tuple[Notice, ...]) -> LockEntry:
    """The entry with these notices, and the standing that follows from them."""
    kept = tuple(sorted(set(notices), key=lambda notice: (notice.date, notice.kind, notice.said_by, notice.doi, notice.note)))
    return replace(entry, notices=kept, standing=standing_of(kept, {asked.who for asked in entry.asked}))


# --- what was known before -----------------------------------------------------------------------


def _of_the_same(work: Work, before: LockEntry) -> LockEntry:
    """What was known before, unless it is of a work with another identifier: then nothing but the receipts of quotes."""
    known = {kind: read(before.identifiers[kind]) for kind, (_, read, _) in KINDS.items() if kind in before.identifiers}
    other = any(known.get(kind, cited) != cited for kind, cited in work.identifiers.items())
    names = {*before.record.identifiers.values(), *before.record.related.get("same-as", ())}
    other = other or bool(names and not names & {*work.identifiers.values()})
    return LockEntry("could not check", read=before.read, quotes=before.quotes) if other else before


def _cached(hearing: Hearing, before: LockEntry) -> Records:
    """The record from before, under the name of a registry that gave it then and gives no answer now."""
    answered = hearing.found().keys() | hearing.missing()
    if answered & DOI_KEEPERS:
        answered |= DOI_KEEPERS
    silent_now = [asked.who for asked in before.asked if asked.who in FIRST_HAND and asked.who not in answered]
    return {silent_now[0]: before.record} if silent_now and before.record.title else {}


def _page_words(before: LockEntry) -> str:
    """What a person wrote of what was read and searched, kept word for word."""
    if BEFORE in before.why:
        return BEFORE + before.why.split(BEFORE, 1)[1]
    by_person = before.why and before.asked and not {asked.who for asked in before.asked} & {*RANKS, RESOLVER}
    return BEFORE + before.why if by_person else ""


def _unchecked(work: Work, hearing: Hearing, before: LockEntry) -> LockEntry:
    """No answer that says anything: what was known stays; where nothing was, the reasons are told."""
    if before.outcome != "could not check" or before.asked:
        return before
    if not askable(work.identifiers):
        return replace(before, why=NO_IDENTIFIER)
    why = " ".join(f"{who}: {reason}." for who, reason in hearing.unanswered().items())
    missing = ", ".join(sorted(hearing.missing()))
    why = f"{why} No record at {missing}, who need not have one.".strip() if missing else why
    return replace(before, why=why)


# --- which records are of this work --------------------------------------------------------------


def _part(work: Work, records: Records) -> tuple[Records, list[Difference]]:
    """The records of the work that is cited, and an identifier that turned out to be of another work.

    The measure is the first record that is not of another work altogether, and else the first one.
    """
    anchor = next((who for who, record in records.items() if not _is_other(work, record)), next(iter(records), ""))
    if not anchor:
        return {}, []
    measure = records[anchor]
    if _is_other(work, measure):
        return {anchor: replace(measure, notices=())}, []  # what fell is the other work
    own = {who: record for who, record in records.items() if who == anchor or _are_of_one(work, measure, record)}
    told = [_of_another(work, who, record) for who, record in records.items() if who not in {*own, *SECOND_HAND}]
    return {anchor: measure, **own}, told


def _is_other(work: Work, record: Record) -> bool:
    """Whether a record is of another work altogether: what was found for an identifier is a title, not another identifier."""
    return any(one.field in KINDS and not KINDS[one.field][1](one.found) for one in compare(work, record))


def _are_of_one(work: Work, measure: Record, record: Record) -> bool:
    """Whether two records share the first identifier that both have; without one the titles decide."""
    names = {*measure.identifiers.values(), *measure.related.get("same-as", ())}
    for kind in ("doi", "pmid", "pmcid"):
        if kind in measure.identifiers and kind in record.identifiers:
            return bool({record.identifiers[kind], *record.related.get("same-as", ())} & names)
    return not _is_other(work, record)


def _of_another(work: Work, who: str, record: Record) -> Difference:
    kind = next((kind for kind in ("pmid", "doi", "pmcid") if work.identifiers.get(kind) == record.identifiers.get(kind)), "doi")
    by = f" ({record.authors[0].family} {record.year})" if record.authors else ""
    doi = record.identifiers.get("doi", "")
    bears = f", DOI {doi}" if doi else ""
    return Difference(
        kind, work.identifiers.get(kind, ""), f"“{record.title}”{by}{bears}", "error", f"{who} has it for another work"
    )


def _ghosts(work: Work, hearing: Hearing) -> Iterator[Difference]:
    """Identifiers of a work that was found by another one, and which do not exist."""
    if hearing.gone:
        yield Difference("doi", work.identifiers["doi"], "no such DOI", "error", "it does not resolve")
    if "pmid" in work.identifiers and "PubMed" in hearing.missing():
        yield Difference("pmid", work.identifiers["pmid"], "no such article", "error", "PubMed has none with this PMID")


def _is_nowhere(work: Work, hearing: Hearing) -> bool:
    """Whether those who would have to know the work say that there is none: the agency of its DOI, else PubMed by PMID."""
    if "doi" in work.identifiers:
        return hearing.gone
    return "pmid" in work.identifiers and "PubMed" in hearing.missing()


# --- one record of several -----------------------------------------------------------------------


def _merge(work: Work, own: Records, fillers: Collection[str]) -> tuple[Record, list[str]]:
    """The first record, completed from the others; where they contradict it and what is cited is as they say, their value.

    `fillers` only complete it.
    """
    first, *others = own
    merged = own[first]
    told: list[str] = []
    for who in others:
        record = own[who]
        if who not in fillers:
            merged = _side_with(work, merged, record, (first, who), told)
        merged = _complete(merged, record)
    return merged, told


def _side_with(work: Work, merged: Record, record: Record, names: tuple[str, str], told: list[str]) -> Record:
    """Take from a record what it has as it is cited, where the merged one has it otherwise."""
    against = {one.field for one in compare(work, record)}
    for difference in compare(work, merged):
        attribute = "container" if difference.field in CONTAINERS else FIELDS.get(difference.field, "")
        value = getattr(record, attribute) if attribute else ""
        if value and difference.field not in against:
            told.append(f"{difference.field}: {names[0]} has {difference.found}, {names[1]} as cited")
            taken: dict[str, Any] = {attribute: value}
            if attribute == "authors":
                taken["more_authors"] = record.more_authors
            merged = replace(merged, **taken)
    return merged


def _complete(merged: Record, record: Record) -> Record:
    """What a record leaves empty, from another one; years, names of the journal and relations of both."""
    fields = ("title", "authors", "container", "year", "volume", "issue", "pages")
    missing = {name: getattr(record, name) for name in fields if not getattr(merged, name)}
    containers = dict.fromkeys((*merged.containers, record.container, *record.containers))
    related = {**merged.related}
    for kind, others in record.related.items():
        related[kind] = tuple(sorted({*related.get(kind, ()), *others}))
    whole = replace(merged, **missing)
    return replace(
        whole,
        containers=tuple(name for name in containers if name and name != whole.container),
        years=tuple(dict.fromkeys((*merged.years, *record.years))),
        identifiers={**record.identifiers, **merged.identifiers},
        related=related,
    )


# --- who was asked, and in words -----------------------------------------------------------------


def _asked(hearing: Hearing, before: LockEntry, on: str) -> tuple[Asked, ...]:
    """The answers of today, and beside them those that others gave before."""
    fresh = [
        Asked(one.who, one.answer.address, "registry" if isinstance(one.answer, Found) else "none", on)
        for one in hearing.heard
        if isinstance(one.answer, Found | Missing)
    ]
    answered = {asked.who for asked in fresh}
    if answered & DOI_KEEPERS:
        answered |= DOI_KEEPERS  # a DOI has one agency, and it may have moved
    return (*(asked for asked in before.asked if asked.who not in answered), *fresh)


def _asked_for(work: Work, hearing: Hearing) -> dict[str, str]:
    """The identifiers that somebody answered about; what else a record bears stands in the record."""
    answered = hearing.found().keys() | hearing.missing()
    kinds = {"doi"} if answered & DOI_KEEPERS else set()
    kinds |= {next(kind for kind in ("pmid", "doi", "pmcid") if kind in work.identifiers)} if "PubMed" in answered else set()
    kinds |= {"isbn"} if "Open Library" in answered else set()
    return {kind: value for kind, value in work.identifiers.items() if kind in kinds}


def _notices(hearing: Hearing, own: Records, before: LockEntry) -> tuple[Notice, ...]:
    """Today's notices, and those of everybody who gave no answer today."""
    fresh = [notice for who in own if who in hearing.found() for notice in own[who].notices]
    answered = hearing.found().keys() | hearing.missing()
    kept = [notice for notice in before.notices if not any(notice.said_by.startswith(who) for who in answered)]
    return (*kept, *fresh)


def _why(work: Work, hearing: Hearing, own: Records, merged: Record, told: list[str]) -> str:
    """In words: who has the record, where they contradict one another, and what none of them gives."""
    if not own:
        return f"Nobody who was asked has a record of it: {', '.join(sorted(hearing.missing()))}."
    names = list(own)
    words = [
        f"The record is that of {', '.join(names[:-1])} and {names[-1]}."
        if len(names) > 1
        else f"The record is that of {names[0]}."
    ]
    words += [f"They differ in {one}." for one in told]
    unsaid = silent(work, merged)
    if unsaid:
        words.append(f"Not given there: {', '.join(unsaid)}.")
    alias = merged.related.get("same-as", ())
    if "doi" in work.identifiers and work.identifiers["doi"] in alias:
        words.append(f"The DOI is another name for {merged.identifiers['doi']}.")
    return " ".join(words)
