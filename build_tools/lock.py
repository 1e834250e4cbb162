"""references.lock <-> what is known of each work from outside: outcome, record, standing, who was asked."""

import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from build_tools.files import read_text
from build_tools.model import LockEntry, Name, Receipt
from build_tools.place import Problem, Where

FILE = "references.lock"
MAX_BYTES = 64 << 20
VERSION = 1
SHAPE = TypeAdapter(LockEntry)
SHOWN = 60  # characters of a value that a message quotes


def read_lock(root: Path, problems: list[Problem]) -> dict[str, LockEntry]:
    """Return the blocks by key; without the file, none: then nothing counts as checked."""
    if not (root / FILE).exists() and not (root / FILE).is_symlink():
        return {}
    text, found = read_text(root, FILE, MAX_BYTES)
    problems.extend(found)
    if text is None:
        return {}
    entries: dict[str, LockEntry] = {}
    escapes = "\\u" in text
    for key, block in _parse(text, problems).items():
        try:
            if escapes:  # one can make half a character, which nothing can write
                json.dumps(block, ensure_ascii=False).encode()
            entries[key] = as_entry(block)
        except ValidationError as invalid:
            for error in invalid.errors(include_url=False):
                loc = tuple(step for step in error["loc"] if isinstance(step, str) and step != "[key]")
                _add(problems, _line(text, key, loc), 1, f"the block of '{key}' cannot be read: {_fault(error, loc)}")
        except UnicodeEncodeError:
            _add(problems, _line(text, key, ()), 1, f"the block of '{key}' cannot be read: it holds half of a character")
    return entries


def _parse(text: str, problems: list[Problem]) -> dict[str, Any]:
    """The works of a lock, as JSON."""
    try:
        data = json.loads(text, object_pairs_hook=_no_repeats)
    except json.JSONDecodeError as error:
        _add(problems, error.lineno, error.colno, f"cannot be read as JSON: {error.msg}")
    except RepeatedNameError as repeated:
        *_, last = 0, *(begin.end() for begin in _begins(text, str(repeated)))
        _add(problems, text.count("\n", 0, last) + 1, 1, f"'{repeated}' is given twice")
    except (ValueError, RecursionError) as error:
        _add(problems, 1, 1, f"cannot be read as JSON: {error}")
    else:
        works = data.get("works") if isinstance(data, dict) and data.get("version") == VERSION else None
        if isinstance(works, dict):
            return works
        _add(problems, 1, 1, f"this is not a lock of version {VERSION}")
    return {}


class RepeatedNameError(Exception):
    """A name that one object has twice."""


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise RepeatedNameError(next(name for name, times in Counter(name for name, _ in pairs).items() if times > 1))
    return values


def as_entry(block: Any) -> LockEntry:
    """A block of the lock -> what is known of the work. ValidationError for any field that as_block does not write."""
    if not isinstance(block, dict):
        return SHAPE.validate_python(block)
    fields = dict(block)
    standing = fields.pop("standing", {})
    standing = standing if isinstance(standing, dict) else {"is": [standing]}  # a mapping is wanted, so that nothing else fits
    for name, value in standing.items():
        fields[{"is": "standing", "notices": "notices"}.get(name, f"standing.{name}")] = value
    record = fields.get("record")
    if isinstance(record, dict) and isinstance(record.get("authors"), list):
        fields["record"] = {**record, "authors": [_name(author) for author in record["authors"]]}
    return SHAPE.validate_python(fields)


def as_block(entry: LockEntry) -> dict[str, Any]:
    """What is known of a work -> its block, as JSON has it; as_entry reads it back to the same.

    Fields that the record or a notice leaves empty are not written.
    """
    block = asdict(entry)
    standing = {"is": block["standing"], "notices": [_filled(notice) for notice in block.pop("notices")]}
    record = _filled(block["record"])
    if entry.record.authors:
        record["authors"] = [_written(name) for name in entry.record.authors]
    if entry.record.notices:
        record["notices"] = [_filled(notice) for notice in record["notices"]]
    if not entry.quotes:
        del block["quotes"]
    return {name: _plain(value) for name, value in {**block, "record": record, "standing": standing}.items()}


def _name(author: Any) -> Any:
    """An author of a record, written `Family, Given`, or as fields where a comma would mislead."""
    family, _, given = author.partition(", ") if isinstance(author, str) else ("", "", "")
    return {"family": family, "given": given} if isinstance(author, str) else author


def _written(name: Name) -> Any:
    return {"family": name.family, "given": name.given} if "," in name.family else str(name)


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _plain(value: Any) -> Any:
    """A value as JSON has it, with lists for tuples."""
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return {name: _plain(part) for name, part in value.items()} if isinstance(value, dict) else value


def _fault(error: Any, loc: tuple[str, ...]) -> str:
    """What is wrong with a field of a block, in words."""
    name = ".".join(loc)
    if error["type"] == "missing":
        return f"it has no '{name}'"
    if error["type"] in ("extra_forbidden", "unexpected_keyword_argument"):
        return f"there is no field '{name}'"
    shown = json.dumps(error["input"], ensure_ascii=False, default=str)
    shown = shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"
    if error["type"] == "literal_error" and isinstance(error["input"], str):
        return f"'{name}' is {shown}; known are {error['ctx']['expected']}"
    return f"'{name}' has the wrong shape: {shown}" if name else f"it has the wrong shape: {shown}"


def _line(text: str, key: str, loc: tuple[str, ...]) -> int:
    """The line of a block, or of a field inside of it where one begins there."""
    block = next(_begins(text, key), None)
    if block is None:
        return 1
    position, end = block.end(), json.JSONDecoder().raw_decode(text, block.end())[1]
    for name in loc:
        position = next((begin.end() for begin in _begins(text, name) if position < begin.end() < end), position)
    return text.count("\n", 0, position) + 1


def _begins(text: str, name: str) -> Iterator[re.Match[str]]:
    """Where a line begins with a name: up to its value."""
    return re.finditer(rf"^[ \t]*{re.escape(json.dumps(name, ensure_ascii=False))}\s*:\s*", text, re.MULTILINE)


def _add(problems: list[Problem], line: int, column: int, message: str) -> None:
    hint = "restore the last good references.lock; it is written by the tools, not by hand"
    problems.append(Problem(Where(FILE, line, column), message, hint, "unreadable_lock"))


def write_receipts(root: Path, receipts: Mapping[str, Mapping[str, Receipt]], judged: frozenset[str]) -> int:
    """Put the receipts of the judged works into the lock, instead of those they had; return how many blocks changed.

    Everything else of the lock stays as it is. Raise ValueError when the lock cannot be read.
    """
    path = root / FILE
    data: dict[str, Any] = {"version": VERSION, "works": {}}
    if path.exists():
        data = json.loads(path.read_text(encoding="utf-8"))
    changed = 0
    for key in sorted(judged):
        block = data["works"].setdefault(key, {"outcome": "could not check", "why": "nobody asked for it yet"})
        quotes = {name: asdict(receipt) for name, receipt in receipts.get(key, {}).items()}
        if block.get("quotes", {}) != quotes:
            changed += 1
            block["quotes"] = quotes
    _replace(path, data)
    return changed


def write_blocks(root: Path, entries: Mapping[str, LockEntry]) -> int:
    """Put these entries into the lock, all at once or not at all; return how many blocks changed.

    Receipts of quotes are those of the file, and blocks of other works stay as they are. Raise ValueError when the lock cannot
    be read.
    """
    path = root / FILE
    data: dict[str, Any] = {"version": VERSION, "works": {}}
    if path.exists():
        data = json.loads(path.read_text(encoding="utf-8"))
    changed = 0
    for key, entry in entries.items():
        old = data["works"].get(key, {})
        block = {**as_block(entry), **({"quotes": old["quotes"]} if "quotes" in old else {})}
        changed += block != old
        data["works"][key] = block
    if changed:
        _replace(path, data)
    return changed


def _replace(path: Path, data: Any) -> None:
    """Write the whole lock beside the old one, then swap it in: whoever is stopped half way leaves the old one."""
    new = path.with_name(f".{path.name}.new")
    with new.open("w", encoding="utf-8") as stream:
        stream.write(json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(path)
