"""Texts are taken from files of each kind, keep their headings, and know what is not the work's own words."""

from io import BytesIO
from pathlib import Path

import pytest

from build_tools.extract import NoTextError, extract
from build_tools.quotes import Found
from build_tools.texts import cut

PLAIN = """What Cells Do
Cells did not age in this work, but they grew at a rate of five percent a day.
- first item of a list
Methods
They were kept in the cold for a week and then looked at.
Key References
Smith J. The quiet ageing of cells. 2020.
"""
HTML = """<html><head><title>T</title></head><body><nav>Home | About | Contact</nav><article><h1>What cells do</h1>
<p>Cells did not age in this work, but they grew at a rate of five percent a day, as was shown before by many others.</p>
<h2>Methods</h2><p>They were kept in the cold for a week, and then looked at by two people who did not know of each other.</p>
</article><footer>Copyright</footer></body></html>"""


def pdf_of(text: str) -> bytes:
    """A PDF of one page, written by hand."""
    stream = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, 2)
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    out.write(b"xref\n0 6\n0000000000 65535 f \n" + table + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start)
    return out.getvalue()


def write(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def test_headings_of_plain_text(tmp_path):
    text = cut("page", "page.txt", "scope: fulltext\n\n" + extract(write(tmp_path, "a.txt", PLAIN.encode())), [])
    assert [heading.title for heading in text.headings] == ["What Cells Do", "Methods", "Key References"]
    found = text.body.find("They were kept in the cold")
    assert isinstance(found, Found)
    assert text.heading_at(found.start) == "Methods"
    assert not text.foreign_at(found.start)
    assert text.foreign_at(text.body.find("The quiet ageing of cells").start)


def test_html_gives_the_main_text_only(tmp_path):
    text = extract(write(tmp_path, "a.html", HTML.encode()))
    assert "Cells did not age in this work, but they grew" in text
    assert "\n\n# Methods\n\n" in text
    assert "Contact" not in text


def test_reference_list_of_a_page_is_not_its_own_words(tmp_path):
    listed = "<h2>References</h2><ol><li>Smith J. The quiet ageing of cells in a dish. 2020.</li></ol></article>"
    page = extract(write(tmp_path, "a.html", HTML.replace("</article>", listed).encode()))
    text = cut("page", "page.txt", "scope: fulltext\n\n" + page, [])
    assert not text.foreign_at(text.body.find("Cells did not age in this work").start)
    assert text.foreign_at(text.body.find("The quiet ageing of cells").start)


def test_pdf(tmp_path):
    assert extract(write(tmp_path, "a.pdf", pdf_of("Cells did not age."))) == "Cells did not age.\n"


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("none.txt", None, "no such file"),
        ("a.txt", b" \n ", "it holds no text"),
        ("a.txt", b"\xff\xfe\x00", "not UTF-8"),
        ("a.pdf", b"no pdf", "cannot be read"),
        ("a.html", b"<p></p>", "it holds no text"),
    ],
)
def test_no_text(tmp_path, name, data, why):
    file = tmp_path / name if data is None else write(tmp_path, name, data)
    with pytest.raises(NoTextError, match=why):
        extract(file)


def test_header_must_say_how_much():
    problems = []
    assert cut("page", "page.txt", "scope: all\n\nCells.", problems).scope == "all"
    assert [problem.check for problem in problems] == ["unreadable_text"]
