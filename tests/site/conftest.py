"""A real browser on the built site; it may not ask any other host, and its console must stay silent."""

from collections.abc import Iterator
from functools import partial
from time import monotonic

import pytest
from chromium import find
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, address: str):
    """Open a page of the site; afterwards nothing may have gone elsewhere or been complained about."""
    contexts: list[BrowserContext] = []
    outside: list[str] = []
    complaints: list[str] = []

    def open_(path: str, width: int = 1280, scheme: str = "light", **settings: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **settings)
        contexts.append(context)
        page = context.new_page()
        page.wait_for_function = partial(_wait_for, page)
        page.on("request", lambda request: outside.append(request.url) if not _own(request.url, address) else None)
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert outside == []
    assert complaints == []


def _wait_for(page: Page, expression: str, arg: object = None, timeout: float = 10_000) -> None:
    """What Playwright's own does, without eval inside of the page, which the content policy of the site forbids."""
    end = monotonic() + timeout / 1000
    while not page.evaluate(expression, arg):
        assert monotonic() < end, f"it never came to pass: {expression}"
        page.wait_for_timeout(30)


def _own(url: str, address: str) -> bool:
    return url.startswith((address, "data:", "blob:"))
