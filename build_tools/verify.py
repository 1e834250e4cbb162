"""references.bib + registries -> references.lock and a report; written as it goes, so that a run may be stopped and resumed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path

from build_tools import agency, outcomes
from build_tools.counts import safe
from build_tools.fetch import CONTACT, Client
from build_tools.findings import FAILED, Checked, Told, report, report_list, told
from build_tools.hearing import Hearing, askable, hear, is_complete, search
from build_tools.lock import read_lock, write_blocks
from build_tools.model import UNCHECKED, Asked, LockEntry, Source, Work, nearest
from build_tools.place import Problem, is_day
from build_tools.references import read_references
from build_tools.registry import members
from build_tools.retractions import Retractions
from build_tools.sources import read_sources
from build_tools.verdict import settle, with_notices

AT_ONCE = 4
WRITE_EVERY = 10
WEB = frozenset({"online"})
Looked = tuple[Work, Hearing]
Watch = Callable[[Iterable[Looked], int], AbstractContextManager[Iterable[Looked]]]


class CannotStartError(Exception):
    """Why nothing could be asked."""


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
    try:
        works, lock = _read(root, keys, on)
    except CannotStartError as error:
        return told([str(error)], FAILED)
    sources = read_sources(root, [])
    asked = [work for work in works if _is_due(work, lock.get(work.key, UNCHECKED), on, again=bool(keys) or check_only)]
    done: list[Checked] = []
    waiting: dict[str, LockEntry] = {}
    written = 0
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        with watch(pool.map(lambda work: (work, _look(client, work)), asked), len(asked)) as looked:
            for work, hearing in looked:
                one = _checked(work, hearing, lock.get(work.key, UNCHECKED), sources, on)
                done.append(one)
                if one.entry != one.before and not check_only:
                    waiting[work.key] = one.entry
                if len(waiting) >= WRITE_EVERY:
                    written += write_blocks(root, waiting)
                    waiting = {}
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        written += write_blocks(root, waiting) if waiting else 0
    return report(done, len(works), written, check_only=check_only)


def apply_retractions(root: Path, listed: Retractions, keys: Sequence[str], on: str, *, check_only: bool = False) -> Told:
    """Hold the works against a list of retractions, without asking anybody."""
    try:
        works, lock = _read(root, keys, on)
    except CannotStartError as error:
        return told([str(error)], FAILED)
    done = [_held_against(listed, work, lock.get(work.key, UNCHECKED), on) for work in works if work.identifiers]
    changed = {one.work.key: one.entry for one in done if one.changed}
    written = 0 if check_only else write_blocks(root, changed)
    return report_list(done, listed.said_by, listed.unread, written, check_only=check_only)


def _read(root: Path, keys: Sequence[str], on: str) -> tuple[list[Work], dict[str, LockEntry]]:
    """The works that are meant, and the lock."""
    if not is_day(on):
        raise CannotStartError(f"'{on}' is not a date such as 2026-11-24.")
    problems: list[Problem] = []
    lock = read_lock(root, problems)
    if problems:
        raise CannotStartError(f"{problems[0].where}: {problems[0].message}. Nothing was asked; `kb check` shows the rest.")
    works, _ = read_references(root, [])
    unknown = next((key for key in keys if key not in works), None)
    if unknown is not None:
        raise CannotStartError(f"There is no entry '{safe(unknown)}' in references.bib. {nearest(unknown, works)}".strip())
    return [works[key] for key in dict.fromkeys(keys) or works], lock


def _is_due(work: Work, entry: LockEntry, on: str, *, again: bool) -> bool:
    """Whether there is somebody to ask about a work who has not answered on this day."""
    identifiers = askable(work.identifiers)
    if not identifiers:
        return bool(work.title) and work.type not in WEB and not work.get("url")
    answered = {asked.who for asked in entry.asked if asked.recorded == on}
    return again or not is_complete(identifiers, answered) or _has_other_identifiers(work, entry)


def _has_other_identifiers(work: Work, entry: LockEntry) -> bool:
    """Whether a reference was given another identifier since its block was written."""
    known = {*entry.identifiers.values(), *entry.record.identifiers.values()}
    return any(work.identifiers.get(kind, "") not in {*known, ""} for kind in ("doi", "pmid", "isbn"))


def _look(client: Client, work: Work) -> Hearing:
    """Ask about a work by its identifiers; one that has none is looked for by its title, for proposals only."""
    identifiers = askable(work.identifiers)
    return hear(client, identifiers) if identifiers else search(client, work.title)


def _checked(work: Work, hearing: Hearing, before: LockEntry, sources: Mapping[str, Source], on: str) -> Checked:
    """What is known of a work now, and what of it stands after the overrides of editors."""
    settled = settle(work, hearing, before, on)
    now, compared = outcomes.settle({work.key: work}, {work.key: settled.entry}, sources, on)
    return Checked(
        work,
        before,
        settled.entry,
        outcome=now[work.key].outcome,
        differences=tuple(one for one in settled.differences if one not in compared[work.key].overridden),
        fresh=settled.fresh,
        unanswered=hearing.unanswered(),
        proposals=hearing.proposals,
    )


def _held_against(listed: Retractions, work: Work, before: LockEntry, on: str) -> Checked:
    """A work with what a list says of it, instead of what the same list said before."""
    others = tuple(notice for notice in before.notices if notice.said_by != listed.said_by)
    notices = listed.of({**before.record.identifiers, **work.identifiers})
    if not notices and others == before.notices:
        return Checked(work, before, before)
    asked = tuple(one for one in before.asked if one.who != listed.said_by)
    told_by = (Asked(listed.said_by, copy="list", recorded=on),) if notices else ()
    return Checked(work, before, with_notices(replace(before, asked=(*asked, *told_by)), (*others, *notices)))
