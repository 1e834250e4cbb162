"""Templates are compiled once, and what is kept of them is code of this very tool."""

import sys

import pytest

from build_tools import template


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of templates of its own, with a place for what is compiled."""
    monkeypatch.setattr(template, "FOLDER", tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "page.html").write_text("<p>{{ words_ }}</p>")
    template._environment.cache_clear()
    yield tmp_path
    template._environment.cache_clear()


def rendered() -> str:
    template._environment.cache_clear()
    return template._environment().get_template("page.html").render(words_="a < b")


def test_a_compiled_template_is_kept_and_gives_the_same(folder):
    assert rendered() == "<p>a &lt; b</p>"
    (kept,) = (folder / "__pycache__").iterdir()
    before = kept.stat().st_mtime_ns
    assert rendered() == "<p>a &lt; b</p>"
    assert kept.stat().st_mtime_ns == before


def test_a_changed_template_is_compiled_anew(folder):
    rendered()
    (folder / "page.html").write_text("<b>{{ words_ }}</b>")
    assert rendered() == "<b>a &lt; b</b>"


@pytest.mark.parametrize("content", [b"", b"j2", b"\0" * 999])
def test_a_damaged_one_is_compiled_anew(folder, content):
    rendered()
    (kept,) = (folder / "__pycache__").iterdir()
    kept.write_bytes(content)
    assert rendered() == "<p>a &lt; b</p>"


def test_nothing_is_kept_where_python_keeps_nothing(folder, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered() == "<p>a &lt; b</p>"
    assert list((folder / "__pycache__").iterdir()) == []


def test_what_is_said_in_a_template_means_what_it_means_in_python(folder):
    (folder / "page.html").write_text(
        "{% macro twice(text, mark='!') %}{{ text }}{{ text }}{{ mark }}{% endmacro %}"
        "{{ words_['key'] }} {{ words_.copy()['key'].upper() }} {{ twice('<', mark='&') }} {{ twice(*['a']) }}"
    )
    page = template._environment().get_template("page.html")
    assert page.render(words_={"key": "a < b"}) == "a &lt; b A &lt; B &lt;&lt;&amp; aa!"
    (folder / "page.html").write_text("{{ words_.key }}")
    template._environment.cache_clear()
    with pytest.raises(AttributeError):
        template._environment().get_template("page.html").render(words_={"key": "an item is no attribute"})


@pytest.mark.parametrize(
    ("quote", "end"),
    [
        ("", ""),
        ("fell from P3-P6, it & all", "#:~:text=fell%20from%20P3%2DP6%2C%20it%20%26%20all"),
        ("naïve", "#:~:text=na%C3%AFve"),
        ("one two three four five six seven eight", "#:~:text=one%20two%20three%20four%20five%20six%20seven%20eight"),
        (
            "one two-fold three four five six seven, eight nine",
            "#:~:text=one%20two%2Dfold%20three%20four,seven%2C%20eight%20nine",
        ),
    ],
)
def test_a_short_quote_is_looked_for_whole_and_a_long_one_by_its_ends(quote, end):
    assert template.fragment(quote) == end
