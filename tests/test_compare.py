"""What we cite and what the record has: nothing harmless is called a difference, and nothing else passes."""

import time
from dataclasses import replace

import pytest
from bases import ROOT
from hypothesis import given
from hypothesis import strategies as st

from build_tools import compare as compare_module
from build_tools import pipeline
from build_tools.compare import compare, silent
from build_tools.identifiers import KINDS
from build_tools.model import Name, Record
from build_tools.references import read_references

# ruff: noqa: RUF001  letters that look alike are what is tested
RECORD = Record(
    type="article",
    title="Late passages of TGF-β1 treated stromal cells: increased ageing in 10<sup>6</sup> cells &amp; vesicles",
    authors=(Name("Müller", "Anna Maria"), Name("van der Berg", "Jan"), Name("García López", "Ana"), Name("O’Neil", "Sean")),
    container="Journal of Fictional Cells",
    containers=("J. Fict. Cells",),
    year="2019",
    years=("2018", "2019"),
    volume="35",
    issue="8",
    pages="663-673",
    identifiers={"doi": "10.5555/abc.1", "pmid": "123", "issn": "1234-5679"},
)
GOOD = {
    "title": "Late passages of TGF-$\\beta$1 treated stromal cells: increased ageing in 10$^6$ cells and vesicles",
    "author": "M{\\\"u}ller, Anna Maria and van der Berg, Jan and Garc{\\'i}a L{\\'o}pez, Ana and O'Neil, Sean",
    "journal": "Journal of Fictional Cells",
    "year": "2019",
    "volume": "35",
    "number": "8",
    "pages": "663--673",
    "doi": "10.5555/ABC.1",
    "pmid": "123",
}


@pytest.fixture
def differences(base):
    """Compare GOOD with some fields changed to RECORD with some fields changed, as (level, field) of each difference."""

    def differ(record=(), **fields):
        entry = "".join(f"  {name} = {{{value}}},\n" for name, value in {**GOOD, **fields}.items() if value)
        problems = []
        works, _ = read_references(base({"references.bib": f"@article{{one,\n{entry}}}\n"}), problems)
        assert problems == []
        found = compare(works["one"], replace(RECORD, **dict(record)))
        return [(one.level, one.field) for one in found]

    return differ


HARMLESS = {
    "as it stands": {},
    "Greek spelled out": {"title": GOOD["title"].replace("$\\beta$", "beta")},
    "Greek letter": {"title": GOOD["title"].replace("$\\beta$", "β")},
    "title in capitals": {"title": GOOD["title"].replace("$\\beta$", "{B}eta").upper()},
    "subtitle left out": {"title": "Late passages of TGF-β1 treated stromal cells"},
    "final stop": {"title": GOOD["title"] + "."},
    "brackets of a translation": {"title": f"[{GOOD['title']}]"},
    "original and translation": {"title": f"Späte Passagen [{GOOD['title']}]"},
    "dashes": {"title": GOOD["title"].replace("TGF-", "TGF--").replace("stromal cells", "stromal-cells")},
    "quotation marks": {"title": GOOD["title"].replace("ageing", "``ageing''")},
    "initials": {"author": "Müller, A. M. and van der Berg, J. and García López, A. and O'Neil, S."},
    "initials without stops": {"author": "Müller, AM and van der Berg, J and García López, A and O'Neil, S"},
    "fewer initials": {"author": "Müller, A and van der Berg, J and García López, A and O'Neil, S"},
    "accents left out": {"author": "Muller, Anna Maria and van der Berg, Jan and Garcia Lopez, Ana and ONeil, Sean"},
    "umlaut spelled out": {"author": "Mueller, Anna Maria and van der Berg, Jan and García López, Ana and O'Neil, Sean"},
    "particle behind": {"author": "Müller, Anna Maria and Berg, Jan van der and García López, Ana and O'Neil, Sean"},
    "particle left out": {"author": "Müller, Anna Maria and Berg, Jan and García López, Ana and O'Neil, Sean"},
    "compound with a dash": {"author": "Müller, Anna Maria and van der Berg, Jan and García-López, Ana and O'Neil, Sean"},
    "first family name only": {"author": "Müller, Anna Maria and van der Berg, Jan and García, Ana and O'Neil, Sean"},
    "family name as given name": {"author": "Müller, Anna Maria and van der Berg, Jan and López, Ana García and O'Neil, Sean"},
    "and others": {"author": "Müller, Anna Maria and van der Berg, Jan and others"},
    "a group besides": {"author": GOOD["author"] + " and {The Fictional Study Group}"},
    "Jr": {"author": GOOD["author"].replace("Berg, Jan", "Berg, Jr, Jan")},
    "short title of the journal": {"journal": "J Fict Cells"},
    "The": {"journal": "The journal of fictional cells"},
    "place of the journal": {"journal": "Journal of Fictional Cells (Basel)"},
    "subtitle of the journal": {"journal": "Journal of Fictional Cells: the organ of nobody"},
    "unlisted short title, but the ISSN": {"journal": "JFC", "issn": "12345679"},
    "the other year": {"year": "2018"},
    "short range": {"pages": "663-73"},
    "first page": {"pages": "663"},
    "zeros": {"volume": "035", "number": "08"},
    "words": {"volume": "Vol. 35", "number": "No. 8", "pages": "pp. 663-673"},
    "address of the DOI": {"doi": "https://doi.org/10.5555/Abc.1"},
    "no number": {"number": ""},
    "no authors": {"author": ""},
}  # fmt: skip


@pytest.mark.parametrize("name", HARMLESS)
def test_harmless(name, differences):
    assert differences(**HARMLESS[name]) == []


BIBLIOGRAPHIC = ("title", "authors", "container", "containers", "year", "years", "volume", "issue", "pages")
RECORDED = {
    "tag and entity": ({"title": "A <i>late</i> passage &lt; 3 of H<sub>2</sub>O"}, {"title": "A late passage < 3 of H$_2$O"}),
    "MathML": (
        {"title": 'Of <mml:math xmlns:mml="http://x"><mml:mi>β</mml:mi><mml:mn>1</mml:mn></mml:math> cells'},
        {"title": "Of $\\beta$1 cells"},
    ),
    "retracted in the title": ({"title": f"RETRACTED ARTICLE: {RECORD.title}"}, {}),
    "retracted behind": ({"title": f"{RECORD.title} [Retracted]"}, {}),
    "corrected behind": ({"title": f"{RECORD.title} [corrected]."}, {}),
    "label before": ({"title": f"Concise Review: {RECORD.title}"}, {}),
    "footnote mark": ({"title": "Cells age<sup>1</sup>"}, {"title": "Cells age"}),
    "whole names as family names": (
        {"authors": tuple(Name(f"{one.given} {one.family}") for one in RECORD.authors)},
        {},
    ),
    "no pages yet": ({"pages": "n/a-n/a", "issue": "ahead-of-print"}, {}),
    "no subtitle in the record": ({"title": "Late passages of TGF-β1 treated stromal cells"}, {}),
    "acronym of a group": ({"authors": (Name("Fictional Cell Society"),)}, {"author": "{FCS}"}),
    "a group in the record": ({"authors": (*RECORD.authors, Name("The Fictional Study Group"))}, {}),
    "record cut short": ({"authors": RECORD.authors[:2], "more_authors": True}, {}),
    "record of initials": ({"authors": tuple(Name(one.family, one.initials) for one in RECORD.authors)}, {}),
    "parallel title of the journal": ({"container": "Zeitschrift = Journal of Fictional Cells", "containers": ()}, {}),
    "ampersand": ({"container": "Cells & Vesicles", "containers": ()}, {"journal": "Cells and Vesicles"}),
    "locator": ({"pages": "e1159"}, {"pages": "1159"}),
    "article number": ({"pages": "1159"}, {"pages": "Article 1159"}),
    "discussion after": ({"pages": "663-73; discussion 674"}, {}),
    "pages of the online version": ({"pages": "663-673.e16"}, {}),
    "locator and pages": ({"pages": "e1159; 1-11"}, {"pages": "1-11"}),
    "supplement as volume": ({"volume": "35 Suppl 1", "issue": ""}, {"volume": "35", "number": "S1"}),
    "double issue": ({"issue": "3/4"}, {"number": "3--4"}),
    "declared alias": ({"related": {"same-as": ("10.5555/old.1",)}}, {"doi": "10.5555/old.1"}),
    "nothing but an identifier": ({name: type(getattr(RECORD, name))() for name in BIBLIOGRAPHIC}, {"title": "What you like"}),
}  # fmt: skip


@pytest.mark.parametrize("name", RECORDED)
def test_harmless_in_the_record(name, differences):
    record, fields = RECORDED[name]
    assert differences(record, **fields) == []


TITLE = GOOD["title"]
WRONG = {
    "increased for decreased": ({"title": TITLE.replace("increased", "decreased")}, [("error", "title")]),
    "a word less": ({"title": TITLE.replace("treated ", "")}, [("error", "title")]),
    "without for with": ({"title": TITLE.replace(" and ", " without ")}, [("error", "title")]),
    "a digit": ({"title": TITLE.replace("$^6$", "$^5$")}, [("error", "title")]),
    "another subtitle": ({"title": TITLE.split(":")[0] + ": nothing to be seen"}, [("error", "title")]),
    "a small word": ({"title": TITLE.replace("passages of", "passages")}, [("warning", "title")]),
    "a space": ({"title": TITLE.replace("stromal cells", "stromalcells")}, [("warning", "title")]),
    "a letter of another alphabet": ({"title": TITLE.replace("cells", "сells")}, [("error", "title")]),
    "a letter of a name": ({"author": GOOD["author"].replace("Berg", "Borg")}, [("warning", "author")]),
    "a letter less": ({"author": GOOD["author"].replace("O'Neil", "O'Nei")}, [("warning", "author")]),
    "letters exchanged": ({"author": GOOD["author"].replace("Berg", "Begr")}, [("warning", "author")]),
    "two slips": (
        {"author": GOOD["author"].replace("Berg", "Borg").replace("Neil", "Niel")},
        [("warning", "author"), ("warning", "author")],
    ),
    "an initial": ({"author": "Müller, A. and Berg, K. and García López, A. and O'Neil, S."}, [("warning", "author")]),
    "another given name": ({"author": GOOD["author"].replace("Jan", "Jesko")}, [("error", "author")]),
    "names exchanged": ({"author": GOOD["author"].replace("van der Berg, Jan", "Jan, Berg")}, [("warning", "author")]),
    "author left out": ({"author": GOOD["author"].replace(" and O'Neil, Sean", "")}, [("error", "author")]),
    "author added": ({"author": GOOD["author"] + " and Smith, John"}, [("error", "author")]),
    "order": ({"author": " and ".join(reversed(GOOD["author"].split(" and ")))}, [("error", "author")]),
    "first author replaced": ({"author": GOOD["author"].replace('M{\\"u}ller, Anna', "Smith, John")}, [("error", "author")]),
    "others, but not these": ({"author": "Müller, Anna and García López, Ana and others"}, [("error", "author")]),
    "another journal": ({"journal": "Journal of Real Cells"}, [("error", "journal")]),
    "unlisted short title": ({"journal": "Jour Fict Cell"}, [("warning", "journal")]),
    "year off by one": ({"year": "2020"}, [("warning", "year")]),
    "year off by two": ({"year": "2016"}, [("error", "year")]),
    "no year yet": ({"year": "in press"}, [("warning", "year")]),
    "volume": ({"volume": "36"}, [("error", "volume")]),
    "volume and issue joined": ({"volume": "358", "number": ""}, [("error", "volume")]),
    "issue": ({"number": "3"}, [("error", "number")]),
    "exchanged": ({"volume": "8", "number": "35"}, [("error", "volume")]),
    "a page": ({"pages": "636--673"}, [("error", "pages")]),
    "last page": ({"pages": "663--675"}, [("error", "pages")]),
    "one page for many": ({"pages": "663--663"}, [("error", "pages")]),
    "backwards": ({"pages": "673--663"}, [("error", "pages")]),
    "PMID of another work": ({"pmid": "124"}, [("error", "pmid")]),
    "DOI of another record": ({"doi": "10.5555/abc.2"}, [("error", "doi")]),
    "another work": (
        {"title": "On quiet dishes", "author": "Smith, John", "journal": "Nowhere", "year": "1999"},
        [("error", "doi")],
    ),
    "invented title of the same authors": ({"title": "Quiet dishes in an empty house"}, [("error", "doi")]),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_wrong(name, differences):
    fields, expected = WRONG[name]
    assert differences(**fields) == expected


VERSIONS = {
    "retraction notice": ({"title": f"Retraction: {RECORD.title}"}, {}, [("error", "notice")]),
    "erratum by relation": ({"title": "Of an error", "related": {"notice-of": ("10.5555/abc.0",)}}, {}, [("error", "notice")]),
    "comment": ({"title": f"Comment on “{RECORD.title}”", "year": "2021"}, {}, [("error", "notice")]),
    "bare erratum": ({"title": "Erratum"}, {}, [("error", "notice")]),
    "comment cited as such": ({"title": "Reply to Smith"}, {"title": "Reply to Smith"}, []),
    "comment cited as such by relation": ({"related": {"comment-on": ("10.5555/x",)}}, {}, []),
    "an article that begins so": ({"title": "Response to late cold"}, {"title": "Response to late heat"}, [("error", "title")]),
    "preprint as article": (
        {"type": "preprint", "container": "bioRxiv", "containers": (), "volume": "", "issue": "", "pages": ""},
        {},
        [("warning", "preprint")],
    ),
    "article as preprint": ({}, {"journal": "bioRxiv", "volume": "", "number": "", "pages": ""}, [("warning", "preprint")]),
    "preprint as such": ({"type": "preprint", "container": "bioRxiv"}, {"journal": "bioRxiv"}, []),
    "preprint that was published": (
        {"type": "preprint", "container": "arXiv", "related": {"preprint-of": ("10.5555/abc.9",)}},
        {"journal": "arXiv"},
        [("warning", "preprint")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", VERSIONS)
def test_notices_and_preprints(name, differences):
    record, fields, expected = VERSIONS[name]
    assert differences(record, **fields) == expected


def test_what_is_said_of_a_difference(base):
    entry = "@article{one, title = {Cells age}, author = {Smyth, Ann and Jones, Bo}, year = {2020}, doi = {10.5555/1}}\n"
    works, _ = read_references(base({"references.bib": entry}), [])
    record = Record(title="Cells do not age", authors=(Name("Smith", "Ann"), Name("Jones", "Bo")), year="2021", years=("2022",))
    assert [(one.field, one.cited, one.found, one.why) for one in compare(works["one"], record)] == [
        ("title", "Cells age", "Cells do not age", "'do not' is left out"),
        ("author", "Smyth, Ann", "Smith, Ann", "one letter differs"),
        ("year", "2020", "2021 or 2022", "it is off by 1 year"),
    ]
    record = Record(authors=(Name("Smith", "Ann"), Name("Jones", "Bo"), Name("Li", "Wei")))
    assert [(one.found, one.why) for one in compare(works["one"], record)] == [
        ("Smith, Ann; Jones, Bo; Li, Wei", "Li, Wei is left out")
    ]
    assert silent(works["one"], record) == ("title", "year")


def test_this_base_agrees_with_its_records():
    kb = pipeline.read(ROOT)
    found = {key: compare(work, kb.lock[key].record) for key, work in kb.works.items() if key in kb.lock}
    assert {key: differing for key, differing in found.items() if differing} == {}
    compared = [key for key, work in kb.works.items() if key in kb.lock and "title" not in silent(work, kb.lock[key].record)]
    assert len(compared) > 80


def test_the_list_of_what_is_harmless_is_published():
    page = " ".join((ROOT / "docs/integrity/index.md").read_text(encoding="utf-8").split())
    listed = compare_module.__doc__.split("\n- ")[1:]
    assert len(listed) == 8
    assert [one for one in listed if " ".join(one.split()) not in page] == []


BEFORE = pipeline.read(ROOT).works["bahsoun2019impact"]
NASTY = {
    "opening tags": "<annotation>" * 100_000,
    "attributes": "<i" + ' a="b"' * 100_000,
    "brackets": "[" * 100_000,
    "spaces": "a" + " " * 100_000 + "(b",
    "dashes": "-" * 100_000,
    "colons": "a: " * 50_000,
    "digits": "1" * 100_000,
    "dollars": "$" * 100_000,
    "commas": "1,000," * 20_000,
    "marks": "a" + "\u0301" * 100_000,
    "words": "supplement no. 1 " * 6_000,
}


@pytest.mark.parametrize("name", NASTY)
def test_nothing_takes_long(name):
    text = NASTY[name]
    fields = dict.fromkeys(("title", "journal", "volume", "number", "pages", "year"), text)
    work = replace(BEFORE, fields=fields, authors=(Name(text, text), Name("a", text)))
    record = Record(
        type=text, title=f"{text}.", authors=(Name(f"{text} x", text), Name(text)), container=f"x{text}", containers=(text,),
        year=text, years=(text,), volume=f"{text}1", issue=text, pages=f"1{text}", identifiers=dict.fromkeys(KINDS, text),
    )  # fmt: skip
    start = time.process_time()
    compare(work, record)
    assert time.process_time() - start < 5


texts = st.text(max_size=30) | st.from_regex(r"[a-z.,:;()\[\] <>&$\\{}0-9-]{0,30}", fullmatch=True)
people = st.lists(st.builds(Name, texts, texts), max_size=3).map(tuple)


@given(st.dictionaries(st.sampled_from(sorted(GOOD)), texts), people, texts, texts, people, texts, texts, texts)
def test_nothing_makes_it_fail(fields, authors, title, container, names, volume, pages, year):
    work = replace(BEFORE, fields=fields, authors=authors)
    record = Record(title=title, container=container, authors=names, volume=volume, issue=year, pages=pages, year=year)
    for one in compare(work, record):
        assert one.level in ("error", "warning")
        assert one.why
    assert set(silent(work, record)) <= set(fields)
