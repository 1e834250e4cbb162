"""Comments `# kb: allow CHECK until DAY because …` -> allowances, each with the lines that it covers.

In YAML such a comment covers its own line; one that stands alone covers the next line too that is no comment. In
references.bib it stands in a line of its own that begins with %, outside of the entries, and covers the entry below it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType, ModuleType

from build_tools.files import read_text
from build_tools.model import Allowance, KnowledgeBase, Work, nearest
from build_tools.place import Problem, Where, is_day
from build_tools.references import FILE, MAX_BYTES
from build_tools.registry import members
from build_tools.yaml_reader import comments

MARK = "kb:"
MOST = 100  # exceptions of a file
FORM = re.compile(r"allow +(\w+) +until +(\S+) +because +(\S.{9,})")
EXAMPLE = "write `# kb: allow CHECK until 2027-01-31 because …`, with a reason of ten characters or more"


def of_yaml(file: str, text: str) -> Iterator[Problem]:
    """The allowances of a YAML file, and what is wrong with those that cannot be read."""
    if MARK not in text:
        return
    lines = text.split("\n")
    marked = [found for found in comments(text) if _words(found[2], "#").startswith(MARK)]
    for line, column, comment in marked[:MOST]:
        alone = not lines[line][:column].strip()
        last = _below(lines, line, "#") if alone else line
        yield _read(Where(file, line + 1, column + 1), _words(comment, "#"), last + 1)
    yield from _too_many(file, [line for line, _, _ in marked])


def of_bibtex(root: Path, works: Iterable[Work]) -> Iterator[Problem]:
    """The allowances of references.bib."""
    text = read_text(root, FILE, MAX_BYTES)[0] if (root / FILE).is_file() else None
    if text is None or MARK not in text:
        return
    entries = [(work.where.line, work.where.line + work.bibtex.count("\n")) for work in works]
    inside = {line for first, last in entries for line in range(first, last + 1)}
    ends = dict(entries)
    lines = text.split("\n")
    signed = (line for line, content in enumerate(lines) if content.lstrip().startswith("%") and line + 1 not in inside)
    marked = [line for line in signed if _words(lines[line], "%").startswith(MARK)]
    for line in marked[:MOST]:
        below = _below(lines, line, "%") + 1
        yield _read(Where(FILE, line + 1, lines[line].index("%") + 1), _words(lines[line], "%"), ends.get(below, line + 1))
    yield from _too_many(FILE, marked)


def _words(comment: str, sign: str) -> str:
    return comment.strip().lstrip(sign).strip()


def _too_many(file: str, lines: Sequence[int]) -> Iterator[Problem]:
    if len(lines) > MOST:
        message = f"this file has {len(lines):,} exceptions, and {MOST} are allowed; from here on they do not hold"
        yield Problem(Where(file, lines[MOST] + 1), message, "mend what they cover", "bad_exception")


def settle(kb: KnowledgeBase, today: str) -> KnowledgeBase:
    """The base with its exceptions, which are no faults but where a check allows none, as of a day."""
    found = [one for one in kb.found("unused_exception") if isinstance(one, Allowance)]
    refused = {one: _refusal(one, members("checks")) for one in found}
    bad = [*kb.found("bad_exception"), *(problem for problem in refused.values() if problem)]
    faults = {**kb.faults, "unused_exception": (), "bad_exception": bad} if found else kb.faults
    kept = tuple(one for one, problem in refused.items() if problem is None)
    return replace(kb, faults=MappingProxyType(dict(faults)), allowances=kept, today=today or kb.on, dated=bool(today))


def exceptable(check: ModuleType) -> bool:
    """Whether a check allows exceptions: warnings and notes do unless they say otherwise, errors only when they say so."""
    return bool(getattr(check, "EXCEPTABLE", check.LEVEL != "error"))


def _refusal(one: Allowance, checks: dict[str, ModuleType]) -> Problem | None:
    if one.allows not in checks:
        hint = nearest(one.allows, checks) or "`kb explain` lists the checks"
        return Problem(one.where, f"there is no check '{one.allows}'", hint, "bad_exception")
    if not exceptable(checks[one.allows]):
        return Problem(one.where, f"'{one.allows}' allows no exception", "mend what it finds", "bad_exception")
    return None


def _below(lines: Sequence[str], line: int, sign: str) -> int:
    """The next line that holds more than a comment; the same line when there is none."""
    following = range(line + 1, len(lines))
    return next((number for number in following if lines[number].strip() and not lines[number].lstrip().startswith(sign)), line)


def _read(where: Where, words: str, last: int) -> Problem:
    match = FORM.fullmatch(words.removeprefix(MARK).strip())
    if match is None:
        return Problem(where, f"this exception cannot be read: '{words[:80]}'", EXAMPLE, "bad_exception")
    check, until, _ = match.groups()
    if not is_day(until):
        hint = "write a day, such as 2027-01-31"
        return Problem(where, f"this exception ends on no day: '{until}'", hint, "bad_exception")
    return Allowance(
        where,
        f"the exception of '{check}' covers no problem",
        "take it out, or put it on the line of the problem, or in a line of its own above it",
        "unused_exception",
        "warning",
        check,
        until,
        (where.line, last),
    )
