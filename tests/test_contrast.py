"""In what claims that conflict differ, and the two sides of evidence that disagrees."""

import pytest
from bases import ROOT

from build_tools import pipeline
from build_tools.contrast import conflicts, divided
from build_tools.pages import conflicts as page

BIB = "".join(f"@article{{{key},\n  title = {{{key}}},\n  author = {{{key}, A.}}\n}}\n" for key in ("aa2020", "bb2020"))


def shown(work, stance, design, passage):
    subject = f"{{tissue: adipose, passage: {passage}}}"
    return f"  - {{work: {work}, stance: {stance}, design: {design}, finding: It did., subject: {subject}}}\n"


def other(stance):
    return shown("bb2020", stance, "in-vivo", "3")


ONE = shown("aa2020", "supports", "in-vitro", "5-20")
TERMS = "msc: {label: Cell, definition: A cell.}\nadipose: {label: Fat, definition: A tissue.}\n"


@pytest.fixture
def read(base):
    def make(**claims):
        files = {f"kb/claims/cells/{name.replace('_', '-')}.yaml": text for name, text in claims.items()}
        return pipeline.read(base({**files, "references.bib": BIB, "kb/terms.yaml": TERMS}))

    return make


def claim(items, scope="{cells: msc, passage: 3-4}", relates=""):
    return f"statement: Cells slow down.\nkind: causal\nscope: {scope}\nevidence:\n{items}{relates}"


LINK = "relates:\n  - {to: claim-two, how: conflicts-with, note: They differ.}\n"


def test_only_what_differs_is_told_each_pair_once(read):
    second = claim(other("supports"), "{cells: msc, passage: 8+, doublings: 9}", LINK.replace("two", "one"))
    (pair,) = conflicts(read(claim_one=claim(ONE, relates=LINK), claim_two=second))
    assert (pair.one, pair.other, pair.note) == ("claim-one", "claim-two", "They differ.")
    assert pair.rows == (
        ("passages", "3–4", "8+"),
        ("doublings", "–", "9"),
        ("studied by", "experiment on cells in culture", "experiment in animals"),
        ("passages studied", "5–20", "3"),
    )


def test_where_one_has_no_evidence_that_alone_is_told(read):
    bare = "statement: Cells speed up.\nkind: causal\nscope: {cells: msc, passage: 3-4}\n"
    (pair,) = conflicts(read(claim_one=claim(ONE + other("supports"), relates=LINK), claim_two=bare))
    assert pair.rows == (("evidence that counts", "2 works", "none"),)


def test_the_two_sides_of_a_claim(read):
    (found,) = divided(read(claim_one=claim(ONE + other("refutes")), claim_two=claim(ONE)))
    assert (found.claim, found.works) == ("claim-one", (("aa2020",), ("bb2020",)))
    assert [name for name, _, _ in found.rows] == ["studied by", "passages studied"]


def test_of_this_base_every_pair_that_is_related_is_there():
    kb = pipeline.read(ROOT)
    related = {frozenset((one.id, link.to)) for one in kb.claims.values() for link in one.relates if link.how == "conflicts-with"}
    assert {frozenset((pair.one, pair.other)) for pair in conflicts(kb)} == related
    assert all(kb.levels[one.claim].level in ("contested", "limited", "not-assessed") for one in divided(kb))


def test_a_long_list_goes_on_over_pages_and_each_pair_and_claim_is_on_one(read, monkeypatch):
    monkeypatch.setattr(page, "MOST", 1)
    both = claim(ONE + other("refutes"))
    kb = read(claim_one=claim(ONE, relates=LINK), claim_two=claim(other("supports")), claim_three=both, claim_four=both)
    found = list(page.pages(kb))
    assert [one.path for one in found] == ["conflicts/", "conflicts/2/", "conflicts/3/"]
    assert [one.body.count('class="kb-pair"') for one in found] == [1, 1, 1]
    assert ["Claims that conflict" in one.body for one in found] == [True, False, False]
    assert ["evidence disagrees" in one.body for one in found] == [False, True, True]
    assert all('href="../../conflicts/2/#divided">2 claims' in one.body for one in found[1:])


def test_where_nothing_conflicts_the_page_says_so_twice(read):
    (alone,) = page.pages(read(claim_one=claim(ONE)))
    assert alone.body.count(">None.<") == 2
