"""What kb cite writes is read back by the reader of references.bib to the same values, whatever a registry put into them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.bibtex import entry_of, plain, propose_key
from build_tools.record import Name, Record
from build_tools.references import parse

ALPHABET = "abXY éüßø αβ汉 ~\\{}$%&#_^\"'`-–—,.:;@=/()<>|019 and others"
TEXT = st.text(alphabet=st.sampled_from(list(ALPHABET)), max_size=30).map(lambda text: " ".join(text.split()))
NAMES = st.lists(st.builds(Name, TEXT.filter(plain), TEXT), max_size=3).map(tuple)
RECORDS = st.builds(
    Record,
    type=st.sampled_from(["article", "book", "incollection", "preprint", "report", "dataset", ""]),
    title=TEXT,
    authors=NAMES,
    more_authors=st.booleans(),
    container=TEXT,
    year=st.sampled_from(["", "2019"]),
    volume=TEXT,
    issue=TEXT,
    identifiers=st.just({"doi": "10.5555/a_b<1>(2)&%#", "pmid": "90000001"}),
)


@settings(max_examples=400, deadline=None)
@given(RECORDS)
def test_an_entry_reads_back_to_its_record(record):
    problems = []
    (work,) = parse(entry_of("muster2019passage", record), problems)
    assert problems == []
    assert (work.title, work.year) == (plain(record.title), record.year)
    assert (work.get("volume"), work.get("number")) == (plain(record.volume), plain(record.issue))
    assert plain(record.container) in (work.container, work.get("howpublished"))
    assert work.authors == tuple(Name(plain(name.family), plain(name.given)) for name in record.authors)
    assert work.more_authors == (record.more_authors and bool(record.authors))
    assert work.identifiers == record.identifiers


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("50% of cells & <5 µm # 1_2", "50% of cells & <5 µm # 1_2"),
        ("a -- b --- c", "a – b — c"),
        ("``so'' they say", "“so” they say"),
        (r"the $\alpha$-decay of {MSC}s", "the \N{GREEK SMALL LETTER ALPHA}-decay of MSCs"),
        (r"$\mathcal{N}=4$ cells", "mathcalN=4 cells"),
        ("x^2 ~ 5", "x^2 \N{TILDE OPERATOR} 5"),
        ("costs $5 ~ $6", "costs $5 \N{TILDE OPERATOR} $6"),
    ],
)
def test_plain(printed, meant):
    assert plain(printed) == meant


def test_the_whole_entry():
    record = Record(
        type="article",
        title="Passage & the shape of 100% of cells",
        authors=(Name("de Vries", "Ben"), Name("Cells and Co"), Name("Roe", "A. and B.")),
        more_authors=True,
        container="Ex J Cells",
        year="2019",
        volume="7",
        issue="4",
        pages="101-12",
        identifiers={"doi": "10.5555/cells_1", "issn": "1234-5679"},
    )
    assert entry_of("devries2019passage", record) == (
        "@article{devries2019passage,\n"
        "  author = {de Vries, Ben and {Cells and Co} and Roe, {A. and B.} and others},\n"
        "  title = {Passage \\& the shape of 100\\% of cells},\n"
        "  journal = {Ex J Cells},\n"
        "  year = {2019},\n"
        "  volume = {7},\n"
        "  number = {4},\n"
        "  pages = {101--12},\n"
        "  doi = {10.5555/cells_1}\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("family", "year", "title", "taken", "key"),
    [
        ("Muster", "2019", "The passage of cells", (), "muster2019passage"),
        ("Muster", "2019", "The passage of cells", ("Muster2019Passage",), "muster2019cells"),
        ("Muster", "2019", "The passage", ("muster2019passage",), "muster2019passage2"),
        ("Muster", "2019", "The passage", ("muster2019passage", "muster2019passage2"), "muster2019passage3"),
        ("Møller-Łukasz", "", "β-Catenin", (), "mollerlukaszundatedcatenin"),
        ("王", "2020", "的", (), "anonymous2020work"),
        ("3D Cells", "2020", "On it", (), "dcells2020it"),
        ("", "2020", "Cells", (), "site2020cells"),
    ],
)
def test_keys(family, year, title, taken, key):
    authors = (Name(family),) if family else ()
    assert propose_key(Record(title=title, authors=authors, year=year), taken, "Site") == key
