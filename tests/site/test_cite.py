"""Citing: what the buttons copy and save is what stands on the page, in forms that other programs read."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pybtex.database import parse_string
from site_pages import CLAIM, KB, PAGES

from build_tools.prose import plain

pytestmark = pytest.mark.browser
WORK = KB.works[CLAIM.evidence[0].work]


def copied(page, label):
    page.get_by_role("button", name=label, exact=True).click()
    expect(page.locator(".kb-cite [role=status]")).to_have_text("Copied.")
    return page.evaluate("navigator.clipboard.readText()")


@pytest.fixture
def claim(open_page):
    page = open_page(PAGES["claim"], permissions=["clipboard-read", "clipboard-write"])
    page.get_by_text("Cite this claim").click()
    return page


def test_claim_is_copied_in_each_form(claim, address):
    statement, link = plain(CLAIM.statement), address + PAGES["claim"]
    day = max({KB.lock_entry(key).recorded for key in CLAIM.cited()} - {"unknown"})
    reference = copied(claim, "Copy reference")
    assert reference.startswith("The Passage Evidence contributors. (")
    assert reference.endswith(link)
    (entry,) = parse_string(copied(claim, "Copy BibTeX"), "bibtex").entries.values()
    assert (entry.key, entry.fields["year"]) == (CLAIM.id, day[:4])
    lines = copied(claim, "Copy RIS").splitlines()
    assert (lines[0], lines[-1]) == ("TY  - ELEC", "ER  - ")
    assert {f"TI  - {statement}", f"UR  - {link}", f"DA  - {day.replace('-', '/')}"} <= set(lines)
    (item,) = json.loads(copied(claim, "Copy CSL-JSON"))
    assert (item["id"], item["title"], item["URL"]) == (CLAIM.id, statement, link)
    assert item["issued"] == {"date-parts": [[int(part) for part in day.split("-")]]}
    assert copied(claim, "Copy link") == link


def test_claim_can_be_cited_without_scripts(open_page):
    page = open_page(PAGES["claim"], java_script_enabled=False)
    page.get_by_text("Cite this claim").click()
    expect(page.locator(".kb-cite p").first).to_contain_text(plain(CLAIM.statement).removesuffix("."))
    expect(page.locator(".kb-cite pre")).to_contain_text(f"@misc{{{CLAIM.id},")


def test_work_is_saved_in_each_form(open_page):
    page = open_page(PAGES["work"], accept_downloads=True)
    for details in page.locator(".kb-cite details").all():
        details.evaluate("node => node.open = true")
    for ending, reads in ((".bib", bibtex_key), (".ris", ris_key), (".csl.json", csl_key)):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=f"Save as {WORK.key}{ending}", exact=True).click()
        saved = Path(waiting.value.path()).read_text(encoding="utf-8")
        assert reads(saved) == WORK.key
        assert waiting.value.suggested_filename == WORK.key + ending


def bibtex_key(text):
    return next(iter(parse_string(text, "bibtex").entries))


def ris_key(text):
    return next(line.removeprefix("ID  - ") for line in text.splitlines() if line.startswith("ID"))


def csl_key(text):
    return json.loads(text)[0]["id"]


@pytest.mark.parametrize("name", ["home", "claim", "work", "term", "question", "topic", "data"])
def test_machines_are_told_and_the_policy_has_no_complaint(open_page, name):
    page = open_page(PAGES[name])  # which fails on any complaint of the browser
    told = json.loads(page.locator("script[type='application/ld+json']").text_content())
    assert told["@context"] == "https://schema.org"
    assert told["@graph"]
    assert page.locator("meta[property='og:title']").get_attribute("content")
    assert page.locator("meta[name=description]").get_attribute("content")
