"""A file of a work (HTML, PDF or plain text) -> its main text with headings marked. The door of trafilatura and pypdf."""

import re
from io import BytesIO
from pathlib import Path

LONGEST_HEADING = 100
NO_HEADING = re.compile(r"^[-*•|#\d(“\"]|[.,;:!?…”\"']$")
MAX_BYTES = 64 << 20


class NoTextError(Exception):
    """No text could be taken out of the file; the message says why."""


def extract(file: Path) -> str:
    """The text of a file by its ending: .html .htm .pdf, else plain text. Raise NoTextError."""
    if not file.is_file():
        raise NoTextError("there is no such file")
    if file.stat().st_size > MAX_BYTES:
        raise NoTextError(f"it has more than {MAX_BYTES:,} bytes")
    data = file.read_bytes()
    kinds = {".html": _from_html, ".htm": _from_html, ".pdf": _from_pdf}
    try:
        text = kinds.get(file.suffix.lower(), _from_plain)(data)
    except ModuleNotFoundError as missing:
        raise NoTextError(f"reading {file.suffix} needs '{missing.name}': pip install '.[verify]'") from None
    except UnicodeDecodeError:
        raise NoTextError("it is not UTF-8 text") from None
    if not text.strip():
        raise NoTextError("it holds no text")
    return text.strip() + "\n"


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
    import trafilatura

    text = trafilatura.extract(data, output_format="markdown", include_comments=False, include_formatting=False)
    return text or ""


def _from_pdf(data: bytes) -> str:
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages]
    except PyPdfError as error:
        raise NoTextError(f"the PDF cannot be read: {error}") from None
    return _from_plain("\n".join(pages).encode())
