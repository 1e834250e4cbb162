"""Zensical, by the same settings as MkDocs."""

from pathlib import Path

from peers import Given, Peer, _markdown
from peers.mkdocs_material import SETTINGS

NAME = "Zensical"


def prepare(given: Given, folder: Path, environment: Path) -> Peer:
    _markdown.write(given.kb, folder / "docs")
    (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    return Peer((str(environment / "bin/zensical"), "build", "--clean"), folder, folder / "site")
