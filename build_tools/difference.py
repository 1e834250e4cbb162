"""Two bases -> what became of each thing between them: things and parts of them, levels with their causes, problems, counts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, NamedTuple

from build_tools.causes import Side, causes
from build_tools.counts import Counts, count
from build_tools.links import cells
from build_tools.model import Claim, KnowledgeBase, Problem, Range, Table
from build_tools.pairing import pair

KINDS: Mapping[str, str] = {  # what there is in a base, and the name of many of it
    "claim": "claims",
    "assertion": "assertions",
    "evidence": "items of evidence",
    "relation": "relations",
    "work": "works",
    "source": "entries of kb/sources.yaml",
    "term": "terms",
    "topic": "topics",
    "question": "questions",
    "table": "tables",
    "cell": "cells of tables",
    "calculator": "calculators",
}
PARTS = {"asserted_by": "assertion", "evidence": "evidence", "relates": "relation"}  # of a claim
NAMED_BY = {"assertion": "source", "evidence": "work", "relation": "to"}
WHOLE = {**dict.fromkeys(PARTS.values(), "claim"), "cell": "table"}  # what each kind of part is a part of
Renames = Mapping[str, str]  # ids of claims, before -> after


class Edit(NamedTuple):
    """A field that is not what it was; "" is a field that is not there."""

    field: str
    before: str
    after: str


class Change(NamedTuple):
    """A thing, or a part of one, that was added, removed, renamed or changed.

    `of` is the claim or table that a part belongs to; a part is named by the work, source or claim that it is about.
    """

    kind: str
    how: str
    name: str
    of: str = ""
    was: str = ""
    edits: tuple[Edit, ...] = ()


class Block(NamedTuple):
    """A thing with all that changed in it: its own fields, and its parts."""

    kind: str
    how: str
    name: str
    was: str
    edits: tuple[Edit, ...]
    parts: tuple[Change, ...]


class Shift(NamedTuple):
    """A claim and its level before and after, "" where there was no such claim; why, and the steps of its trace that differ."""

    claim: str
    was: str
    before: str
    after: str
    touched: bool
    because: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


class Unread(NamedTuple):
    """A thing that could not be read before, after, or both times, so that nobody knows what became of it."""

    kind: str
    name: str
    before: bool
    after: bool

    @property
    def when(self) -> str:
        return "before and after" if self.before and self.after else "before" if self.before else "after"


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of everything between two bases. `before` and `after` are ids of commits, "" for the files as they are."""

    before: str
    after: str
    changes: tuple[Change, ...]
    shifts: tuple[Shift, ...]
    unread: tuple[Unread, ...]
    new: tuple[Problem, ...]
    mended: tuple[Problem, ...]
    counts: tuple[Counts, Counts]

    @property
    def moved(self) -> list[Shift]:
        """The claims that were there both times and whose level is not what it was."""
        return [shift for shift in self.shifts if shift.before and shift.after]

    def blocks(self) -> dict[str, list[Block]]:
        """What changed, a thing with its parts together, by kind."""
        own = {(change.kind, change.name): change for change in self.changes if not change.of}
        parts: dict[tuple[str, str], list[Change]] = {}
        for change in self.changes:
            if change.of:
                parts.setdefault((WHOLE[change.kind], change.of), []).append(change)
        found: dict[str, list[Block]] = {}
        for kind, name in sorted({*own, *parts}):
            change = own.get((kind, name)) or Change(kind, "changed", name)
            block = Block(kind, change.how, name, change.was, change.edits, tuple(parts.get((kind, name), ())))
            found.setdefault(kind, []).append(block)
        return {kind: found[kind] for kind in KINDS if kind in found}

    @property
    def is_empty(self) -> bool:
        told = self.changes or self.shifts or self.unread or self.new or self.mended
        return not told and self.counts[0] == self.counts[1]


class Version(NamedTuple):
    """A base at a time: the commit or "", what was read, and what is wrong with it."""

    commit: str
    kb: KnowledgeBase
    problems: Sequence[Problem] = ()


def differ(
    before: Version, after: Version, moved: Mapping[str, str], new: Sequence[Problem], mended: Sequence[Problem]
) -> Difference:
    """Compare two versions. `moved` are the files that git takes for renamed."""
    renames = _renames(before.kb, after.kb, moved)
    unread = _unread(before.kb, after.kb, renames)
    changes = _changes(before.kb, after.kb, renames, {(one.kind, one.name) for one in unread})
    shifts = _shifts(before.kb, after.kb, renames, changes)
    counts = count(before.kb), count(after.kb)
    return Difference(before.commit, after.commit, changes, shifts, unread, tuple(new), tuple(mended), counts)


# --- claims under other names --------------------------------------------------------------------


def _renames(before: KnowledgeBase, after: KnowledgeBase, moved: Mapping[str, str]) -> Renames:
    """Old ids of claims with their new ones: as `formerly` says on either side, else as git takes their files for renamed."""
    gone, come = before.claims.keys() - after.seen_ids["claim"], after.claims.keys() - before.seen_ids["claim"]
    said = [(old, claim.id) for claim in after.claims.values() for old in claim.formerly]
    said += [(claim.id, new) for claim in before.claims.values() for new in claim.formerly]
    said += [(_stem(old), _stem(new)) for old, new in moved.items()]
    found: dict[str, str] = {}
    for old, new in said:
        if old in gone and new in come and old not in found and new not in found.values():
            found[old] = new
    return found


def _stem(file: str) -> str:
    return file.removeprefix("kb/claims/").rpartition("/")[2].removesuffix(".yaml")


# --- things --------------------------------------------------------------------------------------


class _Item(NamedTuple):
    """A thing or part laid flat: each field as text."""

    kind: str
    of: str
    name: str
    told: Mapping[str, str]


def _changes(before: KnowledgeBase, after: KnowledgeBase, renames: Renames, unread: set[tuple[str, str]]) -> tuple[Change, ...]:
    old = {(kind, renames.get(name, name) if kind == "claim" else name): thing for kind, name, thing in _things(before)}
    new = {(kind, name): thing for kind, name, thing in _things(after)}
    was = {later: earlier for earlier, later in renames.items()}
    found: list[Change] = []
    for key in sorted({*old, *new} - unread):
        if old.get(key) != new.get(key):
            found += _changed(key, old.get(key), new.get(key), renames, was)
    order = list(KINDS)
    return tuple(sorted(found, key=lambda change: (order.index(change.kind), change.of, change.name)))


def _changed(key: tuple[str, str], old: Any, new: Any, renames: Renames, was: Mapping[str, str]) -> Iterator[Change]:
    earlier, later = _grouped(key, old, renames), _grouped(key, new, {})
    for kind, of, name in dict.fromkeys([*earlier, *later]):
        former = was.get(name, "") if kind == "claim" else ""
        for one, other in pair(earlier.get((kind, of, name), []), later.get((kind, of, name), []), _alike):
            if one != other or former:
                yield _change(kind, of, name, former, one, other)


def _change(kind: str, of: str, name: str, was: str, one: _Item | None, other: _Item | None) -> Change:
    how = "added" if one is None else "removed" if other is None else "renamed" if was else "changed"
    before, after = one.told if one else {}, other.told if other else {}
    names = dict.fromkeys([*after, *before])
    edits = (Edit(field, before.get(field, ""), after.get(field, "")) for field in names)
    return Change(kind, how, name, of, was, tuple(edit for edit in edits if edit.before != edit.after))


def _grouped(key: tuple[str, str], thing: Any, renames: Renames) -> dict[tuple[str, str, str], list[_Item]]:
    grouped: dict[tuple[str, str, str], list[_Item]] = {}
    for item in _items(*key, thing, renames) if thing is not None else ():
        grouped.setdefault((item.kind, item.of, item.name), []).append(item)
    return grouped


def _alike(one: _Item, other: _Item) -> int:
    return sum(1 for name, told in one.told.items() if other.told.get(name) == told)


def _things(kb: KnowledgeBase) -> Iterator[tuple[str, str, Any]]:
    """Everything in a base that has an id, as (kind, id, record)."""
    named: tuple[tuple[str, Mapping[str, Any]], ...] = (
        ("claim", kb.claims), ("source", kb.sources), ("term", kb.terms), ("topic", kb.topics), ("question", kb.questions),
        ("table", kb.tables), ("calculator", kb.calculators),
    )  # fmt: skip
    for kind, things in named:
        for name, thing in things.items():
            yield kind, name, thing
    for key, work in kb.works.items():
        entry = kb.lock_entry(key)
        yield "work", key, {"type": work.type, **work.fields, "outcome": entry.outcome, "standing": entry.standing}


def _items(kind: str, name: str, thing: Any, renames: Renames) -> Iterator[_Item]:
    """A thing, and its parts."""
    if isinstance(thing, Claim):
        yield _Item(kind, "", name, _flat(thing, {*PARTS, "id"}))
        for field, part in PARTS.items():
            for record in getattr(thing, field):
                about = getattr(record, NAMED_BY[part])
                yield _Item(
                    part, name, renames.get(about, about) if part == "relation" else about, _flat(record, {NAMED_BY[part]})
                )
    elif isinstance(thing, Table):
        yield _Item(kind, "", name, _flat(thing, {"cells", "id"}))
        for row, column, cell in cells(thing):
            yield _Item("cell", name, f"{row}/{column}", _flat(cell, set()))
    else:
        yield _Item(kind, "", name, _flat(thing, {"id"}))


def _flat(record: Any, without: set[str]) -> dict[str, str]:
    """Each field of a record as text, those of records inside it as `scope passage`; fields with nothing in them are left out."""
    if isinstance(record, Mapping):
        return {name: _told(value) for name, value in record.items() if value}
    told: dict[str, str] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name in without or field.name == "place":
            continue
        if is_dataclass(value) and not isinstance(value, Range):
            told |= {f"{field.name} {name}": inner for name, inner in _flat(value, set()).items()}
        elif _told(value):
            told[field.name] = _told(value)
    return told


def _told(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "; ".join(map(_told, value))
    if is_dataclass(value) and not isinstance(value, Range):
        return " · ".join(_flat(value, set()).values())
    return str(value)


# --- what could not be read ----------------------------------------------------------------------


def _unread(before: KnowledgeBase, after: KnowledgeBase, renames: Renames) -> tuple[Unread, ...]:
    """What one side, or both, has and cannot read. A claim that was renamed goes by its new id."""
    unread: dict[tuple[str, str], list[bool]] = {}
    for side, (kb, other) in enumerate(((before, after), (after, before))):
        for kind, name in _unreadable(kb, other):
            unread.setdefault((kind, renames.get(name, name) if kind == "claim" else name), [False, False])[side] = True
    return tuple(Unread(*key, *sides) for key, sides in sorted(unread.items()))


def _unreadable(kb: KnowledgeBase, other: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Claims and works seen and not read; of the other kinds what the other base has and a file with faults should have."""
    for kind, known in (("claim", kb.claims), ("work", kb.works)):
        yield from ((kind, name) for name in kb.seen_ids[kind] - known.keys())
    spoilt = {problem.where.file for found in kb.faults.values() for problem in found if problem.level == "error"}
    mine = {(kind, name) for kind, name, _ in _things(kb)} if spoilt else set()
    for kind, name, thing in _things(other) if spoilt else ():
        if kind not in {"claim", "work"} and (kind, name) not in mine and thing.place.file in spoilt:
            yield kind, name


# --- levels --------------------------------------------------------------------------------------


def _shifts(before: KnowledgeBase, after: KnowledgeBase, renames: Renames, changes: Sequence[Change]) -> tuple[Shift, ...]:
    """Every claim that was added or removed, or whose level changed, sorted by id."""
    touched = {change.of or change.name for change in changes if change.kind == "claim" or change.of}
    found = [
        Shift(change.name, "", "", after.levels[change.name].level, touched=True)
        if change.how == "added"
        else Shift(change.name, "", before.levels[change.name].level, "", touched=True)
        for change in changes
        if change.kind == "claim" and change.how in {"added", "removed"}
    ]
    was = {later: earlier for earlier, later in renames.items()}
    for name, now in after.levels.items():
        old = was.get(name, name)
        then = before.levels.get(old)
        if then is not None and then.level != now.level:
            gone, new = _without(then.steps, now.steps), _without(now.steps, then.steps)
            because = tuple(causes(Side(before, old), Side(after, name), renames)) or new or gone
            found.append(Shift(name, was.get(name, ""), then.level, now.level, name in touched, because, gone, new))
    return tuple(sorted(found))


def _without(steps: Sequence[Any], others: Sequence[Any]) -> tuple[str, ...]:
    return tuple(step.says for step in steps if step not in others)
