"""references.bib + registries -> references.lock and a report; written as it goes, so that a run may be stopped and resumed."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from build_tools import agency
from build_tools.counts import VERDICTS, Verdicts, safe
from build_tools.fetch import CONTACT, Client
from build_tools.hearing import Hearing, askable, hear, is_complete, search
from build_tools.lock import as_block, read_lock, write_blocks
from build_tools.model import UNCHECKED, Asked, LockEntry, Work, nearest
from build_tools.place import Problem
from build_tools.record import Record
from build_tools.references import read_references
from build_tools.registry import members
from build_tools.retractions import Retractions
from build_tools.verdict import Settled, settle, with_notices
from build_tools.vocabulary import FALLEN

FINE, FINDINGS, FAILED, UNASKED = 0, 1, 2, 3
DATE = re.compile(r"\d{4}-\d\d-\d\d")
AT_ONCE = 4
WRITE_EVERY = 10
LIKELY = 0.75
WEB = frozenset({"online"})
Looked = tuple[Hearing, tuple[Record, ...] | Mapping[str, str]]
Watch = Callable[[Iterable[tuple[Work, Looked]], int], AbstractContextManager[Iterable[tuple[Work, Looked]]]]


class Told(NamedTuple):
    """What a command has to say, and its exit code."""

    words: str
    code: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A work, what was known of it, what is known now, and what was heard on the way."""

    work: Work
    before: LockEntry
    settled: Settled
    unanswered: Mapping[str, str]
    proposals: tuple[Record, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything changed but the dates on which it was asked."""
        return _undated(self.settled.entry) != _undated(self.before)


def client_of(environment: Mapping[str, str], budget: float) -> Client:
    """A client with the contact and the keys that the environment gives. Keys are sent, and never shown."""
    contact = environment.get("KB_CONTACT", "")
    contact = contact if CONTACT.fullmatch(contact) else ""
    keys = {"pubmed": environment.get("KB_NCBI_KEY", ""), "openalex": environment.get("KB_OPENALEX_KEY", "")}
    registries = members("registries")
    secrets = {registries[name].HOST: {"api_key": key} for name, key in keys.items() if key}
    known = {module.HOST for name, module in registries.items() if contact and name not in keys} | secrets.keys()
    paces = {module.HOST: module.POLITE if module.HOST in known else module.PACE for module in registries.values()}
    return Client({**paces, agency.HOST: agency.PACE}, secrets=secrets, contact=contact, budget=budget)


def verify(
    root: Path,
    client: Client,
    keys: Sequence[str],
    on: str,
    *,
    check_only: bool = False,
    watch: Watch = lambda looked, _: nullcontext(looked),
) -> Told:
    """Ask the registries about these works, or about all; write what they say into the lock, unless it is only to be checked."""
    works, lock, refused = _read(root, keys, on)
    if refused is not None:
        return refused
    asked = [work for work in works if _is_due(work, lock.get(work.key, UNCHECKED), on, again=bool(keys) or check_only)]
    done: list[Checked] = []
    waiting: dict[str, LockEntry] = {}
    written = 0
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        looked = zip(asked, pool.map(lambda work: _look(client, work), asked), strict=True)
        with watch(looked, len(asked)) as seen:
            for work, (hearing, proposals) in seen:
                one = _checked(work, hearing, proposals, lock.get(work.key, UNCHECKED), on)
                done.append(one)
                if one.settled.entry != one.before and not check_only:
                    waiting[work.key] = one.settled.entry
                if len(waiting) >= WRITE_EVERY:
                    written += write_blocks(root, waiting)
                    waiting = {}
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        written += write_blocks(root, waiting) if waiting else 0
    return _report(done, len(works), written, check_only=check_only)


def apply_retractions(root: Path, listed: Retractions, keys: Sequence[str], on: str, *, check_only: bool = False) -> Told:
    """Hold the works against a list of retractions, without asking anybody."""
    works, lock, refused = _read(root, keys, on)
    if refused is not None:
        return refused
    done = [_held_against(listed, work, lock.get(work.key, UNCHECKED), on) for work in works if work.identifiers]
    changed = {one.work.key: one.settled.entry for one in done if one.changed}
    written = 0 if check_only else write_blocks(root, changed)
    lines = [line for one in done for line in _standing_lines(one)]
    unread = f" {listed.unread:,} of its lines are of no use." if listed.unread else ""
    changes = _changes(len(changed) if check_only else written, check_only=check_only)
    lines.append(f"{len(done)} works held against {listed.said_by}.{unread} {changes}")
    fallen = any(one.settled.entry.standing in FALLEN for one in done)
    return Told("\n".join(map(safe, lines)), FINDINGS if (bool(changed) if check_only else fallen) else FINE)


# --- the run -------------------------------------------------------------------------------------


def _read(root: Path, keys: Sequence[str], on: str) -> tuple[list[Work], dict[str, LockEntry], Told | None]:
    """The works that are meant and the lock; or why nothing can be done."""
    if not DATE.fullmatch(on):
        return [], {}, Told(f"'{safe(on)}' is not a date such as 2026-11-24.", FAILED)
    problems: list[Problem] = []
    lock = read_lock(root, problems)
    if problems:
        return (
            [],
            {},
            Told(f"{problems[0].where}: {safe(problems[0].message)}. Nothing was asked; `kb check` shows the rest.", FAILED),
        )
    works, _ = read_references(root, [])
    for key in keys:
        if key not in works:
            return [], {}, Told(f"There is no entry '{safe(key)}' in references.bib. {nearest(key, works)}".strip(), FAILED)
    return [works[key] for key in dict.fromkeys(keys) or works], lock, None


def _is_due(work: Work, entry: LockEntry, on: str, *, again: bool) -> bool:
    """Whether there is somebody to ask about a work who has not answered on this day."""
    identifiers = askable(work.identifiers)
    if not identifiers:
        return bool(work.title) and work.type not in WEB and not work.get("url")
    answered = {asked.who for asked in entry.asked if asked.recorded == on}
    return again or not is_complete(identifiers, answered) or entry.identifiers != work.identifiers


def _look(client: Client, work: Work) -> Looked:
    """Ask about a work by its identifiers; one that has none is looked for by its title, for proposals only."""
    identifiers = askable(work.identifiers)
    if identifiers:
        return hear(client, identifiers), ()
    found, failed = search(client, work.title)
    return Hearing(), failed or tuple(sorted(_likely(work, found), key=lambda record: -_likeness(work, record))[:3])


def _likely(work: Work, records: Sequence[Record]) -> Iterator[Record]:
    seen: set[str] = set()
    for record in records:
        name = record.identifiers.get("doi") or record.identifiers.get("pmid", "")
        if name not in seen and _likeness(work, record) >= LIKELY:
            seen.add(name)
            yield record


def _likeness(work: Work, record: Record) -> float:
    return SequenceMatcher(None, work.title.casefold(), record.title.casefold()).ratio()


def _checked(
    work: Work, hearing: Hearing, proposals: tuple[Record, ...] | Mapping[str, str], before: LockEntry, on: str
) -> Checked:
    if hearing.heard:
        return Checked(work, before, settle(work, hearing, before, on), hearing.unanswered())
    why = "It has no identifier that a registry could be asked by; a title alone does not settle which work is meant."
    entry = before if before is not UNCHECKED else LockEntry("could not check", why)
    failed = proposals if isinstance(proposals, Mapping) else {}
    found = proposals if isinstance(proposals, tuple) else ()
    return Checked(work, before, Settled(entry, fresh=False), failed, found)


def _held_against(listed: Retractions, work: Work, before: LockEntry, on: str) -> Checked:
    """A work with what a list says of it, instead of what the same list said before."""
    others = tuple(notice for notice in before.notices if notice.said_by != listed.said_by)
    notices = listed.of({**before.record.identifiers, **work.identifiers})
    asked = tuple(one for one in before.asked if one.who != listed.said_by)
    if notices:
        asked = (*asked, Asked(listed.said_by, copy="list", recorded=on))
    entry = with_notices(replace(before, asked=asked), (*others, *notices)) if notices or others != before.notices else before
    return Checked(work, before, Settled(entry), {})


# --- the report ----------------------------------------------------------------------------------


def _report(done: Sequence[Checked], among: int, written: int, *, check_only: bool) -> Told:
    """Line by line what needs somebody's eyes, and the three counts."""
    lines = [line for one in done for line in _lines(one)]
    counts = Counter(_verdict(one) for one in done)
    changed = sum(one.changed for one in done)
    verdicts = Verdicts(counts["verified"], counts["failed"], counts["unchecked"])
    changes = _changes(changed if check_only else written, check_only=check_only)
    lines.append(f"{len(done)} of {among} works looked up: {verdicts.words()}. {changes}")
    if len(done) < among:
        lines.append(
            f"{among - len(done)} were not: they were asked about on this day already, or are pages that no registry knows."
        )
    found = any(_verdict(one) == "failed" or one.settled.entry.standing in FALLEN for one in done)
    unasked = any(one.unanswered for one in done)
    if check_only:
        found = changed > 0
    return Told("\n".join(map(safe, lines)), FINDINGS if found else UNASKED if unasked else FINE)


def _changes(number: int, *, check_only: bool) -> str:
    blocks = "1 block" if number == 1 else f"{number:,} blocks"
    return f"{blocks} of references.lock {'would change' if check_only else 'changed'}."


def _verdict(one: Checked) -> str:
    return VERDICTS[one.settled.entry.outcome] if one.settled.fresh else "unchecked"


def _lines(one: Checked) -> Iterator[str]:
    """What is to be said of a work: nothing when all is well."""
    entry, key = one.settled.entry, one.work.key
    if not one.settled.fresh and not one.proposals:
        yield f"{key}: could not check" + (f"; what was known on {entry.recorded} stays" if entry.asked else f". {entry.why}")
    elif entry.outcome == "not found":
        yield f"{key}: not found. {entry.why}"
    elif entry.outcome == "differs":
        yield f"{key}: differs ({', '.join(entry.differs)})"
    for difference in one.settled.differences:
        yield f"    {difference.field}: here {difference.cited or 'nothing'}, found {difference.found}: {difference.why}"
    for who, why in one.unanswered.items():
        yield f"    {key}: {who} gave no answer: {why}"
    yield from _standing_lines(one)
    if one.proposals:
        yield f"{key}: it has no identifier. By its title it may be one of these; if one is, add its identifier to references.bib"
    for record in one.proposals:
        yield f"    {_proposal(record)}"


def _standing_lines(one: Checked) -> Iterator[str]:
    entry = one.settled.entry
    if entry.standing in FALLEN or entry.standing != one.before.standing:
        yield f"{one.work.key}: standing is {entry.standing}, and was {one.before.standing} before"
        for notice in entry.notices:
            named = " ".join(filter(None, (notice.kind, notice.date, notice.doi, notice.note)))
            yield f"    {notice.said_by or 'a page'}: {named}"


def _proposal(record: Record) -> str:
    names = ", ".join(f"{kind.upper()} {value}" for kind, value in record.identifiers.items() if kind in ("doi", "pmid"))
    by = record.authors[0].family if record.authors else "no author given"
    return f"{names}: “{record.title}” ({by}, {record.year or 'no year given'})"


def _undated(entry: LockEntry) -> Mapping[str, object]:
    block = as_block(replace(entry, asked=tuple(replace(asked, recorded="unknown") for asked in entry.asked)))
    block.pop("quotes", None)
    return block
