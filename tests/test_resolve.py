"""Loose records become one base, whatever is missing from it, and its graph links what the files link."""

import re

import networkx as nx
from bases import ROOT, problems_of

from build_tools import pipeline
from build_tools.graph import dependency_cycles, graph_of
from build_tools.links import citing_claims, claims_of, related

ONE = """statement: Cells age.
kind: causal
asserted_by:
  - {source: page, quote: cells age in any dish, where: start, modality: asserted, cites: [smith2020]}
evidence:
  - {work: smith2020, stance: refutes, design: in-vitro, finding: They did not.}
relates:
  - {to: other-claim, how: depends-on}
"""
TWO = """statement: Cells grow.
kind: causal
asserted_by:
  - {source: page, quote: cells grow in any dish, where: start, modality: hedged}
relates:
  - {to: one-claim, how: refines}
"""
BIB = "@online{page, title = {Page}, url = {https://example.org}}\n@article{smith2020, title = {Ageing}, doi = {10.1/x}}\n"


def test_smallest_base_is_valid(base):
    root = base(
        {
            "kb/claims/old-cells/one-claim.yaml": ONE.split("relates", maxsplit=1)[0],
            "references.bib": BIB.replace("10.1/", "10.1000/"),
        }
    )
    kb, problems = problems_of(root)
    assert [problem.check for problem in problems] == ["single_group"]  # a note
    assert kb.topics["old-cells"].title == "Old cells"
    assert kb.lock_entry("smith2020").outcome == "could not check"


def test_empty_folder_is_an_empty_base(tmp_path):
    kb, problems = problems_of(tmp_path)
    assert (len(kb.claims), len(kb.works), problems) == (0, 0, [])


def test_graph_answers(base):
    root = base({"kb/claims/old-cells/one-claim.yaml": ONE, "kb/claims/old-cells/other-claim.yaml": TWO, "references.bib": BIB})
    kb = pipeline.read(root)
    assert claims_of(kb, "work:smith2020") == [("one-claim", "refutes")]
    assert citing_claims(kb, "smith2020") == [("page", "one-claim")]
    assert [link[:3] for link in related(kb, "one-claim")] == [
        ("other-claim", "depends-on", False),
        ("other-claim", "refines", True),
    ]
    assert list(dependency_cycles(kb.claims)) == []
    assert set(graph_of(kb).predecessors("claim:other-claim")) == {"source:page", "claim:one-claim"}
    assert claims_of(kb, "term:nobody") == []


def test_long_chain_and_large_circle(base):
    def claim(number, to):
        return TWO.replace("to: one-claim, how: refines", f"to: claim-{to}, how: depends-on").replace("grow", f"grow {number}")

    count = 2000
    files = {f"kb/claims/old-cells/claim-{n}.yaml": claim(n, (n + 1) % count) for n in range(count)}
    kb = pipeline.read(base({**files, "references.bib": BIB}))
    (circle,) = dependency_cycles(kb.claims)
    assert len(circle) == count


def test_cycles_agree_with_networkx_on_the_real_base():
    kb = pipeline.read(ROOT)
    depends = [(a, b) for a, b, how in graph_of(kb).edges(keys=True) if how == "relates-depends-on"]
    assert nx.is_directed_acyclic_graph(nx.DiGraph(depends))
    assert list(dependency_cycles(kb.claims)) == []


def test_records_cannot_be_changed():
    kb = pipeline.read(ROOT)
    claim = next(iter(kb.claims.values()))
    for change in (lambda: setattr(claim, "kind", "x"), lambda: kb.claims.__setitem__("x", claim)):
        try:
            change()
        except (AttributeError, TypeError):
            continue
        raise AssertionError


def test_the_page_of_a_source_is_one_of_a_work_only_when_it_shows_something_or_is_cited(base):
    pages = "".join(f"@online{{page{n}, title = {{Page {n}}}}}\n" for n in "123")
    said = "  - {{source: page{}, quote: cells age in any dish, where: start, modality: asserted, cites: [{}]}}\n"
    claim = (
        "statement: Cells age.\nkind: causal\nasserted_by:\n" + said.format(1, "page2") + said.format(2, "") + said.format(3, "")
    )
    shown = "evidence:\n  - {work: page3, stance: refutes, design: in-vitro, finding: They did not.}\nnote: See [it](page1).\n"
    kb = pipeline.read(base({"kb/claims/old-cells/one-claim.yaml": claim + shown, "references.bib": pages}))
    assert [kb.address(f"page{n}") for n in "123"] == ["sources/page1/", "works/page2/", "works/page3/"]
    built = {page.path: page.body for page in pipeline.pages(kb)}
    assert {"sources/page1/", "sources/page2/", "works/page2/", "sources/page3/", "works/page3/"} <= built.keys()
    assert "works/page1/" not in built
    assert '<a href="../../sources/page1/" rel="noopener noreferrer">it</a>' in built["claims/one-claim/"]
    assert 'href="../works/page1/"' not in built["queue/"] + built["integrity/"]
    assert 'href="../sources/page1/"' in built["queue/"]


def test_a_base_of_one_claim_is_counted_in_words_that_fit(base):
    claim = ONE.split("relates", maxsplit=1)[0]
    kb = pipeline.read(base({"kb/claims/old-cells/one-claim.yaml": claim, "references.bib": BIB}))
    (home,) = (page.body for page in pipeline.pages(kb) if page.path == "")
    text = " ".join(re.sub("<[^>]+>", "", home).split())
    assert "How 1 claim stands" in text
    assert "1 claim 1 source that asserts 1 work 0 of 2 references confirmed" in text
    assert "0 pairs of claims in conflict" in text
    assert not re.search(r"\b1 (claims|sources|works|pairs|questions)\b", text)
