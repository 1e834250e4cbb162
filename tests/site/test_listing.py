"""Long lists: searched within, filtered, sorted; the state in the address; whole over several pages; whole without scripts."""

import re

import pytest
from playwright.sync_api import expect
from site_pages import KB

pytestmark = pytest.mark.browser


def rows(page):
    return page.locator(".kb-listing tbody > tr:not([hidden])")


def count(page, words: str) -> None:
    expect(page.get_by_role("status")).to_have_text(re.compile(words))


def test_works_are_found_by_their_words_and_the_address_keeps_them(open_page):
    page = open_page("works/")
    every = rows(page).count()
    page.get_by_label("Search within").fill("bone marrow")
    expect(page).to_have_url(re.compile(r"q=bone\+marrow"))
    shown = rows(page).all_inner_texts()
    assert 0 < len(shown) < every
    assert all("bone" in text.lower() and "marrow" in text.lower() for text in shown)
    count(page, f"^{len(shown)} of {every} works$")
    again = open_page("works/?q=bone+marrow")
    expect(rows(again)).to_have_count(len(shown))


def test_works_by_record_and_by_year(open_page):
    lost = [key for key in KB.works if KB.lock_entry(key).outcome == "not found"]
    page = open_page("works/")
    page.get_by_label("Record", exact=True).select_option("not found")
    expect(rows(page)).to_have_count(len(lost))
    page = open_page("works/?sort=-year")
    expect(page.locator("th[aria-sort=descending]")).to_have_text("Year")
    years = [int(year) for year in page.locator("td[data-label=Year]").all_inner_texts() if year.isdigit()]
    assert len(years) > 50
    assert years == sorted(years, reverse=True)
    page.get_by_role("button", name="Claims").click()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Claims")
    used = [int(number) for number in page.locator("td[data-label=Claims]").all_inner_texts()]
    assert used == sorted(used)


def test_works_can_be_sorted_on_a_phone(open_page):
    page = open_page("works/", 390)
    page.get_by_label("Sort by").select_option("Year")
    expect(page).to_have_url(re.compile("sort=-year"))


def test_rows_of_the_other_pages_are_fetched_when_asked_for(open_page, address):
    """A second page made of the last rows of the first, as a base of more works would have it."""
    page = open_page("")
    whole = page.request.get(f"{address}works/").text()
    head, first, *others = re.split(r"(?=<tr><td>)", whole)
    last, tail = re.match(r"(.*?</tr>)(.*)", others.pop(), re.DOTALL).groups()
    pager = '<nav class="kb-pager"><ul><li><span>1</span></li><li><a href="../works/2/">2</a></li></ul></nav>'
    page.route("**/works/", lambda route: route.fulfill(body=head + first + tail.replace("</div>", f"</div>{pager}", 1)))
    moved = "".join([*others, last]).replace('href="../', 'href="../../')
    page.route("**/works/2/", lambda route: route.fulfill(body=head + moved + tail, content_type="text/html"))
    page.goto(f"{address}works/")
    expect(rows(page)).to_have_count(1)
    page.get_by_label("Read", exact=True).select_option("abstract")
    expect(rows(page).nth(5)).to_be_visible()
    for link in rows(page).locator("a").all():
        assert re.fullmatch(r"/works/[^/]+/", link.get_attribute("href").removeprefix("..")), link.get_attribute("href")


def test_glossary_narrows_as_one_types(open_page):
    page = open_page("terms/")
    page.get_by_label("Search within").fill("fat tissue")
    expect(page.get_by_role("link", name="Adipose tissue")).to_be_visible()
    expect(page.locator("#letter-z, #letter-b").first).to_be_hidden()


def test_without_scripts_lists_are_whole(open_page):
    page = open_page("works/", java_script_enabled=False)
    assert rows(page).count() > 100
    page = open_page("terms/", java_script_enabled=False)
    assert page.locator("dl dt").count() == len(KB.terms)


def test_keys_lead_through_home_search_and_claim(open_page):
    page = open_page("")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("late passage exosomes")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=**")
    page.locator(".kb-hit-title").first.wait_for()
    page.locator("#kb-page-q").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".kb-hit-title").first).to_be_focused()
    while "claims/" not in page.evaluate("document.activeElement.href"):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/**")
    page.locator("main h1").wait_for()
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.closest('main') ? document.activeElement.tagName : ''"))
    assert {"A", "SUMMARY"} <= seen
