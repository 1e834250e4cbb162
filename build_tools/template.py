"""Templates -> HTML, autoescaped. The door of Jinja2."""

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from build_tools import vocabulary
from build_tools.claim_graph import draw
from build_tools.counts import some
from build_tools.glossary import explain
from build_tools.marks import mark
from build_tools.model import Claim, KnowledgeBase
from build_tools.prose import plain, render

FOLDER = Path(__file__).parent / "pages"


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.update(words=vocabulary, mark=_mark, draw=_draw, fragment=fragment, some=some)
    environment.filters["plain"] = plain
    return environment


def _mark(level: str) -> Markup:
    return Markup(mark(level))  # noqa: S704  made of our own shapes


def _draw(kb: KnowledgeBase, claim: Claim) -> Markup:
    return Markup(draw(kb, claim))  # noqa: S704  escaped there


def fill(template: str, kb: KnowledgeBase, path: str, /, **values: Any) -> str:
    """HTML of a template beside its page type. `root` leads from the page at `path` to the root of the site."""
    root = "../" * path.count("/")

    def prose(text: str) -> Markup:
        return Markup(render(text, kb.address, root))  # noqa: S704  escaped and sanitised there

    def explained(text: str) -> Markup:
        return Markup(explain(kb, prose(text), root))  # noqa: S704  as above, with our own links

    return _template(template).render(kb=kb, root=root, path=path, prose=prose, explained=explained, **values)


def fragment(quoted: str) -> str:
    """The end of an address that makes a browser jump to the quoted words (URL text fragment)."""
    return "#:~:text=" + quote(quoted, safe="").replace("-", "%2D") if quoted else ""
