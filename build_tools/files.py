"""Files of the base -> text, each refused with a reason unless it is a plain, small, clean UTF-8 file."""

import os
import re
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import blake2b
from pathlib import Path

from build_tools.place import Problem, Where

MAX_BYTES = 1 << 20

# Line breaks that no diff shows, characters that turn the direction of text, and characters that nobody sees.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]|[\ud800-\udfff]|\r(?!\n)"
)
SEEN = bytes(range(0x20, 0x7F)) + b"\t\n"


_noted: ContextVar[dict[str, bytes] | None] = ContextVar("noted", default=None)


@contextmanager
def noting() -> Iterator[dict[str, bytes]]:
    """While this lasts, note a digest of the bytes of each file that is read, by its name."""
    found: dict[str, bytes] = {}
    token = _noted.set(found)
    try:
        yield found
    finally:
        _noted.reset(token)


def read_text(root: Path, name: str, limit: int = MAX_BYTES) -> tuple[str | None, list[Problem]]:
    """Return the text of a file below the root, or None, with every problem; hidden characters become U+FFFD."""
    data, problems = read_bytes(root, name, limit)
    return (None, problems) if data is None else as_text(name, data)


def read_bytes(root: Path, name: str, limit: int = MAX_BYTES) -> tuple[bytes | None, list[Problem]]:
    """Return the bytes of a file below the root, or None and why it is not read."""
    try:
        data = _read_plain(f"{root}/{name}", limit)
    except OSError as error:
        return None, [_refusal(name, error.strerror or "cannot be read", "make it a plain file that can be read")]
    except _RefusedError as refused:
        return None, [_refusal(name, *refused.args)]
    noted = _noted.get()
    if noted is not None:
        noted[name] = blake2b(data, digest_size=16).digest()
    return data, []


def as_text(name: str, data: bytes) -> tuple[str | None, list[Problem]]:
    """Return what the bytes of a file say, or None, with every problem; hidden characters become U+FFFD."""
    if data.startswith(b"\xef\xbb\xbf"):
        return None, [_refusal(name, "it starts with a byte order mark", "save it as UTF-8 without BOM")]
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        where = Where(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        likely = "UTF-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "Latin-1 or Windows-1252"
        message = f"this file was not read: byte 0x{data[error.start]:02x} is not UTF-8"
        return None, [Problem(where, message, f"it looks like {likely}; save it as UTF-8", "unreadable_file")]
    problems = list(hidden_characters(name, text))
    return (HIDDEN.sub("\ufffd", text) if problems else text), problems


def hidden_characters(name: str, text: str) -> Iterator[Problem]:
    """Each character of the text that a reviewer could not see."""
    if text.isascii() and not text.encode().translate(None, SEEN):  # thirty times as fast as the search
        return
    for match in HIDDEN.finditer(text):
        start = match.start()
        where = Where(name, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
        yield Problem(where, f"hidden character U+{ord(match[0]):04X}", "delete it and type the text anew", "hidden_character")


def _refusal(name: str, why: str, hint: str) -> Problem:
    return Problem(Where(name), f"this file was not read: {why}", hint, "unreadable_file")


class _RefusedError(Exception):
    """Why a file is not read, and how to mend it."""


def _read_plain(path: str, limit: int) -> bytes:
    """Raise _RefusedError for anything that is not a plain file of bearable size; a FIFO does not hang."""
    kind = os.lstat(path).st_mode
    if not stat.S_ISREG(kind):
        what = {stat.S_IFLNK: "a symbolic link", stat.S_IFDIR: "a folder", stat.S_IFIFO: "a named pipe"}
        raise _RefusedError(f"it is {what.get(stat.S_IFMT(kind), 'a device')}, not a plain file", "put the file itself here")
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb", buffering=0) as stream:
        size = os.fstat(stream.fileno()).st_size
        if size > limit:
            raise _RefusedError(f"it has {size:,} bytes, and {limit:,} are allowed", "make it smaller, or split it")
        return stream.readall()


def name_of(root: Path, path: Path) -> str:
    """The name of a file from the root; "" when it lies elsewhere. Links are not followed."""
    file, top = (Path(os.path.normpath(one.absolute())) for one in (path, root))
    return file.relative_to(top).as_posix() if file.is_relative_to(top) else ""


def is_among(name: str, parts: Sequence[str]) -> bool:
    """Whether a file is one of these files or lies in one of these folders, all named from the root."""
    return any(part == "." or (part and f"{name}/".startswith(f"{part}/")) for part in parts)


def list_folder(root: Path, name: str, problems: list[Problem]) -> list[tuple[str, bool]]:
    """The entries of a folder as (name, is a folder), sorted; none when there is no such folder. Links count as files."""
    folder = root / name
    if folder.is_symlink():
        problems.append(_refusal(name, "it is a symbolic link, not a folder", "make it a plain folder"))
        return []
    try:
        with os.scandir(folder) as entries:
            return sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        problems.append(_refusal(name, error.strerror or "cannot be listed", "make it a folder that can be read"))
        return []
