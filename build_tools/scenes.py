"""A base -> scenes: which claims are drawn together, where they stand, and what they are linked with."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from build_tools.layout import wheel
from build_tools.model import Claim, KnowledgeBase
from build_tools.prose import plain
from build_tools.vocabulary import LEVELS, LINKS

MOST = 120  # claims of one scene
LABEL = 90
HOWS = {how: number for number, how in enumerate(LINKS)}
LEVEL = {level: number for number, level in enumerate(LEVELS)}


@dataclass(frozen=True, slots=True)
class Scene:
    """Some claims of a topic, which are drawn together."""

    topic: str
    part: int
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """All scenes; of each thing its name and the scenes that show it, of a work or source its flag; `used` counts its claims.

    Of each claim: `around` it the works and sources that it is linked with; `back` the claims that point at it, each with how;
    `afar` its scene, level and short name.
    """

    scenes: tuple[Scene, ...]
    names: Mapping[str, str]
    flags: Mapping[str, str]
    shown: Mapping[str, Sequence[int]]
    used: Mapping[str, int]
    around: Mapping[str, Sequence[str]]
    back: Mapping[str, Sequence[tuple[str, str]]]
    afar: Mapping[str, tuple[int, int, str]]


# --- which scenes there are ----------------------------------------------------------------------


def make_plan(kb: KnowledgeBase) -> Plan:
    scenes = tuple(_scenes(kb))
    shown: dict[str, dict[int, None]] = {}
    used: Counter[str] = Counter()
    around: dict[str, Sequence[str]] = {}
    back: dict[str, list[tuple[str, str]]] = {}
    for number, scene in enumerate(scenes):
        for claim in scene.claims:
            used.update({f"work:{item.work}" for item in claim.evidence} | {f"source:{one.source}" for one in claim.asserted_by})
            around[claim.id] = tuple(dict.fromkeys(_around(claim)))
            for node in (f"claim:{claim.id}", *around[claim.id]):
                shown.setdefault(node, {})[number] = None
            for relation in claim.relates:
                back.setdefault(relation.to, []).append((claim.id, relation.how))
    names = {node: _name(kb, node) for node in shown}
    afar = {
        claim.id: (number, LEVEL[kb.levels[claim.id].level], short(names[f"claim:{claim.id}"]))
        for number, scene in enumerate(scenes)
        for claim in scene.claims
    }
    flags = {node: kb.flag(node.partition(":")[2]) for node in dict.fromkeys(chain.from_iterable(around.values()))}
    return Plan(scenes, names, flags, {node: list(its) for node, its in shown.items()}, used, around, back, afar)


def _scenes(kb: KnowledgeBase) -> Iterator[Scene]:
    topics = list(dict.fromkeys([*kb.topics, *sorted({claim.topic for claim in kb.claims.values()})]))
    held: dict[str, list[Claim]] = {topic: [] for topic in topics}
    for claim in kb.claims.values():
        held[claim.topic].append(claim)
    for topic, claims in held.items():
        for part, start in enumerate(range(0, len(claims), MOST), 1):
            yield Scene(topic, part, tuple(claims[start : start + MOST]))


def _around(claim: Claim) -> Iterator[str]:
    """The works and sources that a claim is linked with, some more than once."""
    for item in claim.evidence:
        yield f"work:{item.work}"
    for assertion in claim.asserted_by:
        yield f"source:{assertion.source}"
        for key in assertion.cites:
            yield f"work:{key}"


# --- one of them -----------------------------------------------------------------------------------


def drawn(kb: KnowledgeBase, plan: Plan, number: int) -> dict[str, Any]:
    """A scene by itself: claims, the works and sources around them, places, and every link of its claims."""
    scene = plan.scenes[number]
    touched: dict[str, list[str]] = {}
    for claim in scene.claims:
        for node in plan.around[claim.id]:
            touched.setdefault(node, []).append(claim.id)
    works = {node: its for node, its in touched.items() if node.startswith("work:")}
    sources = {node: its for node, its in touched.items() if node.startswith("source:")}
    places = wheel([claim.id for claim in scene.claims], works, sources)
    others = [*sources, *works]
    at = {node: place for place, node in enumerate(others)}
    return {
        "topic": scene.topic,
        "part": scene.part,
        "claims": [
            [claim.id, plan.names[f"claim:{claim.id}"], LEVEL[kb.levels[claim.id].level], *places[claim.id]]
            for claim in scene.claims
        ],
        "others": [
            [
                node,
                plan.names[node],
                plan.flags[node],
                *places[node],
                plan.used.get(node, 0),
                _elsewhere(plan, node, number),
            ]
            for node in others
        ],
        "edges": [edge for place, claim in enumerate(scene.claims) for edge in _edges(claim, place, at)],
        "relations": [row for place, claim in enumerate(scene.claims) for row in _relations(plan, claim, place, number)],
    }


def _edges(claim: Claim, place: int, at: Mapping[str, int]) -> Iterator[list[int]]:
    """Each link as [claim, other, how]; where a source cites a work for the claim, [claim, work, how, source]."""
    for item in dict.fromkeys((item.work, item.stance) for item in claim.evidence):
        yield [place, at[f"work:{item[0]}"], HOWS[item[1]]]
    for source in dict.fromkeys(assertion.source for assertion in claim.asserted_by):
        yield [place, at[f"source:{source}"], HOWS["asserts"]]
    for source, key in dict.fromkeys((one.source, key) for one in claim.asserted_by for key in one.cites):
        yield [place, at[f"work:{key}"], HOWS["cites"], at[f"source:{source}"]]


def _relations(plan: Plan, claim: Claim, place: int, number: int) -> Iterator[list[Any]]:
    """Each relation as [claim, how, 0 along or 1 against, other, its scene], and the other's level and name if not drawn here."""
    along = ((relation.to, relation.how, 0) for relation in claim.relates)
    against = ((other, how, 1) for other, how in plan.back.get(claim.id, ()))
    for other, how, turned in dict.fromkeys((*along, *against)):
        if other in plan.afar:
            scene, *known = plan.afar[other]
            yield [place, HOWS[how], turned, other, scene, *(known if scene != number else ())]


def _elsewhere(plan: Plan, node: str, number: int) -> list[int]:
    return [place for place in plan.shown[node] if place != number]


# --- what to call a thing -------------------------------------------------------------------------


def _name(kb: KnowledgeBase, node: str) -> str:
    """What a node is called: a claim by its statement, a source by its title, a work by its authors and year."""
    kind, _, key = node.partition(":")
    if kind == "claim":
        return plain(kb.claims[key].statement)
    if key not in kb.works:
        return key
    return (kind == "source" and kb.works[key].title) or kb.works[key].short


def short(text: str) -> str:
    return text if len(text) <= LABEL else text[: LABEL - 1].rstrip() + "…"
