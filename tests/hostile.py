"""The real base -> the same base with a payload in every text that a contributor writes, as far as the checks let it through."""

import itertools
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from bases import ROOT
from payloads import PAYLOADS

FIELDS = frozenset(  # free text, of any file of kb/
    """
    statement quote where finding note says reasons label definition synonyms title summary publisher disclaimers question ask
    value n parts name cohort dataset
    """.split()
)
SHORT = frozenset({"n", "label", "title", "value", "synonyms", "name"})
MARKUP = (  # what is a tag, an attribute or a link in some language that a page, a feed or a file of data is written in
    "<svg onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "</script><script>alert(1)</script>",
    "</title></textarea></style><iframe srcdoc='<script>alert(1)</script>'>",
    "<base href=https://example.org/>",
    "<meta http-equiv=refresh content=0;url=https://example.org>",
    "'\"><img src=https://example.org/x onerror=alert(1)>",
    "<!-- x",
    "{{ 7 * 7 }} {% raw %} ${7*7} @@title@@",
    "{: onclick=alert(1) }",
    "[x]: javascript:alert(1)",
    "<https://example.org/x> www.example.org",
    "@SUM(1+1)",
    "<x:y xmlns:x='z'/>",
    "^<b>^ ~<i>~ *<u>* `<s>`",
)
SHOWN = tuple(one for one in (*PAYLOADS, *MARKUP) if one.isascii() and one.isprintable() and one and "](" not in one)
BIBTEX = "title journal author note publisher".split()


def make(folder: Path) -> Path:
    """The spoilt base in a folder, with what a site needs beside it. Without texts and lock, which would object."""
    for name in ("kb", "docs", "build_tools"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "texts"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    turn = itertools.cycle(SHOWN)
    for path in sorted((folder / "kb").rglob("*.yaml")):
        if path.parent.name != "calculators":  # formulas with examples that must come out
            tree = _spoilt(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader), "", turn)  # noqa: S506  text only
            path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=10**9), encoding="utf-8")
    (folder / "references.bib").write_text(_bibtex((ROOT / "references.bib").read_text(encoding="utf-8")), encoding="utf-8")
    return folder


def _spoilt(value: Any, field: str, turn: Iterator[str]) -> Any:
    if isinstance(value, dict):
        return {name: _spoilt(part, name, turn) for name, part in value.items()}
    if isinstance(value, list):
        return [_spoilt(part, field, turn) for part in value]
    if field not in FIELDS or value == "unknown":
        return value
    if field in SHORT:
        return next(words for words in turn if len(words) <= 60)
    return f"{next(turn)} and four more words {next(turn)}"


def _bibtex(text: str) -> str:
    """Titles, journals, authors, notes and publishers end in a payload that BibTeX can hold."""
    turn = itertools.cycle(one for one in SHOWN if not set(one) & set("{}\\%#$^~@"))
    field = re.compile(rf"^(\s*(?:{'|'.join(BIBTEX)})\s*=\s*\{{)(.*)(\}},?)$", re.MULTILINE | re.IGNORECASE)
    return field.sub(lambda match: f"{match[1]}{match[2]} {next(turn)}{match[3]}", text)
