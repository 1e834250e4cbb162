"""Contributors' text becomes harmless HTML with the few marks that are allowed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.prose import links, plain, render

KNOWN = {"cells-age": "claims/cells-age/"}


def html(text):
    return render(text, lambda identity: KNOWN.get(identity, ""))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain words", "plain words"),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("an *emphasised* word", "an <em>emphasised</em> word"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("`code *here*`", "<code>code *here*</code>"),
        ("10^5^ cells, CO~2~", "10<sup>5</sup> cells, CO<sub>2</sub>"),
        ("see [this](cells-age)", 'see <a href="../../claims/cells-age/" rel="noopener noreferrer">this</a>'),
        ("see [it](https://example.org/a_(b))", 'see <a href="https://example.org/a_(b)" rel="noopener noreferrer">it</a>'),
        ("see [bad](javascript:alert(1))", "see [bad](javascript:alert(1))"),
        ("see [bad](http://example.org)", "see [bad](http://example.org)"),
        ("see [bad](unknown-id)", "see [bad](unknown-id)"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("*<img src=x onerror=alert(1)>*", "<em>&lt;img src=x onerror=alert(1)&gt;</em>"),
        ('[<b>"](https://e.org/"x)', '<a href="https://e.org/&quot;x" rel="noopener noreferrer">&lt;b&gt;"</a>'),
    ],
)
def test_render(text, expected):
    assert html(text) == expected


@given(st.text(alphabet="<>&\"'*`^~[]()abc :/=javascript", max_size=60))
def test_only_allowed_tags_ever_come_out(text):
    shown = html(text)
    rest = shown
    for tag in ("em", "code", "sup", "sub"):
        rest = rest.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    while '<a href="' in rest:
        before, _, after = rest.partition('<a href="')
        address, _, after = after.partition('"')
        assert address.startswith(("https://", "../../claims/"))
        rest = before + after.partition(">")[2]
    assert "<" not in rest.replace("</a>", "")


def test_links_and_plain():
    assert list(links("[a](https://x.org) and [b](cells-age)")) == ["https://x.org", "cells-age"]
    assert plain("*a* [b](https://x.org) `c` 10^5^") == "a b c 105"
