"""The page of changes and its feed on the built site."""

import re
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest
from site_pages import PAGES
from test_feed import hold_to_the_rfc

ADDRESSES = sorted({path.partition("?")[0] for path in PAGES.values()})


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_page_knows_the_feed(site, path):
    html = (site / path / "index.html").read_text()
    (href,) = re.findall(r'<link rel="alternate" type="application/atom\+xml" title="Changes" href="([^"]*)">', html)
    assert urljoin(f"/{path}", href) == "/changes/feed.xml"


def test_the_feed_is_atom_and_its_entries_stand_on_the_page(site):
    root = ET.fromstring((site / "changes/feed.xml").read_bytes())  # noqa: S314  our own
    hold_to_the_rfc(root, "")
    page = (site / "changes/index.html").read_text()
    for entry in root.iter("{http://www.w3.org/2005/Atom}entry"):
        anchor = entry.find("{http://www.w3.org/2005/Atom}link").get("href").partition("#")[2]
        assert f'id="{anchor}"' in page


def test_the_page_tells_commits_or_says_why_not(site):
    page = (site / "changes/index.html").read_text()
    assert ("<time datetime=" in page) != ("So what changed when is not told here." in page)
    assert ('id="lately"' in (site / "index.html").read_text()) == ("<time datetime=" in page)
