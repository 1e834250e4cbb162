"""Cards: what a linked claim, work or word is, on hover and focus; they can be left, read, and sent away."""

import pytest
from playwright.sync_api import expect
from site_pages import CLAIM, KB, PAGES

from build_tools.prose import plain
from build_tools.vocabulary import LEVELS

pytestmark = pytest.mark.browser
WORD = next(claim for claim in KB.claims.values() if claim.statement.startswith("MSCs "))
QUESTION = next(iter(KB.questions.values()))


def test_card_of_a_word_shows_on_hover_and_can_be_read(open_page):
    page = open_page(f"claims/{WORD.id}/")
    word, card = page.locator("h1 a.kb-word").first, page.get_by_role("tooltip")
    expect(card).to_have_count(0)
    height = page.evaluate("document.documentElement.scrollHeight")
    word.hover()
    expect(card).to_contain_text(plain(KB.terms["msc"].definition))
    assert page.evaluate("document.documentElement.scrollHeight") == height
    assert word.get_attribute("aria-describedby") == card.get_attribute("id")
    card.hover()
    page.wait_for_timeout(400)
    expect(card).to_be_visible()
    page.mouse.move(700, 880)
    expect(card).to_have_count(0)
    assert word.get_attribute("aria-describedby") is None


def test_card_of_a_work_shows_on_focus_and_leaves_on_escape(open_page):
    work = KB.works[CLAIM.evidence[0].work]
    page = open_page(PAGES["claim"])
    link, card = page.locator(f"#shown a[href$='works/{work.key}/']").first, page.get_by_role("tooltip")
    page.keyboard.press("Tab")  # from here on focus comes by the keyboard
    link.focus()
    expect(card).to_contain_text(work.citation)
    expect(card).to_contain_text(f"Standing: {KB.lock_entry(work.key).standing}")
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(link).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(card).to_contain_text(work.citation)
    page.keyboard.press("Tab")
    expect(card).not_to_contain_text(work.citation)


def test_card_of_a_claim_says_how_it_stands_and_keeps_no_second_title(open_page):
    claim = KB.claims[QUESTION.answer[0].claims[0]]
    page = open_page(f"questions/{QUESTION.id}/")
    link, card = page.locator(".kb-refs a").first, page.get_by_role("tooltip")
    title = link.get_attribute("title")
    link.hover()
    expect(card).to_contain_text(plain(claim.statement))
    expect(card.locator(".kb-level")).to_have_text(LEVELS[KB.levels[claim.id].level].label)
    assert link.get_attribute("title") == ""
    page.mouse.move(700, 880)
    expect(card).to_have_count(0)
    assert link.get_attribute("title") == title


def test_a_tap_follows_the_link(open_page):
    page = open_page(f"claims/{WORD.id}/", 390, has_touch=True)
    page.locator("h1 a.kb-word").first.tap()
    page.wait_for_url("**/terms/**")
    expect(page.get_by_role("tooltip")).to_have_count(0)


def test_card_stays_inside_of_the_window(open_page):
    page = open_page(f"claims/{WORD.id}/", 390)
    page.locator("h1 a.kb-word").last.hover()
    card = page.get_by_role("tooltip")
    expect(card).to_be_visible()
    box = card.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
