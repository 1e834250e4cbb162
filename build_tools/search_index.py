"""What is searched of each page -> a search index, the same bytes for the same base. The door of CBOR.

Pagefind lists the values of its filters in a new random order at every run, and names files by what they hold; here they are put
in order, and everything that names them with them. What a reader must fetch is made small: pages are numbered, since names that
count up take few bytes; words are cut into more and smaller files; and a word that is nearly everywhere, of which no place tells
more than another, keeps few of its places. What is too much for one index is made into several, which are searched as one.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import cbor2

from build_tools.indexer import IndexFailedError as IndexFailedError
from build_tools.indexer import index
from build_tools.search_records import Record

MAGIC = b"pagefind_dcd"
WASTE = b"let index_resp=this.backend.request_indexes(ptr,term)"  # for no words at all, this asks for the whole index
THRIFT = b'let index_resp=filter_only?"[]":this.backend.request_indexes(ptr,term)'
WORKER = b"var hasWorkerSupport="  # from here on, the program speaks of a second copy of itself, which is not used
SCRIPT, PROGRAM, ENTRY, LIST = "pagefind.js", "wasm.en.pagefind", "pagefind-entry.json", "pagefind.{}.pf_meta"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
MOST = 30_000  # records of a part, as the indexer holds all of a part in memory
PIECE = 10_000  # bytes of words in a file, more or less, before they are packed
PLACES = 6_000  # of a word on all pages together; each page keeps at least one
SHARED = 4  # first letters by which words stay in one file, so that a word that is still being typed finds them all
LEAST = 7  # digits of a hash in the name of a file: of some hundreds, few begin alike
GZIP = 16  # is added to say in which wrapping
FAR, NEAR = 15, 9  # bits of how far packing looks back: for names that count up, those just before are all it takes

Files = dict[str, bytes]


def make_index(records: Iterable[Record], folder: Path, most: int = MOST) -> None:
    """Index what is searched into a folder of the site. Raise IndexFailedError with what the indexer says.

    Of more records than `most`, further parts stand in folders of their own. Records are dealt out in turn: each part has its
    share of every word, so that what is rare in one is rare in all, and pages of all parts are ranked by one measure.
    """
    dealt = list(records)
    names = ["", *(f"part-{number}/" for number in range(1, -(-len(dealt) // most)))]
    seal = hashlib.sha256(repr(dealt).encode()).hexdigest()[:4]
    numbers = _numbers(len(dealt))
    titles: list[tuple[str, str]] = []
    for place, name in enumerate(names):
        share = dealt[place :: len(names)]
        files = index(share)
        if not share or sum(path.startswith("fragment/") for path in files) != len(share):
            raise IndexFailedError("a page has no word to search for")
        _write(folder / name, _part(files, seal, numbers, titles))
        if not name:
            _write(folder, {SCRIPT: _script(files[SCRIPT], names[1:]), PROGRAM: files[PROGRAM]})
    _write(folder, {f"{seal}.titles": "".join(number for _, number in sorted(titles)).encode()})


def _script(text: bytes, parts: list[str]) -> bytes:
    """The script that searches: it fetches no words for a search by filters alone, and names the further parts."""
    used, *rest = text.split(WORKER)
    if len(rest) != 1 or used.count(WASTE) != 1:
        raise IndexFailedError(
            "this version of Pagefind is not known here; look at WASTE and WORKER in build_tools/search_index.py"
        )
    return used.replace(WASTE, THRIFT) + f"export{{Pagefind}};export const parts={json.dumps(parts)};".encode()


def _part(files: Files, seal: str, numbers: Iterator[str], titles: list[tuple[str, str]]) -> Files:
    """An index as it is published; add its titles, each with the number of its page."""
    entry = json.loads(files[ENTRY])
    (language,) = entry["languages"].values()
    prefix = language["hash"].partition("_")[0]
    meta = _read(files[LIST.format(language["hash"])])
    made: Files = {}
    for page in meta[1]:  # its name, its length
        data = files[f"fragment/{page[0]}.pf_fragment"]
        known, number = json.loads(_unpacked(data)), next(numbers)
        titles.append((known["meta"]["title"].casefold(), number))
        page[:] = f"{known['url'][1:3]}{seal}-{number}", _rounded(page[1])  # the kind of page comes first
        made[f"fragment/{page[0]}.pf_fragment"] = data
    meta[2] = [piece for listed in meta[2] for piece in _cut(files, made, listed, prefix)]
    for listed in meta[3]:  # filters: name, file
        title, values = _read(files[f"filter/{listed[1]}.pf_filter"])
        listed[1] = _add(made, "filter/{}.pf_filter", prefix, [title, sorted(values)])
    meta[3].sort()
    language["hash"] = _add(made, LIST, prefix, meta, NEAR)
    return made | {ENTRY: json.dumps(entry, sort_keys=True).encode()}


# --- pages ---------------------------------------------------------------------------------------


def _rounded(number: int) -> int:
    """The length of a page to two binary digits: all that ranking needs of it."""
    return number >> (spare := max(number.bit_length() - 2, 0)) << spare


def _numbers(most: int) -> Iterator[str]:
    """All numbers, in base 36, each as long as the largest."""
    width = len(_digits(most))
    return (_digits(number).rjust(width, "0") for number in count())


def _digits(number: int) -> str:
    rest, last = divmod(number, 36)
    return (_digits(rest) if rest else "") + DIGITS[last]


# --- words ---------------------------------------------------------------------------------------


def _cut(files: Files, made: Files, listed: list[str], prefix: str) -> Iterator[list[str]]:
    """Cut a file of words, given as [its first word, its last, its name], into smaller ones."""
    first, last, name = listed
    (words,) = _read(files[f"index/{name}.pf_index"])
    pieces = list(_pieces(map(_thin, words)))
    for place, piece in enumerate(pieces):
        start = _told_apart(piece[0][0], pieces[place - 1][-1][0]) if place else first
        end = _told_apart(piece[-1][0], pieces[place + 1][0][0]) if place + 1 < len(pieces) else last
        yield [start, end, _add(made, "index/{}.pf_index", prefix, [piece])]


def _thin(word: list[Any]) -> list[Any]:
    """Take from a word, given as [word, [[page, its places, those in the title] …] …], the places that are too many.

    Each page keeps one place at least: in its title, where the word stands there.
    """
    pages = word[1]
    most = PLACES // max(len(pages), 1)
    for _, places, title in pages:
        if most:
            del places[most + 1 :]  # the first is their weight
        else:
            del places[0 if title else 2 :], title[2:]
    return word


def _pieces(words: Iterable[list[Any]]) -> Iterator[list[Any]]:
    """As many words as a piece holds; a large one stands alone."""
    piece: list[Any] = []
    size = 0
    for word in words:
        own = sum(4 + len(places) + len(title) for _, places, title in word[1])
        if piece and size + own > PIECE and word[0][:SHARED] != piece[-1][0][:SHARED]:
            yield piece
            piece, size = [], 0
        piece.append(word)
        size += own
    yield piece


def _told_apart(word: str, other: str) -> str:
    """As much of a word as it takes to tell it from another; the indexer names the edges of its files so."""
    shared = next((place for place, (one, two) in enumerate(zip(word, other, strict=False)) if one != two), len(other))
    return word[: shared + 1]


# --- files ---------------------------------------------------------------------------------------


def _read(data: bytes) -> Any:
    return cbor2.loads(_unpacked(data))


def _unpacked(data: bytes) -> bytes:
    return zlib.decompress(data, GZIP + FAR).removeprefix(MAGIC)


def _add(made: Files, pattern: str, prefix: str, value: Any, back: int = FAR) -> str:
    """Add a file named by what it holds; return that part of its name."""
    data = zlib.compress(MAGIC + cbor2.dumps(value), zlib.Z_BEST_COMPRESSION, GZIP + back)
    digest = hashlib.sha256(data).hexdigest()
    names = (f"{prefix}_{digest[:length]}" for length in count(LEAST))
    name = next(name for name in names if pattern.format(name) not in made)
    made[pattern.format(name)] = data
    return name


def _write(folder: Path, files: Files) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
