"""A page whose basis is the same says the same: through random edits of everything that a page may show."""

import re
from dataclasses import replace

import pytest
from editing import Edited

from build_tools import pipeline
from build_tools.model import Page
from build_tools.registry import members

SEQUENCES, STEPS = 200, 3
KEPT = [module for module in members("pages").values() if hasattr(module, "bases")]


def base_of(edited):
    return replace(pipeline.read(edited.root), written=dict(edited.written))


def pages_and_bases(kb):
    pages: dict[str, Page] = {page.path: page for module in KEPT for page in module.pages(kb)}
    return pages, dict(pair for module in KEPT for pair in module.bases(kb))


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_what_has_the_same_basis_says_the_same(tmp_path, seed):
    edited = Edited(seed, tmp_path)
    pages, bases = pages_and_bases(base_of(edited))
    assert bases.keys() <= pages.keys()
    for _ in range(STEPS):
        edit = edited.edit()
        pages_now, bases_now = pages_and_bases(base_of(edited))
        for path in bases.keys() & bases_now.keys():
            if bases[path] == bases_now[path]:
                assert pages_now[path] == pages[path], edit
        pages, bases = pages_now, bases_now


@pytest.mark.parametrize(("edit", "most"), [("edit_field_of_a_claim", 13), ("edit_order_of_works", 0)])
def test_most_pages_stand_after_a_small_edit(tmp_path, edit, most):
    """So that the test above has something to find: of 9 claims and 8 works, closely knit, in 20 edits each."""
    moved = []
    for seed in range(20):
        edited = Edited(seed, tmp_path / f"{seed}")
        before = pages_and_bases(base_of(edited))[1]
        getattr(edited, edit)()
        edited.save()
        after = pages_and_bases(base_of(edited))[1]
        moved.append(sum(before[path] != after[path] for path in before))
    assert sum(moved) / len(moved) <= most, moved


def test_pages_that_are_spared_are_left_out_and_no_others(tmp_path):
    kb = base_of(Edited(1, tmp_path))
    spared = {"claims/claim-1/", "works/work2/"}
    every = [page.path for page in pipeline.pages(kb)]
    made = [page.path for page in pipeline.pages(kb, lambda path, _: path in spared)]
    assert made == [path for path in every if path not in spared]


def test_a_claim_that_has_the_name_of_a_work_is_not_taken_for_it(tmp_path):
    edited = Edited(1, tmp_path)
    edited.claims |= {key: edited.claim(0) for key in edited.works}
    edited.save()
    bodies = [page.body for page in pipeline.pages(base_of(edited)) if page.level]
    said = [words for body in bodies for words in re.findall(r" if ([^<]*?) (?:is|are) retracted or withdrawn", body)]
    assert said
    assert not [words for words in said if "“" in words]
