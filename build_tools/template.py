"""Templates -> HTML, autoescaped. The door of Jinja2."""

import os
import re
import sys
from collections.abc import Callable
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, Template, nodes
from jinja2.compiler import CodeGenerator
from markupsafe import Markup, escape

from build_tools import vocabulary
from build_tools.claim_graph import draw
from build_tools.counts import some
from build_tools.glossary import explain
from build_tools.marks import mark
from build_tools.model import Claim, KnowledgeBase
from build_tools.prose import plain, render

FOLDER = Path(__file__).parent / "pages"
PARTS = "_parts.html"
REPEATED = ("level", "claim_line", "work_link", "outcome", "source_link", "term_link")  # parts that stand on several pages, alike
SPECIAL = re.compile("[&<>\"']")
KEPT = 1 << 16


class _Generator(CodeGenerator):
    """Templates as plain Python: `a.b`, `a[b]` and `a(b)` mean what they mean there, and escaping is our own.

    Jinja has functions for each of them, as an attribute may be an item there; markupsafe makes an object of each text.
    """

    def visit_Template(self, node: nodes.Template, frame: Any = None) -> None:
        self.writeline("escaped = environment.escaped")
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Any) -> None:
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Any) -> None:
        self.visit(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Call(self, node: nodes.Call, frame: Any, forward_caller: bool = False) -> None:
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, _: Any, frame: Any, finalize: Any) -> None:
        assert frame.eval_ctx.autoescape
        assert not frame.eval_ctx.volatile
        assert finalize.src is None
        self.write("escaped(")


class _Environment(Environment):
    code_generator_class = _Generator

    @staticmethod
    def escaped(value: object) -> str:
        """A value as it is put into a page."""
        if value.__class__ is Markup or (value.__class__ is str and SPECIAL.search(value) is None):
            return value
        return escape(value)


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


@lru_cache(1)
def _parts_for(kb: KnowledgeBase) -> None:
    """Keep what the parts give, for as long as they are asked about the same base."""
    module = _template(PARTS).module
    for name in REPEATED:
        part = getattr(module, name)
        setattr(module, name, lru_cache(KEPT)(getattr(part, "__wrapped__", part)))


@cache
def _environment() -> Environment:
    environment = _Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_compiled(),
    )
    environment.globals.update(words=vocabulary, mark=_mark, draw=_draw, fragment=fragment, some=some)
    environment.filters["plain"] = plain
    return environment


def _compiled() -> FileSystemBytecodeCache | None:
    """Where compiled templates stay: with the modules that Python compiles, since whoever can write there can run code anyway."""
    folder = FOLDER / "__pycache__"
    if sys.dont_write_bytecode or not folder.is_dir() or not os.access(folder, os.W_OK):
        return None
    ours = sha256(Path(__file__).read_bytes()).hexdigest()[:16]  # how they are compiled is said here
    return FileSystemBytecodeCache(str(folder), f"template-{ours}-%s.cache")


@cache
def _mark(level: str) -> Markup:
    return Markup(mark(level))  # noqa: S704  made of our own shapes


def _draw(kb: KnowledgeBase, claim: Claim) -> Markup:
    return Markup(draw(kb, claim))  # noqa: S704  escaped there


def fill(template: str, kb: KnowledgeBase, path: str, /, **values: Any) -> str:
    """HTML of a template beside its page type. `root` leads from the page at `path` to the root of the site."""
    root = "../" * path.count("/")
    prose, seen = _prose(kb, root), set[str]()  # a word of the glossary is linked once on a page
    _parts_for(kb)

    def explained(text: str) -> Markup:
        return Markup(explain(kb, prose(text), root, seen))  # noqa: S704  as below, with our own links

    return _template(template).render(kb=kb, root=root, path=path, prose=prose, explained=explained, **values)


@lru_cache(8)
def _prose(kb: KnowledgeBase, root: str) -> Callable[[str], Markup]:
    """What makes HTML of contributors' text; one for all pages that lie equally deep."""

    def prose(text: str) -> Markup:
        return Markup(render(text, kb.address, root))  # noqa: S704  escaped and sanitised there

    return prose


def fragment(quoted: str) -> str:
    """The end of an address that makes a browser jump to the quoted words (URL text fragment); of many it names both ends."""
    words = quoted.split()
    parts = (words,) if len(words) <= WHOLE else (words[:FIRST], words[-LAST:])
    return "#:~:text=" + ",".join(["%20".join(map(_encoded, part)) for part in parts]) if words else ""


WHOLE, FIRST, LAST = 8, 4, 3  # up to how many words are given whole; else how many at the start and at the end


@lru_cache(KEPT)
def _encoded(word: str) -> str:
    return quote(word, safe="").replace("-", "%2D")
