"""references.lock <-> what is known of each work from outside: outcome, record, standing, who was asked."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from build_tools.files import read_text
from build_tools.model import Asked, LockEntry, Receipt
from build_tools.place import Problem, Where
from build_tools.vocabulary import OUTCOMES, READ, STANDINGS

FILE = "references.lock"
MAX_BYTES = 64 << 20
VERSION = 1


def read_lock(root: Path, problems: list[Problem]) -> dict[str, LockEntry]:
    """Return the blocks by key; without the file, none: then nothing counts as checked."""
    if not (root / FILE).exists() and not (root / FILE).is_symlink():
        return {}
    text, found = read_text(root, FILE, MAX_BYTES)
    problems.extend(found)
    if text is None:
        return {}
    entries: dict[str, LockEntry] = {}
    for key, block in (_parse(text, problems) or {}).items():
        try:
            json.dumps(block, ensure_ascii=False).encode()  # an escape can make half a character, which nothing can write
            entries[key] = _entry(block)
        except ValueError as error:
            why = "it holds half of a character" if isinstance(error, UnicodeEncodeError) else error
            _add(problems, _lines(text, key)[0], 1, f"the block of '{key}' cannot be read: {why}")
        except (KeyError, TypeError, AttributeError):
            _add(problems, _lines(text, key)[0], 1, f"the block of '{key}' has not the fields that the tools write")
    return entries


def _parse(text: str, problems: list[Problem]) -> dict[str, Any] | None:
    """The works of a lock, as JSON."""
    try:
        data = json.loads(text, object_pairs_hook=_no_repeats)
    except json.JSONDecodeError as error:
        _add(problems, error.lineno, error.colno, f"cannot be read as JSON: {error.msg}")
    except RepeatedNameError as repeated:
        _add(problems, _lines(text, str(repeated))[-1], 1, f"'{repeated}' is given twice")
    except (ValueError, RecursionError) as error:
        _add(problems, 1, 1, f"cannot be read as JSON: {error}")
    else:
        works = data.get("works") if isinstance(data, dict) and data.get("version") == VERSION else None
        if isinstance(works, dict):
            return works
        _add(problems, 1, 1, f"this is not a lock of version {VERSION}")
    return None


class RepeatedNameError(Exception):
    """A name that one object has twice."""


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise RepeatedNameError(next(name for name, times in Counter(name for name, _ in pairs).items() if times > 1))
    return values


def _entry(block: Any) -> LockEntry:
    standing = block.get("standing", {})
    return LockEntry(
        outcome=_word(block["outcome"], OUTCOMES, "outcome"),
        why=str(block.get("why", "")),
        differs=tuple(str(field) for field in block.get("differs", ())),
        asked=tuple(Asked(**asked) for asked in block.get("asked", ())),
        record=dict(block.get("record", {})),
        standing=_word(standing.get("is", "unknown"), STANDINGS, "standing"),
        notices=tuple(dict(notice) for notice in standing.get("notices", ())),
        read=_word(block.get("read", "none"), READ, "read"),
        quotes={str(name): Receipt(**_typed(fields)) for name, fields in block.get("quotes", {}).items()},
    )


def _typed(fields: Any) -> dict[str, Any]:
    """The fields of a receipt. TypeError or ValueError for one that was cut or padded."""
    numbers = {name: int(fields[name]) for name in ("offset", "sentence")}
    return {**{name: str(value) for name, value in fields.items()}, **numbers}


def _word(value: Any, words: Any, field: str) -> str:
    if value not in words:
        raise ValueError(f"'{value}' is no {field}; known are {', '.join(words)}")
    return str(value)


def _lines(text: str, name: str) -> list[int]:
    """The lines that begin with a name; [1] where that cannot be told."""
    begins = re.compile(rf"^[ \t]*{re.escape(json.dumps(name, ensure_ascii=False))}\s*:", re.MULTILINE)
    return [text.count("\n", 0, match.start()) + 1 for match in begins.finditer(text)] or [1]


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
    path.write_text(json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    return changed
