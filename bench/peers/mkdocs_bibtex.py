"""MkDocs with the theme Material, and each work cited by mkdocs-bibtex."""

from pathlib import Path

from peers import Given, Peer, _markdown
from peers.mkdocs_material import SETTINGS

NAME = "MkDocs-Material with mkdocs-bibtex"
PLUGIN = "plugins:\n  - bibtex: {bib_file: references.bib, bib_by_default: true}\n"


def prepare(given: Given, folder: Path, environment: Path) -> Peer:
    _markdown.write(given.kb, folder / "docs", cite="[@{}]")
    works = "\n\n".join(work.bibtex for work in given.kb.works.values())
    (folder / "references.bib").write_text(f"{works}\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(SETTINGS.replace("plugins: []\n", PLUGIN), encoding="utf-8")
    return Peer((str(environment / "bin/mkdocs"), "build", "-q"), folder, folder / "site")
