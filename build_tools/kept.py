"""Text of YAML -> its tree, from .cache/trees where an earlier run has read the same text.

Kept are only trees without a fault, under a digest of their text: nothing else decides what they hold. The file is as good as
absent when a byte of it is damaged, when other tools than these wrote it, or when it was not signed on this machine: one that
came with somebody's pull request could say of a text what it does not say.
"""

import marshal
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

import yaml

from build_tools import files, place, yaml_reader
from build_tools.place import Place, Problem
from build_tools.write import create_file, replace_file
from build_tools.yaml_reader import Tree, read_yaml

FOLDER = ".cache"
FILE = f"{FOLDER}/trees"
IGNORED = b"*\n"  # what git is told of the folder
SIZE = 16
PLACE = "@place"
Trees = dict[bytes, memoryview]


class Shelf:
    """The trees of an earlier run, those that this run has asked for, and whether any was new."""

    def __init__(self, path: Path, secret: bytes) -> None:
        self.path, self.secret = path, secret
        self.used: Trees = {}
        self.grown = False

    @cached_property
    def old(self) -> Trees:
        return load(self.path, self.secret)

    def read(self, file: str, text: str) -> tuple[Tree | None, list[Problem]]:
        """What the reader gives."""
        key = digest(text.encode())
        if known := self.used.get(key) or self.old.get(key):
            self.used[key] = known
            tree: Tree = marshal.loads(known)
            _place(tree, file)
            return tree, []
        found, problems = read_yaml(file, text)
        if found is not None and not problems:
            self.used[key] = memoryview(marshal.dumps(_loose(found)))
            self.grown = True
        return found, problems


_shelf: ContextVar[Shelf | None] = ContextVar("shelf", default=None)


def read_kept(file: str, text: str) -> tuple[Tree | None, list[Problem]]:
    """What `read_yaml` gives, sooner while trees are kept."""
    shelf = _shelf.get()
    return read_yaml(file, text) if shelf is None else shelf.read(file, text)


def keeping() -> bytes:
    """What to sign with while things are kept; b"" while they are not."""
    shelf = _shelf.get()
    return shelf.secret if shelf else b""


@contextmanager
def trees_kept(root: Path) -> Iterator[None]:
    """While this lasts, the trees of a base are kept; those that nobody asked for since the last new one are let go."""
    path, secret = root / FILE, own_secret()
    shelf = Shelf(path, secret)
    token = _shelf.set(shelf)
    try:
        yield
    finally:
        _shelf.reset(token)
    if shelf.grown and secret:
        with suppress(OSError):  # a help only: a folder that cannot be written is no fault
            save(path, shelf.used, secret)


# --- the file ------------------------------------------------------------------------------------


def load(path: Path, secret: bytes) -> Trees:
    """The trees of a file by the digests of their texts; none when anything about it is not as these tools would write it."""
    try:
        data = memoryview(path.read_bytes())
    except OSError:
        return {}
    if not secret or data[:SIZE] != digest(data[SIZE:], secret) or data[SIZE : 2 * SIZE] != tools():
        return {}
    sizes: dict[bytes, int] = marshal.loads(data[2 * SIZE :])
    trees: Trees = {}
    end = len(data)
    for key, size in reversed(sizes.items()):  # the trees stand at the end, one after the other
        trees[key] = data[end - size : end]
        end -= size
    return trees


def save(path: Path, trees: Trees, secret: bytes) -> None:
    sizes = marshal.dumps({key: len(tree) for key, tree in trees.items()})
    body = b"".join((tools(), sizes, *trees.values()))
    put(path, digest(body, secret) + body)


def put(path: Path, data: bytes) -> None:
    """Write a file of the cache, all of it or nothing."""
    path.parent.mkdir(exist_ok=True)
    (path.parent / ".gitignore").write_bytes(IGNORED)
    replace_file(path, data)


def digest(data: bytes | memoryview, secret: bytes = b"") -> bytes:
    return blake2b(data, digest_size=SIZE, key=secret).digest()


def tools() -> bytes:
    """What a tree depends on beside its text: the reader, the places in it, the library, and the form that it is kept in."""
    sources = [Path(str(module.__file__)).read_bytes() for module in (files, place, yaml_reader, sys.modules[__name__])]
    versions = f"{sys.version} {yaml.__version__} {yaml_reader.LIBRARY}".encode()
    return digest(b"\0".join([versions, *sources]))


def own_secret() -> bytes:
    """What this person's runs sign with, made at the first one; b"" where nothing of that kind can be kept."""
    try:
        path = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kb" / "secret"
        create_file(path, os.urandom(2 * SIZE), 0o600)
        secret = path.read_bytes()
        return secret if len(secret) == 2 * SIZE else b""
    except (OSError, RuntimeError):  # no home
        return b""


# --- its form ------------------------------------------------------------------------------------


def _loose(tree: Any) -> Any:
    """A tree with its places as plain values."""
    if isinstance(tree, dict):
        return {name: (value.start, value.spots) if isinstance(value, Place) else _loose(value) for name, value in tree.items()}
    return [_loose(item) for item in tree] if isinstance(tree, list) else tree


def _place(tree: Any, file: str) -> None:
    """Make places of plain values again, those of a file."""
    if tree.__class__ is list:
        for item in tree:
            _place(item, file)
    elif tree.__class__ is dict:
        tree[PLACE] = Place(file, *tree[PLACE])
        for value in tree.values():
            if value.__class__ is not str:
                _place(value, file)
