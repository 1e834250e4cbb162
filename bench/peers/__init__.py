"""The claims of a base as pages for other site engines: one engine, one file, with the lock of what it needs beside it.

An engine is a module with NAME and `prepare(given, folder, environment)`, which writes the pages and says how they are built.
Its lock is `<engine>.txt` for pip, or the folder `npm/` for all that npm installs.
"""

import html
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from build_tools.model import Claim, KnowledgeBase

HERE = Path(__file__).resolve().parent
LOOKED_AT = 50  # claims whose words are looked for
TAG = re.compile(r"<[^>]+>")


class Given(NamedTuple):
    """What every engine gets: the base, and our page of a claim around its body, with marks for what differs."""

    kb: KnowledgeBase
    frame: str


class Peer(NamedTuple):
    """A way to build the same claims: the command, where it runs, what it writes, and where the page of a claim is in that."""

    command: tuple[str, ...]
    folder: Path
    output: Path
    page: str = "claims/{}/index.html"


def engines() -> dict[str, ModuleType]:
    """The module of each engine by its file's name."""
    return {path.stem: import_module(f"peers.{path.stem}") for path in sorted(HERE.glob("[!_]*.py"))}


def lacking(kb: KnowledgeBase, peer: Peer) -> Iterator[str]:
    """Claims that have no page in what an engine wrote, and of some claims the words that their pages lack."""
    every = max(len(kb.claims) // LOOKED_AT, 1)
    for number, claim in enumerate(kb.claims.values()):
        page = peer.output / peer.page.format(claim.id)
        if not page.exists():
            yield claim.id
        elif number % every == 0:
            shown = letters(html.unescape(TAG.sub("", page.read_text(encoding="utf-8"))))
            yield from (f"{claim.id}: {words}" for words in recorded(claim) if letters(words) not in shown)


def letters(text: str) -> str:
    """A text without its spaces, since tags stand where spaces do and where none do."""
    return "".join(text.split())


def recorded(claim: Claim) -> Iterator[str]:
    """What people wrote of a claim."""
    yield claim.statement
    for said in claim.asserted_by:
        yield from (said.quote, said.where)
    for item in claim.evidence:
        yield from (item.finding, item.quote, item.where)
    yield from (link.note for link in claim.relates)
