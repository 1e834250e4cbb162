"""A text is fetched from a public address as a page, a PDF or plain text, and from nowhere else."""

import pytest
from loopback import FAULTS, World, client_to, serving
from test_texts import HTML, pdf_of

from build_tools.ask import keep_text
from build_tools.download import text_at
from build_tools.extract import NoTextError
from build_tools.fetch import Client
from build_tools.texts import read_texts

ADDRESS = "https://page.example/text"


@pytest.fixture
def fetched():
    """The text of an address at which a document of a kind is served, or a fault is."""

    def fetch(kind, data, fault=None):
        world = World()
        world.fault("crossref", "/text", fault or (lambda handler: handler.reply(200, kind, data)))
        with serving(world) as bases, client_to({**bases, "page.example": bases["api.crossref.org"]}) as client:
            return text_at(client, ADDRESS)

    return fetch


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("text/html; charset=utf-8", HTML.encode(), "Cells did not age in this work"),
        ("application/pdf", pdf_of("Cells did not age."), "Cells did not age."),
        ("text/plain", b"Cells rested.", "Cells rested."),
    ],
)
def test_each_form_is_read(fetched, kind, data, words):
    assert words in fetched(kind, data)


@pytest.mark.parametrize(
    ("kind", "data", "why"),
    [
        ("image/png", b"\x89PNG", "neither a page of HTML nor a PDF nor plain text"),
        ("application/pdf", b"no pdf", "cannot be read"),
        ("text/plain", b"  ", "it holds no text"),
        ("text/plain", b"\xff\xfe", "not UTF-8"),
    ],
)
def test_what_holds_no_text_is_refused(fetched, kind, data, why):
    with pytest.raises(NoTextError, match=why):
        fetched(kind, data)


def test_a_page_that_is_gone(fetched):
    with pytest.raises(NoTextError, match="status 410"):
        fetched("", b"", FAULTS["410"])


@pytest.mark.parametrize("address", ["http://example.org/", "https://127.0.0.1/", "https://[::1]/", "https://169.254.169.254/"])
def test_addresses_inside_are_not_fetched(address):
    with Client({}) as client, pytest.raises(NoTextError, match="could not be fetched"):
        text_at(client, address)


def test_text_is_kept_where_quotes_are_looked_for(fetched, tmp_path):
    about = {"scope": "fulltext", "retrieved": "2026-11-24", "address": ADDRESS}
    words, kept = keep_text(tmp_path, "doe2024", lambda: fetched("text/plain", b"Cells rested."), about)
    assert kept, words
    problems = []
    text = read_texts(tmp_path, problems)["doe2024"]
    assert problems == []
    assert (text.scope, text.retrieved, "Cells rested." in text.body.text) == ("fulltext", "2026-11-24", True)
    assert keep_text(tmp_path, "../doe", lambda: "", about)[1] is False
