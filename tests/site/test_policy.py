"""The content policy of the built site: each page has one, and a browser keeps to it."""

import re

import pytest

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def test_each_page_has_one_policy_before_anything_that_loads(site):
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert len(META.findall(html)) == 1, path
        assert META.search(html).start() < html.index("<link"), path
        assert "unsafe" not in META.search(html)[1]
        assert " style=" not in html, path


@pytest.mark.browser
def test_an_injected_script_does_not_run(browser, address):
    page = browser.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    page.evaluate("""() => {
        document.body.append(Object.assign(document.createElement("script"), { textContent: "window.ran = true" }));
        document.body.insertAdjacentHTML("beforeend", "<img src=/nowhere.png onerror='window.ran = true'>");
    }""")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in text for text in said)
    page.close()
