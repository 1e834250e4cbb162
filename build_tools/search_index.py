"""What is searched of each page -> a search index, the same bytes for the same base. The door of Pagefind and of CBOR.

Pagefind lists the values of its filters in a new random order at every run, and names files by what they hold; here they are put
in order, and everything that names them with them. What a reader must fetch is made small: pages are numbered, since names that
count up take few bytes; words are cut into more and smaller files; and a word that is nearly everywhere, of which no place tells
more than another, keeps few of its places.
"""

import gzip
import hashlib
import json
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import cbor2
from pagefind_bin import get_executable

from build_tools.search_records import Record

MAGIC = b"pagefind_dcd"
WASTE = "let index_resp=this.backend.request_indexes(ptr,term)"  # for no words at all, this asks for the whole index
THRIFT = 'let index_resp=filter_only?"[]":this.backend.request_indexes(ptr,term)'
UNUSED = ("pagefind-*ui.*", "pagefind-modular-ui.*", "pagefind-highlight.js", "pagefind-worker.js", "wasm.unknown.pagefind")
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
PIECE = 10_000  # bytes of words in a file, more or less, before they are packed
PLACES = 6_000  # of a word on all pages together; each page keeps at least one
SHARED = 4  # first letters by which words stay in one file, so that a word that is still being typed finds them all


class IndexFailedError(Exception):
    """The indexer could not do its work."""


def make_index(records: Iterable[Record], folder: Path) -> None:
    """Index what is searched into a folder of the site. Raise IndexFailedError with what the indexer says."""
    with TemporaryDirectory() as scratch:
        for record in records:
            page = Path(scratch, record.path, "index.html")
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(record.html, encoding="utf-8")
        command = [str(get_executable()), "--site", scratch, "--output-path", str(folder), "--quiet"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise IndexFailedError(done.stderr.strip() or done.stdout.strip())
    _put_in_order(folder)
    _spare_readers(folder)


def _spare_readers(folder: Path) -> None:
    """Let a search by filters alone fetch no words, and keep no file that nobody fetches."""
    script = folder / "pagefind.js"
    text = script.read_text(encoding="utf-8")
    if text.count(WASTE) != 1:
        raise IndexFailedError("this version of Pagefind is not known here; look at WASTE in build_tools/search_index.py")
    script.write_text(text.replace(WASTE, THRIFT), encoding="utf-8")
    for pattern in UNUSED:
        for path in folder.glob(pattern):
            path.unlink()


def _put_in_order(folder: Path) -> None:
    entry = json.loads((folder / "pagefind-entry.json").read_text(encoding="utf-8"))
    for language in entry["languages"].values():
        old = folder / f"pagefind.{language['hash']}.pf_meta"
        meta = _read(old)
        prefix = language["hash"].partition("_")[0]
        _number(folder, meta[1])
        meta[2] = [piece for words in meta[2] for piece in _cut(folder / "index", words, prefix)]
        for listed in meta[3]:  # filters: name, file
            listed[1] = _ordered_filter(folder / "filter", listed[1], prefix)
        meta[3].sort()
        old.unlink()
        language["hash"] = _write(folder, "pagefind.{}.pf_meta", prefix, 10, meta)
    (folder / "pagefind-entry.json").write_text(json.dumps(entry, sort_keys=True), encoding="utf-8")


def _number(folder: Path, pages: list[Any]) -> None:
    """Name each page by the kind of page it is, a seal of all, and its place; write down their order by title beside them."""
    seal = hashlib.sha256("".join(name for name, _ in pages).encode()).hexdigest()[:4]
    width = len(_digits(len(pages)))
    titles = []
    for place, page in enumerate(pages):
        old = folder / f"fragment/{page[0]}.pf_fragment"
        known = json.loads(_unpacked(old))
        number = _digits(place).rjust(width, "0")
        titles.append((known["meta"]["title"].casefold(), number))
        page[:] = f"{known['url'][1:3]}{seal}-{number}", _rounded(page[1])
        old.rename(folder / f"fragment/{page[0]}.pf_fragment")
    (folder / f"{seal}.titles").write_text("".join(number for _, number in sorted(titles)), encoding="ascii")


def _rounded(number: int) -> int:
    """The length of a page to two binary digits: all that ranking needs of it."""
    return number >> (spare := max(number.bit_length() - 2, 0)) << spare


def _digits(number: int) -> str:
    """A number in base 36."""
    rest, last = divmod(number, 36)
    return (_digits(rest) if rest else "") + DIGITS[last]


def _cut(folder: Path, listed: list[str], prefix: str) -> Iterator[list[str]]:
    """Cut a file of words, given as [its first word, its last, its name], into smaller ones."""
    first, last, name = listed
    old = folder / f"{name}.pf_index"
    (words,) = _read(old)
    old.unlink()
    pieces = list(_pieces(map(_thinned, words)))
    for place, piece in enumerate(pieces):
        start = _told_apart(piece[0][0], pieces[place - 1][-1][0]) if place else first
        end = _told_apart(piece[-1][0], pieces[place + 1][0][0]) if place + 1 < len(pieces) else last
        yield [start, end, _write(folder, "{}.pf_index", prefix, 7, [piece])]


def _thinned(word: list[Any]) -> list[Any]:
    """A word, given as [word, [[page, its places, those in the title] …] …], without the places that are too many."""
    name, pages, *rest = word
    most = max(PLACES // max(len(pages), 1), 1) + 1  # the first of the places is their weight
    return [name, [[page, places[:most], title] for page, places, title in pages], *rest]


def _pieces(words: Iterable[list[Any]]) -> Iterator[list[Any]]:
    piece: list[Any] = []
    size = 0
    for word in words:
        if size >= PIECE and word[0][:SHARED] != piece[-1][0][:SHARED]:
            yield piece
            piece, size = [], 0
        piece.append(word)
        size += sum(4 + len(places) + len(title) for _, places, title in word[1])
    yield piece


def _told_apart(word: str, other: str) -> str:
    """As much of a word as it takes to tell it from another; the indexer names the edges of its files so."""
    shared = next((place for place, (one, two) in enumerate(zip(word, other, strict=False)) if one != two), len(other))
    return word[: shared + 1]


def _ordered_filter(folder: Path, name: str, prefix: str) -> str:
    old = folder / f"{name}.pf_filter"
    title, values = _read(old)
    old.unlink()
    return _write(folder, "{}.pf_filter", prefix, 7, [title, sorted(values)])


def _read(file: Path) -> Any:
    return cbor2.loads(_unpacked(file))


def _unpacked(file: Path) -> bytes:
    return gzip.decompress(file.read_bytes()).removeprefix(MAGIC)


def _write(folder: Path, pattern: str, prefix: str, length: int, value: Any) -> str:
    data = gzip.compress(MAGIC + cbor2.dumps(value), mtime=0)
    name = f"{prefix}_{hashlib.sha256(data).hexdigest()[:length]}"
    (folder / pattern.format(name)).write_bytes(data)
    return name
