"""A reader of a base whose index is split searches all parts as one."""

import os
import re
import shutil
from urllib.parse import quote

import pytest
from playwright.sync_api import expect
from serving import served
from site_pages import KB

from build_tools.search_index import make_index
from build_tools.search_records import records

pytestmark = pytest.mark.browser

RECORDS = list(records(KB))
PARTS = ("pagefind/fragment/", "pagefind/part-1/fragment/", "pagefind/part-2/fragment/")


@pytest.fixture(scope="module")
def split(site, tmp_path_factory):
    """The address of the site with its index in three parts."""
    folder = tmp_path_factory.mktemp("split") / "site"
    shutil.copytree(site, folder, copy_function=os.link, ignore=shutil.ignore_patterns("pagefind"))
    make_index(RECORDS, folder / "pagefind", most=-(-len(RECORDS) // 3))
    with served(folder) as url:
        yield url


@pytest.fixture
def both(browser, address, split):
    """Open a search on the site as it is, and on the one whose index is split; nobody may complain."""
    complaints = []
    context = browser.new_context(viewport={"width": 1280, "height": 900})

    def open_(search: str):
        pages = []
        for site in (address, split):
            page = context.new_page()
            page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(f"{site}search/{search}")
            expect(page.locator("#kb-status")).to_have_text(re.compile(r"\d|Nothing"))
            pages.append(page)
        return pages

    yield open_
    context.close()
    assert complaints == []


def found(page) -> str:
    return page.locator("#kb-status").inner_text()


def counts(page, facet) -> list[str]:
    """What a filter offers, with its numbers."""
    fold = page.locator(f"details[data-facet={facet}]")
    if not fold.evaluate("node => node.open"):
        fold.locator("summary").click()
    fold.locator("label").first.wait_for()
    return fold.locator("label").all_inner_texts()


def titles(page) -> list[str]:
    page.locator(".kb-hit").first.wait_for()
    return page.locator(".kb-hit-title").all_inner_texts()


@pytest.mark.parametrize("words", ["passage", "senescence", "early exosomes", "telomerase", "qqqqq", ""])
def test_the_same_pages_are_found(both, words):
    whole, split = both(f"?q={quote(words)}")
    assert found(split) == found(whole)


def test_hits_of_all_parts_are_ranked_together(browser, split):
    page = browser.new_page()
    fetched = []
    page.on("request", lambda request: fetched.append(request.url.removeprefix(split)))
    page.goto(f"{split}search/?q=early+exosomes")
    assert len(titles(page)) == 10
    assert all(any(name.startswith(part) for name in fetched) for part in PARTS)
    scores = page.evaluate(
        "import('/assets/search-engine.js').then(({ ask }) => ask('early exosomes')).then(({ results }) => "
        "results.map(({ score }) => score))"
    )
    assert len(set(scores)) > 20
    assert scores == sorted(scores, reverse=True)
    page.close()


def test_the_best_hits_are_those_of_one_index(both):
    whole, split = map(titles, both("?q=senescence&type=Claim"))
    assert len(set(whole) & set(split)) >= 5


@pytest.mark.parametrize("facet", ["level", "topic", "source", "passage"])
def test_filters_count_over_all_parts(both, facet):
    whole, split = both("?q=cells")
    assert counts(split, facet) == counts(whole, facet) != []


def test_the_address_holds_filters_and_order(both):
    topic = next(iter(KB.topics.values())).title
    whole, split = both(f"?q=cells&topic={quote(topic)}&stance=supports&sort=title")
    assert found(split) == found(whole)
    assert titles(split) == titles(whole)
    expect(split.locator(".kb-chosen li")).to_have_count(2)
    split.get_by_role("button", name="Drop the filter").first.click()
    expect(split.locator(".kb-chosen li")).to_have_count(1)
    split.go_back()
    expect(split.locator(".kb-chosen li")).to_have_count(2)
    assert titles(split) == titles(whole)


@pytest.mark.parametrize("order", ["title", "level"])
def test_order_is_that_of_all_parts(both, order):
    whole, split = both(f"?q=passage&type=Claim&sort={order}")
    for page in (whole, split):
        page.get_by_role("button", name="Show more").click()
        expect(page.locator(".kb-hit")).to_have_count(20)
    if order == "title":
        assert titles(split) == titles(whole)
    levels = [page.locator(".kb-hit .kb-level").all_inner_texts() for page in (whole, split)]
    assert levels[0] == levels[1]


def test_a_page_that_is_missing_looks_in_all_parts(browser, split):
    page = browser.new_page()
    title = KB.claims[next(reversed(KB.claims))]
    page.goto(f"{split}claims/{title.id}-x/")
    page.locator("#kb-perhaps li").first.wait_for()
    assert title.statement.replace("*", "") in page.locator("#kb-perhaps li").all_inner_texts()
    page.close()
