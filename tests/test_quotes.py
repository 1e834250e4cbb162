"""A phrase is found when it stands there, in whatever typography, and refused when anything that matters was changed."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.quotes import Found, Missing, Text
from build_tools.receipts import judge_one
from build_tools.sense import HEDGES, NEGATIONS
from build_tools.texts import cut

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


HOSTILE = [
    ("The CD34- cells grew fast in dishes.", "CD34- cells grew fast", "found"),
    ("The CD34- cells grew fast in dishes.", "of the CD34", "not found"),
    ("Only cells of CD34- donors grew.", "only cells of CD34", "cut"),
    ("Only cells of CD34+ donors grew.", "only cells of CD34", "cut"),
    ("Only cells of CD34(+) donors grew.", "only cells of CD34", "cut"),
    ("Lin- cells of the mouse", "Lin- cells of the", "found"),
    ("grown for 10 000 hours in all", "grown for 10", "cut"),
    ("grown for 10 000 hours in all", "000 hours in all", "cut"),
    ("grown from passage 3 – 5 in dishes", "grown from passage 3", "cut"),
    ("grown from passage 3 – 5 in dishes", "5 in dishes", "cut"),
    ("grown from passage 3–5 in dishes", "grown from passage 3-5 in", "found"),
    ("a mean of 5 ± 0.1 was seen", "a mean of 5", "cut"),
    ("a mean of 5 ± 0.1 was seen", "0.1 was seen", "cut"),
    ("it was low (p < 0.05) in all", "0.05) in all", "cut"),
    ("it was low (p < 0.05) in all", "it was low (p <", "cut"),
    ("it was low (p < 0.05) in all", "it was low (p<0.05) in", "found"),
    ("it was low (p<.05) in all", "it was low (p<0.05) in", "not found"),
    ("the value 1,5 was seen", "the value 1.5 was seen", "not found"),
    ("the value 1·5 was seen", "the value 1.5 was seen", "not found"),
    ("non-\nsenescent cells grew fast", "senescent cells grew fast", "cut"),
    ("the senes-\ncence of cells", "the senes", "cut"),
    ("the senes-\ncence of long-\nterm cells", "senescence of long-term cells", "found"),
    ("the senes‐\ncence of cells was", "the senescence of cells", "found"),
    ("a ratio 1:2 was used", "a ratio 1", "cut"),
    ("10⁶ cells were put in", "10⁶ cells were put in", "found"),
    ("10⁶ cells were put in", "106 cells were put in", "not found"),
    ("we put in 10⁶ cells", "we put in 10", "cut"),
    ("most cells¹² were grown in dishes", "most cells were grown in", "found"),
    ("most cells¹²,¹³ were grown in dishes", "most cells were grown in", "found"),
    ("most cells¹² were grown in dishes", "most cells¹² were grown in", "found"),
    ("most cells¹² were grown in dishes", "most cells¹³ were grown in", "bracket"),
    ("an area of 5 cm² was seen", "an area of 5 cm was", "not found"),
    ("aged 45 [30-60] years in all", "aged 45 [30-60] years in", "found"),
    ("aged 45 [30-60] years in all", "aged 45 [31-60] years in", "bracket"),
    ("aged 45 years in all", "aged 45 [3] years in all", "bracket"),
    ("the 5′-end was cut off", "the 5'-end was cut", "found"),
    ("the 5′-end was cut off", "the 5″-end was cut", "not found"),
    ("5 µg of factor was put", "5 μg of factor was", "found"),
    ("the Δψ was low in cells", "the δψ was low in", "not found"),
    ("Δψ was low in cells", "δψ was low in cells", "not found"),
    ("Mg of protein was seen", "mg of protein was seen", "not found"),
    ("# Results\nCells grew fast here.", "Results Cells grew fast", "joined"),
    ("Cells grew fast.\n# Results\nThey died.", "grew fast. # Results They", "joined"),
    ("| P3 | 45% of cells |\n| P5 | 30% of cells |", "45% of cells | | P5 | 30%", "joined"),
    ("| P3 | 45% of cells |\n| P5 | 30% of cells |", "45% of cells", "found"),
    ("| P3 | 45% of cells |\n| P5 | 30% of cells |", "P3 45% of cells", "not found"),
    ("senescence—a state of rest—begins early", "a state of rest", "found"),
    ("senescence–associated secretion was seen early", "associated secretion was seen", "cut"),
    ("cells grew.[12] The dishes did not age", "cells … did not age", "joined"),
    ("cells grew.12 The dishes may age", "cells … age", "joined"),
    ("cells grew; the dishes age early", "cells … the dishes age", "joined"),
    ("cells in two donors age early", "cells … age early", "joined"),
    ("cells in quiet donors age early", "cells … age early", "found"),
    ("cells in quiet donors age early", "cells … donors age early", "found"),
    ("Whether this matters for patients is open", "this matters for patients", "found after Whether"),
    ("the cells were not able to grow in dishes", "able to grow in dishes", "found after not"),
    ("20 °C was held for days", "20 was held for days", "not found"),
    ("it was held at 20 °C for days", "it was held at 20", "cut"),
    ("it was held at -5 °C for days", "5 °C for days", "cut"),
    ("it fell by − 5 units in all", "5 units in all", "cut"),
    ("5 mg/mL of factor was put", "mL of factor was put", "cut"),
    ("was 15.2 % of all cells", "was 15.2", "cut"),
    ("IL-6 and IL-8 rose with time", "6 and IL-8 rose with", "cut"),
    ("cells didn’t age in dishes", "cells didn't age in", "found"),
    ("cells didn’t age in dishes", "t age in dishes", "cut"),
    ("The rate (%) was low in", "The rate (%) was low", "found"),
    ("It was low in a-SMA cells", "it was low in a", "cut"),
    ("2-fold more cells were seen", "fold more cells were seen", "cut"),
    ("up to P8 and P9 they grew", "up to P8 and P", "cut"),
    ("The growth was low. And then\n\nNew cells came up", "And then New cells came", "found"),
    ("Cells grew (p<0.05) at 10^6 per dish.", "at 10^6 per dish", "found"),
    ("Cells grew (p<0.05) at 10^6 per dish.", "grew (p<0.05) at 10", "cut"),
    ("It was seen in 3, 5 and 7 donors.", "in 3, 5 and 7 donors", "found"),
    ("It was seen in 3, 5 and 7 donors.", "in 3 and 7 donors", "not found"),
    ("The cells (n = 5) were old.", "cells (n = 5) were", "found"),
    ("The cells (n = 5) were old.", "cells (n = 6) were", "not found"),
    ("The cells (n = 5) were old.", "The cells (n", "found"),
    ("Growth was 5-fold, not 3-fold, in all dishes.", "Growth was 3-fold, in all dishes", "not found"),
    ("cells grew.¹² The dishes rest early", "cells … rest early", "joined"),
    ("Cells may, in time, age. They do not die.", "Cells … age", "joined"),
    ("Cells in time age. They do not die.", "age. They do not die", "found"),
]


@pytest.mark.parametrize(("text", "quote", "expected"), HOSTILE)
def test_what_is_kept_apart(text, quote, expected):
    outcome = Text(text).find(quote)
    if isinstance(outcome, Missing):
        assert outcome.kind == expected
    else:
        assert expected == (f"found after {outcome.before}" if outcome.before else "found")


def test_own_words_count_and_not_the_reference_list():
    text = cut("work", "work.txt", "scope: fulltext\n\n# Funding\nCells rest in dishes.\n# Results\nCells rest in dishes.\n", [])
    verdict = judge_one(("work", "cells rest in dishes"), text)
    assert (verdict.kind, text.heading_at(verdict.offset)) == ("found", "Results")


HEADINGS = {
    "References": True,
    "7. References": True,
    "REFERENCES AND NOTES": True,
    "Literature cited": True,
    "Acknowledgements:": True,
    "Funding information": True,
    "Author’s contributions": True,
    "Conflict of interest statement": True,
    "Data availability statement": True,
    "Permissions": True,
    "Results": False,
    "Reference values of growth": False,
    "Notes on growth": False,
}


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("below", ["", "## Of books\n"])
def test_headings_of_what_is_not_the_works_own(heading, below):
    text = cut(
        "work", "work.txt", f"scope: fulltext\n\n# {heading}\n{below}Cells rest in dishes.\n# Results\nThey grow there.\n", []
    )
    assert (judge_one(("work", "cells rest in dishes"), text).kind == "foreign") == HEADINGS[heading]
    assert judge_one(("work", "They grow there"), text).kind == "found"


@given(st.randoms(use_true_random=False))
def test_any_run_of_whole_words_is_found(random_: random.Random):
    words = TEXT.replace("senes-\ncence", "senescence").split()
    start = random_.randrange(len(words) - 5)
    quote = " ".join(words[start : start + random_.randint(4, 12)])
    quote = quote.strip(".,;()“”")
    if quote.count("[") == quote.count("]"):
        outcome = WHOLE.find(quote)
        if isinstance(outcome, Missing):  # a number was parted from its sign
            assert outcome.kind == "cut"
            assert quote.startswith(("0.05", "0.1")) or quote.endswith(("<", "±", "0.5"))


@given(st.text(max_size=80))
def test_nothing_makes_it_fail(quote):
    assert isinstance(WHOLE.find(quote), Found | Missing)
