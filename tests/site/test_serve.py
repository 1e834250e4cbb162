"""A writer's screen: the open page follows the file, and a mistake lies over it until it is mended or closed."""

import shutil

import pytest
from bases import ROOT, generated
from following import PATIENCE, following
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WAIT = PATIENCE * 1000
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A base of 1,000 claims with what a site needs beside it."""
    folder = tmp_path_factory.mktemp("written")
    generated(1_000, folder)
    for name in ("docs", "build_tools"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


@pytest.fixture
def open_claim(browser, written):
    """A claim in a served base: its page, its file and its text; nothing may complain, ask elsewhere or open a dialog."""
    with following(written) as server:
        page = browser.new_page(viewport={"width": 1280, "height": 500})
        bad = []
        own = f"http://{server.host}/"
        page.on("request", lambda request: bad.append(request.url) if not request.url.startswith(own) else None)
        page.on("console", lambda said: bad.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("dialog", lambda dialog: (bad.append(dialog.message), dialog.dismiss()))
        page.goto(f"{own}claims/claim-7/")
        file = next((written / "kb/claims").glob("*/claim-7.yaml"))
        text = file.read_text()
        yield page, file, text
        file.write_text(text)
        page.close()
    assert bad == []


def changed(text: str, words: str) -> str:
    return "\n".join([f"statement: {words}", *text.splitlines()[1:]]) + "\n"


def test_new_words_come_by_themselves_and_the_place_stays(open_claim):
    page, file, text = open_claim
    why = page.locator("#why")
    page.mouse.wheel(0, 300)
    page.wait_for_timeout(100)
    assert page.evaluate("scrollY") > 0
    before = why.bounding_box()["y"]
    file.write_text(changed(text, "Written while somebody looked."))
    expect(page.locator("h1")).to_have_text("Written while somebody looked.", timeout=WAIT)
    page.wait_for_load_state()
    assert page.evaluate("scrollY") > 0
    assert abs(why.bounding_box()["y"] - before) < 50


def test_a_mistake_is_told_over_the_page_as_text_and_goes_when_it_is_mended(open_claim):
    page, file, text = open_claim
    overlay = page.locator(".kb-serving")
    file.write_text(text.replace("kind: ", f"kind: {HOSTILE}", 1))
    item = overlay.locator(".kb-serving-error").first
    expect(item).to_be_visible(timeout=WAIT)
    expect(item).to_contain_text(HOSTILE[:20])
    expect(item).to_contain_text("claim-7.yaml:2:")
    expect(overlay).to_have_attribute("aria-live", "polite")
    assert overlay.locator("img").count() == 0
    expect(page.locator("h1")).to_be_visible()
    file.write_text(text)
    expect(overlay.locator(".kb-serving-error")).to_have_count(0, timeout=WAIT)


def test_what_was_closed_stays_closed_until_something_else_is_wrong(open_claim):
    page, file, text = open_claim
    overlay = page.locator(".kb-serving")
    file.write_text(text.replace("kind: ", "kind: no-", 1))
    expect(overlay.locator(".kb-serving-error").first).to_be_visible(timeout=WAIT)
    overlay.get_by_role("button", name="Close").click()
    expect(overlay).to_be_hidden()
    page.reload()
    expect(overlay.locator("li").first).to_be_attached(timeout=WAIT)
    expect(overlay).to_be_hidden()
    file.write_text(text.replace("kind: ", "kind: not-", 1))
    expect(overlay.locator(".kb-serving-error").first).to_be_visible(timeout=WAIT)
