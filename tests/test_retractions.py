"""A list of retractions is the table of Retraction Watch or one PMID a line; what a line says is told of its own work only."""

import pytest

from build_tools.record import Notice
from build_tools.retractions import NoListError, read_retractions

HEAD = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,RetractionDOI,"
    "RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes,\n"
)


def line(nature="Retraction", *, number="77", date="3/9/2026 0:00", notice="10.5555/Notice.1", notice_pmid="0", doi="", pmid="0"):
    return (
        f'{number},"A title, with a comma",(BLS) Cells;,Example University,Ex J Cells,Example Press,Nowhere,Ada Muster,,Research '
        f"Article;,{date},{notice},{notice_pmid},5/1/2019 0:00,{doi},{pmid},{nature},+Doubts;,No,,\n"
    )


@pytest.fixture
def listed(tmp_path):
    def read(text, name="list.csv"):
        (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_retractions(tmp_path / name)

    return read


def test_a_line_becomes_a_notice(listed):
    found = listed(HEAD + line(doi="10.5555/Cells.1", pmid="90000001"))
    wanted = (Notice("retraction", "10.5555/notice.1", "2026-03-09", "Retraction Watch", "record 77"),)
    assert found.of({"doi": "10.5555/cells.1"}) == found.of({"pmid": "90000001"}) == wanted
    assert found.of({"doi": "10.5555/cells.1", "pmid": "90000001"}) == wanted
    assert found.of({"doi": "10.5555/cells.2"}) == found.of({}) == ()


def test_a_line_about_another_doi_is_not_about_this_work(listed):
    found = listed(HEAD + line(doi="10.5555/cells.1", pmid="90000001"))
    assert found.of({"doi": "10.5555/cells.2", "pmid": "90000001"}) == ()


@pytest.mark.parametrize(
    ("nature", "kind"),
    [
        ("Retraction", "retraction"),
        ("Expression of concern", "concern"),
        ("Correction", "correction"),
        ("REINSTATEMENT", "reinstatement"),
    ],
)
def test_natures(listed, nature, kind):
    assert [notice.kind for notice in listed(HEAD + line(nature, doi="10.5555/cells.1")).of({"doi": "10.5555/cells.1"})] == [kind]


@pytest.mark.parametrize(
    ("fields", "doi", "note"),
    [
        ({"notice": "10.5555/cells.1"}, "", "record 77"),
        ({"notice": "unavailable"}, "", "record 77"),
        ({"notice": "Unavailable", "notice_pmid": "90000005"}, "", "record 77, PMID 90000005"),
        ({"notice": "", "notice_pmid": "90000001", "pmid": "90000001"}, "", "record 77"),
        ({"number": "", "notice": "10.5555/n"}, "10.5555/n", ""),
    ],
)
def test_what_names_a_notice_is_not_the_work_itself(listed, fields, doi, note):
    (notice,) = listed(HEAD + line(doi="10.5555/cells.1", **fields)).of({"doi": "10.5555/cells.1"})
    assert (notice.doi, notice.note) == (doi, note)


@pytest.mark.parametrize(
    ("written", "read"), [("12/31/2020 0:00", "2020-12-31"), ("2020-12-31", "2020-12-31"), ("", ""), ("soon", "")]
)
def test_dates(listed, written, read):
    assert listed(HEAD + line(doi="10.5555/cells.1", date=written)).of({"doi": "10.5555/cells.1"})[0].date == read


def test_lines_of_no_use_are_counted(listed):
    found = listed(
        HEAD + line(doi="unavailable") + line("Something new", doi="10.5555/cells.1") + "1,2,3\n" + line(pmid="90000001")
    )
    assert found.unread == 3
    assert len(found.of({"pmid": "90000001"})) == 1


def test_one_work_has_all_its_lines_in_order(listed):
    found = listed(
        "\ufeff" + HEAD + line(doi="10.5555/cells.1") + line("Reinstatement", doi="10.5555/cells.1", notice="10.5555/b")
    )
    assert [notice.kind for notice in found.of({"doi": "10.5555/cells.1"})] == ["retraction", "reinstatement"]


def test_a_plain_list_marks_and_names_nothing(listed):
    found = listed("PMID\n90000001\nPMID: 90000002\n\n", "of pubmed.txt")
    assert found.of({"pmid": "90000002"}) == (Notice("retraction", said_by="list of pubmed.txt", note="a mark without a notice"),)
    assert found.of({"pmid": "90000003"}) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nothing here\nat all\n",
        "90000001\nx\n90000002\n",
        "a,b,c\n1,2,3\n",
        HEAD + '"never closed' + "x" * (1 << 21),
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_list_is_refused_in_words(listed, text):
    with pytest.raises(NoListError):
        listed(text)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(NoListError, match="there is no such file"):
        read_retractions(tmp_path / "none.csv")
    with pytest.raises(NoListError, match="there is no such file"):
        read_retractions(tmp_path)
