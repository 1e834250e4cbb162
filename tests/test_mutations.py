"""A small run of the benchmark: no change of sense is accepted, and nothing harmless is refused."""

import sys

from bases import ROOT

sys.path.insert(0, str(ROOT / "bench"))


def test_small_run():
    from mutations import run

    caught, accepted = run(40, seed=7)
    assert {name: hits for name, (hits, of) in caught.items() if hits < of} == {}
    assert {name: hits for name, (hits, of) in accepted.items() if hits < of} == {}
    assert len(caught) >= 14
    assert len(accepted) >= 9
