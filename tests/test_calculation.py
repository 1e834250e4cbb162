"""The arithmetic of worked examples, against sums done by hand."""

import math

import pytest
from bases import ROOT

from build_tools import pipeline
from build_tools.calculation import ImpossibleError, compute, counting, doublings, interval, number, yields
from build_tools.model import Range, Way
from build_tools.place import Place

HERE = Place.top("here")
WAYS = [
    Way(HERE, "since", "Since isolation", "From 0.", Range(0, 0)),
    Way(HERE, "either", "From 0 or 1", "From either.", Range(0, 1)),
    Way(HERE, "rounds", "Rounds", "One ahead.", Range(1, 1)),
]


def points(results, name):
    return [low for low, high in results[name] if low == high]


def test_doublings_of_counts_and_splits_add_up():
    # 4,000,000 of which 50 % live from 500,000: 2,000,000 / 500,000 = 4 = 2^2; then 1:8 = 2^3; 1.5 before: 3.5, 6.5
    counted = doublings({"seeded": [500_000], "harvested": [4_000_000], "viable": [50], "before": [1.5], "days": [4]})
    assert points(counted, "fold") == [4]
    assert points(counted, "doublings") == [2]
    assert points(counted, "total") == [3.5]
    assert points(counted, "hours") == [48]  # 4 x 24 / 2
    assert points(doublings({"split": [8, 2, 1]}), "total") == [3, 4, 4]


def test_a_number_in_each_way_of_counting():
    # 3 since isolation: 3 subcultures. Counted from either, 3 is 2 or 3 subcultures, so 3 or 4 rounds.
    assert counting(WAYS, "since", 3) == [(3, 3), (3, 4), (4, 4)]
    assert counting(WAYS, "either", 3) == [(2, 3), (3, 3), (3, 4)]
    assert counting(WAYS, "either", 0) == [(0, 0), (0, 0), (1, 1)]
    assert counting(WAYS, "unknown", 3) == [(2, 3), (2, 4), (3, 4)]
    with pytest.raises(ImpossibleError, match="no number is below 1"):
        counting(WAYS, "rounds", 0)


def test_yield_and_cost_by_round():
    # 1 M x 2^2 x 0.75 = 3 M, x 4 x 0.75 = 9 M; cost 100 + 10 + 3 x 2 = 116, + 20 + 9 x 2 = 154; doses of 2 M: 1 and 4, wanted 4
    found = yields(
        {"start": [1e6], "fold": [4], "loss": [25], "rounds": [2], "fixed": [100], "cost": [10, 20], "supply": [2]}
        | {"dose": [2e6], "doses": [4]}
    )
    assert points(found, "total") == [2, 4]
    assert points(found, "units") == [3e6, 9e6]
    assert points(found, "cost") == [116, 154]
    assert points(found, "doses") == [1, 4]
    assert points(found, "samples") == [4, 1]
    assert points(found, "whole") == [464, 154]
    assert points(found, "million") == pytest.approx([116 / 3, 154 / 9])


def test_a_dose_that_one_sample_never_fills():
    found = yields({"start": [1e6], "doublings": [1], "rounds": [1], "cost": [5], "dose": [3e6]})
    assert points(found, "doses") == [0]
    assert points(found, "samples") == [math.inf]


def test_numbers_as_readers_write_them():
    assert number("1,100,000") == 1_100_000
    assert interval("2–3") == (2, 3)
    assert interval("-1.5") == (-1.5, -1.5)
    assert interval("–") == (math.inf, math.inf)
    for text in ("", "many", "1e999", "nan"):
        with pytest.raises(ImpossibleError):
            number(text)


def test_every_calculator_of_the_base_is_computed():
    for calculator in pipeline.read(ROOT).calculators.values():
        results = compute(calculator)
        assert bool(results) == (calculator.kind != "scope")
