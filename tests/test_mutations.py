"""A small run of the benchmark: no change of sense passes, nothing harmless is refused, and a blind checker would be seen."""

import json
import random
import sys

import pytest
from bases import ROOT

from build_tools import outcomes, receipts
from build_tools.quotes import Found

sys.path.insert(0, str(ROOT / "bench"))
CASES = 30


@pytest.fixture(scope="module")
def small_run():
    from mutations import run

    return run(CASES, seed=7)


def test_critical_classes_miss_nothing(small_run):
    caught, _ = small_run
    missed = {name: tally.cases - tally.caught for name, tally in caught.items() if tally.critical and tally.caught < tally.cases}
    assert missed == {}
    assert sum(tally.critical for tally in caught.values()) >= 30


def test_other_classes_miss_hardly_anything(small_run):
    caught, _ = small_run
    others = [tally for tally in caught.values() if not tally.critical]
    assert sum(tally.caught for tally in others) >= 0.97 * sum(tally.cases for tally in others)
    assert sum(tally.named for tally in others) >= 0.99 * sum(tally.caught for tally in others)


def test_nothing_harmless_is_refused(small_run):
    _, clean = small_run
    assert {name: tally.blocked for name, tally in clean.items() if tally.blocked} == {}
    references = [tally for name, tally in clean.items() if name.startswith("reference")]
    assert sum(tally.warned for tally in references) <= 0.01 * sum(tally.cases for tally in references)


def test_every_class_has_its_cases(small_run):
    caught, clean = small_run
    assert {tally.cases for tally in (*caught.values(), *clean.values())} == {CASES}
    names = {name.split()[0] for name in caught}
    assert names >= {*(f"R{number}" for number in range(1, 24)), *(f"Q{number}" for number in range(1, 14))}
    assert {name.split(": ")[1].split()[0] for name in clean} >= {f"C{number}" for number in range(1, 13)}


def test_a_blind_checker_is_seen(monkeypatch):
    """With the comparison put out of action the benchmark counts misses: it can fail."""
    import quote_cases
    from mutations import Tally, cases_of, real_records, run_references
    from record_cases import MUTATIONS

    monkeypatch.setattr(outcomes, "compare", lambda *_: ())
    for name in ("R2 year off by two or more", "R14 DOI of another work", "R9 title reversed"):
        tally = Tally("", critical=True)
        run_references(cases_of(MUTATIONS[name][2], 10, random.Random(1), real_records(), tally), tally)
        assert (tally.caught, tally.cases) == (0, 10)
    anywhere = (Found(0, 5, 1, ""),)
    random_ = random.Random(1)
    both = quote_cases.texts(random_)
    case = next(quote_cases.MUTATIONS["Q10 words of another work"][2](random_, both, list(map(quote_cases.sentences, both))))
    assert quote_cases.become(case)[0] == quote_cases.REFUSED
    monkeypatch.setattr(receipts.WorkText, "foreign_at", lambda *_: False)
    monkeypatch.setattr(type(case.text.body), "find_all", lambda *_: anywhere)
    assert quote_cases.become(case)[0] == "accepted"


def test_what_is_right_all_the_same_is_dropped():
    from fictional import records
    from mutations import is_right_all_the_same
    from record_cases import Case, differs

    record = next(records(random.Random(3)))
    fields = {
        "same": {},
        "accents": {"author": " and ".join(f"{name.family}, X." for name in record.authors)},
        "other year": {"year": record.years[-1]},
    }
    from fictional import cite

    for change in fields.values():
        assert is_right_all_the_same(Case({**cite(record), **change}, (record,), differs("year")))
    for change in ({"year": "1900"}, {"volume": "999"}, {"title": f"{record.title} not"}, {"pages": "1"}):
        assert not is_right_all_the_same(Case({**cite(record), **change}, (record,), differs("year")))


def test_wilson():
    from mutations import wilson

    low, high = wilson(300, 300)
    assert (round(low, 4), high) == (0.9874, 1.0)
    low, high = wilson(0, 3000)
    assert (low, round(high, 4)) == (0.0, 0.0013)
    assert [round(bound, 3) for bound in wilson(97, 100)] == [0.915, 0.99]


def test_the_published_run_is_whole():
    data = json.loads((ROOT / "bench/mutations.json").read_text(encoding="utf-8"))
    assert data["cases"] >= 300
    assert data["summary"]["missed in critical classes"] == 0
    assert data["summary"]["clean references"] >= 3000
    assert data["summary"]["clean quotes"] >= 3000
    assert data["summary"]["clean references blocked"] == data["summary"]["clean quotes refused"] == 0
