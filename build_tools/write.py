"""A tree of bytes -> a folder: only what changed is written, and a whole site is swapped in at once."""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from pydantic_core import to_json


class Made(bytes):
    """A value that is JSON already."""

    __slots__ = ()


def as_json(value: Mapping[str, Any] | Sequence[Any]) -> bytes:
    """JSON with each field on a line, and each item of a list: fast to write, and a diff names what changed.

    What gives its items one by one is a list too.
    """
    if not isinstance(value, Mapping):
        return b"".join([*_rows(value), b"\n"])
    pieces = [b"{"]  # all put together once: of the whole base they are many megabytes
    for name, part in value.items():
        listed = isinstance(part, (list, Iterator))
        pieces += (b"\n", to_json(name), b":", *(_rows(part) if listed else [packed(part)]), b",")
    return b"".join([*pieces[:-1], b"\n}\n"]) if value else b"{}\n"


def packed(value: Any) -> bytes:
    """JSON without spaces or lines; text as it is, in UTF-8."""
    return value if value.__class__ is Made else to_json(value)


def indented(value: Any) -> str:
    """JSON for people to read."""
    return to_json(value, indent=1).decode()


def _rows(items: Iterable[Any]) -> Iterator[bytes]:
    sign = b"[\n"
    for item in items:
        yield sign
        yield packed(item)
        sign = b",\n"
    yield b"[]" if sign == b"[\n" else b"\n]"


def write_changed(folder: Path, files: Iterable[tuple[str, bytes]], last: Path | None = None) -> int:
    """Write each file whose bytes differ from what is there; return how many were written. Paths stay inside.

    A file that holds the same in `last`, the folder whose place this one will take, is linked from there instead. The calls are
    those of the system: of a hundred thousand files, each `Path` would cost more than the writing.
    """
    inside = os.path.realpath(folder)
    os.makedirs(inside, exist_ok=True)
    ours = {inside}
    written = 0
    for path, data in files:
        target = f"{inside}/{path}"
        parent = target.rpartition("/")[0]
        if parent not in ours and (path.startswith("/") or ".." in path.split("/") or not _made(parent, ours)):
            raise ValueError(f"{path} lies outside of {folder}")
        if last is None or not _linked(f"{last}/{path}", target, data):
            written += _write(target, data)
    return written


def link_same(folder: Path, last: Path) -> None:
    """Give up each file that holds the same in `last`, and link it from there."""
    for file in folder.rglob("*"):
        if file.is_file():
            _linked(f"{last}/{file.relative_to(folder)}", str(file), file.read_bytes())


def _linked(old: str, new: str, data: bytes) -> bool:
    """Put a file that holds these bytes there by a link; False, and nothing done, when it does not, or cannot be linked."""
    try:
        with open(os.open(old, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as stream:
            if os.fstat(stream.fileno()).st_size != len(data) or stream.read() != data:
                return False
        try:
            os.link(old, new)
        except FileExistsError:
            os.link(old, f"{new}.new")
            os.replace(f"{new}.new", new)
    except OSError:
        return False
    return True


def _made(folder: str, ours: set[str]) -> bool:
    """Make a folder within those that are ours, with all on the way to it; False when a link on the way leads elsewhere."""
    if folder in ours:
        return True
    if not _made(folder.rpartition("/")[0], ours):
        return False
    try:
        os.mkdir(folder)
    except FileExistsError:
        if os.path.realpath(folder) != folder:
            return False
    ours.add(folder)
    return True


def _write(target: str, data: bytes) -> bool:
    """Write a file unless it holds these bytes already; mostly there is none. OSError when it is a link."""
    try:
        file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    except FileExistsError:
        with open(os.open(target, os.O_RDONLY | os.O_NOFOLLOW), "rb") as old:
            if old.read() == data:
                return False
            shared = os.fstat(old.fileno()).st_nlink > 1
        if shared:  # it stands in another folder too, where it stays as it is
            os.unlink(target)
        file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o666)
    with open(file, "wb", buffering=0) as stream:
        stream.write(data)
    return True


def replace_file(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Put new bytes in the place of a file, all of them or none; what could not be finished is taken away."""
    with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as stream:
        new = Path(stream.name)
        try:
            stream.writelines((data,) if isinstance(data, bytes) else data)
            stream.close()
            if path.exists():
                shutil.copymode(path, new)
            new.replace(path)
        except BaseException:
            new.unlink()
            raise


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
