"""Four visitors on a phone: each finds what they came for, from home, in a few taps."""

import re

import pytest
from playwright.sync_api import expect
from site_pages import KB

pytestmark = pytest.mark.browser

PHONE = 390


def answer(page, words: str) -> None:
    expect(page.locator(".kb-answer")).to_contain_text(re.compile(words, re.IGNORECASE))


def test_the_first_screen_says_what_is_asserted_and_how_well_it_stands(open_page):
    page = open_page("", PHONE)
    stand = page.get_by_role("heading", name=f"How {len(KB.claims)} claims stand")
    assert stand.bounding_box()["y"] < 900
    assert page.locator("#kb-home").bounding_box()["y"] < 450
    link = page.locator(".kb-stand a").first
    promised = int(re.search(r"\d+", link.inner_text())[0])
    link.click()
    expect(page.locator("#kb-status")).to_have_text(f"{promised} claims")


def test_a_patient_who_was_offered_cheap_cells_of_passage_8(open_page):
    page = open_page("", PHONE)
    page.get_by_role("link", name="I was offered cells").click()
    answer(page, "does not recommend cells of passage 7 or 8")
    answer(page, "outcome for patients had hardly been examined")
    expect(page.get_by_role("heading", name="What to ask")).to_be_visible()
    page.locator(".kb-refs a").first.click()
    expect(page.locator(".kb-verdict")).to_be_visible()


def test_the_same_patient_in_words_of_their_own(open_page):
    page = open_page("", PHONE)
    page.locator("#kb-home").fill("clinic passage 8 cheap")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    expect(page.locator(".kb-help")).to_contain_text("These have “clinic passage 8”")
    page.get_by_role("link", name="My clinic offers cells of passage 8").click()
    answer(page, "passage 7 or 8")


def test_a_qa_person_who_needs_a_passage_limit_with_sources(open_page):
    page = open_page("", PHONE)
    page.get_by_role("link", name="I write a specification").click()
    answer(page, "at most 12 population doublings")
    page.locator(".kb-refs a[href*='doubling-cap-of-12']").click()
    expect(page.locator("h1")).to_contain_text("12 population doublings")
    assert page.locator("#shown .kb-quote").count() > 0
    assert page.locator("#who blockquote").count() > 0


def test_a_process_developer_who_asks_what_bioreactors_change(open_page):
    page = open_page("", PHONE)
    page.get_by_role("link", name="I make cells").click()
    answer(page, "closed system")
    answer(page, "microcarrier")


def test_a_sceptic_who_asks_who_says_so_and_who_gains(open_page):
    page = open_page("", PHONE)
    page.get_by_role("link", name="I doubt it").click()
    rows = page.locator("main tbody tr")
    assert rows.count() == len({said.source for claim in KB.claims.values() for said in claim.asserted_by})
    for row in rows.all():
        assert "Interest" in row.locator("td").nth(1).get_attribute("data-label")
    expect(page.locator("main")).to_contain_text("treats patients with the product for payment")
    rows.first.get_by_role("link").first.click()
    expect(page.locator("#audit")).to_contain_text("treats patients with the product for payment")
