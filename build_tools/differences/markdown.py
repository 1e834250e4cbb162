"""A difference as Markdown for a comment on a pull request, in which nothing of a contributor is read as Markdown or HTML.

All that a contributor may have written stands in code spans: no name in them is notified, no issue linked or closed. What
matters most comes first and has most of the room.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from build_tools.counts import some
from build_tools.difference import KINDS, Block, Change, Difference, Edit, Shift
from build_tools.differences.text import LONGEST, contrast, cut, evidence_of, level, listed, shown, summary, words_of
from build_tools.model import Problem
from build_tools.report.markdown import code as whole
from build_tools.report.text import place

MOST_BYTES = 45_000  # GitHub refuses a comment of more than 65,536 characters, and this is not all that stands in one
FRAME = 250  # bytes for the heading and the end of a section, and the sentence on what does not fit
MOST_LINES = 12  # of one claim
LONGEST_MESSAGE = 500  # characters of what is wrong
COUNTS = ("citations", "quotes", "numbers")


class Section(NamedTuple):
    """Items under a heading: those that one must see have more of the room than those that are folded."""

    title: str
    items: Sequence[str]
    folded: bool = True

    @property
    def weight(self) -> int:
        return 1 if self.folded else 4

    @property
    def need(self) -> int:
        return sum(len(item.encode()) + 1 for item in self.items) + FRAME


def tell(difference: Difference) -> str:
    head = "\n".join(["### What this changes in the evidence base", "", summary(difference), "", *_counts(difference), ""])
    sections = [section for section in _sections(difference) if section.items]
    shares = _shares(sections, MOST_BYTES - len(head.encode()))
    told = ("\n".join(_section(section, share)) for section, share in zip(sections, shares, strict=True))
    return "\n".join([head, *told]).rstrip("\n") + "\n"


def _shares(sections: Sequence[Section], room: int) -> list[int]:
    """Bytes for each section: what it needs, as far as its weight reaches; what one does not need is for the others."""
    shares = [section.need for section in sections]
    weights = sum(section.weight for section in sections)
    for number in sorted(range(len(sections)), key=lambda number: shares[number] / sections[number].weight):
        weight = sections[number].weight
        shares[number] = min(shares[number], room * weight // weights)
        room, weights = room - shares[number], weights - weight
    return shares


def _sections(difference: Difference) -> Iterator[Section]:
    blocks = difference.blocks()
    claims = blocks.pop("claim", [])
    yield Section("Levels that change", [_shift(shift) for shift in difference.moved], folded=False)
    for how in ("added", "removed", "renamed"):
        chosen = [block for block in claims if block.how == how]
        yield Section(f"Claims {how}", [_claim(difference, block) for block in chosen], folded=False)
    yield Section("New problems", [_problem(problem) for problem in listed(difference.new)], folded=False)
    yield Section("Problems mended", [_problem(problem) for problem in listed(difference.mended)], folded=False)
    unread = [f"- {one.kind} {code(one.name)}, {one.when}" for one in difference.unread]
    yield Section("Not compared, as they could not be read", unread, folded=False)
    yield Section("Claims changed", [_block(block) for block in claims if block.how == "changed"])
    for kind, found in blocks.items():
        yield Section(KINDS[kind].capitalize(), [_block(block) for block in found])


def _section(section: Section, room: int) -> Iterator[str]:
    """A heading and as many items as fit, then a sentence that says how many do not."""
    title = f"{section.title} ({len(section.items):,})"
    yield from ((f"<details><summary>{title}</summary>", "") if section.folded else (f"**{title}**", ""))
    room -= FRAME
    left = 0
    for item in section.items:
        size = len(item.encode()) + 1
        if size > room:
            left += 1
        else:
            room -= size
            yield item
    if left:
        yield from ("", f"{left:,} more {'does' if left == 1 else 'do'} not fit here; `kb diff` tells all.")
    yield from (("", "</details>", "") if section.folded else ("",))


def _counts(difference: Difference) -> Iterator[str]:
    """Three counts of three kinds, before → after where they differ."""
    yield from ("| | verified | failed | could not check |", "|---|--:|--:|--:|")
    for what in COUNTS:
        before, after = (getattr(side, what) for side in difference.counts)
        cells = (_moved(getattr(before, name), getattr(after, name)) for name in ("verified", "failed", "unchecked"))
        yield f"| {what} | {' | '.join(cells)} |"


def _moved(before: int, after: int) -> str:
    return f"{after:,}" if before == after else f"{before:,} → **{after:,}**"


def _shift(shift: Shift) -> str:
    own = "" if shift.touched else " (its own file is as it was)"
    lines = [f"- {level(shift.before)} → **{level(shift.after)}** {code(shift.claim)}{own}"]
    return "\n".join(_some([*lines, *(f"  - {code(cause)}" for cause in shift.because)]))


def _claim(difference: Difference, block: Block) -> str:
    """A claim that came, went or was renamed, at a glance."""
    if block.how == "renamed":
        return _block(block)
    shift = next(shift for shift in difference.shifts if shift.claim == block.name)
    return (
        f"- {level(shift.after or shift.before)} {code(block.name)}: {code(words_of(block))}\n"
        f"  - evidence: {evidence_of(block)}; {some(sum(part.kind == 'assertion' for part in block.parts), 'assertion')}"
    )


def _block(block: Block) -> str:
    """A thing with what changed in it."""
    former = f", was {code(block.was)}" if block.was else ""
    if block.how in {"added", "removed"}:
        return f"- {block.how} {code(block.name)}" + (f": {code(words_of(block))}" if words_of(block) else "")
    edits = (f"  - {code(edit.field)}: {_edit(edit)}" for edit in block.edits)
    parts = (f"  - {part.kind} {part.how} {code(part.name)}: {_part(part)}" for part in block.parts)
    return "\n".join(_some([f"- {code(block.name)}{former}", *edits, *parts]))


def _some(lines: Sequence[str]) -> Iterator[str]:
    yield from lines[: MOST_LINES + 1]
    if len(lines) > MOST_LINES + 1:
        yield f"  - and {len(lines) - MOST_LINES - 1:,} more"


def _edit(edit: Edit) -> str:
    before, after = (code(text) if text else "nothing" for text in contrast(edit.before, edit.after))
    return f"{before} → {after}"


def _part(part: Change) -> str:
    if part.how == "changed":
        return "; ".join(f"{code(edit.field)} {_edit(edit)}" for edit in part.edits)
    return " · ".join(map(code, shown(part)))


def _problem(problem: Problem) -> str:
    return f"- **{problem.level}** {code(place(problem.where))} {problem.check}: {code(problem.message, LONGEST_MESSAGE)}"


def code(text: str, longest: int = LONGEST) -> str:
    """A code span that shows just this text, or the beginning of a long one."""
    return whole(cut(text, longest))
