"""The method, rule by rule: what counts, in which group, and which level follows."""

import pytest
from bases import problems_of

CLAIM = """statement: Growth slows with passage.
kind: {kind}
scope: {{species: [human], tissue: [bone-marrow], passage: 3-5}}
asserted_by:
  - {{source: page, quote: growth slows with each passage, where: start, modality: asserted, cites: [{cites}]}}
evidence:
{evidence}
"""
TERMS = "".join(f"{term}:\n  label: {term}\n  definition: A word.\n" for term in ("human", "mouse", "bone-marrow", "adipose"))


def item(work, stance="supports", design="in-vitro", species="human", tissue="bone-marrow", passage="3-5"):
    subject = f"{{species: {species}, tissue: {tissue}, passage: {passage}}}"
    return f"  - {{work: {work}, stance: {stance}, design: {design}, subject: {subject}, finding: It did.}}\n"


def work(key, author, kind="article"):
    return f"@{kind}{{{key}, author = {{{author}}}, title = {{On {key}}}, journal = {{J}}, year = {{2001}}}}\n"


BIB = (
    work("page", "Vendor, V.", "online")
    + work("shop", "Shop, S.", "online")
    + "".join(work(key, f"{key.capitalize()}, {letter}.") for key, letter in zip("abcd", "KLMN", strict=True))
    + work("a2", "A, K. and Zed, Q.")
)
FOUND = '{"outcome": "matches", "record": {"title": "On KEY"}}'


@pytest.fixture
def level(base):
    """The assessment of a claim with these items of evidence; `lock` overrides what is known of a work."""

    def assess(*items, kind="causal", cites="", **lock):
        blocks = dict.fromkeys(("page", "shop", "a", "b", "c", "d", "a2"), FOUND) | lock
        text = ", ".join(f'"{key}": {block.replace("KEY", key)}' for key, block in blocks.items())
        root = base(
            {
                "kb/claims/growth/slows.yaml": CLAIM.format(kind=kind, cites=cites, evidence="".join(items) or "  []"),
                "kb/terms.yaml": TERMS,
                "kb/sources.yaml": "shop:\n  interest: vendor\n",
                "references.bib": BIB,
                "references.lock": f'{{"version": 1, "works": {{{text}}}}}',
            }
        )
        kb, problems = problems_of(root)
        assert [problem for problem in problems if problem.check not in EXPECTED] == []
        return kb.levels["slows"]

    return assess


EXPECTED = {"unused_reference", "lost_evidence", "lost_reference", "retracted_evidence", "stale_outcome"}
UNSEEN = '{"outcome": "could not check"}'
LOST = '{"outcome": "not found"}'
RETRACTED = '{"outcome": "matches", "standing": {"is": "retracted"}}'


@pytest.mark.parametrize(
    ("items", "settings", "expected"),
    [
        ([], {}, "asserted-only"),
        ([], {"kind": "normative"}, "not-assessed"),
        ([], {"cites": "a", "a": LOST}, "unfindable"),
        ([], {"cites": "a, b", "a": LOST}, "asserted-only"),
        ([item("a")], {}, "limited"),
        ([item("a"), item("a2")], {}, "limited"),
        ([item("a"), item("b")], {}, "supported"),
        ([item("a"), item("b")], {"a": UNSEEN}, "supported"),
        ([item("a"), item("b")], {"a": UNSEEN, "b": UNSEEN}, "limited"),
        ([item("a"), item("b"), item("c")], {}, "well-supported"),
        ([item("a"), item("b"), item("c")], {"a": UNSEEN}, "well-supported"),
        ([item("a"), item("b"), item("c")], {"a": UNSEEN, "b": UNSEEN}, "supported"),
        ([item("a", species="mouse"), item("b")], {}, "limited"),
        ([item("a", tissue="adipose"), item("b")], {}, "limited"),
        ([item("a", passage="8+"), item("b")], {}, "limited"),
        ([item("a", species="unknown"), item("b", passage="unknown")], {}, "supported"),
        ([item("a"), item("b", "qualifies")], {}, "contested"),
        ([item("a"), item("b"), item("c", "qualifies")], {}, "supported"),
        ([item("a", "qualifies")], {}, "contested"),
        ([item("a"), item("b"), item("c"), item("d", "refutes")], {}, "contested"),
        ([item("a", "refutes")], {}, "contradicted"),
        ([item("a", "refutes"), item("b", "qualifies")], {}, "contradicted"),
        ([item("a", design="narrative-review")], {}, "asserted-only"),
        ([item("a", design="guideline")], {}, "asserted-only"),
        ([item("a", design="guideline")], {"kind": "regulatory"}, "limited"),
        ([item("a")], {"a": RETRACTED}, "retracted-support"),
        ([item("a", "refutes")], {"a": RETRACTED}, "asserted-only"),
        ([item("a"), item("b")], {"a": RETRACTED}, "limited"),
        ([item("a")], {"a": LOST}, "asserted-only"),
        ([item("shop")], {}, "asserted-only"),
    ],
)
def test_level(level, items, settings, expected):
    assert level(*items, **settings).level == expected


def test_groups_and_reasons_are_kept(level):
    found = level(item("a"), item("a2"), item("b", "refutes"), item("shop"), item("c", species="mouse"))
    groups = {one.item.work: one.group for one in found.weighed}
    assert groups["a"] == groups["a2"] != groups["b"]
    assert groups["shop"] == 0
    assert dict(found.groups) == {"supports": 2, "qualifies": 0, "refutes": 1}
    reasons = {one.item.work: one.reasons for one in found.weighed}
    assert reasons["shop"] == ("not counted: this is the page of a party with an interest",)
    assert reasons["c"] == ("indirect: studied in mouse",)
    assert found.steps[0] == "Independent groups: 2 for, 0 limiting, 1 against."
    assert found.steps[1].startswith("1 of 5 items of evidence left out")


def test_order_of_items_does_not_matter(level):
    items = [item("a"), item("a2", "qualifies"), item("b"), item("c")]
    first = level(*items)
    second = level(*reversed(items))
    assert first.level == second.level
    assert first.groups == second.groups
