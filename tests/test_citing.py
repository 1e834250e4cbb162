"""Claims and works can be cited: what is written is read back to the same values by another parser."""

import json
import re

import pytest
from bases import ROOT
from hypothesis import given
from hypothesis import strategies as st
from payloads import PAYLOADS
from pybtex.database import parse_string

from build_tools import pipeline
from build_tools.bibtex import plain
from build_tools.citing import LOST, bibtex, csl, ris, sentence
from build_tools.model import Page, Site
from build_tools.references import to_unicode

KB = pipeline.read(ROOT)
SITE = Site("A & B", "The A & B contributors", "https://example.org/kb/")
PAGE = Page("claims/cells-age/", "50% of cells_of {MSC} age.", "", "", level="limited", checked="2026-11-05")
TAG = re.compile(r"([A-Z][A-Z0-9])  - (.*)")
EVIL = [payload for payload in PAYLOADS if payload.strip() and payload != "\udc80"]


def entry_of(text):
    (entry,) = parse_string(text, "bibtex").entries.values()
    return {name: to_unicode(value).replace("{", "").replace("}", "") for name, value in entry.fields.items()}


def test_claim_as_a_sentence():
    assert sentence(PAGE, SITE) == (
        "The A & B contributors. (2026, November 5). 50% of cells_of {MSC} age [Claim; limited support]. A & B. "
        "https://example.org/kb/claims/cells-age/"
    )
    unchecked = Page("claims/x/", "It is so.", "", "", level="not-assessed")
    assert sentence(unchecked, Site("S", "A.")) == "A. (n.d.). It is so [Claim; not assessed]. S."


def test_claim_as_bibtex():
    database = parse_string(bibtex(PAGE, SITE), "bibtex")
    assert list(database.entries) == ["cells-age"]
    assert entry_of(bibtex(PAGE, SITE)) == {
        "title": "50% of cells_of MSC age.",
        "howpublished": "A & B",
        "year": "2026",
        "note": "Claim; limited support on 2026-11-05",
        "url": "https://example.org/kb/claims/cells-age/",
    }
    author = database.entries["cells-age"].persons["author"][0]
    assert to_unicode(str(author)).strip("{}") == "The A & B contributors"


def test_what_is_not_known_has_no_field():
    entry = entry_of(bibtex(Page("claims/x/", "It is so.", "", "", level="limited"), Site("S", "A")))
    assert entry == {"title": "It is so.", "howpublished": "S", "note": "Claim; limited support"}


@pytest.mark.parametrize("name", KB.claims)
def test_every_statement_comes_back(name):
    statement = KB.claims[name].statement
    shown = entry_of(bibtex(Page(f"claims/{name}/", statement, "", "", level="limited", checked="2026-01-02"), SITE))
    assert shown["title"] == plain(statement)


@given(st.sampled_from(EVIL) | st.text(alphabet="{}%&$#_\\^~\"'@, a=\n", min_size=1, max_size=40))
def test_no_statement_breaks_out_of_its_entry(statement):
    page = Page("claims/x/", statement, "", "", level="limited", checked="2026-01-02")
    entries = parse_string(bibtex(page, SITE), "bibtex").entries
    assert list(entries) == ["x"]
    assert set(entries["x"].fields) <= {"title", "howpublished", "year", "note", "url"}
    assert entries["x"].fields["url"] == "https://example.org/kb/claims/x/"


@pytest.mark.parametrize("key", KB.works)
def test_work_as_ris(key):
    work, lines = KB.works[key], ris(KB, key).splitlines()
    pairs = [TAG.fullmatch(line).groups() for line in lines]
    assert pairs[0][0] == "TY"
    assert pairs[-1] == ("ER", "")
    found = dict(pairs)
    assert (found["ID"], found.get("TI", "")) == (key, " ".join(work.title.split()))
    assert len([tag for tag, _ in pairs if tag == "AU"]) == len(work.authors)
    assert (found.get("DO", ""), found.get("PY", "")) == (work.identifiers.get("doi", ""), work.year)


@pytest.mark.parametrize("key", KB.works)
def test_work_as_csl(key):
    item = json.loads(json.dumps(csl(KB, key)))
    assert item["id"] == key
    assert item.get("title", "") == KB.works[key].title
    assert ("note" in item and item["note"] == LOST) == (KB.lock_entry(key).outcome == "not found")


def test_last_page_is_written_out_and_a_line_break_ends_no_field(base):
    entry = "@article{a2001b,\n  title = {Two\n lines},\n  pages = {663--73},\n  year = {2001}\n}\n"
    kb = pipeline.read(base({"references.bib": entry}))
    assert ris(kb, "a2001b").splitlines() == [
        "TY  - JOUR", "ID  - a2001b", "TI  - Two lines", "PY  - 2001", "SP  - 663", "EP  - 673", "ER  - ",
    ]  # fmt: skip
