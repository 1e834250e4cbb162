"""What became of each work that was looked up -> lines for people, three counts and an exit code."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from build_tools.counts import VERDICTS, Verdicts, safe, some
from build_tools.lock import as_block
from build_tools.model import Difference, LockEntry, Work
from build_tools.record import Record
from build_tools.vocabulary import FALLEN

FINE, FINDINGS, FAILED, UNASKED = 0, 1, 2, 3
SHOWN = 5  # keys that a line names


class Told(NamedTuple):
    """What a command has to say, and its exit code."""

    words: str
    code: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A work, its entry before and now, and what was heard on the way. `fresh`: somebody answered who has to know it.

    `outcome` and `differences` are those that stand after the overrides of editors.
    """

    work: Work
    before: LockEntry
    entry: LockEntry
    outcome: str = ""
    differences: tuple[Difference, ...] = ()
    fresh: bool = True
    unanswered: Mapping[str, str] | None = None
    proposals: tuple[Record, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything changed but the dates on which it was asked."""
        return _undated(self.entry) != _undated(self.before)

    @property
    def verdict(self) -> str:
        """Which of the three counts it belongs to, in this run."""
        return VERDICTS[self.outcome] if self.fresh else "unchecked"


def report(done: Sequence[Checked], among: int, written: int, *, check_only: bool) -> Told:
    """Line by line what needs somebody's eyes, and the three counts."""
    lines = [*(line for one in done for line in _lines(one)), *_silences(done)]
    counts = Counter(one.verdict for one in done)
    changed = sum(one.changed for one in done)
    verdicts = Verdicts(counts["verified"], counts["failed"], counts["unchecked"])
    changes = _changes(changed if check_only else written, check_only=check_only)
    lines.append(f"{len(done)} of {some(among, 'work')} looked up: {verdicts.words()}. {changes}")
    if len(done) < among:
        lines.append(
            f"{among - len(done)} were not: they were looked up on this day already, or are pages that no registry knows."
        )
    found = changed > 0 if check_only else any(one.verdict == "failed" or one.entry.standing in FALLEN for one in done)
    return told(lines, FINDINGS if found else UNASKED if any(one.unanswered for one in done) else FINE)


def report_list(done: Sequence[Checked], said_by: str, unread: int, written: int, *, check_only: bool) -> Told:
    """What a list of retractions says of the works."""
    changed = sum(one.changed for one in done)
    lines = [line for one in done for line in _standing_lines(one)]
    useless = f" {unread:,} of its lines are of no use." if unread else ""
    changes = _changes(changed if check_only else written, check_only=check_only)
    lines.append(f"{some(len(done), 'work')} held against {said_by}.{useless} {changes}")
    found = changed > 0 if check_only else any(one.entry.standing in FALLEN for one in done)
    return told(lines, FINDINGS if found else FINE)


def told(lines: Sequence[str], code: int) -> Told:
    """Lines made safe to print: they hold what strangers wrote."""
    return Told("\n".join(map(safe, lines)), code)


def _changes(number: int, *, check_only: bool) -> str:
    return f"{some(number, 'block')} of references.lock {'would change' if check_only else 'changed'}."


def _lines(one: Checked) -> Iterator[str]:
    """What is to be said of a work: nothing when all is well."""
    key, entry = one.work.key, one.entry
    if one.proposals:
        yield f"{key}: it has no identifier. By its title it may be one of these; if one is, add its identifier to references.bib"
        yield from (f"    {_proposal(record)}" for record in one.proposals)
    elif one.fresh and one.outcome == "not found":
        yield f"{key}: not found. {entry.why}"
    elif one.fresh and one.outcome == "differs":
        yield f"{key}: differs ({', '.join(dict.fromkeys(found.field for found in one.differences))})"
    for found in one.differences:
        yield f"    {found.field}: here {found.cited or 'nothing'}, found {found.found}: {found.why}"
    yield from _standing_lines(one)


def _silences(done: Sequence[Checked]) -> Iterator[str]:
    """What could not be checked, and who gave no answer: in one line for all works of one kind."""
    groups: dict[str, list[str]] = {}
    for one in done:
        for who, why in (one.unanswered or {}).items():
            groups.setdefault(f"{who} gave no answer about {{}}: {why}", []).append(one.work.key)
    for one in done:
        if not one.fresh and not one.proposals:
            kept = "what was known before stays" if one.entry.asked else one.entry.why.rstrip(".")
            groups.setdefault(f"could not check {{}}: {kept}", []).append(one.work.key)
    for line, keys in groups.items():
        more = f" and {len(keys) - SHOWN:,} more" if len(keys) > SHOWN else ""
        yield line.replace("{}", ", ".join(keys[:SHOWN]) + more)


def _standing_lines(one: Checked) -> Iterator[str]:
    entry = one.entry
    if entry.standing in FALLEN or entry.standing != one.before.standing:
        yield f"{one.work.key}: its standing is {entry.standing}, and was {one.before.standing} before"
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
