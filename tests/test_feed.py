"""The feed of changes: Atom by RFC 4287, whatever the commits say."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from payloads import PAYLOADS
from test_history import BIB, CELLS, CLAIM

from build_tools import pipeline
from build_tools.feed import MOST, MOST_CLAIMS, feed
from build_tools.model import Commit, Past
from build_tools.past import Touched

ATOM = "{http://www.w3.org/2005/Atom}"
AGE = f"{CELLS}/cells-age.yaml"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")  # RFC 3339, in UTC
SITE = "https://example.org/site/"


@pytest.fixture
def tell(base):
    kb = pipeline.read(base({"references.bib": BIB, AGE: CLAIM}))

    def told(*commits, address=SITE, missing="", name="Site"):
        return ET.fromstring(feed(replace(kb, past=Past(commits, missing)), name, address))  # noqa: S314  our own

    return told


def made(number, subject, *files):
    return Commit(f"{number:040x}", 1_795_000_000 + number, subject, tuple(Touched(*file) for file in files))


def text(element, name):
    (child,) = element.findall(ATOM + name)
    return child.text


def hold_to_the_rfc(root, address):
    """What sections 4.1.1, 4.1.2, 4.2.6 and 4.2.7 ask of a feed and of each entry."""
    assert root.tag == f"{ATOM}feed"
    entries = root.findall(f"{ATOM}entry")
    for element in (root, *entries):
        assert text(element, "title").strip()
        assert re.match(r"urn:uuid:[0-9a-f-]{36}$|https://", text(element, "id"))
        assert MOMENT.fullmatch(text(element, "updated"))
        links = element.findall(f"{ATOM}link")
        assert len({(link.get("rel"), link.get("type")) for link in links}) == len(links)
        assert all(link.get("href").startswith(address or ("./", "feed.xml")) for link in links)
    assert text(root.find(f"{ATOM}author"), "name")
    assert [link.get("rel") for link in root.findall(f"{ATOM}link")] == ["self", "alternate"]
    ids = [text(element, "id") for element in (root, *entries)]
    assert len(ids) == len(set(ids))
    assert text(root, "updated") == max((text(entry, "updated") for entry in entries), default=text(root, "updated"))
    assert all(entry.find(f"{ATOM}content").get("type") == "text" for entry in entries)


@pytest.mark.parametrize("address", [SITE, ""])
def test_a_feed_is_atom(tell, address):
    root = tell(
        made(2, "Second", ("changed", AGE)), made(1, "First", ("added", AGE), ("added", "references.bib")), address=address
    )
    hold_to_the_rfc(root, address)
    second, first = root.findall(f"{ATOM}entry")
    assert (text(second, "title"), text(second, "content")) == ("Second", "1 claim changed: Cells age.")
    assert text(first, "content") == "1 claim added: Cells age. Also touched: references."
    assert second.find(f"{ATOM}link").get("href") == f"{address or './'}{'changes/' if address else ''}#c-{2:040x}"[:-28]


@pytest.mark.parametrize("payload", [*PAYLOADS, "\x00\x0b\ufffe", "]]></content>"])
def test_any_words_make_a_feed(tell, payload):
    root = tell(made(1, payload, ("removed", f"{CELLS}/{payload}.yaml")), name=f"Site {payload}")
    hold_to_the_rfc(root, SITE)
    assert len(list(root.iter())) == len(list(tell(made(1, "x", ("removed", f"{CELLS}/x.yaml"))).iter()))


def test_without_a_history_the_feed_is_empty_and_valid(tell):
    root = tell(missing="It was not at hand.")
    hold_to_the_rfc(root, SITE)
    assert root.findall(f"{ATOM}entry") == []


def test_a_feed_has_bounds(tell):
    many = [("removed", f"{CELLS}/cell-{number}.yaml") for number in range(MOST_CLAIMS + 5)]
    root = tell(*(made(100 - number, "x" * 999, *many) for number in range(50)))
    hold_to_the_rfc(root, SITE)
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == MOST
    assert text(entries[0], "content").endswith("And 5 more.")
    assert len(text(entries[0], "title")) == 200


def test_a_commit_keeps_its_id_wherever_the_site_is(tell):
    def ids(address):
        return [text(entry, "id") for entry in tell(made(1, "x"), made(0, "y"), address=address).findall(f"{ATOM}entry")]

    assert ids("") == ids(SITE)
