"""The pages of calculators, in bases that know nothing of cells."""

from bases import ROOT

from build_tools import pipeline
from build_tools.pages import calculator

BIB = "@online{page,\n  title = {A page},\n  url = {https://example.org}\n}\n"
CLAIM = """statement: Dough doubles {word}.
kind: quantitative
scope: {{doublings: {window}}}
asserted_by:
  - {{source: page, quote: dough doubles in an hour, where: Start, modality: asserted}}
"""
DOUGH = """title: Rises of a dough
kind: doublings
lead: How often a *dough* has doubled.
of: Rise
inputs:
  - {id: first, label: First rise}
  - {id: before, label: Doublings before}
  - {id: seeded, label: Litres at first, hint: Before it rises., example: [1, 2]}
  - {id: harvested, label: Litres in the end, example: [2, 8]}
  - {id: viable, label: "Dough, %"}
  - {id: split, label: "Split, 1 to"}
  - {id: days, label: Days}
results:
  - {id: fold, label: "Growth, times", example: [2, 4]}
  - {id: doublings, label: Doublings, example: [1, 2]}
  - {id: total, label: In all, example: [1, 3]}
  - {id: hours, label: Hours}
formula:
  - {symbols: "log~2~(end ÷ start)", says: How often it doubled.}
example: ["2 ÷ 1 = 2, which is one doubling. 8 ÷ 2 = 4, which is two."]
rests_on:
  - {says: Dough doubles., claims: [dough-doubles-often]}
limits:
  - {says: It does not taste the <b>bread</b>.}
compares: [dough-doubles-often]
order: 2
"""


def site_of(root):
    kb = pipeline.read(root)
    assert pipeline.check(kb) == []
    return kb, {page.path: page for page in calculator.pages(kb)}


def test_another_base_has_its_own(base):
    kb, pages = site_of(
        base(
            {
                "references.bib": BIB,
                "kb/claims/bread/dough-doubles-often.yaml": CLAIM.format(word="often", window="2-5"),
                "kb/calculators/rises.yaml": DOUGH,
                "kb/calculators/first.yaml": DOUGH.replace("order: 2", "order: 1").replace("Rises of", "First rises of"),
            }
        )
    )
    assert list(pages) == ["calculators/first/", "calculators/rises/", "calculators/"]
    assert kb.address("rises") == "calculators/rises/"
    body = pages["calculators/rises/"].body
    assert "cell" not in body.lower()
    for words in (
        "How often a <em>dough</em>",
        "log<sub>2</sub>",
        "&lt;b&gt;bread",
        "Litres at first",
        "Add a rise",
        "2–5 doublings",
    ):
        assert words in body
    assert "?seeded=1&amp;seeded=2&amp;harvested=2&amp;harvested=8" in body
    assert "data-applies=" not in body  # there is no calculator of scopes to lead to


def test_a_base_may_have_none(base):
    _, pages = site_of(base({"references.bib": ""}))
    assert list(pages) == ["calculators/"]


def test_each_number_of_the_table_of_passages_is_that_of_its_list():
    kb = pipeline.read(ROOT)
    for label, counts, works in calculator._coverage(kb):
        claims = [
            claim
            for claim in kb.claims.values()
            if claim.scope and claim.scope.passage and label in calculator.passage_labels(claim.scope.passage)
        ]
        assert sum(counts) == len(claims)
        items = (one.item for found in kb.levels.values() for one in found.weighed if one.counted)
        studied = ((item.work, item.subject.passage) for item in items if item.subject and item.subject.passage)
        assert works == len({work for work, passage in studied if label in calculator.passage_labels(passage)})
