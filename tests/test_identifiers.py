"""Each identifier has one form however people write it, and none when it is malformed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.identifiers import KINDS, read_identifiers

SICI = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"

TABLE = (
    ("doi", "10.1371/journal.pone.0002213", "10.1371/journal.pone.0002213"),
    ("doi", "10.1371/Journal.PONE.0002213", "10.1371/journal.pone.0002213"),
    ("doi", "https://doi.org/10.1000/abc", "10.1000/abc"),
    ("doi", "http://dx.doi.org/10.1000/ABC", "10.1000/abc"),
    ("doi", "HTTPS://DOI.ORG/10.1000/abc", "10.1000/abc"),
    ("doi", "doi:10.1000/abc", "10.1000/abc"),
    ("doi", "DOI: 10.1000/abc", "10.1000/abc"),
    ("doi", "https://doi.org/10.1000%2Fabc", "10.1000/abc"),
    ("doi", "10.1000%2Fabc", ""),
    ("doi", "10.1000.10/abc", "10.1000.10/abc"),
    ("doi", "10.123456789/a", "10.123456789/a"),
    ("doi", SICI, SICI.lower()),
    ("doi", "https://doi.org/10.1002/%28SICI%291097%3C1661%3A%3A2", "10.1002/(sici)1097<1661::2"),
    ("doi", "10.1000/abc.", ""),
    ("doi", "10.1000/abc;", ""),
    ("doi", "10.1000/a b", ""),
    ("doi", "10.1000/", ""),
    ("doi", "10.100/abc", ""),
    ("doi", "10.1000/{abc}", ""),
    ("doi", "11.1000/abc", ""),
    ("doi", "10.\u0661\u0660\u0660\u0660/abc", ""),
    ("doi", "x10.1000/abc", ""),
    ("doi", "10.1000/abc\n", ""),
    ("doi", "", ""),
    ("pmid", "18493317", "18493317"),
    ("pmid", "PMID: 18493317", "18493317"),
    ("pmid", "pmid18493317", "18493317"),
    ("pmid", "1", "1"),
    ("pmid", "018493317", ""),
    ("pmid", "123456789", ""),
    ("pmid", "1849331x", ""),
    ("pmid", "\u0661\u0662", ""),
    ("pmid", "PMC4964536", ""),
    ("pmid", "18493317\n", ""),
    ("pmcid", "PMC4964536", "PMC4964536"),
    ("pmcid", "pmc4964536", "PMC4964536"),
    ("pmcid", "PMCID: PMC4964536", "PMC4964536"),
    ("pmcid", "4964536", ""),
    ("pmcid", "PMC0964536", ""),
    ("pmcid", "PMC1234567890", ""),
    ("isbn", "978-3-16-148410-0", "9783161484100"),
    ("isbn", "ISBN 978 3 16 148410 0", "9783161484100"),
    ("isbn", "ISBN: 9783161484100", "9783161484100"),
    ("isbn", "979-10-90636-07-1", "9791090636071"),
    ("isbn", "978-3-16-148410-1", ""),
    ("isbn", "977-3-16-148410-0", ""),
    ("isbn", "3-16-148410-X", "9783161484100"),
    ("isbn", "0-8044-2957-x", "9780804429573"),
    ("isbn", "0-306-40615-2", "9780306406157"),
    ("isbn", "0-306-40615-3", ""),
    ("isbn", "X-306-40615-2", ""),
    ("isbn", "0-306-4061", ""),
    ("isbn", "\u0660306406152", ""),
)


@pytest.mark.parametrize(("kind", "written", "form"), TABLE)
def test_form(kind, written, form):
    assert KINDS[kind][1](written) == form


@pytest.mark.parametrize(("kind", "form"), sorted({(kind, form) for kind, _, form in TABLE if form}))
def test_a_form_is_its_own_form(kind, form):
    assert KINDS[kind][1](form) == form


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_in_the_hint_is_well_formed(kind):
    _, read, example = KINDS[kind]
    assert read(example)


@given(st.integers(0, 10**12 - 1), st.integers(0, 9))
def test_one_wrong_check_digit_is_found(number, wrong):
    read = KINDS["isbn"][1]
    stem = "978" + f"{number:012}"[3:]
    right = [digit for digit in "0123456789" if read(stem + digit)]
    assert len(right) == 1
    assert bool(read(f"{stem}{wrong}")) == (str(wrong) == right[0])


@given(st.text(max_size=40))
def test_no_text_breaks_a_reader(text):
    for _, read, _ in KINDS.values():
        assert read(text) == "" or read(text).isascii() or not text.isascii()


def test_fields_of_a_reference():
    fields = {"doi": "doi:10.1000/A", "pmid": "x", "isbn": "0-306-40615-2", "title": "10.1000/b"}
    assert read_identifiers(fields) == {"doi": "10.1000/a", "isbn": "9780306406157"}
