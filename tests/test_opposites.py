"""Which statements are each other's contrary, and which only look like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.opposites import OF_COMPARED, SIGNS, denies, hedged, opposite, words_of

OPPOSED = (
    ("Growth rises with passage.", "Growth falls with passage."),
    ("Growth factors are high at passage 3.", "Growth factors are low at passage 3."),
    ("MSCs secrete more VEGF than other cells.", "MSCs secrete less VEGF than other cells."),
    ("Late cells divide faster.", "Late cells divide slower."),
    ("Such cells are safe.", "Such cells are unsafe."),
    ("Cells do not lose markers.", "Cells lose markers."),
    ("The cells never divide.", "Cells divide."),
)
NOT_OPPOSED = (
    ("Growth rises with passage.", "Growth rises with passage."),
    ("Growth rises with passage.", "Growth falls with age."),
    ("Cells of low passage are fit.", "Cells of high passage are fit."),
    ("A rise of IL-6 harms.", "A fall of IL-6 harms."),
    ("Early cells do more than late cells.", "Late cells do less than early cells."),
    ("Cells that do not divide are old.", "Cells that divide are old."),
    ("Cells that lose markers age.", "Cells that gain markers age."),
    ("When growth rises cells age.", "When growth falls cells age."),
    ("More cells give more growth.", "Fewer cells give less growth."),
    ("Larger vessels are costly.", "Smaller vessels are costly."),
    ("Growth does not rise.", "Growth falls."),
    ("No cells never divide.", "Cells divide."),
)


@pytest.mark.parametrize(("one", "other"), OPPOSED)
def test_contraries(one, other):
    assert opposite(one, other)
    assert opposite(other, one)


@pytest.mark.parametrize(("one", "other"), NOT_OPPOSED)
def test_what_only_looks_like_a_contrary(one, other):
    assert opposite(one, other) == opposite(other, one) == ""


@given(st.lists(st.sampled_from([*sorted(SIGNS), "cell", "the", "not", "of", "than", "is"]), max_size=8).map(" ".join))
def test_nothing_is_its_own_contrary_and_words_of_hedging_are_no_signs(statement):
    assert opposite(statement, statement) == ""
    assert not hedged(words_of(statement))
    assert denies(statement) == ("not" in statement.split())
    assert OF_COMPARED <= SIGNS
