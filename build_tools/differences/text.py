"""A difference as lines for a terminal: levels first, then things with what changed in them, then problems and counts."""

from collections import Counter
from collections.abc import Iterable, Iterator

from build_tools.counts import Counts, safe, some
from build_tools.difference import KINDS, Block, Change, Difference, Edit, Shift, Unread
from build_tools.model import Problem
from build_tools.vocabulary import LEVELS, PROBLEM_LEVELS, STANCES

SIGNS = {"added": "+", "removed": "-", "renamed": "→", "changed": "~"}
LONGEST = 160  # characters of a text that is shown
AROUND = 30  # characters shown on both sides of what differs in a longer text
SHOWN = {"evidence": ("stance", "design", "finding"), "assertion": ("modality", "quote"), "relation": ("how", "note")}


def tell(difference: Difference) -> str:
    blocks = difference.blocks()
    parts = [
        [summary(difference)],
        ["Levels", *(line for shift in difference.moved for line in _shift(shift))],
        *(
            [KINDS[kind].capitalize(), *(line for block in found for line in _block(difference, block))]
            for kind, found in blocks.items()
        ),
        ["Not compared", *map(unread, difference.unread)],
        ["New problems", *map(problem, listed(difference.new))],
        ["Problems mended", *map(problem, listed(difference.mended))],
        ["Checked against the world", *counted(difference.counts)],
    ]
    told = ["\n".join(map(safe, part)) for part in parts if len(part) > 1 or part is parts[0]]
    return "\n\n".join(told) + "\n"


def summary(difference: Difference) -> str:
    """The whole in one line."""
    before, after = (commit[:12] or "the files as they are" for commit in (difference.before, difference.after))
    told = [f"{KINDS[kind]}: {hows(block.how for block in found)}" for kind, found in difference.blocks().items()]
    evidence = [change.how for change in difference.changes if change.kind == "evidence"]
    told += [f"evidence: {hows(evidence)}"] if evidence else []
    told += [f"levels: {some(len(difference.moved), 'change')}"] if difference.moved else []
    told += [f"not compared: {len(difference.unread):,}"] if difference.unread else []
    told += ["more or less was checked against the world"] if difference.counts[0] != difference.counts[1] else []
    new, mended = listed(difference.new), listed(difference.mended)
    told += [f"problems: {len(new):,} new, {len(mended):,} mended"]
    notes = len(difference.new) - len(new), len(difference.mended) - len(mended)
    told += [f"notes: {notes[0]:,} new, {notes[1]:,} gone"] if any(notes) else []
    return f"From {before} to {after}: {'; '.join(told) if not difference.is_empty else 'nothing changes'}."


def listed(problems: Iterable[Problem]) -> list[Problem]:
    """What is listed: the most severe first; notes are only counted."""
    order = list(PROBLEM_LEVELS)
    return sorted((one for one in problems if one.level != "note"), key=lambda one: order.index(one.level))


def hows(words: Iterable[str]) -> str:
    """`2 added, 1 changed`."""
    counts = Counter(words)
    return ", ".join(f"{counts[how]:,} {how}" for how in SIGNS if counts[how])


def level(name: str) -> str:
    return f"{LEVELS[name].mark} {LEVELS[name].label}"


def _shift(shift: Shift) -> Iterator[str]:
    own = "" if shift.touched else " (its own file is as it was)"
    yield f"  {level(shift.before)} → {level(shift.after)}: {shift.claim}{own}"
    yield from (f"      {cause}" for cause in shift.because)


def _block(difference: Difference, block: Block) -> Iterator[str]:
    yield f"  {SIGNS[block.how]} {title(difference, block)}"
    if block.how in {"changed", "renamed"}:
        yield from (f"      {edit.field}: {told}" for edit, told in ((edit, edited(edit)) for edit in block.edits))
        yield from (f"      {SIGNS[part.how]} {part.kind} {part.name}: {inside(part)}" for part in block.parts)


def title(difference: Difference, block: Block) -> str:
    """A thing by its name; of what is new or gone also its first words, and the level of a claim with its evidence."""
    if block.how in {"changed", "renamed"}:
        return block.name + (f" (was {block.was})" if block.was else "")
    words = f": {cut(words_of(block))}" if words_of(block) else ""
    if block.kind != "claim":
        return block.name + words
    shift = next(shift for shift in difference.shifts if shift.claim == block.name)
    return f"{block.name} ({level(shift.after or shift.before)}; evidence: {evidence_of(block)}){words}"


def words_of(block: Block) -> str:
    """The words by which readers know a thing that is new or gone."""
    fields = values(block)
    return next((fields[name] for name in ("statement", "title", "question", "label") if name in fields), "")


def evidence_of(block: Block) -> str:
    """The evidence of a claim that is new or gone: `2 supports, 1 refutes`."""
    stances = Counter(values(part).get("stance", "") for part in block.parts if part.kind == "evidence")
    return ", ".join(f"{stances[stance]:,} {stance}" for stance in STANCES if stances[stance]) or "none"


def values(thing: Block | Change) -> dict[str, str]:
    """The fields of what is new, or of what is gone."""
    return {edit.field: edit.before if thing.how == "removed" else edit.after for edit in thing.edits}


def edited(edit: Edit) -> str:
    """`“old” → “new”`, of a long text what differs in it."""
    before, after = contrast(edit.before, edit.after)
    return f"{_quoted(before)} → {_quoted(after)}"


def inside(part: Change) -> str:
    """What changed in a part of a claim or table, or what it says if it is new or gone."""
    if part.how == "changed":
        return "; ".join(f"{edit.field} {edited(edit)}" for edit in part.edits)
    return " · ".join(map(cut, shown(part)))


def shown(part: Change) -> list[str]:
    """What a new or gone part says, in the fields that tell it from others."""
    fields = values(part)
    return [fields[name] for name in SHOWN.get(part.kind, tuple(fields)) if fields.get(name)]


def contrast(before: str, after: str) -> tuple[str, str]:
    """Two texts cut to where they differ, if they are long."""
    if max(len(before), len(after)) <= LONGEST:
        return before, after
    shorter = min(len(before), len(after))
    start = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    end = next((at for at in range(shorter - start) if before[-1 - at] != after[-1 - at]), shorter - start)
    first = max(0, start - AROUND)
    return _window(before, first, len(before) - end + AROUND), _window(after, first, len(after) - end + AROUND)


def _window(text: str, first: int, last: int) -> str:
    return f"{'…' if first else ''}{cut(text[first:last])}{'…' if last < len(text) and last - first <= LONGEST else ''}"


def cut(text: str, longest: int = LONGEST) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "nothing"


def unread(one: Unread) -> str:
    return f"  ? {one.kind} {one.name} could not be read {one.when}"


def problem(one: Problem) -> str:
    return f"  {one.where} {one.level} {one.check}: {one.message}"


def counted(counts: tuple[Counts, Counts]) -> Iterator[str]:
    """Three counts, each before and after."""
    for what in ("citations", "quotes", "numbers"):
        before, after = (getattr(side, what) for side in counts)
        told = ((after.verified, before.verified, "verified"), (after.failed, before.failed, "failed"))
        last = (after.unchecked, before.unchecked, "could not be checked")
        yield f"  {what:10}" + ", ".join(f"{new:,} {word}{_from(old, new)}" for new, old, word in (*told, last))


def _from(old: int, new: int) -> str:
    return f" (were {old:,})" if old != new else ""
