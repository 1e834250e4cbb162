"""Built pages -> a search index, the same bytes for the same pages. The door of Pagefind and of CBOR.

Pagefind lists the values of its filters in a new random order at every run, and names files by what they hold;
here they are put in order, and everything that names them with them.
"""

import gzip
import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

import cbor2
from pagefind_bin import get_executable

MAGIC = b"pagefind_dcd"


class IndexFailedError(Exception):
    """The indexer could not do its work."""


def make_index(site: Path) -> None:
    """Index the pages below a folder into pagefind/. Raise IndexFailedError with what the indexer says."""
    command = [str(get_executable()), "--site", str(site), "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise IndexFailedError(done.stderr.strip() or done.stdout.strip())
    _put_in_order(site / "pagefind")


def _put_in_order(folder: Path) -> None:
    entry = json.loads((folder / "pagefind-entry.json").read_text(encoding="utf-8"))
    for language in entry["languages"].values():
        old = folder / f"pagefind.{language['hash']}.pf_meta"
        meta = _read(old)
        prefix = language["hash"].partition("_")[0]
        for listed in meta[3]:  # filters: name, file
            listed[1] = _ordered_filter(folder / "filter", listed[1], prefix)
        meta[3].sort()
        old.unlink()
        language["hash"] = _write(folder, "pagefind.{}.pf_meta", prefix, 10, meta)
    (folder / "pagefind-entry.json").write_text(json.dumps(entry, sort_keys=True), encoding="utf-8")


def _ordered_filter(folder: Path, name: str, prefix: str) -> str:
    old = folder / f"{name}.pf_filter"
    title, values = _read(old)
    old.unlink()
    return _write(folder, "{}.pf_filter", prefix, 7, [title, sorted(values)])


def _read(file: Path) -> Any:
    return cbor2.loads(gzip.decompress(file.read_bytes()).removeprefix(MAGIC))


def _write(folder: Path, pattern: str, prefix: str, length: int, value: Any) -> str:
    data = gzip.compress(MAGIC + cbor2.dumps(value), mtime=0)
    name = f"{prefix}_{hashlib.sha256(data).hexdigest()[:length]}"
    (folder / pattern.format(name)).write_bytes(data)
    return name
