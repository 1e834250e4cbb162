"""What machines are told of a page is JSON that says what the page says, and nothing in it ends the element it stands in."""

import json
import re

import pytest
from bases import ROOT
from hypothesis import given
from hypothesis import strategies as st
from payloads import PAYLOADS

from build_tools import pipeline
from build_tools.metadata import embedded, reference, told
from build_tools.model import Page, Site
from build_tools.pages import claim, data, home, question, term, topic, work

KB = pipeline.read(ROOT)
SITE = Site("A base", "Somebody", "https://example.org/kb/")
EVIL = (*PAYLOADS, "</script><script>x", "<!--<script>", "-->", "\u2028\u2029", "]]>", "</SCRIPT >", "\\u003c/script>")
RISKY = re.compile(r"[<>&\u2028\u2029]|[^\x00-\x7f]")


@given(st.recursive(st.text() | st.sampled_from(EVIL), lambda parts: st.lists(parts) | st.dictionaries(st.text(), parts)))
def test_whatever_is_embedded_comes_back_and_breaks_nothing(value):
    shown = embedded({"value": value})
    assert json.loads(shown) == {"value": value}
    assert RISKY.search(shown) is None


@pytest.mark.parametrize("evil", EVIL)
def test_no_title_breaks_out_of_the_script(evil):
    page = Page("claims/x/", evil, "", "", (("topics/", evil),), about={"@type": "Claim", "name": evil}, level="limited")
    shown = told(page, SITE)
    assert RISKY.search(shown) is None
    about, way = json.loads(shown)["@graph"]
    assert about["name"] == evil
    assert [step["name"] for step in way["itemListElement"]] == [evil, evil]


def parts_of(page, site=SITE):
    return {part["@type"]: part for part in json.loads(told(page, site))["@graph"]}


def addresses(value):
    if isinstance(value, dict):
        yield from (one for name, one in value.items() if name in {"@id", "item", "url", "contentUrl"} and isinstance(one, str))
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from addresses(one)


@pytest.mark.parametrize("kind", [claim, data, home, question, term, topic, work])
def test_every_address_is_whole(kind):
    for page in kind.pages(KB):
        assert all(re.match(r"https?://\S+$", one) for one in addresses(json.loads(told(page, SITE)))), page.path


def test_claim_says_where_it_is_made_and_what_it_cites():
    page = next(page for page in claim.pages(KB) if KB.claims.get(page.id) and len(KB.claims[page.id].evidence) > 1)
    made = KB.claims[page.id]
    parts = parts_of(page)
    assert parts["Claim"]["@id"] == f"https://example.org/kb/{page.path}"
    assert parts["Claim"]["name"] == page.title
    assert len(parts["Claim"].get("appearance", [])) == len({one.source for one in made.asserted_by})
    works = {item.work for item in made.evidence}
    dois = {f"https://doi.org/{KB.works[key].identifiers['doi']}" for key in works if "doi" in KB.works[key].identifiers}
    assert dois <= {work["@id"] for work in parts["Claim"]["citation"]}
    assert all(set(work) == {"@id"} or {"@type", "name"} == set(work) for work in parts["Claim"]["citation"])
    steps = [step["item"] for step in parts["BreadcrumbList"]["itemListElement"]]
    assert steps == ["https://example.org/kb/topics/", f"https://example.org/kb/topics/{made.topic}/"]


def test_what_could_not_be_found_is_not_told_as_a_work():
    lost = [key for key in KB.works if KB.lock_entry(key).outcome == "not found"]
    assert lost
    assert [reference(KB, key) for key in lost] == [{}] * len(lost)
    pages = {page.id: page for page in work.pages(KB)}
    assert all(set(parts_of(pages[key])) == {"BreadcrumbList"} for key in lost if key in pages)


def test_without_an_address_links_lead_from_the_page():
    page = Page("terms/x/", "X", "", "", (("terms/", "Glossary"),), about={"@type": "DefinedTerm", "name": "X"})
    parts = parts_of(page, Site())
    assert parts["DefinedTerm"]["@id"] == "../../terms/x/"
    assert parts["BreadcrumbList"]["itemListElement"][0]["item"] == "../../terms/"


def test_data_page_tells_of_every_file():
    (page,) = data.pages(KB)
    dataset = parts_of(page)["Dataset"]
    assert dataset["name"] == "A base"
    assert {one["contentUrl"] for one in dataset["distribution"]} >= {
        "https://example.org/kb/data/base.json",
        "https://example.org/kb/data/works.ris",
    }
