"""A file of a work (HTML, PDF or plain text) -> its main text with headings marked. The door of trafilatura and pypdf."""

import html
import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

LONGEST_HEADING = 100
NO_HEADING = re.compile(r"^[-*•|#\d(“\"]|[.,;:!?…”\"']$")
MAX_BYTES = 64 << 20
META_DOI = re.compile(
    r"""<meta\s[^<>]{0,200}?\bname=["']?citation_doi\b["']?[^<>]{0,200}?\bcontent=(?:"([^"<>]{1,300})"|'([^'<>]{1,300})')""",
    re.IGNORECASE,
)


class NoTextError(Exception):
    """No text could be taken out of the file; the message says why."""


def extract(file: Path) -> str:
    """The text of a file by its ending: .html .htm .xhtml .pdf, else plain text. Raise NoTextError."""
    if not file.is_file():
        raise NoTextError("there is no such file")
    if file.stat().st_size > MAX_BYTES:
        raise NoTextError(f"it has more than {MAX_BYTES:,} bytes")
    return extract_from(file.read_bytes(), FORMS.get(file.suffix.lower(), "plain"))


FORMS = {".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf"}


def extract_from(data: bytes, form: str) -> str:
    """The text of a document of a form: html, pdf or plain. Raise NoTextError."""
    try:
        text = {"html": _from_html, "pdf": _from_pdf, "plain": _from_plain}[form](data)
    except ModuleNotFoundError as missing:
        raise NoTextError(f"reading {form} needs '{missing.name}': pip install '.[verify]'") from None
    except UnicodeDecodeError:
        raise NoTextError("it is not UTF-8 text") from None
    if not text.strip():
        raise NoTextError("it holds no text")
    return text.strip() + "\n"


@dataclass(frozen=True, slots=True)
class About:
    """What a page says of itself; empty where it says nothing. `doi` is that of the article which the page shows."""

    title: str
    authors: tuple[str, ...]
    site: str
    date: str
    doi: str


def about_page(data: bytes, address: str) -> About:
    """The title, authors, site and date that a page of HTML declares. Nothing is guessed from its text. Raise NoTextError."""
    try:
        from trafilatura.metadata import extract_metadata
        from trafilatura.utils import load_html
    except ModuleNotFoundError as missing:
        raise NoTextError(f"reading a page needs '{missing.name}': pip install '.[verify]'") from None
    tree = load_html(data)
    found = None if tree is None else extract_metadata(tree, default_url=address, extensive=False)
    if found is None or not found.title:
        raise NoTextError("it does not say what its title is")
    authors = tuple(filter(None, (" ".join(name.split()) for name in (found.author or "").split(";"))))
    doi = META_DOI.search(data.decode("utf-8", errors="replace"))
    site = "" if found.sitename == found.hostname else found.sitename or ""
    return About(found.title, authors, site, found.date or "", html.unescape((doi[1] or doi[2]).strip()) if doi else "")


def _from_plain(data: bytes) -> str:
    """Plain text; a short line without a full stop that stands before a longer one is taken for a heading."""
    lines = data.decode().replace("\r\n", "\n").split("\n")
    shown = []
    for number, line in enumerate(lines):
        following = next((later for later in lines[number + 1 :] if later.strip()), "")
        shown.append(f"\n# {line.strip()}" if _is_heading(line.strip(), following.strip()) else line)
    return "\n".join(shown)


def _is_heading(line: str, following: str) -> bool:
    short = 0 < len(line) <= LONGEST_HEADING and NO_HEADING.search(line.rstrip("?")) is None
    return short and line[0].isupper() and (len(following) > len(line) or _is_start_of_list(following))


def _is_start_of_list(line: str) -> bool:
    return line.startswith(("- ", "| ", "• ", "* "))


def _from_html(data: bytes) -> str:
    """The main text of a page, each heading marked, so that what follows a list of references is known for what it is."""
    import trafilatura

    found = trafilatura.extract(data, output_format="xml", include_comments=False, include_formatting=False)
    main = ET.fromstring(found).find("main") if found else None  # noqa: S314  made by trafilatura, not by the page
    return "" if main is None else "\n\n".join(filter(None, map(_block, main)))


def _block(node: ET.Element) -> str:
    """A heading, paragraph, list or table of a page, as plain text."""
    if node.tag == "head":
        return f"# {_words(node)}"
    if node.tag == "list":
        return "\n".join(f"- {_words(item)}" for item in node.iter("item"))
    if node.tag == "table":
        return "\n".join("| " + " | ".join(map(_words, row.iter("cell"))) + " |" for row in node.iter("row"))
    return _words(node)


def _words(node: ET.Element) -> str:
    return " ".join("".join(node.itertext()).split())


def _from_pdf(data: bytes) -> str:
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages]
    except PyPdfError as error:
        raise NoTextError(f"the PDF cannot be read: {error}") from None
    return _from_plain("\n".join(pages).encode())
