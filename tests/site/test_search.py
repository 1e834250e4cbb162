"""A reader searches: from the header, by key, with filters, by address, and pays little for it."""

import re

import pytest
from playwright.sync_api import expect
from site_pages import KB

from build_tools.vocabulary import LEVELS

pytestmark = pytest.mark.browser

FIRST, MORE = 200_000, 60_000  # bytes before the first result, and for another search


def status(page):
    return page.locator("#kb-status")


def hits(page) -> int:
    """How many pages were found, of all kinds."""
    expect(status(page)).to_have_text(re.compile(r"\d|Nothing"))
    return sum(map(int, re.findall(r"\d+", status(page).inner_text().replace(",", ""))))


def fold(page, facet):
    """The fold of a filter, open."""
    group = page.locator(f"details[data-facet={facet}]")
    if not group.evaluate("node => node.open"):
        group.locator("summary").click()
    group.locator("label").first.wait_for()
    return group


def titles(page) -> list[str]:
    return page.locator(".kb-hit-title").all_inner_texts()


def test_slash_focuses_the_box_and_enter_searches(open_page):
    page = open_page("topics/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "kb-q"
    page.keyboard.type("senescence")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=senescence")
    assert hits(page) > 5
    assert page.locator(".kb-hit mark").count() > 0


@pytest.mark.parametrize(("path", "box"), [("", "kb-home"), ("search/", "kb-page-q")])
def test_slash_prefers_the_box_of_the_page(open_page, path, box):
    page = open_page(path)
    page.locator("h1").click()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == box


def test_slash_types_a_slash_inside_a_box(open_page):
    page = open_page("search/")
    page.locator("#kb-page-q").press("/")
    assert page.locator("#kb-page-q").input_value() == "/"


def test_a_hit_says_how_its_claim_stands(open_page):
    page = open_page("search/?q=exosomes&type=Claim")
    hits(page)
    claims = {claim.statement.replace("*", ""): claim for claim in KB.claims.values()}
    shown = [row for row in page.locator(".kb-hit").all() if row.locator("a").inner_text() in claims]
    assert len(shown) > 5
    for row in shown:
        claim = claims[row.locator("a").inner_text()]
        found, topic = KB.levels[claim.id], KB.topics[claim.topic].title
        line = row.locator("p").first
        assert line.locator(f".kb-level.kb-{found.level}").count() == 1
        numbers = "for {supports} · qualified {qualifies} · against {refutes}".format(**found.groups)
        assert line.inner_text().strip() == f"{LEVELS[found.level].label} · {numbers} · {topic}"


@pytest.mark.parametrize("facet", ["topic", "kind", "source", "passage", "stance", "interest", "tissue", "product"])
def test_filter_narrows_and_stands_in_the_address(open_page, facet):
    page = open_page("search/?q=cells")
    everything = hits(page)
    label = fold(page, facet).locator("label").first
    promised = int(label.locator("span").last.inner_text())
    label.locator("input").check()
    expect(page).to_have_url(re.compile(rf"[?&]{facet}="))
    expect(status(page)).to_have_text(re.compile(rf"^{promised} claim"))
    assert 0 < promised <= everything
    again = open_page("search/" + page.url.partition("/search/")[2])
    assert hits(again) == promised
    expect(again.locator(".kb-chosen li")).to_have_count(1)
    expect(again.locator(f"details[data-facet={facet}] input:checked")).to_have_count(1)


def test_back_undoes_a_filter_and_a_chip_drops_it(open_page):
    page = open_page("search/?q=cells")
    everything = hits(page)
    fold(page, "level").locator("input").first.check()
    expect(page.locator(".kb-chosen li")).to_have_count(1)
    narrowed = hits(page)
    assert 0 < narrowed < everything
    page.go_back()
    expect(page.locator(".kb-chosen")).to_be_hidden()
    assert hits(page) == everything
    page.go_forward()
    expect(page.locator(".kb-chosen li")).to_have_count(1)
    page.get_by_role("button", name="Drop the filter").click()
    expect(page.locator(".kb-chosen")).to_be_hidden()
    assert hits(page) == everything


def test_order_by_level_and_by_title(open_page):
    page = open_page("search/?q=passage&type=Claim")
    hits(page)
    page.get_by_label("Sort by").select_option("level")
    expect(page).to_have_url(re.compile("sort=level"))
    expect(page.locator(".kb-hit .kb-level").first).to_have_class(re.compile("kb-well-supported"))
    for shown in (10, 20):
        page.get_by_role("button", name="Show more").click()
        expect(page.locator(".kb-hit")).to_have_count(shown + 10)
    order = [known.label for known in LEVELS.values()]
    found = [order.index(level.strip()) for level in page.locator(".kb-hit .kb-level").all_inner_texts()]
    assert len(found) > 20
    assert found == sorted(found)
    page.get_by_label("Sort by").select_option("title")
    expect(page).to_have_url(re.compile("sort=title"))
    expect(page.locator(".kb-hit-title").first).to_have_text(re.compile("^[AB]"))
    found = [title.casefold() for title in titles(page)]
    assert len(found) == 10
    assert found == sorted(found)


def test_empty_result_offers_to_drop_a_filter(open_page):
    page = open_page("search/?q=senescence&type=Term&level=Contested")
    assert hits(page) == 0
    page.get_by_role("button", name="Without “kind of page”").click()
    expect(status(page)).to_have_text(re.compile("claim"))
    assert hits(page) > 0


@pytest.mark.parametrize(
    ("typed", "meant"), [("senesense", "senescence"), ("exosmes", "exosomes"), ("late pasage", "late passage")]
)
def test_a_misspelled_word_is_asked_about(open_page, typed, meant):
    page = open_page("search/?q=" + typed.replace(" ", "+"))
    page.locator(".kb-help").get_by_role("link", name=meant, exact=True).click()
    page.wait_for_url(re.compile(r"\?q=" + meant.split()[0]))
    assert hits(page) > 5
    page.locator(".kb-hit").first.wait_for()
    assert not page.locator(".kb-help").is_visible()


def test_another_name_leads_to_its_term(open_page):
    page = open_page("search/?q=SA-beta-gal&level=Well+supported")
    hits(page)
    page.locator(".kb-help").get_by_role("link", name="Senescence-associated beta-galactosidase").click()
    page.wait_for_url("**/terms/**")


def test_arrows_walk_the_hits_enter_opens_escape_goes_back_and_clears(open_page):
    page = open_page("search/?q=senescence")
    hits(page)
    box = page.locator("#kb-page-q")
    box.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == titles(page)[1]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_have_value("")
    expect(page.locator("#kb-start")).to_be_visible()
    page.keyboard.type("telomere")
    expect(page).to_have_url(re.compile("q=telomere"))
    expect(page.locator(".kb-hit-title").first).to_be_visible()
    first = page.locator(".kb-hit-title").first.get_attribute("href")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{first}")


def test_a_hit_keeps_the_focus_when_counts_come_late(open_page):
    page = open_page("search/?q=senescence")
    hits(page)
    page.locator(".kb-hit-title").nth(2).focus()
    fold(page, "passage")  # its counts are fetched, and everything is drawn anew
    page.locator(".kb-hit-title").nth(2).focus()
    page.locator("details[data-facet=tissue]").evaluate("node => { node.open = true }")
    page.locator("details[data-facet=tissue] label").first.wait_for()
    expect(page.locator(".kb-hit-title").nth(2)).to_be_focused()


def test_filters_work_by_keyboard(open_page):
    page = open_page("search/?q=passage")
    before = hits(page)
    fold(page, "level").locator("input").first.focus()
    page.keyboard.press("Space")
    expect(page.locator(".kb-chosen li")).to_have_count(1)
    assert hits(page) < before
    assert page.evaluate("document.activeElement.dataset.choice").startswith("level=")


def test_on_a_phone_the_filters_are_a_fold_that_counts_those_in_use(open_page):
    page = open_page("search/?q=cells&level=Contested&stance=refutes", 390)
    hits(page)
    summary = page.locator(".kb-filters > summary")
    expect(summary).to_have_text("Filters (2)")
    assert not page.locator(".kb-facets").is_visible()
    summary.click()
    expect(page.locator("details[data-facet=level] input:checked")).to_be_visible()


def test_without_scripts_the_page_says_how_to_find_things(open_page):
    page = open_page("search/", java_script_enabled=False)
    assert not page.locator("#kb-page-q").is_visible()
    assert page.locator("main").get_by_role("link", name="Glossary").is_visible()
    for topic in KB.topics.values():
        assert page.locator(f"main a[href$='topics/{topic.id}/']").count() == 1


@pytest.mark.parametrize("words", ["cells", "senescence", "passage 8 exosomes"])
def test_a_search_costs_few_bytes(browser, address, words):
    """As it goes over the wire: the page, scripts, program, lists, words; help with spelling comes after the hits."""
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    fetched = {}
    page.on("response", lambda answer: fetched.setdefault(answer.url.partition("?")[0].removeprefix(address), answer))
    page.goto(f"{address}search/?q={words.replace(' ', '+')}")
    page.locator(".kb-hit").first.wait_for()
    page.wait_for_load_state("networkidle")
    sizes = {name: len(answer.body()) for name, answer in fetched.items() if "search" in name or "pagefind" in name}
    after = {name: sizes.pop(name) for name in ("search/words.json", "assets/search-words.js")}
    assert any("wasm" in name for name in sizes)
    assert not any("part-" in name for name in sizes)  # a small index is whole
    assert sum(sizes.values()) <= FIRST, sizes
    fetched.clear()
    page.locator("#kb-page-q").fill("cytokines")
    expect(page.locator(".kb-hit").first).to_contain_text(re.compile("cytokine", re.IGNORECASE))
    again = {name: len(answer.body()) for name, answer in fetched.items()}
    assert 0 < sum(again.values()) + sum(after.values()) <= MORE, again
    page.context.close()
