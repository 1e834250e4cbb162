"""Our page of a claim around its body, for the engines that take a frame, and the bodies to be put into it."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from build_tools.model import KnowledgeBase, Page
from build_tools.registry import members

PARTS = ("body", "description", "title")


def claim_pages(kb: KnowledgeBase) -> Iterator[Page]:
    yield from members("pages")["claim"].pages(kb)


def frame_of(kb: KnowledgeBase, site: Path) -> str:
    """A page of the site with a mark for each part that differs from claim to claim."""
    page = next(claim_pages(kb))
    html = (site / page.path / "index.html").read_text(encoding="utf-8")
    for part in PARTS:
        value = getattr(page, part)
        html = html.replace(value if part == "body" else escape(value), f"@@{part}@@")
        if f"@@{part}@@" not in html:
            raise ValueError(f"the {part} of {page.path} does not stand in its page")
    return html.replace("{", "&#123;")  # else other engines take what stands in braces for their own


def framed(frame: str, **marks: str) -> str:
    """The frame with the marks of another engine."""
    for part, mark in marks.items():
        frame = frame.replace(f"@@{part}@@", mark)
    return frame


def put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
