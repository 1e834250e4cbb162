"""The foot of a page: how to cite a claim, and where to mend it; no address is offered that nobody named."""

from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import yaml
from bases import ROOT

from build_tools.foot import foot
from build_tools.model import Page, Site

SITE = Site("S", "A", "https://example.org/kb/", "https://example.org/some/base", "edit/main/")
CLAIM = Page("claims/x/", "A <b> & c", "", "", edit="kb/claims/some topic/x.yaml", level="limited", checked="2026-01-02")


class Links(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found, self.tags, self.href = {}, [], None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.href = dict(attrs).get("href")

    def handle_endtag(self, _):
        self.href = None

    def handle_data(self, data):
        if self.href:
            self.found[data] = self.href


def test_a_claim_can_be_edited_and_reported():
    links = Links(foot(CLAIM, SITE)).found
    assert links["Edit this claim"] == "https://example.org/some/base/edit/main/kb/claims/some%20topic/x.yaml"
    report = urlsplit(links["Report a problem"])
    assert report.path == "/some/base/issues/new"
    assert parse_qs(report.query) == {
        "template": ["problem.yml"],
        "page": ["https://example.org/kb/claims/x/"],
        "title": ["Problem: x"],
    }
    assert links["This claim as JSON"] == "../../claims/x.json"
    assert links["https://example.org/kb/claims/x/"] == "https://example.org/kb/claims/x/"


def test_a_topic_takes_what_is_missing():
    page = Page("topics/t/", "T", "", "", edit="kb/topics.yaml")
    links = Links(foot(page, SITE)).found
    assert parse_qs(urlsplit(links["Something is missing"]).query) == {"template": ["claim.yml"], "topic": ["t"]}
    assert "Cite this claim" not in foot(page, SITE)


def test_forms_have_the_fields_that_are_filled_in():
    for page in (CLAIM, Page("topics/t/", "T", "", "", edit="kb/topics.yaml")):
        for href in Links(foot(page, SITE)).found.values():
            query = parse_qs(urlsplit(href).query)
            if "template" in query:
                form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE" / query["template"][0]).read_text(encoding="utf-8"))
                assert set(query) - {"template", "title"} <= {part.get("id") for part in form["body"]}


def test_without_a_repository_only_the_file_is_named():
    html = foot(CLAIM, Site("S", "A"))
    assert list(Links(html).found) == ["This claim as JSON"]
    assert "written in <code>kb/claims/some topic/x.yaml</code>" in html
    assert "http" not in html


def test_words_stay_words():
    assert "b" not in Links(foot(CLAIM, SITE)).tags


def test_a_page_of_no_file_has_no_foot():
    assert foot(Page("checks/x/", "X", "", ""), SITE) == ""
