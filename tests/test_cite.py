"""kb cite writes an entry and its block, both or none; what is there already is named, and a fallen work is called fallen."""

import json

import pytest
from loopback import FAULTS, World, client_to, serving

from build_tools import pipeline
from build_tools.cite import cite, identify
from build_tools.findings import FAILED, FINDINGS, FINE, UNASKED
from build_tools.lock import read_lock
from build_tools.references import read_references

ON = "2026-11-24"
DOI = "10.5555/cells.2019.1"
OLD = "@article{old, title = {Something old}, doi = {10.5555/old.1}}\n"


@pytest.fixture
def world():
    return World()


@pytest.fixture
def call(world, tmp_path):
    """Cite something, on a small base, with the world served."""
    (tmp_path / "references.bib").write_text(OLD)

    def run(what, on=ON):
        with serving(world) as bases:
            pages = {f"{name}.example": bases["api.crossref.org"] for name in ("page", "www.page")}
            with client_to({**bases, **pages}) as client:
                return cite(tmp_path, client, what, on)

    run.root = tmp_path
    run.bib = tmp_path / "references.bib"
    return run


def works(call):
    problems = []
    found, _ = read_references(call.root, problems)
    assert problems == []
    return found


IDENTIFIED = (
    (DOI, {"doi": DOI}),
    ("https://doi.org/10.5555/Cells.2019.1", {"doi": DOI}),
    ("doi:10.5555/cells.2019.1", {"doi": DOI}),
    ("arXiv:2101.00001v2", {"doi": "10.48550/arxiv.2101.00001"}),
    ("arxiv: 2101.00001", {"doi": "10.48550/arxiv.2101.00001"}),
    ("2101.00001", {"doi": "10.48550/arxiv.2101.00001"}),
    ("https://arxiv.org/abs/2101.00001", {"doi": "10.48550/arxiv.2101.00001"}),
    ("https://arxiv.org/pdf/2101.00001v1.pdf", {"doi": "10.48550/arxiv.2101.00001"}),
    ("arXiv:hep-th/9901001", {"doi": "10.48550/arxiv.hep-th/9901001"}),
    ("https://arxiv.org/abs/math.GT/0309136", {"doi": "10.48550/arxiv.math.gt/0309136"}),
    ("90000001", {"pmid": "90000001"}),
    ("PMID: 90000001", {"pmid": "90000001"}),
    ("https://pubmed.ncbi.nlm.nih.gov/90000001/", {"pmid": "90000001"}),
    ("https://pubmed.ncbi.nlm.nih.gov/90000001/?from=x", {"pmid": "90000001"}),
    ("PMC9000001", {"pmcid": "PMC9000001"}),
    ("https://pmc.ncbi.nlm.nih.gov/articles/PMC9000001/", {"pmcid": "PMC9000001"}),
    ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC9000001", {"pmcid": "PMC9000001"}),
    ("978-3-16-148410-0", {"isbn": "9783161484100"}),
    ("ISBN 3-16-148410-X", {"isbn": "9783161484100"}),
    ("https://example.org/page", {}),
    ("hep-th/9901001x", {}),
    ("978-3-16-148410-1", {}),
    ("smith2020", {}),
    ("", {}),
)


@pytest.mark.parametrize(("what", "identifiers"), IDENTIFIED)
def test_what_is_meant(what, identifiers):
    assert identify(what) == identifiers


@pytest.mark.parametrize("what", [DOI, "PMID 90000001", "PMC9000001", "https://doi.org/10.5555/CELLS.2019.1"])
def test_an_article(world, call, what):
    world.article(1)
    world.known["openalex", "pmcid:PMC9000001"] = world.known["openalex", f"doi:{DOI}"].replace(
        "articles/9000001", "articles/PMC9000001"
    )
    told = call(what)
    assert told.code == FINE, told.words
    assert told.words.startswith("muster2019passage was added to references.bib, and its block to references.lock: matches")
    work = works(call)["muster2019passage"]
    assert (work.type, work.title, work.container, work.year) == (
        "article",
        "Passage and the shape of example cells",
        work.container,
        "2019",
    )
    assert work.container.casefold() == "example journal of cells"
    assert [str(name) for name in work.authors][:2] == ["Muster, Ada", str(work.authors[1])]
    assert work.identifiers == {"doi": DOI, "pmid": "90000001", "pmcid": "PMC9000001"}
    assert (work.get("volume"), work.get("number"), work.get("pages")[:3]) == ("7", "4", "101")
    known = read_lock(call.root, [])["muster2019passage"]
    assert (known.outcome, known.standing, known.recorded) == ("matches", "corrected", ON)
    kb = pipeline.read(call.root)
    assert kb.lock_entry("muster2019passage").outcome == "matches"
    assert [problem for problem in pipeline.check(kb) if problem.level == "error"] == []


def test_what_is_there_is_named_and_nothing_is_written(world, call):
    world.article(1)
    call(DOI)
    before = call.bib.read_bytes(), (call.root / "references.lock").read_bytes()
    for what in (DOI, "90000001", "PMC9000001", f"https://doi.org/{DOI.upper()}"):
        told = call(what)
        assert told.code == FINE
        assert told.words.startswith("It is there already, as muster2019passage in line 3 of references.bib, by ")
    assert call("10.5555/OLD.1").words.startswith("It is there already, as old in line 1")
    assert (call.bib.read_bytes(), (call.root / "references.lock").read_bytes()) == before


def test_a_second_work_of_the_same_year_has_another_key(world, call):
    call(world.article(1))
    call(world.article(2))
    assert set(works(call)) == {"old", "muster2019passage", "muster2019shape"}
    assert call.bib.read_text().startswith(OLD)


def test_a_dataset_and_a_book(world, call):
    assert call(world.dataset(1)).code == FINE
    assert call(world.book()).code == FINE
    found = works(call)
    data, book = found["muster2021images"], found["vanmuster2009keeping"]
    assert (data.type, data.container, data.authors[1].family) == ("dataset", "Example Archive", "Example Cells Consortium")
    assert (book.type, book.container, book.identifiers) == ("book", "Example House", {"isbn": "9783161484100"})
    assert {key: entry.outcome for key, entry in read_lock(call.root, []).items()} == {
        key: "matches" for key in found if key != "old"
    }


def test_an_arxiv_preprint_goes_by_its_doi(world, call):
    made = world.dataset(1)
    for name in ("doi.org", "handle", "datacite"):
        key = (name, made)
        world.known[name, "10.48550/arxiv.2101.00001"] = world.known.pop(key).replace(made, "10.48550/arxiv.2101.00001")
    world.change(
        "datacite",
        "10.48550/arxiv.2101.00001",
        ('"resourceTypeGeneral": "Dataset"', '"resourceTypeGeneral": "Preprint"'),
        ("Example Archive", "arXiv"),
    )
    assert call("arXiv:2101.00001").code == FINE
    work = works(call)["muster2021images"]
    assert (work.type, work.get("howpublished"), work.identifiers) == ("misc", "arXiv", {"doi": "10.48550/arxiv.2101.00001"})
    assert read_lock(call.root, [])["muster2021images"].outcome == "matches"


def test_a_retracted_work_is_called_so(world, call):
    world.article(1)
    world.change("crossref", DOI, ('"type": "correction"', '"type": "retraction"'), ('["Passage', '["RETRACTED: Passage'))
    told = call(DOI)
    assert told.code == FINDINGS
    assert "It is retracted: a claim must not rest on it." in told.words
    assert works(call)["muster2019passage"].title == "Passage and the shape of example cells"
    assert read_lock(call.root, [])["muster2019passage"].standing == "retracted"


def test_special_characters_survive(world, call):
    world.article(1, pubmed=False, openalex=False)
    title = "50% of cells & <i>their</i> {shape}_1 -- a study #2 with 5~µm"
    world.change("crossref", DOI, ("Passage and the shape of example cells", title), ('"Muster"', '"O\'Muster & Söhne"'))
    assert call(DOI).code == FINE
    (work,) = (work for work in works(call).values() if work.key != "old")
    assert work.title == "50% of cells & their shape_1 – a study #2 with 5\N{TILDE OPERATOR}µm"
    assert work.authors[0].family == "O'Muster & Söhne"
    assert read_lock(call.root, [])[work.key].outcome == "matches"


def unchanged(call):
    return call.bib.read_text() == OLD and not (call.root / "references.lock").exists()


def test_nothing_is_written_of_what_does_not_exist(world, call):
    told = call(DOI)
    assert told == (f"DOI {DOI} was not found: OpenAlex, PubMed, doi.org know of none. Nothing was written.", FINDINGS)
    assert call("90000009").code == FINDINGS
    assert call("PMC9000009").code == UNASKED
    told = call("9783161484100")
    assert told == ("ISBN 9783161484100 could not be looked up. No record at Open Library. Nothing was written.", UNASKED)
    assert unchanged(call)


@pytest.mark.parametrize("fault", ["500", "hang up", "a page", "half", "an empty object", "bomb", "302 around"])
def test_nothing_is_written_when_nobody_answers(world, call, fault):
    world.article(1, pubmed=False)
    world.fault("crossref", "", FAULTS[fault])
    told = call(DOI)
    assert told.code == UNASKED
    assert f"DOI {DOI} could not be looked up. Crossref: " in told.words
    assert unchanged(call)


@pytest.mark.parametrize("what", ["smith2020", "", "http://page.example/", "10.5555/", "978-3-16-148410-1", "\x1b[31m"])
def test_what_nobody_could_mean(call, what):
    told = call(what)
    assert told.code == FAILED
    assert "is no DOI, PMID, PMCID, arXiv id or ISBN that is well formed" in told.words
    assert "\x1b" not in told.words
    assert unchanged(call)


@pytest.mark.parametrize(
    ("file", "text"),
    [("references.bib", OLD + "@article{open, title = {x"), ("references.bib", b"\xff"), ("references.lock", "{")],
)
def test_nothing_is_added_to_files_that_cannot_be_read(world, call, file, text):
    world.article(1)
    (call.root / file).write_bytes(text if isinstance(text, bytes) else text.encode())
    told = call(DOI)
    assert told.code == FAILED
    assert told.words.startswith(f"{file}:")
    assert (call.root / file).read_bytes() == (text if isinstance(text, bytes) else text.encode())
    assert world.asked == []


@pytest.mark.parametrize("day", ["", "yesterday", "2026-13-01"])
def test_a_day_that_is_none(call, day):
    assert call(DOI, on=day) == (f"'{day}' is not a date such as 2026-11-24.", FAILED)


def test_an_entry_that_would_be_swallowed_is_not_written(world, call):
    """An entry before it that is told as a fault of another kind, and still takes in whatever follows."""
    text = OLD + "@comment{never closed\n"
    call.bib.write_text(text)
    world.article(1)
    told = call(DOI)
    assert told.code == FAILED
    assert call.bib.read_text() == text
    assert not (call.root / "references.lock").exists()


def test_the_first_entry_of_a_base(world, call):
    call.bib.unlink()
    world.article(1)
    assert call(DOI).code == FINE
    assert call.bib.read_text().startswith("@article{muster2019passage,\n")
    assert json.loads((call.root / "references.lock").read_text())["version"] == 1


def test_line_ends_of_the_file_are_kept(world, call):
    call.bib.write_bytes(OLD.replace("\n", "\r\n").encode())
    world.article(1)
    assert call(DOI).code == FINE
    assert call.bib.read_bytes().startswith(OLD.replace("\n", "\r\n").encode())


def test_the_same_answers_make_the_same_bytes(world, call):
    world.article(1)
    call(DOI)
    first = call.bib.read_bytes(), (call.root / "references.lock").read_bytes()
    call.bib.write_text(OLD)
    (call.root / "references.lock").unlink()
    call(DOI)
    assert (call.bib.read_bytes(), (call.root / "references.lock").read_bytes()) == first


# --- pages ---------------------------------------------------------------------------------------

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>How cells age | Example Lab</title>
<meta property="og:title" content="How cells &amp; vesicles age"><meta property="og:site_name" content="Example Lab">
<meta name="author" content="Jane van Doe; John Roe"><meta property="article:published_time" content="2024-05-06T10:00:00Z">
{}</head><body><article><h1>How cells age</h1><p>Cells of the third passage were kept in the cold for a week.</p>
</article></body></html>"""


def page(world, html, kind="text/html; charset=utf-8", piece="/about"):
    world.fault("crossref", piece, lambda handler: handler.reply(200, kind, html if isinstance(html, bytes) else html.encode()))


def test_a_page_is_cited_by_what_it_says_of_itself(world, call):
    page(world, PAGE.format(""))
    told = call("https://www.page.example/about?x=1&y_z=%25")
    assert told.code == FINE, told.words
    (work,) = (work for work in works(call).values() if work.key != "old")
    assert work.key == "vandoe2024cells"
    assert (work.type, work.title, work.get("organization")) == ("online", "How cells & vesicles age", "Example Lab")
    assert [str(name) for name in work.authors] == ["van Doe, Jane", "Roe, John"]
    assert (work.get("date"), work.year, work.get("urldate")) == ("2024-05-06", "2024", ON)
    assert work.get("url") == "https://www.page.example/about?x=1&y_z=%25"
    known = read_lock(call.root, [])[work.key]
    assert (known.outcome, known.standing, known.read) == ("matches", "unknown", "none")
    assert [(asked.who, asked.address, asked.copy, asked.recorded) for asked in known.asked] == [
        ("page", "https://www.page.example/about?x=1&y_z=%25", "publisher", ON)
    ]
    kb = pipeline.read(call.root)
    assert kb.lock_entry(work.key).outcome == "matches"
    told = call("https://www.page.example/about?x=1&y_z=%25")
    assert told.words.startswith("It is there already, as vandoe2024cells")


def test_a_page_that_says_little(world, call):
    page(world, "<html><head><title>Cells</title></head><body><p>Copyright 2011. Written on 3 May 2012.</p></body></html>")
    assert call("https://www.page.example/about").code == FINE
    work = works(call)["pageundatedcells"]
    assert (work.title, work.authors, work.year, work.get("organization")) == ("Cells", (), "", "")


def test_a_page_by_a_group(world, call):
    page(world, PAGE.format("").replace("Jane van Doe; John Roe", "Example Cells Group"))
    assert call("https://www.page.example/about").code == FINE
    (work,) = (work for work in works(call).values() if work.key != "old")
    assert [(name.family, name.given) for name in work.authors] == [("Example Cells Group", "")]


def test_a_page_that_is_gone(world, call):
    world.fault("crossref", "/about", FAULTS["410"])
    told = call("https://www.page.example/about")
    assert told == (
        "https://www.page.example/about could not be read: it answered with status 410. Nothing was written.",
        UNASKED,
    )


def test_a_page_that_shows_an_article_leads_to_the_article(world, call):
    page(world, PAGE.format(f'<meta name="citation_doi" content="doi:{DOI}">'))
    told = call("https://www.page.example/about")
    assert told == (f"This page shows an article that has a DOI. Cite the article: kb cite {DOI}", FINDINGS)
    assert unchanged(call)


@pytest.mark.parametrize(
    ("html", "kind", "words"),
    [
        (PAGE.format(""), "application/pdf", "it is not a page of HTML"),
        ("<html><body><p>No title at all.</p></body></html>", "text/html", "it does not say what its title is"),
        ("", "text/html", "it does not say what its title is"),
        (b"\xff\xfe\x00", "text/html", "it does not say what its title is"),
        ("<html><title>" + "x" * 30_000 + "</title>", "text/html", "far too long"),
    ],
)
def test_a_page_that_cannot_be_cited(world, call, html, kind, words):
    page(world, html, kind)
    told = call("https://www.page.example/about")
    assert told.code == UNASKED
    assert words in told.words
    assert unchanged(call)


@pytest.mark.parametrize(
    "address", ["https://127.0.0.1/", "https://[::1]/", "https://169.254.169.254/latest/", "https://a:b@page.example/"]
)
def test_pages_inside_are_not_fetched(world, call, address):
    from build_tools.fetch import Client

    with Client({}) as client:
        told = cite(call.root, client, address, ON)
    assert told.code == UNASKED
    assert "Nothing was written." in told.words
    assert unchanged(call)
