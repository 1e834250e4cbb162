"""Each registry's answer becomes a record; a field that is missing says nothing, one of another kind refuses the record."""

import copy
import json
import re
from xml.etree import ElementTree as ET

import pytest
from loopback import recorded

from build_tools import agency
from build_tools.answers import BadFieldError, Found, Missing, NoAnswerError, read_json, read_xml
from build_tools.fetch import Reply
from build_tools.hearing import Heard, Hearing
from build_tools.model import UNCHECKED
from build_tools.record import Name, Notice, Record
from build_tools.references import parse
from build_tools.registry import members
from build_tools.verdict import settle

DOI = "10.5555/cells.2019.1"
NOTICE = "10.5555/notice.2020.4"
REGISTRIES = members("registries")


class Canned:
    """A client that has one answer for each piece of an address."""

    def __init__(self, **answers):
        self.answers = answers
        self.sent = []

    def json(self, host, path, **params):
        return self._reply(read_json, host, path, params)

    def xml(self, host, path, **params):
        return self._reply(read_xml, host, path, params)

    def _reply(self, read, host, path, params):
        self.sent.append((path, params))
        answer = next(text for piece, text in self.answers.items() if piece in path)
        address = f"https://{host}{path}"
        return Reply(address, missing=True) if answer is None else Reply(address, missing=False, value=read(answer.encode()))


def ask(name, identifiers, **answers):
    return REGISTRIES[name].ask(Canned(**answers), identifiers)


ANSWERS = {  # registry -> the identifiers asked for, and the answers to it
    "crossref": ({"doi": DOI}, {"works": recorded("crossref/article.json")}),
    "datacite": ({"doi": "10.5555/data.2021.1"}, {"dois": recorded("datacite/dataset.json")}),
    "openalex": ({"doi": DOI}, {"works": recorded("openalex/work.json")}),
    "openlibrary": ({"isbn": "9783161484100"}, {"books": recorded("openlibrary/book.json")}),
    "pubmed": (
        {"pmid": "90000001"},
        {"efetch": recorded("pubmed/article.xml"), "esearch": recorded("pubmed/search.json")},
    ),
}
AUTHORS = (Name("Muster", "Ada"), Name("de Vries", "Ben C."), Name("Example Cells Consortium"))
ISSNS = {"issn": "1234-5679 2345-6789"}
RECORDS = {
    "crossref": Record(
        type="article",
        title="Passage and the shape of example cells",
        authors=AUTHORS,
        container="Example Journal of Cells",
        containers=("Ex J Cells",),
        year="2019",
        years=("2019", "2018"),
        volume="7",
        issue="4",
        pages="101-112",
        identifiers={"doi": DOI, **ISSNS},
        related={"has-preprint": ("10.5555/preprint.2018.9",)},
        notices=(Notice("correction", NOTICE, "2020-02-06", "Crossref (publisher)", "Correction"),),
    ),
    "datacite": Record(
        type="dataset",
        title="Images of example cells at passages 2 to 12: Raw data",
        authors=(Name("Muster", "Ada"), Name("Example Cells Consortium")),
        container="Example Archive",
        year="2021",
        years=("2021",),
        identifiers={"doi": "10.5555/data.2021.1"},
        related={"version-of": ("10.5555/data.2021.2",)},
    ),
    "openalex": Record(
        type="article",
        title="Passage and the shape of example cells",
        container="Example Journal of Cells",
        year="2019",
        years=("2019",),
        volume="7",
        issue="4",
        pages="101-112",
        identifiers={"doi": DOI, "pmid": "90000001", "pmcid": "PMC9000001", **ISSNS},
    ),
    "openlibrary": Record(
        type="book",
        title="The keeping of cells: a handbook",
        authors=(Name("van Muster", "Ludwig"), Name("Roe", "Carla")),
        container="Example House",
        year="2009",
        years=("2009",),
        identifiers={"isbn": "9783161484100"},
    ),
    "pubmed": Record(
        type="article",
        title="Passage and the shape of example cells",
        authors=(Name("Muster", "Ada"), Name("de Vries", "Ben C"), Name("Example Cells Consortium")),
        container="Example journal of cells",
        containers=("Ex J Cells",),
        year="2019",
        years=("2019", "2018"),
        volume="7",
        issue="4",
        pages="101-12",
        identifiers={"pmid": "90000001", "doi": DOI, "pmcid": "PMC9000001", **ISSNS},
        notices=(
            Notice("correction", NOTICE, "2020-02-06", "PubMed", f"PMID 90000002, Ex J Cells. 2020 Feb 6;8(1):9. doi: {NOTICE}"),
        ),
    ),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_becomes_a_record(name):
    identifiers, answers = ANSWERS[name]
    found = ask(name, identifiers, **answers)
    assert isinstance(found, Found)
    assert found.address.startswith(f"https://{REGISTRIES[name].HOST}/")
    assert found.record == RECORDS[name]


def test_all_registries_are_tested():
    assert set(ANSWERS) == set(REGISTRIES)
    for module in REGISTRIES.values():
        assert module.PACE <= module.POLITE
        assert set(module.BY) <= {"doi", "pmid", "pmcid", "isbn"}


NOTHING = (("crossref", {"works": None}), ("datacite", {"dois": None}), ("openalex", {"works": None}))


@pytest.mark.parametrize(("name", "answers"), NOTHING)
def test_nothing_there(name, answers):
    assert isinstance(ask(name, ANSWERS[name][0], **answers), Missing)


def test_an_unknown_book_is_an_empty_object():
    assert isinstance(ask("openlibrary", {"isbn": "9783161484100"}, books="{}"), Missing)


# --- N4: fields deleted, null, of another kind ---------------------------------------------------

OTHERS = (7, "x", [], {}, True, 1.5)


def paths(value, path=()):
    """The way to each value in an answer."""
    if isinstance(value, dict | list):
        for name, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield (*path, name)
            yield from paths(part, (*path, name))


def spoilt(whole, path, other):
    """A copy with one value made another, or taken away; None where that is no fault: a shorter list is another answer."""
    copied = copy.deepcopy(whole)
    parent = copied
    for step in path[:-1]:
        parent = parent[step]
    if other == "delete":
        if isinstance(parent, list):
            return None
        del parent[path[-1]]
    elif type(parent[path[-1]]) is type(other):
        return None
    else:
        parent[path[-1]] = other
    return copied


def json_mutants(text):
    """Each field of an answer taken away, made null, and made of each other kind."""
    whole = json.loads(text)
    for path in paths(whole):
        for other in ("delete", None, *OTHERS):
            mutant = spoilt(whole, path, other)
            if mutant is not None:
                yield f"{'.'.join(map(str, path))} {other!r}", json.dumps(mutant)


def xml_mutants(text):
    """Each element of an answer taken away, emptied and renamed; each attribute emptied."""
    size = len(list(ET.fromstring(text).iter()))  # noqa: S314  our own
    for place in range(1, size):
        for how in ("delete", "empty", "rename", "attributes"):
            root = ET.fromstring(text)  # noqa: S314  our own
            element = list(root.iter())[place]
            parent = next(parent for parent in root.iter() if element in list(parent))
            if (element.tag, how) in (("Author", "delete"), ("Author", "rename"), ("i", "delete"), ("i", "empty")):
                continue  # that is another answer, not a spoilt one
            if how == "delete":
                parent.remove(element)
            elif how == "empty":
                element.clear()
            elif how == "rename":
                element.tag = "Other"
            else:
                element.attrib.clear()
            yield f"{element.tag} {how}", ET.tostring(root, encoding="unicode")


def mutants(name):
    piece, text = next(iter(ANSWERS[name][1].items()))
    made = xml_mutants(text) if text.startswith("<?xml") else json_mutants(text)
    return [(what, {**ANSWERS[name][1], piece: mutant}) for what, mutant in made]


def cited(name):
    record = RECORDS[name]
    first = record.authors[0] if record.authors else "Muster, Ada"
    given = {"title": record.title, "author": f"{first} and others", **ANSWERS[name][0]}
    fields = ", ".join(f"{field} = {{{value}}}" for field, value in given.items())
    return parse(f"@article{{w, {fields}}}", [])[0]


@pytest.mark.parametrize("name", ANSWERS)
def test_a_spoilt_answer_is_read_or_refused_and_never_a_wrong_verdict(name):
    """Every field × taken away, null, of another kind: no crash, and no verdict but that of the answer that is left."""
    work = cited(name)
    refused = 0
    made = mutants(name)
    assert len(made) > 50
    for what, answers in made:
        try:
            answer = ask(name, ANSWERS[name][0], **answers)
        except NoAnswerError:
            refused += 1
            continue
        if isinstance(answer, Missing):
            continue
        assert RECORDS[name].title.startswith(answer.record.title), what
        entry = settle(work, Hearing((Heard(REGISTRIES[name].NAME, answer),)), UNCHECKED, "2026-11-24").entry
        assert entry.outcome == "matches", (what, entry)
    assert refused > 10


NAMED = (
    ("crossref", "message.title", None, "its field 'message.title' is missing"),
    ("crossref", "message.title", [], "its field 'message.title' is missing"),
    ("crossref", "message.title", "one text", "its field 'message.title' is not a list"),
    ("crossref", "message.title", [None], "its field 'message.title' is not a list of texts"),
    ("crossref", "message.DOI", None, "its field 'message.DOI' is missing"),
    ("crossref", "message.DOI", 7, "its field 'message.DOI' is not text"),
    ("crossref", "message.author", {}, "its field 'message.author' is not a list"),
    ("crossref", "message.author", [7], "its field 'message.author' is not a list of objects"),
    ("crossref", "message.author", [{"given": "Ada"}], "its field 'message.author.family' is missing"),
    ("crossref", "message.volume", 7, "its field 'message.volume' is not text"),
    ("crossref", "message.issued", {"date-parts": [["2019"]]}, "its field 'message.issued.date-parts' is not a list of whole"),
    ("crossref", "message.issued", {"date-parts": [[19]]}, "its field 'message.issued.date-parts' is no date"),
    ("crossref", "message.relation", [], "its field 'message.relation' is not an object"),
    ("crossref", "message.updated-by", "yes", "its field 'message.updated-by' is not a list"),
    ("crossref", "message.title", ["half \ud83d"], "its field 'message.title' holds half of a character"),
    ("crossref", "message.title", ["x" * 30_000], "its field 'message.title' is far too long"),
    ("crossref", "message.ISSN", ["1"] * 30_000, "its field 'message.ISSN' is far too long"),
    ("crossref", "message", None, "its field 'message.DOI' is missing"),
    ("datacite", "data.attributes.titles", [], "its field 'data.attributes.titles' is missing"),
    ("datacite", "data.attributes.publicationYear", "2021", "its field 'data.attributes.publicationYear' is not a whole number"),
    ("datacite", "data.attributes.publicationYear", True, "its field 'data.attributes.publicationYear' is not a whole number"),
    ("openalex", "display_name", None, "its field 'display_name' is missing"),
    ("openalex", "is_retracted", "no", "its field 'is_retracted' is not yes or no"),
)


@pytest.mark.parametrize(("name", "field", "value", "message"), NAMED)
def test_a_refusal_names_the_field(name, field, value, message):
    piece, text = next(iter(ANSWERS[name][1].items()))
    whole = json.loads(text)
    parent = whole
    *way, last = field.split(".")
    for step in way:
        parent = parent[step]
    parent[last] = value
    with pytest.raises(BadFieldError, match=re.escape(message)):
        ask(name, ANSWERS[name][0], **{piece: json.dumps(whole)})


# --- N8: the identifier in the answer ------------------------------------------------------------


def changed(name, *swaps):
    text = recorded(name)
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    ("name", "identifiers", "answers", "message"),
    [
        ("crossref", {"doi": "10.5555/asked"}, {"works": recorded("crossref/article.json")}, f"its answer is about {DOI}"),
        ("datacite", {"doi": "10.5555/asked"}, {"dois": recorded("datacite/dataset.json")}, "about 10.5555/data.2021.1"),
        ("openalex", {"pmid": "1"}, {"works": recorded("openalex/work.json")}, f"its answer is about {DOI}"),
        ("pubmed", {"pmid": "1"}, {"efetch": recorded("pubmed/article.xml")}, "its answer is about PMID 90000001"),
        (
            "openlibrary",
            {"isbn": "9783161484100"},
            {"books": changed("openlibrary/book.json", ('"9783161484100"]', '"9780306406157"]'), ("316148410X", "0306406152"))},
            "its answer is about another book",
        ),
        (
            "pubmed",
            {"pmcid": "PMC9000001"},
            {"esummary": changed("pubmed/pmc-summary.json", ("PMC9000001", "PMC9000009"))},
            "its answer is about another PMCID",
        ),
    ],
)
def test_an_answer_about_another_work_is_refused(name, identifiers, answers, message):
    with pytest.raises(BadFieldError, match=message):
        ask(name, identifiers, **answers)


def test_a_declared_alias_is_no_other_work():
    text = changed("crossref/article.json", ('"prefix": "10.5555"', '"aliases": ["10.5555/OLD.7"]'))
    found = ask("crossref", {"doi": "10.5555/old.7"}, works=text)
    assert found.record.identifiers["doi"] == DOI
    assert found.record.related["same-as"] == ("10.5555/old.7",)


# --- one by one ----------------------------------------------------------------------------------


def test_pubmed_looks_up_a_doi_and_takes_only_what_bears_it():
    client = Canned(esearch=recorded("pubmed/search.json"), efetch=recorded("pubmed/article.xml"))
    assert REGISTRIES["pubmed"].ask(client, {"doi": DOI}).record.identifiers["pmid"] == "90000001"
    assert client.sent[0][1]["term"] == f'"{DOI}"[doi]'
    assert isinstance(REGISTRIES["pubmed"].ask(client, {"doi": "10.5555/other"}), Missing)
    none = Canned(esearch=recorded("pubmed/search-none.json"))
    assert isinstance(REGISTRIES["pubmed"].ask(none, {"doi": DOI}), Missing)


def test_pubmed_comes_from_a_pmcid_to_the_article():
    answers = {"esummary": recorded("pubmed/pmc-summary.json"), "efetch": recorded("pubmed/article.xml")}
    assert ask("pubmed", {"pmcid": "PMC9000001"}, **answers).record == RECORDS["pubmed"]


def test_pubmed_adds_the_pmcid_that_it_leaves_out_when_pmc_leads_back():
    bare = changed("pubmed/article.xml", ('<ArticleId IdType="pmc">PMC9000001</ArticleId>', ""))
    answers = {"efetch": bare, "esummary": recorded("pubmed/pmc-summary.json")}
    assert ask("pubmed", {"pmid": "90000001", "pmcid": "PMC9000001"}, **answers).record.identifiers["pmcid"] == "PMC9000001"
    other = changed("pubmed/pmc-summary.json", ('"90000001"', '"90000009"'))
    found = ask("pubmed", {"pmid": "90000001", "pmcid": "PMC9000001"}, efetch=bare, esummary=other)
    assert "pmcid" not in found.record.identifiers


def test_a_pmid_of_nothing_is_missing_only_when_the_search_agrees():
    none = {"efetch": recorded("pubmed/none.xml")}
    assert isinstance(ask("pubmed", {"pmid": "90000001"}, **none, esearch=recorded("pubmed/search-none.json")), Missing)
    with pytest.raises(NoAnswerError, match="finds the article and does not give it"):
        ask("pubmed", {"pmid": "90000001"}, **none, esearch=recorded("pubmed/search.json"))


@pytest.mark.parametrize(
    ("swaps", "notices"),
    [
        ((('RefType="ErratumIn"', 'RefType="RetractionIn"'),), ["retraction"]),
        ((('RefType="ErratumIn"', 'RefType="ExpressionOfConcernIn"'),), ["concern"]),
        ((('RefType="ErratumIn"', 'RefType="PartialRetractionIn"'),), ["partial-retraction"]),
        ((('RefType="ErratumIn"', 'RefType="RetractionOf"'),), []),
        ((("Journal Article", "Retracted Publication"),), ["correction", "retraction"]),
        ((("Journal Article", "Retracted Publication"), ('RefType="ErratumIn"', 'RefType="RetractionIn"')), ["retraction"]),
        ((("Journal Article", "Retraction of Publication"),), ["correction"]),
    ],
)
def test_notices_of_pubmed(swaps, notices):
    found = ask("pubmed", {"pmid": "90000001"}, efetch=changed("pubmed/article.xml", *swaps))
    assert [notice.kind for notice in found.record.notices] == notices


def test_a_notice_says_what_it_is_about():
    text = changed("pubmed/article.xml", ('RefType="ErratumIn"', 'RefType="RetractionOf"'))
    assert ask("pubmed", {"pmid": "90000001"}, efetch=text).record.related == {"notice-of": (NOTICE,)}


@pytest.mark.parametrize(
    ("swaps", "notices"),
    [
        ((('"type": "correction"', '"type": "retraction"'),), [("retraction", NOTICE, "Crossref (publisher)")]),
        (
            (('"type": "correction"', '"type": "retraction"'), ('"publisher",\n', '"retraction-watch",\n')),
            [("retraction", NOTICE, "Crossref (Retraction Watch)")],
        ),
        ((('"type": "correction"', '"type": "expression_of_concern"'),), [("concern", NOTICE, "Crossref (publisher)")]),
        ((('"type": "correction"', '"type": "Expression of concern"'),), [("concern", NOTICE, "Crossref (publisher)")]),
        ((('"type": "correction"', '"type": "new_version"'),), []),
        ((('"type": "correction"', '"type": "retraction_and_replacement"'),), [("retraction", NOTICE, "Crossref (publisher)")]),
        ((('"type": "correction"', '"type": "something new"'),), [("correction", NOTICE, "Crossref (publisher)")]),
        ((('"type": "correction"', '"type": "retraction"'), (NOTICE, DOI)), [("retraction", "", "Crossref (publisher)")]),
        (
            (('["Passage', '["RETRACTED ARTICLE: Passage'), ('"type": "correction"', '"type": "new_edition"')),
            [("retraction", "", "Crossref (publisher)")],
        ),
    ],
)
def test_notices_of_crossref(swaps, notices):
    found = ask("crossref", {"doi": DOI}, works=changed("crossref/article.json", *swaps))
    assert found.record.title == "Passage and the shape of example cells"
    assert [(notice.kind, notice.doi, notice.said_by) for notice in found.record.notices] == notices


def test_a_mark_of_openalex_is_a_notice_without_a_name():
    found = ask("openalex", {"doi": DOI}, works=changed("openalex/work.json", ('"is_retracted": false', '"is_retracted": true')))
    assert found.record.notices == (Notice("retraction", said_by="OpenAlex", note="a mark without a notice"),)


def test_markup_and_hidden_characters_are_taken_out_and_signs_are_kept():
    title = "p < 0.05 and <i>CD73</i><sup>+</sup> cells&#8203; &amp; <mml:math><mml:mi>β</mml:mi></mml:math> > 3"
    text = changed("crossref/article.json", ("Passage and the shape of example cells", title))
    assert ask("crossref", {"doi": DOI}, works=text).record.title == "p < 0.05 and CD73+ cells & β > 3"


def test_a_preprint_names_its_server_and_its_article():
    text = changed(
        "crossref/article.json",
        ('"type": "journal-article"', '"type": "posted-content", "institution": [{"name": "Example Preprints"}]'),
        ('"container-title": ["Example Journal of Cells"]', '"container-title": []'),
        ('"short-container-title": ["Ex J Cells"]', '"short-container-title": []'),
        ('"has-preprint"', '"is-preprint-of"'),
    )
    record = ask("crossref", {"doi": DOI}, works=text).record
    assert (record.type, record.container) == ("preprint", "Example Preprints")
    assert record.related == {"preprint-of": ("10.5555/preprint.2018.9",)}


def test_an_article_that_pmc_has_and_pubmed_has_not():
    alone = changed("pubmed/pmc-summary.json", ('{"idtype": "pmid", "value": "90000001"},', ""))
    record = ask("pubmed", {"pmcid": "PMC9000001"}, esummary=alone).record
    assert (record.title, record.year, record.years) == (RECORDS["pubmed"].title, "2019", ("2019", "2018"))
    assert record.authors == (Name("Muster", "A"), Name("de Vries", "B C"))
    assert record.identifiers == {"pmcid": "PMC9000001", "doi": DOI}
    assert (record.container, record.containers) == ("Example Journal of Cells", ("Ex J Cells",))
    group = changed(
        "pubmed/pmc-summary.json", ('{"idtype": "pmid", "value": "90000001"},', ""), ("Muster A", "Example Cells Group")
    )
    assert ask("pubmed", {"pmcid": "PMC9000001"}, esummary=group).record.authors[0] == Name("Example Cells Group")


def test_pubmed_without_the_doi_is_asked_by_the_pmcid():
    answers = {"esearch": recorded("pubmed/search-none.json"), "esummary": recorded("pubmed/pmc-summary.json")}
    found = ask("pubmed", {"doi": DOI, "pmcid": "PMC9000001"}, **answers, efetch=recorded("pubmed/article.xml"))
    assert found.record.identifiers["pmid"] == "90000001"


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"efetch": "<PubmedArticleSet><PubmedBookArticle/></PubmedArticleSet>"}, "a part of a book, which is not read here"),
        ({"efetch": "<eFetchResult><ERROR>busy</ERROR></eFetchResult>"}, "not a set of articles"),
        (
            {"efetch": changed("pubmed/article.xml", ("<Year>2019</Year><Month>May", "<Year>soon</Year><Month>May"))},
            "holds no year",
        ),
    ],
)
def test_what_pubmed_cannot_mean(answers, words):
    with pytest.raises(NoAnswerError, match=words):
        ask("pubmed", {"pmid": "90000001"}, **answers)


@pytest.mark.parametrize(
    "answer",
    [
        '{"esearchresult": {"ERROR": "busy"}}',
        '{"esearchresult": {}}',
        '{"error": "rate limit"}',
        '{"esearchresult": {"idlist": ["x"]}}',
    ],
)
def test_a_search_that_failed_found_nothing_out(answer):
    with pytest.raises(NoAnswerError):
        ask("pubmed", {"doi": DOI}, esearch=answer)


def test_authors_who_are_none_any_more_are_left_out():
    text = changed(
        "pubmed/article.xml",
        ('<Author ValidYN="Y"><LastName>Muster', '<Author ValidYN="N"><LastName>Muster'),
        ('CompleteYN="Y"', 'CompleteYN="N"'),
    )
    record = ask("pubmed", {"pmid": "90000001"}, efetch=text).record
    assert (record.authors[0].family, record.more_authors) == ("de Vries", True)


def test_a_subtitle_is_joined_unless_the_title_has_it():
    for subtitle, title in (("a long study", ": a long study"), ("example cells", "")):
        text = changed("crossref/article.json", ('"subtitle": []', f'"subtitle": ["{subtitle}"]'))
        assert ask("crossref", {"doi": DOI}, works=text).record.title == RECORDS["crossref"].title + title


def test_a_dataset_that_was_withdrawn():
    text = changed("datacite/dataset.json", ('"dateType": "Issued"', '"dateType": "Withdrawn"'))
    (notice,) = ask("datacite", {"doi": "10.5555/data.2021.1"}, dois=text).record.notices
    assert (notice.kind, notice.date, notice.said_by) == ("withdrawal", "2021-04-01", "DataCite")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (recorded("doi/ra.json"), "Crossref"),
        (recorded("doi/ra-unknown.json"), ""),
        ('[{"DOI": "10.5555/CELLS.2019.1", "RA": "JaLC"}]', "JaLC"),
    ],
)
def test_the_agency_of_a_doi(answer, says):
    assert agency.agency_of(Canned(ra=answer), DOI) == says


@pytest.mark.parametrize(
    "answer",
    ["[]", "{}", "null", '"Crossref"', "[null]", '[{"RA": "Crossref"}]', '[{"DOI": "10.5555/other", "RA": "Crossref"}]',
     '[{"DOI": "10.5555/cells.2019.1", "RA": 7}]', '[{"DOI": "10.5555/cells.2019.1", "status": "Invalid DOI"}]',
     '[{"DOI": "10.5555/cells.2019.1"}]',
     '[{"DOI": "10.5555/cells.2019.1", "RA": "A"}, {"DOI": "10.5555/cells.2019.1", "RA": "B"}]'],
)  # fmt: skip
def test_no_agency_is_no_answer(answer):
    with pytest.raises(NoAnswerError):
        agency.agency_of(Canned(ra=answer), DOI)


def test_what_a_doi_leads_to():
    assert agency.handle_of(Canned(handles=recorded("doi/handle.json")), DOI).exists
    assert agency.handle_of(Canned(handles=recorded("doi/handle-alias.json")), DOI).alias_of == "10.5555/prime.2019.1"
    assert not agency.handle_of(Canned(handles=recorded("doi/handle-unknown.json")), DOI).exists
    for answer in ("{}", '{"responseCode": 2, "handle": "10.5555/cells.2019.1"}', '{"responseCode": 1, "handle": "10.5555/x"}'):
        with pytest.raises(NoAnswerError):
            agency.handle_of(Canned(handles=answer), DOI)


def test_titles_that_are_searched_are_proposals():
    found = REGISTRIES["crossref"].search(Canned(works=recorded("crossref/search.json")), "Passage and shape")
    assert [record.identifiers["doi"] for record in found] == [DOI, "10.5555/other.2001.7"]
    client = Canned(esearch=recorded("pubmed/search.json"), efetch=recorded("pubmed/article.xml"))
    assert [record.title for record in REGISTRIES["pubmed"].search(client, "Passage: the [shape]")] == [RECORDS["pubmed"].title]
    assert client.sent[0][1]["term"] == "Passage  the  shape [title]"
