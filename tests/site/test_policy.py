"""No page runs what a stranger put into it."""

import re

import pytest

pytestmark = pytest.mark.browser


def test_every_page_has_its_policy_before_anything_it_governs(site):
    pages = [path for path in site.rglob("*.html") if "pagefind" not in path.parts]
    for path in pages:
        html = path.read_text(encoding="utf-8")
        head = html[: html.index("Content-Security-Policy")]
        assert not re.search(r"<(script|link|style|img)\b", head), path
        assert "'unsafe-" not in html, path
        assert ("wasm-unsafe-eval" in html) == (path.parent.name == "search" or path.name == "404.html"), path  # both search
    assert len(pages) > 500


def test_script_of_a_stranger_does_not_run(browser, address):
    page = browser.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{address}method/")
    page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "window.ran = true";
        document.body.append(script);
        const picture = document.createElement("img");
        picture.setAttribute("onerror", "window.ran = true");
        picture.src = "data:image/png;base64,AAAA";
        document.body.append(picture);
    }""")
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") is None
    assert sum("Content Security Policy" in text for text in said) == 2
    page.close()
