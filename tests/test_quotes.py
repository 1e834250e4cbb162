"""A phrase is found when it stands there, in whatever typography, and refused when anything that matters was changed."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.quotes import HEDGES, NEGATIONS, Found, Missing, Text

# ruff: noqa: RUF001  a minus sign is what is tested
TEXT = """Mesenchymal cells were grown from passage 3 to passage 12 in medium with 10% serum. Growth slowed from 7.7
to 1.2 doublings per passage [4, 5], but the markers CD73 and CD90 did not change (P < 0.05). In two of eleven donors the senes-
cence stain may rise before passage 6; others showed none. The effect was −0.5 ± 0.1 units in the “late” cells.

Exosomes from late cells carried less miR-146a-5p than those from early cells, e.g. at passage 4. Whether this matters for
patients is unknown. The naïve cells' growth was not increased by 5 µg/mL of factor."""
WHOLE = Text(TEXT)
PHRASES = [
    "grown from passage 3 to passage 12",
    "medium with 10% serum",
    "slowed from 7.7 to 1.2 doublings",
    "markers CD73 and CD90 did not change",
    "the senescence stain may rise",
    "others showed none",
    "effect was -0.5 ± 0.1 units",
    'in the "late" cells',
    "carried less miR-146a-5p than those",
    "The naïve cells' growth was not increased",
    "by 5 µg/mL of factor",
]


@pytest.mark.parametrize("phrase", PHRASES)
def test_phrase_is_found(phrase):
    found = WHOLE.find(phrase)
    assert isinstance(found, Found)
    shown = re.sub(r"[\W_]+", "", WHOLE.text[found.start : found.end].replace("4, 5", ""))
    assert shown.casefold() == re.sub(r"[\W_]+", "", phrase).casefold()


@pytest.mark.parametrize(
    "change",
    [
        lambda phrase: phrase.replace(" ", "\n"),
        lambda phrase: phrase.replace(" ", "\xa0 "),
        lambda phrase: phrase.replace("-", "–"),
        lambda phrase: phrase.replace('"', "“").replace("'", "’"),
        lambda phrase: phrase.replace("ï", "i\u0308"),
        lambda phrase: phrase.replace("fi", "ﬁ").replace("ff", "ﬀ"),
        lambda phrase: phrase[0].swapcase() + phrase[1:],
        lambda phrase: f"  {phrase} [12]",
    ],
)
@pytest.mark.parametrize("phrase", PHRASES)
def test_typography_does_not_matter(phrase, change):
    assert isinstance(WHOLE.find(change(phrase)), Found)


def changed_number(phrase):
    return re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), phrase, count=1)


CHANGES = {
    "a word changed": lambda phrase: re.sub(r"[a-zé]{3,}", "other", phrase, count=1),
    "a digit changed": changed_number,
    "a decimal point moved": lambda phrase: re.sub(r"(\d)\.(\d)", r"\1\2", phrase, count=1),
    "percent dropped": lambda phrase: phrase.replace("%", ""),
    "minus dropped": lambda phrase: phrase.replace(" -", " "),
    "± dropped": lambda phrase: phrase.replace("± ", ""),
    "negation put in": lambda phrase: re.sub(r" ", " not ", phrase, count=1),
    "negation taken out": lambda phrase: re.sub(rf"\b({'|'.join(NEGATIONS)})\b ?", "", phrase, count=1),
    "hedge taken out": lambda phrase: re.sub(rf"\b({'|'.join(HEDGES)})\b ?", "", phrase, count=1),
    "unit changed": lambda phrase: phrase.replace("µg", "mg"),
    "words exchanged": lambda phrase: " ".join(phrase.split()[::-1]),
    "bracket put in": lambda phrase: re.sub(r" ", " [always] ", phrase, count=1),
    "cut at the front": lambda phrase: phrase[1:],
    "cut at the end": lambda phrase: phrase[:-1],
}


def bare(phrase):
    return re.sub(r"[\"'\s]", "", phrase)


SPOILT = [
    pytest.param(phrase, change(phrase), id=f"{name}: {phrase}")
    for name, change in CHANGES.items()
    for phrase in PHRASES
    if bare(change(phrase)) != bare(phrase)
    and change(phrase) not in phrase.split(" ", 1)[-1]  # what is left is an honest, shorter phrase
]


@pytest.mark.parametrize(("phrase", "spoilt"), SPOILT)
def test_a_change_of_sense_is_never_accepted(phrase, spoilt):
    outcome = WHOLE.find(spoilt)
    if isinstance(outcome, Found):  # only a shorter phrase that really stands there
        assert spoilt in phrase
        assert WHOLE.text[outcome.start : outcome.end].casefold() == spoilt.strip().casefold()
    else:
        assert outcome.kind in {"not found", "cut", "bracket"}


@pytest.mark.parametrize(
    ("quote", "kind"),
    [
        ("Growth slowed … doublings per passage", "joined"),
        ("but the markers … CD90", "joined"),
        ("markers … change", "joined"),
        ("Exosomes … patients", "joined"),
        ("… from late cells carried", "joined"),
        ("slowed from 7", "cut"),
        ("to 1.2 doublings per passage but", "not found"),
        ("miR-146a", "cut"),
        ("146a-5p than those from", "cut"),
        ("the markers [of age] CD73", "bracket"),
    ],
)
def test_kind_of_failure(quote, kind):
    outcome = WHOLE.find(quote)
    assert isinstance(outcome, Missing)
    assert outcome.kind == kind


@pytest.mark.parametrize(
    ("quote", "before"),
    [("change (P < 0.05)", "not"), ("rise before passage 6", "may"), ("Growth slowed from", ""), ("increased by 5 µg/mL", "not")],
)
def test_what_stands_before(quote, before):
    assert WHOLE.find(quote).before == before


def test_times_and_sentences():
    text = Text("Cells age. Cells age. Dr. A. Smith et al. saw it. Then\n\nCells age")
    assert text.find("cells age").times == 3
    assert [text.sentence_of(text.text.index(word)) for word in ("Smith", "Then")] == [2, 3]


@given(st.randoms(use_true_random=False))
def test_any_run_of_whole_words_is_found(random_: random.Random):
    words = TEXT.replace("senes-\ncence", "senescence").split()
    start = random_.randrange(len(words) - 5)
    quote = " ".join(words[start : start + random_.randint(4, 12)])
    quote = quote.strip(".,;()“”")
    if quote.count("[") == quote.count("]"):
        assert isinstance(WHOLE.find(quote), Found)


@given(st.text(max_size=80))
def test_nothing_makes_it_fail(quote):
    assert isinstance(WHOLE.find(quote), Found | Missing)
