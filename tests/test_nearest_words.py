"""The nearest words are proposed whole, and only when they are worth a look."""

import pytest

from build_tools.nearest_words import nearest_words
from build_tools.quotes import Missing, Text

TEXT = """# Results
Growth slowed from 7.7 to 1.2 doublings per passage, but markers did not change.

Cells of late passages were wide.
"""


@pytest.mark.parametrize(
    ("phrase", "near"),
    [
        ("slowed from 7.7 to 1.3 doublings", "slowed from 7.7 to 1.2 doublings"),
        ("but markers did change", "but markers did not change"),
        ("growth slowed down from 7.7 to 1.2", "Growth slowed from 7.7 to 1.2 doublings"),
        ("mice were kept in a warm house", ""),
        ("", ""),
    ],
)
def test_whole_words(phrase, near):
    assert nearest_words(phrase, TEXT) == near


def test_what_is_proposed_stands_there_and_what_was_written_does_not():
    phrase = "but marker did not change"
    assert isinstance(Text(TEXT).find(phrase), Missing)
    assert not isinstance(Text(TEXT).find(nearest_words(phrase, TEXT)), Missing)
