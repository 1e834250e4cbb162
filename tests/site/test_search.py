"""A reader searches: from the header, by key, with facets, by address."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def status(page):
    return page.locator("#kb-results [role=status]")


def hits(page) -> int:
    expect(status(page)).to_have_text(re.compile("page"))
    return int(re.match(r"\d+", status(page).inner_text())[0])


def test_slash_focuses_the_box_and_enter_searches(open_page):
    page = open_page("topics/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "kb-q"
    page.keyboard.type("senescence")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=senescence")
    assert hits(page) > 5
    assert page.locator(".kb-hit mark").count() > 0


def test_slash_types_a_slash_inside_a_box(open_page):
    page = open_page("search/")
    page.locator("#kb-page-q").fill("")
    page.locator("#kb-page-q").press("/")
    assert page.locator("#kb-page-q").input_value() == "/"


@pytest.mark.parametrize("facet", ["topic", "kind", "source", "passage", "stance"])
def test_facet_narrows_and_stands_in_the_address(open_page, facet):
    page = open_page("search/?q=cells")
    everything = hits(page)
    group = page.locator(f"details[data-facet={facet}]")
    if not group.evaluate("node => node.open"):
        group.locator("summary").click()
    label = group.locator("label").first
    promised = int(label.locator("span").last.inner_text())
    label.locator("input").check()
    expect(page).to_have_url(re.compile(rf"[?&]{facet}="))
    expect(status(page)).to_have_text(re.compile(rf"^{promised} "))
    assert 0 < promised <= everything
    again = open_page(page.url.partition("/search/")[2] and "search/" + page.url.partition("/search/")[2])
    assert hits(again) == promised
    assert again.locator(f"details[data-facet={facet}] input:checked").count() == 1


def test_empty_result_helps(open_page):
    page = open_page("search/?q=senescence&type=Term&level=Contested")
    assert hits(page) == 0
    page.get_by_role("button", name="Clear the filters").click()
    expect(status(page)).not_to_have_text(re.compile("^0 "))
    assert hits(page) > 0


def test_facets_work_by_keyboard(open_page):
    page = open_page("search/?q=passage")
    before = hits(page)
    page.locator("details[data-facet=level] input").first.focus()
    page.keyboard.press("Space")
    expect(status(page)).not_to_have_text(re.compile(rf"^{before} "))
    assert page.evaluate("document.activeElement.dataset.choice").startswith("level=")
