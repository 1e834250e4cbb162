"""How a level came to be, as it is shown. That the levels are right: test_strength.py."""

import re
from itertools import groupby, pairwise

import pytest
from bases import ROOT
from editing import Edited

from build_tools import pipeline
from build_tools.pages.claim import pages
from build_tools.strength import as_of
from build_tools.timeline import timeline, told

KB = pipeline.read(ROOT)
STEPS = {name: timeline(KB, claim) for name, claim in KB.claims.items()}
LONG = [name for name, steps in STEPS.items() if steps]


@pytest.mark.parametrize("name", LONG)
def test_a_level_is_told_once_for_as_long_as_it_holds(name):
    steps = list(told(KB, STEPS[name]))
    assert all(before.year < after.year for before, after in pairwise(steps))
    assert [step.level for step in steps if step.level] == [level for level, _ in groupby(step.level for step in STEPS[name])]
    assert steps[0].level


@pytest.mark.parametrize("name", LONG)
def test_each_work_that_was_new_is_named_with_its_side(name):
    for step, shown in zip(STEPS[name], told(KB, STEPS[name]), strict=True):
        for key, stance in step.new:
            phrase = {"supports": "for it", "qualifies": "qualifies it", "refutes": "against it"}[stance]
            assert re.search(rf"(^|; ){phrase}: [^;]*{re.escape(KB.works[key].short)}", shown.new)
        assert all(KB.works[key].short in shown.new for key in step.fell)


def test_the_page_lists_the_years():
    for page in (page for page in pages(KB) if page.id in LONG):
        listed = re.search(r'<ol class="kb-history">(.*?)</ol>', page.body, re.DOTALL)[1]
        assert re.findall(r"<b>(\d+)</b>", listed) == [str(step.year) for step in STEPS[page.id]]


def test_there_are_changes_to_tell():
    assert any(sum(1 for step in told(KB, STEPS[name]) if step.level) > 2 for name in LONG)


@pytest.mark.parametrize("seed", range(30))
def test_the_level_of_a_year_is_that_of_the_base_as_of_then(tmp_path, seed):
    edited = Edited(seed, tmp_path)
    for _ in range(6):
        edited.edit_fall()
    edited.save()
    kb = pipeline.read(tmp_path)
    for claim in kb.claims.values():
        for step in timeline(kb, claim):
            assert step.level == as_of(kb, step.year).levels[claim.id].level


@pytest.mark.parametrize("seed", range(30))
def test_what_fell_is_told_by_how_it_fell(tmp_path, seed):
    edited = Edited(seed, tmp_path)
    for _ in range(6):
        edited.edit_fall()
    edited.save()
    kb = pipeline.read(tmp_path)
    for claim in kb.claims.values():
        steps = timeline(kb, claim)
        for step, shown in zip(steps, told(kb, steps), strict=True):
            assert ("retracted: " in shown.new) == bool(step.fell)
            assert "good: " not in shown.new
