"""Bytes of a file -> what an earlier run read in them, from .cache/trees.

Kept is only what had no fault, under a digest of the bytes: nothing else decides what it holds. The file, or a part of it, is as
good as absent when a byte is damaged, when other tools than these wrote it, or when it was not signed on this machine: one that
came with somebody's pull request could say of a text what it does not say.
"""

import marshal
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from functools import cache, cached_property
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple

from build_tools.write import create_file, replace_file
from build_tools.yaml_reader import LIBRARY

FOLDER = ".cache"
FILE = f"{FOLDER}/trees"
IGNORED = b"*\n"  # what git is told of the folder
SIZE = 16
LARGEST = 1 << 30  # bytes
HEAD = 2 * SIZE + 8  # the signature, the tools, and how long the list of the parts is
HOUSE = Path(__file__).parent


class Part(NamedTuple):
    """Where a part of a file lies, and the digest of its bytes."""

    stream: IO[bytes]
    at: int
    size: int
    digest: bytes

    def read(self) -> bytes:
        return os.pread(self.stream.fileno(), self.size, self.at)


Parts = dict[bytes, Part]


class Shelf:
    """What an earlier run kept, what this run has asked for, and whether any was new. Nothing of it lies in memory."""

    def __init__(self, path: Path, secret: bytes) -> None:
        self.path, self.secret = path, secret
        self.used: Parts = {}
        self.new: IO[bytes] | None = None
        self.files = ExitStack()  # open as long as the run

    @cached_property
    def old(self) -> Parts:
        try:
            return load(self.files.enter_context(open_plain(self.path)), self.secret)
        except OSError:
            return {}

    def find(self, key: bytes) -> bytes | None:
        part = self.used.get(key) or self.old.get(key)
        if part is None:
            return None
        data = part.read()
        if digest(data) != part.digest:
            return None
        self.used[key] = part
        return data

    def keep(self, key: bytes, data: bytes) -> None:
        with suppress(OSError):  # a help only: a folder that cannot be written is no fault
            if self.new is None:
                make_folder(self.path.parent)
                self.new = self.files.enter_context(TemporaryFile(dir=self.path.parent, buffering=0))  # noqa: SIM115
            at = self.new.tell()
            self.new.write(data)
            self.used[key] = Part(self.new, at, len(data), digest(data))

    def save(self) -> None:
        """Put what is new with what was asked for."""
        if self.new is not None:
            with suppress(OSError):
                save(self.path, self.used, self.secret)


_shelf: ContextVar[Shelf | None] = ContextVar("shelf", default=None)


def find(kind: bytes, data: bytes) -> Any:
    """What was kept of bytes that were read as some kind of thing; None when nothing was."""
    shelf = _shelf.get()
    found = shelf.find(digest(data, kind=kind)) if shelf else None
    return None if found is None else marshal.loads(found)


def keep(kind: bytes, data: bytes, values: Any) -> None:
    """Keep what was read in some bytes, while things are kept."""
    shelf = _shelf.get()
    if shelf and shelf.secret:
        shelf.keep(digest(data, kind=kind), marshal.dumps(values))


def keeping() -> bytes:
    """What to sign with while things are kept; b"" while they are not."""
    shelf = _shelf.get()
    return shelf.secret if shelf else b""


@contextmanager
def trees_kept(root: Path) -> Iterator[None]:
    """While this lasts, what is read of a base is kept; what nobody asked for since the last new one is let go."""
    shelf = Shelf(root / FILE, own_secret(root))
    token = _shelf.set(shelf)
    with shelf.files:
        try:
            yield
        finally:
            _shelf.reset(token)
        shelf.save()


# --- the file ------------------------------------------------------------------------------------


def load(stream: IO[bytes], secret: bytes) -> Parts:
    """The parts of a file by their keys; none when its list of them is not as these tools would write it."""
    head = stream.read(HEAD)
    listed = stream.read(min(int.from_bytes(head[2 * SIZE :]), os.fstat(stream.fileno()).st_size))
    if not secret or head[:SIZE] != digest(head[SIZE:] + listed, secret) or head[SIZE : 2 * SIZE] != tools():
        return {}
    parts: Parts = {}
    at = HEAD + len(listed)
    for key, (size, told) in marshal.loads(listed).items():
        parts[key] = Part(stream, at, size, told)
        at += size
    return parts


def save(path: Path, parts: Parts, secret: bytes) -> None:
    listed = marshal.dumps({key: (part.size, part.digest) for key, part in parts.items()})
    head = tools() + len(listed).to_bytes(8) + listed
    put(path, chain((digest(head, secret), head), (part.read() for part in parts.values())))


def read_signed(path: Path, head: bytes, secret: bytes) -> Any:
    """What a file of the cache holds of this very head; None when it is of another, or not as it was signed."""
    try:
        with open_plain(path) as stream:
            data = stream.read()
    except OSError:
        return None
    body = data[SIZE:]
    signed = secret and data[:SIZE] == digest(body, secret) and body[:SIZE] == head
    return marshal.loads(body[SIZE:]) if signed else None


def write_signed(path: Path, head: bytes, secret: bytes, values: Any) -> None:
    body = head + marshal.dumps(values)
    with suppress(OSError):  # a help only: a folder that cannot be written is no fault
        put(path, (digest(body, secret), body))


def open_plain(path: Path) -> IO[bytes]:
    """A file of the cache. OSError when it is anything else than one: a repository can hold a link to whatever there is."""
    stream = os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb")
    about = os.fstat(stream.fileno())
    if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST:
        stream.close()
        raise OSError(f"{path} is no file of the cache")
    return stream


def put(path: Path, data: Iterable[bytes]) -> None:
    """Write a file of the cache, all of it or nothing."""
    make_folder(path.parent)
    replace_file(path, data)


def make_folder(folder: Path) -> None:
    """The folder of the cache, of which git is told nothing. OSError where a link stands in its place."""
    if folder.is_symlink():
        raise OSError(f"{folder} is a link")
    folder.mkdir(exist_ok=True)
    create_file(folder / ".gitignore", IGNORED)


def digest(data: bytes | memoryview, secret: bytes = b"", kind: bytes = b"") -> bytes:
    return blake2b(data, digest_size=SIZE, key=secret, person=kind).digest()


@cache
def tools() -> bytes:
    """The tools and the libraries that they stand on."""
    sources = [path.read_bytes() for path in sorted(HOUSE.rglob("*.py"))]
    libraries = sorted(name for folder in sys.path if os.path.isdir(folder) for name in os.listdir(folder) if "-info" in name)
    return digest(b"\0".join([f"{sys.version} {LIBRARY} {libraries}".encode(), *sources]))


def own_secret(root: Path) -> bytes:
    """What this person's runs sign with, made at the first one; b"" where nothing of that kind can be kept.

    It is none where it would lie in the repository of the base, which could bring one with it.
    """
    try:
        path = _home() / "kb" / "secret"
        if path.resolve().is_relative_to(_repository(root.resolve())):
            return b""
        known = _read_secret(path)
        if len(known) != 2 * SIZE:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)  # else the new one would be as open to others as it
            replace_file(path, os.urandom(2 * SIZE))
            known = _read_secret(path)
    except (OSError, RuntimeError):  # no home
        return b""
    return known


def _home() -> Path:
    given = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return given if given.is_absolute() else Path.home() / ".cache"


def _repository(folder: Path) -> Path:
    """The nearest folder on the way up that is one of git, else the folder itself."""
    return next((one for one in (folder, *folder.parents) if (one / ".git").exists()), folder)


def _read_secret(path: Path) -> bytes:
    try:
        with open_plain(path) as stream:
            return stream.read()
    except FileNotFoundError:
        return b""
