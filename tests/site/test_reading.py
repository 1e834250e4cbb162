"""A reader opens the site: every page type, on a phone and a desk, light and dark, with and without scripts."""

from html import escape

import pytest
from playwright.sync_api import expect
from site_pages import CLAIM, KB, LISTS_LOST, LOST, PAGES

from build_tools.template import fragment

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_page_fits_its_width(open_page, name, width, scheme):
    page = open_page(PAGES[name], width, scheme)
    page.wait_for_load_state("networkidle")
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_claim_page_says_it_all_without_scripts(open_page):
    page = open_page(PAGES["claim"], java_script_enabled=False)
    shown = page.locator("main").inner_text()
    assert CLAIM.statement.split("*")[0] in shown
    for assertion in CLAIM.asserted_by:
        assert assertion.quote in shown
    for item in CLAIM.evidence:
        assert item.quote in shown
    assert "Independent groups" in page.locator("#why").text_content()


def test_evidence_opens_at_the_quoted_words(open_page):
    page = open_page(PAGES["claim"])
    links = page.locator("#shown .kb-quote a")
    assert links.count() > 0
    for link in links.all():
        assert link.get_attribute("href").startswith("http")
        assert "#:~:text=" in link.get_attribute("href")


QUOTES = (
    "retained - all, of it",
    'The MSCs at P3, P6, and P15 showed similar morphology & <b>"markers"</b>—naïve, “so” 5-6% (n = 3)',
    max((quote for claim in KB.claims.values() for quote, _, _, _ in claim.said()), key=len),
)


@pytest.mark.parametrize("quote", QUOTES)
def test_browser_finds_the_words_of_a_quote_and_no_others(browser, quote):
    page = browser.new_page()
    far = "".join(f"<p>Line {number} of many.</p>" for number in range(200))
    page.route("**/*", lambda route: route.fulfill(content_type="text/html; charset=utf-8", body=texts[route.request.url[-1]]))
    texts = {"1": f"{far}<p>Before, {escape(quote)} and after.</p>{far}", "2": far}
    scrolled = {}
    for number in texts:
        page.goto(f"http://127.0.0.1/{number}{fragment(quote)}")
        page.wait_for_timeout(100)
        scrolled[number] = page.evaluate("window.scrollY")
    page.close()
    assert scrolled["1"] > 1000
    assert scrolled["2"] == 0


def test_lost_work_is_never_shown_as_real(open_page):
    page = open_page(PAGES["lost work"])
    assert "could not be found" in page.locator("h1").inner_text()
    assert page.locator("main a[href*='doi.org'], main a[href*='pubmed']").count() == 0
    page = open_page(f"sources/{LISTS_LOST}/")
    assert page.locator(f"li:has(a[href$='works/{LOST}/']) .kb-flag-bad").first.inner_text() == "not found"


def test_source_page_lists_every_statement(open_page):
    key = CLAIM.asserted_by[0].source
    said = {claim.id for claim in KB.claims.values() for assertion in claim.asserted_by if assertion.source == key}
    page = open_page(f"sources/{key}/")
    shown = {link.get_attribute("href").split("/")[-2] for link in page.locator("section a.kb-line").all()}
    assert shown == said


def test_scheme_can_be_switched(open_page):
    page = open_page("")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Light or dark").click()
    expect(page.locator("body")).not_to_have_css("background-color", before)


def test_drawer_opens_on_a_phone(open_page):
    page = open_page(PAGES["claim"], 390)
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Topics").first.wait_for(state="visible")


def test_wrong_address_offers_what_has_its_words(browser, address):
    page = browser.new_page()
    page.goto(f"{address}claims/{CLAIM.id}-no-more/")
    assert "Nothing is at this address" in page.locator("h1").inner_text()
    assert page.locator("main form[role=search] input").input_value() == f"{CLAIM.id}-no-more".replace("-", " ")
    page.locator("#kb-perhaps a").first.click()
    expect(page.locator("h1")).not_to_contain_text("Nothing")
    page.close()


def test_old_address_of_a_renamed_claim_leads_to_it(open_page, site):
    renamed = next(claim for claim in KB.claims.values() if claim.formerly)
    page = open_page(f"claims/{renamed.formerly[0]}/")
    page.wait_for_url(f"**/claims/{renamed.id}/")
    assert f'rel="canonical" href="../{renamed.id}/"' in (site / f"claims/{renamed.formerly[0]}/index.html").read_text()
    assert f"claims/{renamed.formerly[0]}/" not in (site / "sitemap.xml").read_text()
