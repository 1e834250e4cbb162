"""Chromium opens the site of a base full of payloads: nothing runs, nothing is asked elsewhere, no formula is taken along."""

import csv
import io

import pytest
from serving import served

from build_tools import pipeline

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def hostile_address(hostile_site):
    with served(hostile_site) as url:
        yield url


@pytest.fixture
def visit(browser, hostile_address):
    """Open pages in one tab; afterwards no dialog, no frame, no request elsewhere and no complaint of the content policy."""
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    seen = []
    page.on("dialog", lambda dialog: (seen.append(("dialog", dialog.message)), dialog.dismiss()))
    page.on(
        "request",
        lambda request: seen.append(request.url) if not request.url.startswith((hostile_address, "blob:", "data:")) else None,
    )
    page.on("response", lambda answer: seen.append((answer.status, answer.url)) if answer.status >= 400 else None)
    page.on("console", lambda said: seen.append(said.text) if said.type == "error" and not _icon(said) else None)
    page.on("pageerror", lambda error: seen.append(str(error)))

    def open_(path):
        page.goto(hostile_address + path, wait_until="networkidle")
        assert page.frames == [page.main_frame]
        return page

    yield open_
    context.close()
    assert seen == []


def _icon(said):
    """Chromium asks a host for this file by itself."""
    return said.location["url"].endswith("/favicon.ico")


@pytest.fixture(scope="module")
def kb(hostile_base):
    return pipeline.read(hostile_base)


def test_pages_of_every_kind(visit, kb, hostile_site):
    kinds = ("claims", "works", "sources", "topics", "questions", "tables", "terms")
    for kind in kinds:
        first, *_, last = sorted(path.parent.name for path in (hostile_site / kind).glob("*/index.html"))
        for name in {first, last}:
            assert visit(f"{kind}/{name}/").locator("h1").count() == 1
    for path in ("", *(f"{kind}/" for kind in kinds), "conflicts/", "unknown/", "integrity/", "explore/", "calculators/"):
        visit(path)


def test_claims_with_each_payload(visit, kb, hostile_site):
    seen = {}
    for claim in kb.claims.values():
        seen.setdefault(claim.statement.partition(" and four more words ")[0], claim.id)
    assert len(seen) > 30
    for identity in seen.values():
        visit(f"claims/{identity}/")


def test_search_shows_payloads_as_text(visit):
    page = visit("search/?q=four+more+words")
    page.locator(".kb-hit").first.wait_for()
    assert "alert(1)" in page.locator("#kb-results").inner_text()
    for words in ("<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>", "javascript:alert(1)"):
        page.locator("#kb-page-q").fill(words)
        page.wait_for_load_state("networkidle")
        assert page.locator("#kb-results img, #kb-results script").count() == 0


def test_the_table_is_taken_along_without_formulas(visit, kb):
    page = visit(f"tables/{next(iter(kb.tables))}/")
    with page.expect_download() as waited:
        page.get_by_role("button", name="CSV", exact=True).click()
    cells = [cell for row in csv.reader(io.StringIO(waited.value.path().read_text(encoding="utf-8"))) for cell in row]
    assert any(cell.startswith(("'=", "'+", "'-", "'@")) for cell in cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
