"""The content policy of a page lets in the scripts it came with, by hash, and nothing else inline."""

from base64 import b64encode
from hashlib import sha256

from build_tools.policy import protect

PAGE = '<html><head><meta charset="utf-8"><title>t</title><script>one()</script>{}</head><body></body></html>'


def hashed(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def test_each_inline_script_is_let_in_by_its_hash_once():
    html = protect(PAGE.format("<script>one()</script><script async>two(\n)</script>"))
    assert html.count(hashed("one()")) == 1
    assert html.count(hashed("two(\n)")) == 1
    assert html.index("Content-Security-Policy") < html.index("<title>")


def test_scripts_with_an_address_and_data_need_no_hash():
    html = protect(PAGE.format('<script src="a.js"></script><script type="application/json">{"a": 1}</script>'))
    assert html.count("sha256-") == 1


def test_nothing_unsafe_and_no_other_host_is_let_in():
    html = protect(PAGE.format(""))
    assert "unsafe" not in html
    assert "http:" not in html.replace('http-equiv="', "")
    assert "https:" not in html


def test_what_is_no_page_stays_as_it_is():
    assert protect("<?xml version='1.0'?><urlset/>") == "<?xml version='1.0'?><urlset/>"
