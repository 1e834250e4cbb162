"""MkDocs with the theme Material: claims out of the navigation, no index for search."""

from pathlib import Path

from peers import Given, Peer, _markdown

NAME = "MkDocs-Material"
SETTINGS = """site_name: Claims
theme: {name: material, font: false}
nav: [{Home: index.md}]
not_in_nav: "/claims/"
plugins: []
"""


def prepare(given: Given, folder: Path, environment: Path) -> Peer:
    _markdown.write(given.kb, folder / "docs")
    (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    return Peer((str(environment / "bin/mkdocs"), "build", "-q"), folder, folder / "site")
