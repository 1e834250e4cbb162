"""What the registries say of a work, and what was known before, becomes one entry: the editor is blamed for nothing of theirs."""

import json
from dataclasses import asdict, replace

import pytest
from loopback import World, client_to, serving

from build_tools.counts import count
from build_tools.findings import FINDINGS, FINE, UNASKED
from build_tools.lock import read_lock, write_blocks
from build_tools.model import Asked, LockEntry, Receipt
from build_tools.pipeline import read
from build_tools.record import Name, Notice, Record
from build_tools.verify import verify

TITLE = "Passage and the shape of example cells"
FULL = (
    f"title = {{{TITLE}}}, author = {{Muster, Ada and de Vries, Ben C. and {{Example Cells Consortium}}}}, year = {{2019}}, "
    "journal = {Example Journal of Cells}, volume = {7}, number = {4}, pages = {101--112}"
)


@pytest.fixture
def world():
    return World()


def run(world, root, fields, *, before=None, on="2026-11-24"):
    """Verify one work; return its entry and what was told."""
    (root / "references.bib").write_text(f"@article{{w, {fields}}}\n")
    if before is not None:
        write_blocks(root, {"w": before})
    with serving(world) as bases, client_to(bases) as client:
        told = verify(root, client, ("w",), on)
    problems = []
    entry = read_lock(root, problems)["w"]
    assert problems == []
    return entry, told


def doi(value):
    return f"{FULL}, doi = {{{value}}}"


def test_all_that_is_known_of_a_work(world, tmp_path):
    entry, told = run(world, tmp_path, doi(world.article(1)))
    assert told.code == FINE
    assert (entry.outcome, entry.differs, entry.standing) == ("matches", (), "corrected")
    assert entry.why == "The record is that of Crossref, PubMed and OpenAlex."
    assert [(asked.who, asked.copy, asked.recorded) for asked in entry.asked] == [
        ("Crossref", "registry", "2026-11-24"),
        ("PubMed", "registry", "2026-11-24"),
        ("OpenAlex", "registry", "2026-11-24"),
    ]
    assert entry.identifiers == {"doi": "10.5555/cells.2019.1"}
    assert entry.record.identifiers == {
        "doi": "10.5555/cells.2019.1",
        "pmid": "90000001",
        "pmcid": "PMC9000001",
        "issn": "1234-5679 2345-6789",
    }
    assert entry.record.years == ("2019", "2018")
    assert {notice.said_by for notice in entry.notices} == {"Crossref (publisher)", "PubMed"}


def test_a_field_that_differs_is_named_with_both_values(world, tmp_path):
    entry, told = run(world, tmp_path, doi(world.article(1)).replace("Passage", "Pasture").replace("{7}", "{8}"))
    assert (entry.outcome, set(entry.differs)) == ("differs", {"title", "volume"})
    assert told.code == FINDINGS
    assert "w: differs (title, volume)" in told.words
    assert "    volume: here 8, found 7: the record has another one" in told.words
    assert "0 verified, 1 failed, 0 could not be checked" in told.words


# --- N5: the agency first ------------------------------------------------------------------------


@pytest.mark.parametrize("agency", ["JaLC", "KISTI", "mEDRA", "ISTIC"])
def test_a_doi_of_another_agency_is_not_lost_because_crossref_has_none(world, tmp_path, agency):
    made = world.article(1, pubmed=False, openalex=False)
    world.change("doi.org", made, ("Crossref", agency))
    del world.known["crossref", made]
    entry, told = run(world, tmp_path, doi(made))
    assert (entry.outcome, told.code) == ("could not check", UNASKED)
    assert f"{agency} gave no answer about w: it keeps this DOI" in told.words


def test_pubmed_knows_a_work_whose_agency_is_not_asked(world, tmp_path):
    made = world.article(1)
    world.change("doi.org", made, ("Crossref", "JaLC"))
    entry, _ = run(world, tmp_path, doi(made))
    assert (entry.outcome, entry.why) == ("matches", "The record is that of PubMed and OpenAlex.")


def test_a_datacite_doi_is_asked_of_datacite(world, tmp_path):
    made = world.dataset(1)
    title = "Images of example cells at passages 2 to 12"
    entry, told = run(world, tmp_path, f"title = {{{title}}}, doi = {{{made}}}")
    assert (entry.outcome, told.code) == ("matches", FINE)
    assert [asked.who for asked in entry.asked] == ["DataCite", "OpenAlex"]
    assert not any(host in ("api.crossref.org", "eutils.ncbi.nlm.nih.gov") for _, host, _ in world.asked)


def test_not_found_needs_doi_org_twice(world, tmp_path):
    entry, told = run(world, tmp_path, doi("10.5555/cells.2019.7"))
    assert (entry.outcome, told.code) == ("not found", FINDINGS)
    assert entry.why == "Nobody who was asked has a record of it: OpenAlex, PubMed, doi.org."
    assert entry.record == Record()
    world.known["handle", "10.5555/cells.2019.7"] = '{"responseCode": 1, "handle": "10.5555/cells.2019.7", "values": []}'
    entry, _ = run(World(known=world.known), tmp_path, doi("10.5555/cells.2019.7"), before=LockEntry("could not check"))
    assert entry.outcome == "could not check"


def test_an_agency_without_a_record_of_a_doi_that_resolves(world, tmp_path):
    made = world.article(1, pubmed=False, openalex=False)
    del world.known["crossref", made]
    entry, told = run(world, tmp_path, doi(made))
    assert entry.outcome == "could not check"
    assert "Crossref gave no answer about w: it keeps this DOI, which resolves, and has no record of it" in told.words
    del world.known["handle", made]
    entry, _ = run(world, tmp_path, doi(made))
    assert entry.outcome == "not found"


def test_without_doi_org_a_missing_record_says_nothing(world, tmp_path):
    made = world.article(1, pubmed=False, openalex=False)
    del world.known["crossref", made], world.known["handle", made]
    world.fault("doi.org", "", lambda handler: handler.reply(503, "text/plain", b"no"))
    entry, _ = run(world, tmp_path, doi(made))
    assert entry.outcome == "could not check"


def test_a_doi_that_became_another_name(world, tmp_path):
    made = world.article(1, pubmed=False, openalex=False)
    prime = "10.5555/prime.2019.1"
    world.known["crossref", prime] = world.known.pop(("crossref", made)).replace(made, prime)
    world.change("handle", made, ("https://journal.example/cells/2019/1", f"https://doi.org/{prime}"))
    entry, told = run(world, tmp_path, doi(made))
    assert (entry.outcome, told.code) == ("matches", FINE)
    assert entry.why.endswith(f"The DOI is another name for {prime}.")
    assert entry.record.related["same-as"] == (made,)


def test_another_name_for_a_doi_that_nobody_knows_either(world, tmp_path):
    made = world.article(1, pubmed=False, openalex=False)
    del world.known["crossref", made]
    world.change("handle", made, ("https://journal.example/cells/2019/1", "https://doi.org/10.5555/prime.2019.1"))
    entry, told = run(world, tmp_path, doi(made))
    assert entry.outcome == "could not check"
    assert "it has no record of this DOI, nor of 10.5555/prime.2019.1, which it stands for" in told.words


def test_a_resolver_that_fails_half_way_settles_nothing(world, tmp_path):
    made = world.article(1, pubmed=False, openalex=False)
    del world.known["crossref", made]
    world.fault("doi.org", "/api/handles/", lambda handler: handler.reply(500, "text/plain", b""))
    assert run(world, tmp_path, doi(made))[0].outcome == "could not check"
    del world.known["doi.org", made]
    assert run(world, tmp_path, doi(made))[0].outcome == "could not check"


# --- N6: registries contradict one another -------------------------------------------------------


def test_what_one_registry_has_so_is_no_fault_of_the_editor(world, tmp_path):
    made = world.article(1)
    world.change("crossref", made, ('"volume": "7"', '"volume": "17"'), ('"page": "101-112"', '"page": "1-9"'))
    entry, told = run(world, tmp_path, doi(made))
    assert (entry.outcome, told.code) == ("matches", FINE)
    assert "They differ in volume: Crossref has 17, PubMed as cited." in entry.why
    assert "They differ in pages: Crossref has 1-9, PubMed as cited." in entry.why
    assert (entry.record.volume, entry.record.pages) == ("7", "101-12")


def test_what_no_registry_has_so_differs_whatever_else_they_say(world, tmp_path):
    made = world.article(1)
    world.change("crossref", made, ('"volume": "7"', '"volume": "17"'))
    entry, _ = run(world, tmp_path, doi(made).replace("{7}", "{8}"))
    assert entry.differs == ("volume",)


def test_a_second_hand_record_excuses_nothing(world, tmp_path):
    made = world.article(1, pubmed=False)
    world.change("openalex", f"doi:{made}", ('"volume": "7"', '"volume": "8"'))
    entry, _ = run(world, tmp_path, doi(made).replace("{7}", "{8}"))
    assert entry.differs == ("volume",)


def test_the_year_in_print_and_the_year_online_are_both_right(world, tmp_path):
    made = world.article(1, pubmed=False, openalex=False)
    for year in ("2018", "2019"):
        assert run(world, tmp_path, doi(made).replace("2019}", f"{year}}}", 1))[0].outcome == "matches"
    assert run(world, tmp_path, doi(made).replace("year = {2019}", "year = {2016}"))[0].differs == ("year",)


def test_authors_are_right_when_one_registry_has_them_so(world, tmp_path):
    made = world.article(1)
    world.change("crossref", made, ('"Muster"', '"Mustre"'))
    entry, _ = run(world, tmp_path, doi(made))
    assert (entry.outcome, entry.record.authors[0]) == ("matches", Name("Muster", "Ada"))


def test_pubmed_without_a_doi_is_taken_for_the_work_by_its_title(world, tmp_path):
    made, pmid = world.article(1), "90000001"
    swaps = (
        ('<ArticleId IdType="doi">10.5555/cells.2019.1</ArticleId>', ""),
        ('<ELocationID EIdType="doi" ValidYN="Y">10.5555/cells.2019.1</ELocationID>', ""),
    )
    world.change("pubmed", pmid, *swaps)
    entry, _ = run(world, tmp_path, f"{doi(made)}, pmid = {{{pmid}}}")
    assert (entry.outcome, entry.record.identifiers["pmid"]) == ("matches", pmid)
    world.change("pubmed", pmid, ("Passage and the shape of <i>example</i> cells", "Bridges of the north"), ("Muster", "Roe"))
    entry, told = run(world, tmp_path, f"{doi(made)}, pmid = {{{pmid}}}", before=LockEntry("could not check"))
    assert (entry.outcome, entry.differs) == ("differs", ("pmid",))
    assert "“Bridges of the north” (Roe 2019): PubMed has it for another work" in told.words


# --- N8: an identifier of another work -----------------------------------------------------------


def test_a_pmid_of_another_work_is_named_and_teaches_nothing(world, tmp_path):
    made, other = world.article(1), world.paper(2)
    world.change(
        "pubmed", other, ("Passage and the shape of <i>example</i> cells", "Bridges of the north"), ("ErratumIn", "RetractionIn")
    )
    entry, told = run(world, tmp_path, f"{doi(made)}, pmid = {{{other}}}")
    assert (entry.outcome, entry.differs) == ("differs", ("pmid",))
    assert f"pmid: here {other}, found 90000001: the record of this work has another PMID" in told.words
    assert entry.standing == "corrected"
    del world.known["search", f'"{made}"[doi]']  # now PubMed cannot name the right one
    del world.known["openalex", f"doi:{made}"]
    entry, told = run(world, tmp_path, f"{doi(made)}, pmid = {{{other}}}")
    assert (entry.outcome, entry.differs, entry.standing) == ("differs", ("pmid",), "corrected")
    assert "found “Bridges of the north” (Muster 2019), DOI 10.5555/cells.2019.2: PubMed has it for another work" in told.words
    assert "pmid" not in entry.record.identifiers
    kb = read(tmp_path)
    assert kb.lock_entry("w").outcome == "differs"
    assert count(kb).citations.failed == 1


def test_a_doi_of_another_work_does_not_make_it_fall(world, tmp_path):
    made = world.article(1, pubmed=False, openalex=False)
    world.change("crossref", made, (TITLE, "Bridges of the north"), ('"correction"', '"retraction"'), ('"Muster"', '"Roe"'))
    entry, told = run(world, tmp_path, doi(made))
    assert (entry.outcome, entry.differs) == ("differs", ("doi",))
    assert "it is of another work" in told.words
    assert (entry.standing, entry.notices) == ("good", ())


def test_a_pmid_without_an_article(world, tmp_path):
    entry, _ = run(world, tmp_path, f"{doi(world.article(1))}, pmid = {{90000008}}")
    assert (entry.outcome, entry.differs) == ("differs", ("pmid",))
    entry, told = run(world, tmp_path, f"{FULL}, pmid = {{90000008}}")
    assert (entry.outcome, told.code) == ("not found", FINDINGS)


def test_a_doi_that_does_not_exist_of_a_work_that_does(world, tmp_path):
    entry, told = run(world, tmp_path, f"{doi('10.5555/cells.2091.1')}, pmid = {{{world.paper(1)}}}")
    assert entry.differs == ("doi",)
    assert "no such DOI" in told.words
    assert entry.record.title == TITLE


def test_a_retraction_shows_at_once(world, tmp_path):
    made = world.article(1)
    entry, _ = run(world, tmp_path, doi(made))
    assert entry.standing == "corrected"
    world.change("crossref", made, ('"type": "correction"', '"type": "retraction"'))
    entry, told = run(world, tmp_path, doi(made))
    assert (entry.standing, told.code) == ("retracted", FINDINGS)
    assert "w: its standing is retracted, and was corrected before" in told.words


def test_a_correction_and_a_false_mark_are_no_retraction(world, tmp_path):
    made = world.article(1)
    world.change("openalex", f"doi:{made}", ('"is_retracted": false', '"is_retracted": true'))
    assert run(world, tmp_path, doi(made))[0].standing == "corrected"


# --- what was known before -----------------------------------------------------------------------

RECEIPT = Receipt("0" * 32, "abstract", "2026-11-01", 0, "", 0, "", "0" * 16)
PAGE = LockEntry(
    "could not check",
    why="Only a third party's copy was read.",
    asked=(Asked("page", "https://example.org/copy", "third party", "2026-11-01"),),
    identifiers={"doi": "10.5555/cells.2019.1"},
    record=Record(type="article", title=TITLE, authors=(Name("Muster", "Ada"),)),
    notices=(Notice("correction", note="seen on the page"),),
    standing="corrected",
    read="abstract",
    quotes={"q": RECEIPT},
)


def test_what_a_person_read_stays_beside(world, tmp_path):
    fields = doi(world.article(1))
    entry, _ = run(world, tmp_path, fields, before=PAGE)
    write_blocks(tmp_path, {"w": entry})
    for day in ("2026-11-24", "2026-11-25"):
        entry, _ = run(world, tmp_path, fields, on=day)
        assert entry.outcome == "matches"
        assert entry.why.endswith("OpenAlex. Seen by a person before: Only a third party's copy was read.")
        assert entry.asked[0] == PAGE.asked[0]
        assert entry.read == "abstract"
        assert PAGE.notices[0] in entry.notices
        assert entry.record.volume == "7"


def test_receipts_of_quotes_are_kept(world, tmp_path):
    block = {"outcome": "could not check", "quotes": {"q": asdict(RECEIPT)}}
    (tmp_path / "references.lock").write_text(json.dumps({"version": 1, "works": {"w": block}}))
    entry, _ = run(world, tmp_path, doi(world.article(1)))
    assert (entry.outcome, entry.quotes) == ("matches", {"q": RECEIPT})


def test_a_silent_registry_keeps_its_date_and_its_notices(world, tmp_path):
    made = world.article(1)
    run(world, tmp_path, doi(made), on="2026-11-01")
    world.fault("pubmed", "", lambda handler: handler.reply(500, "text/plain", b""))
    entry, told = run(world, tmp_path, doi(made))
    assert told.code == UNASKED
    assert {asked.who: asked.recorded for asked in entry.asked} == {
        "PubMed": "2026-11-01",
        "Crossref": "2026-11-24",
        "OpenAlex": "2026-11-24",
    }
    assert "PubMed" in {notice.said_by for notice in entry.notices}
    assert entry.record.identifiers["pmcid"] == "PMC9000001"


def test_a_silent_agency_is_spoken_for_by_its_last_record(world, tmp_path):
    made = world.article(1)
    run(world, tmp_path, doi(made), on="2026-11-01")
    world.fault("crossref", "", lambda handler: handler.reply(500, "text/plain", b""))
    entry, _ = run(world, tmp_path, doi(made))
    assert (entry.outcome, entry.record.container) == ("matches", "Example Journal of Cells")
    assert {asked.who: asked.recorded for asked in entry.asked}["Crossref"] == "2026-11-01"
    assert "Crossref (publisher)" in {notice.said_by for notice in entry.notices}


def test_a_lifted_retraction_is_lifted_here(world, tmp_path):
    made = world.article(1, pubmed=False, openalex=False)
    world.change("crossref", made, ('"type": "correction"', '"type": "retraction"'))
    assert run(world, tmp_path, doi(made))[0].standing == "retracted"
    world.change("crossref", made, ('"type": "retraction"', '"type": "new_version"'))
    assert run(world, tmp_path, doi(made))[0].standing == "good"


def test_another_doi_makes_what_was_known_worthless(world, tmp_path):
    run(world, tmp_path, doi(world.article(1)), on="2026-11-01")
    world.fault("doi.org", "", lambda handler: handler.reply(500, "text/plain", b""))
    world.fault("crossref", "", lambda handler: handler.reply(500, "text/plain", b""))
    world.fault("pubmed", "", lambda handler: handler.reply(500, "text/plain", b""))
    entry, _ = run(world, tmp_path, doi("10.5555/cells.2019.2"))
    assert (entry.outcome, entry.asked, entry.record, entry.standing) == ("could not check", (), Record(), "unknown")


def test_a_work_without_identifier_is_searched_for_and_never_settled(world, tmp_path):
    entry, told = run(world, tmp_path, FULL)
    assert entry == LockEntry("could not check", why=entry.why)
    assert entry.why.startswith("It has no identifier")
    assert f"DOI 10.5555/CELLS.2019.1: “{TITLE}” (Muster, 2019)".lower() in told.words.lower()
    assert "Bridges of the north" not in told.words
    assert told.code == FINE
    world.fault("crossref", "", lambda handler: handler.reply(500, "text/plain", b""))
    assert run(world, tmp_path, FULL)[1].code == UNASKED
    entry, _ = run(world, tmp_path, FULL, before=PAGE)
    assert replace(entry, quotes=PAGE.quotes) == PAGE
