"""references.bib + references.lock + overrides -> what is known of each work now.

The lock keeps what was true when it was written. A field of references.bib that was changed since makes a match a
difference; an identifier that nobody asked for, or a block without a record, makes it something nobody could check.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from build_tools.compare import compare, silent
from build_tools.identifiers import KINDS
from build_tools.model import Compared, Difference, LockEntry, Override, Source, Work

VOUCHED = ("matches", "differs")


def newest(lock: Mapping[str, LockEntry]) -> str:
    """The newest day on which anything of a lock was recorded: the day of a run that is given none."""
    days = {entry.recorded for entry in lock.values()}
    return max(days - {"unknown"}, default="unknown")


def settle(
    works: Mapping[str, Work], lock: Mapping[str, LockEntry], sources: Mapping[str, Source], on: str
) -> tuple[dict[str, LockEntry], dict[str, Compared]]:
    """The blocks with the outcome that holds now, and each reference beside its record."""
    entries, compared = dict(lock), {}
    for key, work in works.items():
        if key in lock:
            known = sources.get(key)
            overrides = [one for one in (known.overrides if known else ()) if not one.expired(on)]
            compared[key] = _compare(work, lock[key], overrides)
            entries[key] = _now(work, lock[key], compared[key])
    return entries, compared


def _compare(work: Work, entry: LockEntry, overrides: list[Override]) -> Compared:
    """Differences from a record that nobody confirmed are only warnings."""
    unasked = tuple(_unasked(work, entry)) if entry.outcome != "could not check" else ()
    differences = compare(work, entry.record)
    differences = (*differences, *_recorded(work, entry, {one.field for one in differences}))
    if entry.outcome not in VOUCHED or unasked:
        differences = tuple(
            replace(one, level="warning", why=f"{one.why}, in a record that nobody confirmed") for one in differences
        )
    explained = {(one.field, one.record) for one in overrides}
    overridden = tuple(one for one in differences if (one.field, one.found) in explained)
    return Compared(tuple(one for one in differences if one not in overridden), overridden, silent(work, entry.record), unasked)


def _recorded(work: Work, entry: LockEntry, told: set[str]) -> Iterator[Difference]:
    """Identifiers of which a registry said that they are of another work, as long as they are the ones that were asked for."""
    for kind, (name, read, _) in KINDS.items():
        cited = work.identifiers.get(kind)
        if cited and kind in entry.differs and kind not in told and read(entry.identifiers.get(kind, "")) == cited:
            yield Difference(
                kind, cited, "another work", "error", f"the registry that was asked for this {name} has another work"
            )


def _unasked(work: Work, entry: LockEntry) -> Iterator[str]:
    """The identifiers of a reference by which its record was neither looked up nor known."""
    for kind, value in work.identifiers.items():
        read = KINDS[kind][1]
        if value not in (read(entry.identifiers.get(kind, "")), read(entry.record.identifiers.get(kind, ""))):
            yield kind


def _now(work: Work, entry: LockEntry, compared: Compared) -> LockEntry:
    if compared.unasked:
        kinds = ", ".join(f"{kind.upper()} {work.identifiers[kind]}" for kind in compared.unasked)
        return replace(entry, outcome="could not check", differs=(), why=f"Nobody asked for {kinds} yet.")
    if entry.outcome not in VOUCHED:
        return entry
    if "title" in compared.silent:
        return replace(entry, outcome="could not check", differs=(), why="No title was recorded that could be compared.")
    fields = tuple(dict.fromkeys(one.field for one in compared.differences))
    return replace(entry, outcome="differs" if fields else "matches", differs=fields)
