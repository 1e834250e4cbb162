"""A work falls by a notice that can be named or by two voices; a correction never fells it, and a reinstatement raises it."""

import pytest

from build_tools.record import Notice
from build_tools.standing import standing_of

ASKED = ("Crossref", "PubMed", "OpenAlex")
CROSSREF, WATCH, PUBMED, OPENALEX = "Crossref (publisher)", "Crossref (Retraction Watch)", "PubMed", "OpenAlex"


def said(kind, by, doi="", date="", note=""):
    return Notice(kind, doi, date, by, note)


CASES = (
    ("nobody said anything", (), "good"),
    ("the notice itself", (said("retraction", CROSSREF, "10.5555/n"),), "retracted"),
    ("a notice by its PMID", (said("retraction", PUBMED, note="PMID 90000005, Ex J Cells. 2021"),), "retracted"),
    ("a notice by Retraction Watch", (said("retraction", WATCH, "10.5555/n"),), "retracted"),
    ("two marks", (said("retraction", PUBMED), said("retraction", OPENALEX)), "retracted"),
    ("one mark at first hand", (said("retraction", PUBMED),), "unknown"),
    ("one mark of the publisher", (said("retraction", CROSSREF, note="a mark before the title"),), "unknown"),
    ("a false mark at second hand", (said("retraction", OPENALEX),), "good"),
    ("one voice twice", (said("retraction", WATCH), said("retraction", "Retraction Watch")), "unknown"),
    ("a note that names no PMID", (said("retraction", PUBMED, note="PMID unknown"),), "unknown"),
    ("a correction", (said("correction", CROSSREF, "10.5555/n"), said("correction", PUBMED)), "corrected"),
    ("a correction and a false mark", (said("correction", CROSSREF, "10.5555/n"), said("retraction", OPENALEX)), "corrected"),
    ("a concern", (said("concern", CROSSREF, "10.5555/n"), said("correction", PUBMED)), "concern"),
    ("a part", (said("partial-retraction", CROSSREF, "10.5555/n"),), "concern"),
    ("a withdrawal", (said("withdrawal", CROSSREF, "10.5555/n"),), "withdrawn"),
    ("a removal", (said("removal", CROSSREF, "10.5555/n"), said("removal", OPENALEX)), "withdrawn"),
    ("withdrawn at DataCite", (said("withdrawal", "DataCite", date="2022-01-01"),), "withdrawn"),
    ("retracted, once called withdrawn", (said("withdrawal", CROSSREF), said("retraction", PUBMED)), "retracted"),
    (
        "reinstated",
        (said("retraction", WATCH, "10.5555/n", "2020-01-01"), said("reinstatement", WATCH, "10.5555/m", "2021-01-01")),
        "reinstated",
    ),
    (
        "reinstated, and retracted again",
        (
            said("retraction", WATCH, "10.5555/n", "2020-01-01"),
            said("reinstatement", WATCH, "10.5555/m", "2021-01-01"),
            said("retraction", WATCH, "10.5555/o", "2022-01-01"),
        ),
        "retracted",
    ),
    (
        "reinstated with a mark left behind",
        (said("retraction", OPENALEX), said("retraction", PUBMED), said("reinstatement", WATCH, "10.5555/m", "2021-01-01")),
        "reinstated",
    ),
    (
        "reinstated in the year of the retraction",
        (said("retraction", WATCH, "10.5555/n", "2021-03"), said("reinstatement", WATCH, "10.5555/m", "2021")),
        "reinstated",
    ),
    (
        "a concern after the reinstatement",
        (
            said("retraction", WATCH, "10.5555/n", "2020-01-01"),
            said("reinstatement", WATCH, "10.5555/m", "2021-01-01"),
            said("concern", WATCH, "10.5555/o", "2022-01-01"),
        ),
        "concern",
    ),
)


@pytest.mark.parametrize(("notices", "standing"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_standing(notices, standing):
    assert standing_of(notices, ASKED) == standing
    assert standing_of(tuple(reversed(notices)), ASKED) == standing


def test_nobody_who_would_know_was_asked():
    assert standing_of((), ()) == "unknown"
    assert standing_of((), ("page", "OpenAlex", "Open Library")) == "unknown"
    assert standing_of((), ("page", "DataCite")) == "good"


def test_a_replay_of_145_works():
    """100 retractions, 20 corrections, 20 concerns and 5 reinstatements, each told by one to three sides."""
    sides = (CROSSREF, WATCH, PUBMED)
    right = 0
    for number in range(145):
        kind = "retraction" if number < 100 else "correction" if number < 120 else "concern" if number < 140 else "reinstatement"
        tellers = sides[number % 3 :] if number % 2 else sides[: number % 3 + 1]
        notices = [said(kind, by, "10.5555/n", "2021-02-03", "PMID 90000005") for by in tellers]
        if kind == "reinstatement":
            notices += [said("retraction", by, "10.5555/m", "2020-02-03") for by in (*tellers, OPENALEX)]
        if kind == "correction" and number % 4 == 0:
            notices.append(said("retraction", OPENALEX, note="a mark without a notice"))
        wanted = {"retraction": "retracted", "correction": "corrected", "concern": "concern", "reinstatement": "reinstated"}
        right += standing_of(notices, ASKED) == wanted[kind]
    assert right == 145
