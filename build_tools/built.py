"""The site of the last build -> which of its pages stand as they are, so that they need not be made again.

A page stands when its basis, the frame around it and the tools are those of then, and its file is the one that was written then.
It is linked into the new site, which takes the place of the old one as a whole, as ever. What is known of the last build is
signed on this machine; where it cannot be read, or files cannot be linked, every page is made.
"""

import os
from contextlib import suppress
from pathlib import Path

from build_tools.kept import FOLDER, digest, keeping, read_signed, write_signed

FILE = "built"

Marks = dict[str, tuple[bytes, int, int, int]]  # of a page by its path: its basis, and the size, time and number of its file


class Built:
    """The last site in a folder beside the new one that is being made. Without a secret to sign with, nothing stands."""

    def __init__(self, root: Path, site: Path) -> None:
        self.path, self.site, self.secret = root / FOLDER / FILE, site, keeping()
        self.new, self.frame = site, b""
        self.bases: dict[str, bytes] = {}
        self._old: Marks = {}

    def begin(self, new: Path, frame: bytes) -> None:
        """Look for what stands; `frame` is a digest of all that is the same for each page."""
        self.new, self.frame = new, frame
        self._old = read_signed(self.path, self._head(), self.secret) or {}

    def stands(self, path: str, basis: bytes) -> bool:
        """Whether a page stands; if it does, it is in the new site by now."""
        self.bases[path] = basis
        known = self._old.get(path)
        if known is None or known[0] != basis:
            return False
        old, new = f"{self.site}/{path}index.html", f"{self.new}/{path}index.html"
        with suppress(OSError):  # else it is made again
            if known[1:] == _state(old):
                os.mkdir(f"{self.new}/{path}")
                os.link(old, new)
                return True
        return False

    def end(self) -> None:
        """Keep what is known of the pages, before their site takes its place: until then nobody else writes there."""
        if self.secret:
            marks = {path: (basis, *_state(f"{self.new}/{path}index.html")) for path, basis in self.bases.items()}
            write_signed(self.path, self._head(), self.secret, marks)

    def _head(self) -> bytes:
        return digest(b"\0".join([self.frame, os.fsencode(self.site.resolve())]))


def _state(file: str) -> tuple[int, int, int]:
    about = os.lstat(file)
    return about.st_size, about.st_mtime_ns, about.st_ino
