"""A tree of bytes -> a folder: only what changed is written, and a whole site is swapped in at once."""

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any


class Made(bytes):
    """A value that is JSON already."""

    __slots__ = ()


def as_json(value: Mapping[str, Any] | Sequence[Any]) -> bytes:
    """JSON with each field on a line, and each item of a list: fast to write, and a diff names what changed."""
    if not isinstance(value, Mapping):
        return b"".join((*_rows(value), b"\n"))
    if not value:
        return b"{}\n"
    pieces = [b"{\n"]
    for name, part in value.items():
        pieces += (_flat(name), b": ", *(_rows(part) if isinstance(part, list) else (_flat(part),)), b",\n")
    pieces[-1] = b"\n}\n"
    return b"".join(pieces)


def _rows(items: Sequence[Any]) -> Iterator[bytes]:
    yield b"["
    for place, item in enumerate(items):
        yield b",\n" if place else b"\n"
        yield _flat(item)
    yield b"\n]" if items else b"]"


def _flat(value: Any) -> bytes:
    return value if value.__class__ is Made else _encode(value).encode()


_encode = json.JSONEncoder(ensure_ascii=False).encode  # made once: json.dumps makes a new one for each value


def write_changed(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write each file whose bytes differ from what is there; return how many were written. Paths stay inside.

    The calls are those of the system: of a hundred thousand files, each `Path` would cost more than the writing.
    """
    inside = os.path.realpath(folder)
    made: set[str] = set()
    written = 0
    for path, data in files:
        target = os.path.join(inside, path)
        parent = target.rpartition("/")[0]
        if parent not in made:
            if not f"{os.path.realpath(parent)}/".startswith(f"{inside}/"):
                raise ValueError(f"{path} lies outside of {folder}")
            os.makedirs(parent, exist_ok=True)
            made.add(parent)
        written += _write(target, data)
    return written


def _write(target: str, data: bytes) -> bool:
    """Write a file unless it holds these bytes already; mostly there is none."""
    try:
        file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    except FileExistsError:
        with open(target, "rb") as old:
            if old.read() == data:
                return False
        file = os.open(target, os.O_WRONLY | os.O_TRUNC)
    with open(file, "wb", buffering=0) as stream:
        stream.write(data)
    return True


def replace_file(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Put new bytes in the place of a file, all of them or none."""
    with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as stream:
        stream.writelines((data,) if isinstance(data, bytes) else data)
    new = Path(stream.name)
    if path.exists():
        shutil.copymode(path, new)
    new.replace(path)


def create_file(path: Path, data: bytes, mode: int = 0o666) -> bool:
    """Write a file that is not there yet; False, and nothing written, when it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with open(path, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as stream:
            stream.write(data)
    except FileExistsError:
        return False
    return True


def swap(new: Path, current: Path) -> None:
    """Put a finished folder in the place of the current one; what was there is removed last."""
    old = current.with_name(f".{current.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if current.exists():
        current.replace(old)
    new.replace(current)
    shutil.rmtree(old, ignore_errors=True)
