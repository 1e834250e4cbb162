"""The page of a claim: the answer in one view of a phone, chips that lead to the like, and few bytes."""

import gzip
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect
from site_pages import KB, PAGES

from build_tools.links import related
from build_tools.search_records import records
from build_tools.vocabulary import LEVELS

pytestmark = pytest.mark.browser
PHONE = 844
FIRST_VIEW = 40_000  # bytes of a page and of all that it needs, as sent
LIGHT, ITSELF, LINK = 20_480, 8_000, 820  # bytes of a page as it is; what one weighs by itself, and each of very many links
LONGEST = max(KB.claims.values(), key=lambda claim: len(claim.statement))


@pytest.mark.parametrize("path", [PAGES["claim"], f"claims/{LONGEST.id}/"])
def test_answer_stands_in_the_first_view_of_a_phone(open_page, path):
    page = open_page(path, 390)
    claim = KB.claims[path.split("/")[1]]
    level = LEVELS[KB.levels[claim.id].level]
    verdict = page.locator(".kb-verdict")
    expect(verdict).to_contain_text(level.label)
    for name, word in (("supports", "for"), ("qualifies", "qualified"), ("refutes", "against")):
        expect(verdict.get_by_role("link", name=f"{KB.levels[claim.id].groups[name]} {word}", exact=True)).to_be_visible()
    expect(page.locator(".kb-meaning")).to_contain_text(level.meaning)
    days = {KB.lock_entry(key).recorded for key in claim.cited()} - {"unknown"}
    expect(page.get_by_text("Last checked")).to_contain_text(max(days))
    for shown in (verdict, page.locator(".kb-meaning"), page.get_by_text("Last checked"), page.locator(".kb-chips")):
        box = shown.bounding_box()
        assert box["y"] + box["height"] <= PHONE


def test_chips_lead_to_a_search_that_finds_the_claim(open_page):
    claim = next(one for one in KB.claims.values() if one.scope and one.scope.passage and one.scope.cells and one.scope.product)
    page = open_page(f"claims/{claim.id}/")
    addresses = [chip.get_attribute("href") for chip in page.locator(".kb-chips a").all()]
    facets = {name: set(values) for address in addresses for name, values in parse_qs(urlsplit(address).query).items()}
    assert {"kind", "cells", "product", "passage"} <= set(facets)
    record = next(record for record in records(KB) if record.path == f"claims/{claim.id}/")
    assert {(name, value) for name, values in facets.items() for value in values} <= set(record.filters)


def test_first_view_of_a_claim_is_light(browser, address):
    page = browser.new_page()
    sent = {}
    page.on("response", lambda answer: sent.setdefault(answer.url, len(gzip.compress(answer.body(), 6, mtime=0))))
    page.goto(address + PAGES["claim"])
    page.wait_for_load_state("networkidle")
    page.close()
    assert len(sent) >= 6
    assert sum(sent.values()) <= FIRST_VIEW, sent


def test_pages_of_claims_are_small(site):
    """Only what has sixteen links or more is over the bar, by no more than its links weigh; and that is one page of a hundred."""
    sizes = {name: (site / "claims" / name / "index.html").stat().st_size for name in KB.claims}
    heavy = {name: size for name, size in sizes.items() if size > LIGHT}
    assert {name: size for name, size in heavy.items() if size > ITSELF + LINK * links_of(KB.claims[name])} == {}
    assert len(heavy) <= len(sizes) // 100


def links_of(claim):
    return len(claim.asserted_by) + len(claim.evidence) + len(related(KB, claim.id))
