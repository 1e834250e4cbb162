"""The queue counts what waits, says so in words, links each number to the search that lists it, and stays small."""

import re
from html import unescape
from urllib.parse import parse_qsl

from bases import ROOT

from build_tools import pipeline
from build_tools.pages import queue
from build_tools.search_records import records

BIB = "@online{page, title = {Page}, url = {https://example.org}}\n@article{smith2020, title = {Old}, doi = {10.5555/old.1}}\n"
CLAIM = """statement: Statement number {number}.
kind: causal
scope: {{passage: {passage}, tissue: [marrow]}}
asserted_by:
  - {{source: page, quote: old cells grow more slowly, where: a, modality: asserted}}
"""


def body(kb):
    (page,) = queue.pages(kb)
    return page.body


def waiting(html, part):
    return int(re.search(rf'<details id="{part}"><summary>[^<]*<strong>([\d,]+)</strong>', html)[1].replace(",", ""))


def test_nobody_reviewed_the_claims_of_this_base():
    kb = pipeline.read(ROOT)
    html = body(kb)
    assert waiting(html, "unreviewed") == len(kb.claims)
    assert waiting(html, "quotes") == sum(1 for _, verdict in kb.quoted() if not verdict.stands)
    assert waiting(html, "unchecked") == sum(1 for key in kb.works if kb.lock_entry(key).outcome == "could not check")
    assert waiting(html, "lone") == sum(1 for found in kb.levels.values() if sum(found.groups.values()) == 1)


def test_each_number_is_that_of_the_search_it_links_to():
    kb = pipeline.read(ROOT)
    facets = [set(record.filters) for record in records(kb) if ("type", "Claim") in record.filters]
    cells = re.findall(r'<a href="\.\./search/\?([^"]+)">(\d+)</a>', body(kb))
    assert len(cells) > 100
    for query, number in cells:
        wanted = set(parse_qsl(unescape(query)))
        assert sum(1 for has in facets if wanted <= has) == int(number), query


def test_a_gap_is_a_word(base):
    claims = {f"kb/claims/cells/claim-{number}.yaml": CLAIM.format(number=number, passage="3-4") for number in range(2)}
    html = body(pipeline.read(base({"references.bib": BIB, **claims})))
    (row,) = re.findall(r'<tr><th scope="row">Cells</th>(.*)</tr>', html)[:1]
    texts = [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td>(.*?)</td>", row)]
    assert texts == ["none", "none", "2·0", "2·0", *["none"] * 5, "2·0"]


def test_it_stays_small(base):
    names = [f"kb/claims/topic-{number % 60}/claim-{number}.yaml" for number in range(600)]
    claims = {name: CLAIM.format(number=number, passage="1+") for number, name in enumerate(names)}
    html = body(pipeline.read(base({"references.bib": BIB, **claims})))
    assert waiting(html, "unreviewed") == waiting(html, "quotes") == 600
    assert html.count("<li>") <= 6 * queue.MOST
    assert "The first 50 of 600." in html
    assert "20 more rows with fewer claims are left out." in html
    assert len(html.encode()) < 300_000
