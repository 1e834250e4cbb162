"""What becomes of citations, where chains of them end, and the audit of a source."""

import re

import pytest
from bases import ROOT

from build_tools import pipeline
from build_tools.audit import audits
from build_tools.registry import members
from build_tools.tracing import End, ends, fate, leads_to_nothing
from build_tools.vocabulary import FATES

CLAIM = """statement: Cells slow down.
kind: causal
asserted_by:
{said}
evidence:
{shown}
"""
SAID = "  - {{source: {source}, quote: cells slow down in culture, where: text, modality: asserted, cites: [{cites}]}}\n"
SHOWN = "  - {{work: {work}, stance: {stance}, design: {design}, finding: They do.}}\n"


def said(source, *cites):
    return SAID.format(source=source, cites=", ".join(cites))


def shown(work, stance="supports", design="in-vitro"):
    return SHOWN.format(work=work, stance=stance, design=design)


@pytest.fixture
def read(base):
    """A base of one claim, from who says so, what was shown, and what is known of the works."""

    def make(asserted, evidence="", lock="", sources=""):
        keys = {f"w{number}" for number in range(10)} | {f"page{number}" for number in range(5)}
        text = CLAIM.format(said=asserted, shown=evidence)
        if not evidence:
            text = text.replace("evidence:\n", "")
        bib = "".join(f"@online{{{key},\n  title = {{About {key}}},\n  year = {{2020}},\n}}\n" for key in sorted(keys))
        files = {"kb/claims/cells/cells-slow.yaml": text, "references.bib": bib, "kb/sources.yaml": sources or "{}\n"}
        if lock:
            files["references.lock"] = '{"version": 1, "works": {' + lock + "}}"
        kb = pipeline.read(base(files))
        assert [fault for found in kb.faults.values() for fault in found if fault.level == "error"] == []
        return kb, kb.claims["cells-slow"]

    return make


def block(key, outcome="matches", standing="good", read="none"):
    record = f'{{"title": "About {key}"}}'
    return f'"{key}": {{"outcome": "{outcome}", "standing": {{"is": "{standing}"}}, "read": "{read}", "record": {record}}}'


@pytest.mark.parametrize(
    ("lock", "evidence", "expected"),
    [
        (block("w1", read="fulltext"), "", "silent"),
        (block("w1", read="abstract"), "", "in-part"),
        (block("w1", read="excerpt"), "", "in-part"),
        (block("w1", read="record"), "", "unchecked"),
        (block("w1"), "", "unchecked"),
        (block("w1", outcome="could not check", read="fulltext"), "", "unchecked"),
        ("", "", "unchecked"),
        (block("w1", outcome="not found"), "", "lost"),
        (block("w1", standing="retracted", read="fulltext"), shown("w1"), "fallen"),
        (block("w1", standing="withdrawn"), "", "fallen"),
        (block("w1"), shown("w1"), "supports"),
        ("", shown("w1"), "supports"),
        (block("w1"), shown("w1", "qualifies"), "otherwise"),
        (block("w1"), shown("w1", "refutes"), "otherwise"),
        (block("w1"), shown("w1") + shown("w1", "qualifies"), "otherwise"),
        (block("w1", read="fulltext"), shown("w2"), "silent"),
    ],
)
def test_fate_of_a_citation(read, lock, evidence, expected):
    kb, claim = read(said("page1", "w1"), evidence, lock)
    assert fate(kb, claim, "w1") == expected
    assert expected in FATES


def test_a_work_that_says_the_same_is_followed(read):
    kb, claim = read(said("page1", "page2") + said("page2", "w1", "w2"), lock=block("w1", outcome="not found"))
    assert fate(kb, claim, "page2") == "repeats"
    assert ends(kb, claim, claim.asserted_by[0]) == [End("w1", "lost"), End("w2", "unchecked")]
    assert not leads_to_nothing(kb, claim), "nobody knows yet what w2 says"


def test_a_circle_ends(read):
    kb, claim = read(said("page1", "page2") + said("page2", "page1"))
    assert ends(kb, claim, claim.asserted_by[0]) == [End("page1", "repeats")]
    assert leads_to_nothing(kb, claim)


def test_chains_into_nothing_and_into_interest(read):
    kb, claim = read(said("page1", "page2", "w1") + said("page2"), sources="w1: {interest: vendor, read: abstract}\n")
    assert leads_to_nothing(kb, claim)
    kb, claim = read(said("page1", "page2", "w1") + said("page2"), sources="w1: {interest: academic, read: abstract}\n")
    assert not leads_to_nothing(kb, claim)


def test_a_claim_without_citations_or_with_evidence_is_not_named(read):
    assert not leads_to_nothing(*read(said("page1")))
    gone = block("w1", outcome="not found")
    assert leads_to_nothing(*read(said("page1", "w1"), lock=gone))
    assert not leads_to_nothing(*read(said("page1", "w1"), shown("w2"), lock=f"{gone}, {block('w2')}"))


def test_chains_of_ten_thousand(read):
    kb, claim = read(said("page1", "page2"))
    first = claim.asserted_by[0]
    chain = tuple(type(first)(first.place, f"s{number}", "q", "w", "asserted", (f"s{number + 1}",)) for number in range(10_000))
    long = type(claim)(claim.place, claim.id, claim.topic, claim.statement, claim.kind, asserted_by=chain)
    assert ends(kb, long, chain[0]) == [End("s10000", "unchecked")]


def test_audit_counts_statements_claims_and_citations(read):
    asserted = said("page1", "w1", "w2") + said("page1") + said("page2", "w1")
    kb, _ = read(asserted, shown("w1"), block("w1"))
    audit = audits(kb)["page1"]
    assert (len(audit.said), len(audit.claims), audit.citing, audit.citations, audit.works) == (2, 1, 1, 2, ("w1", "w2"))
    assert {name: len(found) for name, found in audit.fates.items() if found} == {"supports": 1, "unchecked": 1, "nothing": 1}
    assert audit.strongest == ["cells-slow"]
    assert audit.weakest == []


def test_every_figure_of_an_audit_leads_to_what_it_counts():
    """Held against the page itself: each anchor is there, and under each fate what the figure counts, or the first 80 of it."""
    kb = pipeline.read(ROOT)
    first = {page.path.split("/")[1]: page.body for page in members("pages")["source"].pages(kb) if page.path.count("/") == 2}
    assert set(first) == set(audits(kb))
    for key, audit in audits(kb).items():
        body = first[key]
        assert set(re.findall(r'href="#([^"]+)"', body)) <= set(re.findall(r'id="([^"]+)"', body))
        for name, found in audit.fates.items():
            listed = re.search(rf'id="fate-{name}"[^<]*(?:</h3>\s*<ul class="kb-list">)?(.*?)</ul>', body, re.DOTALL)
            assert (listed[1].count("<li>") if listed else 0) == min(len(found), 80)


def test_every_citation_of_this_base_has_one_fate():
    kb = pipeline.read(ROOT)
    cites = sum(len(set(one.cites)) for claim in kb.claims.values() for one in claim.asserted_by)
    found = audits(kb).values()
    assert sum(audit.citations for audit in found) == cites
    assert sum(len(audit.said) for audit in found) == sum(len(claim.asserted_by) for claim in kb.claims.values())
    for audit in found:
        for name, citations in audit.fates.items():
            if name == "silent":
                assert all(kb.read(one.work) == "fulltext" for one in citations)
        assert sum(map(len, audit.levels.values())) == len(audit.claims)
