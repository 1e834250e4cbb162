"""The search page is small, so that who comes with a word waits for little."""

import pytest
from bases import ROOT

from build_tools import pipeline
from build_tools.pages import search

KB = pipeline.read(ROOT)


@pytest.mark.parametrize("most", [len(KB.topics), 5])
def test_the_page_lists_some_topics_and_says_where_all_are(monkeypatch, most):
    monkeypatch.setattr(search, "MOST_TOPICS", most)
    (page,) = search.pages(KB)
    shown = [topic for topic in KB.topics if f'topics/{topic}/"' in page.body]
    assert shown == list(KB.topics)[:most]
    assert ("All topics" in page.body) == (most < len(KB.topics))
