"""Numbers are read off a text in any of the ways they are written, and off a finding only where they stand by themselves."""

import pytest

from build_tools.shown_numbers import STATED, shown
from build_tools.tokens import alike

# ruff: noqa: RUF001  a minus sign and a narrow space are what is tested


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("12 of 4.50 or 10,000", {"12", "4.5", "10000"}),
        ("1·5 and 10 000 or 007", {"1.5", "10000", "10", "0", "7"}),
        ("forty-one, twenty two and Seven", {"41", "22", "7"}),
        ("P3, IL-6, 3–5 and −0.5", {"3", "6", "5", "0.5"}),
        ("once, twice and the third of a hundred", {"1", "2", "3", "100"}),
        ("none at all", set()),
    ],
)
def test_shown(text, numbers):
    assert shown(text) == numbers


@pytest.mark.parametrize(
    ("finding", "numbers"),
    [
        ("In 12 donors it fell by 4.5% (10,000 cells).", ["12", "4.5", "10,000"]),
        ("IL-6, CD73, miR-146a and P6 rose.", []),
        ("From 3–5 to 7 doublings, by −0.5.", ["3", "5", "7", "0.5"]),
        ("It rose 4-fold at the 6th passage, in 2D and 3D.", ["4", "6"]),
        ("Growth fell 2.5-fold.", ["2.5"]),
    ],
)
def test_stated(finding, numbers):
    assert STATED.findall(alike(finding)) == numbers
