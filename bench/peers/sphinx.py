"""Sphinx with its basic theme, Markdown read by MyST; without an index for search and copies of the sources."""

from pathlib import Path

from peers import Given, Peer, _markdown

NAME = "Sphinx, theme basic"
SETTINGS = """from sphinx.builders.html import StandaloneHTMLBuilder

StandaloneHTMLBuilder.search = False
extensions = ["myst_parser"]
html_theme = "basic"
html_copy_source = False
html_use_index = False
smartquotes = False
"""


def prepare(given: Given, folder: Path, environment: Path) -> Peer:
    _markdown.write(given.kb, folder, head="---\norphan: true\n---\n")
    (folder / "conf.py").write_text(SETTINGS, encoding="utf-8")
    command = (str(environment / "bin/sphinx-build"), "-q", "-E", "-a", "-j", "auto", ".", "site")
    return Peer(command, folder, folder / "site", "claims/{}.html")
