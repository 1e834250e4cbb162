"""How a level came to be: the places of the years in the picture. That the levels are right: test_strength.py."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from build_tools.timeline import EDGE, GAP, WIDTH, picture


def test_years_stand_as_far_apart_as_they_are():
    assert picture([2000, 2005, 2010]) == (WIDTH, (EDGE, WIDTH // 2, WIDTH - EDGE))


@given(st.lists(st.integers(1900, 2030), min_size=2, max_size=40, unique=True).map(sorted))
def test_years_never_touch_and_stay_inside_in_their_order(years):
    width, places = picture(years)
    assert all(after - before >= GAP for before, after in pairwise(places))
    assert places[0] >= EDGE
    assert places[-1] <= width - EDGE
