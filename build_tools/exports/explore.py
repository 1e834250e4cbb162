"""The graph laid out for the explorer: an overview, a scene for each topic, names to search, links to find paths by."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import Any

from build_tools.layout import CELL, honeycomb
from build_tools.model import Claim, KnowledgeBase
from build_tools.scenes import HOWS, LEVEL, Plan, drawn, make_plan, short
from build_tools.vocabulary import LEVELS, LINKS, STANCES
from build_tools.write import packed

TITLE = "The graph, laid out"
FILES = ()
LICENCE = "CC BY 4.0"

NAMES, LINKED = 700, 1500  # entries of one file of names, and of links
SOURCES = 40  # of the overview, those that assert most
BIT = {stance: 1 << place for place, stance in enumerate(STANCES)}


def export(kb: KnowledgeBase) -> dict[str, bytes]:
    return {f"explore/{name}.json": packed(value) for name, value in _files(kb)}


def _files(kb: KnowledgeBase) -> Iterator[tuple[str, Any]]:
    plan = make_plan(kb)
    names = sorted(plan.shown, key=turned)
    cuts = list(range(0, len(names), NAMES))
    yield "overview", _overview(kb, plan, [turned(names[cut]) for cut in cuts])
    for number in range(len(plan.scenes)):
        yield f"scenes/{number}", drawn(kb, plan, number)
    for number, cut in enumerate(cuts):
        yield f"names/{number}", [[node, short(plan.names[node]), plan.shown[node]] for node in names[cut : cut + NAMES]]
    rows = iter(_links(kb, names))
    for number, _ in enumerate(range(0, len(names), LINKED)):
        yield f"links/{number}", list(islice(rows, LINKED))


def turned(node: str) -> str:
    """`work:lei2017` -> `lei2017:work`: names stand in this order, so that what somebody begins to type is found in one file."""
    kind, _, key = node.partition(":")
    return f"{key}:{kind}"


# --- the overview --------------------------------------------------------------------------------


def _overview(kb: KnowledgeBase, plan: Plan, starts: list[str]) -> dict[str, Any]:
    topics = [(topic, list(scenes)) for topic, scenes in groupby(plan.scenes, key=lambda scene: scene.topic)]
    claims = [[claim for scene in scenes for claim in scene.claims] for _, scenes in topics]
    places = honeycomb([len(some) for some in claims])
    sources = sorted((node for node in plan.used if node.startswith("source:")), key=lambda node: (-plan.used[node], node))
    number = 0
    rows = []
    for (topic, scenes), some, place in zip(topics, claims, places, strict=True):
        rows.append([topic, kb.topic_title(topic), *place, number, len(scenes), _tally(kb, some)])
        number += len(scenes)
    return {
        "version": 1,
        "levels": [[level, known.label, known.mark] for level, known in LEVELS.items()],
        "stances": list(STANCES),
        "links": [[how, *phrases] for how, phrases in LINKS.items()],
        "topics": rows,
        "sources": [
            [node, plan.names[node], plan.used[node], CELL * place, -CELL] for place, node in enumerate(sources[:SOURCES])
        ],
        "near": _near(kb, [topic for topic, _ in topics]),
        "names": starts,
        "name_size": NAMES,
        "link_size": LINKED,
    }


def _tally(kb: KnowledgeBase, claims: Iterable[Claim]) -> list[list[int]]:
    """How many claims there are of each level and set of stances, as [level, bits of the stances, count]."""
    found = Counter((LEVEL[kb.levels[claim.id].level], _bits(claim)) for claim in claims)
    return [[level, bits, count] for (level, bits), count in sorted(found.items())]


def _bits(claim: Claim) -> int:
    return sum(BIT[stance] for stance in {item.stance for item in claim.evidence})


def _near(kb: KnowledgeBase, topics: list[str]) -> list[list[int]]:
    """Pairs of topics with the number of relations between their claims: for each topic the three that it has most with."""
    at = {topic: number for number, topic in enumerate(topics)}
    pairs: Counter[tuple[int, int]] = Counter()
    for claim in kb.claims.values():
        for relation in claim.relates:
            if relation.to in kb.claims and (other := kb.claims[relation.to].topic) != claim.topic:
                first, second = sorted((at[claim.topic], at[other]))
                pairs[first, second] += 1
    kept: set[tuple[int, int]] = set()
    most: dict[int, int] = {}
    for pair in sorted(pairs, key=lambda pair: (-pairs[pair], pair)):
        if any(most.get(topic, 0) < 3 for topic in pair):
            kept.add(pair)
        for topic in pair:
            most[topic] = most.get(topic, 0) + 1
    return [[*pair, pairs[pair]] for pair in sorted(kept)]


# --- names and links -----------------------------------------------------------------------------


def _links(kb: KnowledgeBase, names: list[str]) -> Iterator[list[int]]:
    """For each name in turn its links with later names, each as one number: 32 × name + 2 × how + 1 where it points back."""
    at = {node: number for number, node in enumerate(names)}
    found: list[dict[int, None]] = [{} for _ in names]
    for start, end, how in _all_links(kb):
        if start in at and end in at and start != end:
            first, second = at[start], at[end]
            against = first > second
            found[min(first, second)][32 * max(first, second) + 2 * HOWS[how] + against] = None
    return (sorted(row) for row in found)


def _all_links(kb: KnowledgeBase) -> Iterator[tuple[str, str, str]]:
    for claim in kb.claims.values():
        node = f"claim:{claim.id}"
        for item in claim.evidence:
            yield f"work:{item.work}", node, item.stance
        for assertion in claim.asserted_by:
            yield f"source:{assertion.source}", node, "asserts"
            for key in assertion.cites:
                yield f"source:{assertion.source}", f"work:{key}", "cites"
        for relation in claim.relates:
            yield node, f"claim:{relation.to}", relation.how
