"""Places in the explorer's pictures: the same at every run, apart from each other, in time that grows with the links."""

from itertools import combinations
from math import hypot
from time import process_time

import pytest

from build_tools.layout import HUB, honeycomb, neighbours_first, wheel


def scene(count: int):
    """Claims with up to three works each, and two sources that assert half of them each."""
    claims = [f"claim-{number}" for number in range(count)]
    works: dict[str, list[str]] = {}
    for number, claim in enumerate(claims):
        for work in {number * step * step % max(count // 3, 3) for step in (1, 5, 11)}:
            works.setdefault(f"work-{work}", []).append(claim)
    return claims, works, {"one": claims[::2], "two": claims[1::2]}


def nearest(places) -> float:
    return min(hypot(a[0] - b[0], a[1] - b[1]) for a, b in combinations(places, 2))


@pytest.mark.parametrize("count", [1, 2, 5, 13, 40, 90, 120])
def test_each_thing_has_a_place_of_its_own(count):
    claims, works, sources = scene(max(count, 1))
    places = wheel(claims, works, sources)
    assert set(places) == {*claims, *works, *sources}
    if count > 1:
        assert nearest([places[claim] for claim in claims]) >= 44  # as wide as a claim is drawn
    assert nearest(list(places.values())) >= 15


def test_claims_lie_between_sources_and_works():
    claims, works, sources = scene(40)
    places = wheel(claims, works, sources)
    far = {node: hypot(*place) for node, place in places.items()}
    assert max(far[source] for source in sources) <= HUB + 1
    assert min(far[claim] for claim in claims) > HUB
    assert min(far[work] for work in works) > max(far[claim] for claim in claims)


def test_order_in_which_works_are_given_does_not_matter():
    claims, works, sources = scene(40)
    turned = {work: its[::-1] for work, its in reversed(works.items())}
    assert set(wheel(claims, turned, sources)) == set(wheel(claims, works, sources))
    assert wheel(claims, works, sources) == wheel(claims, dict(works), dict(sources))


def test_claims_that_share_a_work_stand_together():
    claims = [f"claim-{number}" for number in range(9)]
    works = {"first": [claims[0], claims[5], claims[8]], "second": [claims[8], claims[2]]}
    order = neighbours_first(claims, works)
    assert sorted(order) == claims
    assert order[:4] == [claims[0], claims[5], claims[8], claims[2]]


def test_a_work_stands_over_against_its_claims():
    claims = [f"claim-{number}" for number in range(12)]
    works = {f"work-{number}": [claims[number], claims[number + 1]] for number in range(0, 12, 2)}
    places = wheel(claims, works, {})
    for work, its in works.items():
        middle = [sum(places[claim][axis] for claim in its) for axis in (0, 1)]
        assert places[work][0] * middle[0] + places[work][1] * middle[1] > 0, f"{work} lies on the other side"


@pytest.mark.parametrize("count", [0, 1, 7, 200])
def test_topics_do_not_touch(count):
    circles = honeycomb([1 + number * 7 % 90 for number in range(count)])
    assert len(circles) == count
    for (x, y, radius), (other_x, other_y, other) in combinations(circles, 2):
        assert hypot(x - other_x, y - other_y) > radius + other


def test_time_grows_with_the_number_of_links():
    def seconds(count: int) -> float:
        given = scene(count)
        times = []
        for _ in range(3):
            start = process_time()
            wheel(*given)
            times.append(process_time() - start)
        return min(times)

    assert seconds(20_000) < 25 * seconds(2_000)
