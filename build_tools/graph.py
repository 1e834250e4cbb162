"""Questions to the claim–evidence graph. The door of networkx."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, TypeAlias

from build_tools.links import links, nodes
from build_tools.model import Claim, Evidence, KnowledgeBase

if TYPE_CHECKING:
    import networkx as nx

Graph: TypeAlias = "nx.MultiDiGraph"


@lru_cache(1)
def graph_of(kb: KnowledgeBase) -> Graph:
    """Everything linked by id. What an edge points at need not exist, then its node has no `kind`."""
    import networkx as nx

    graph = nx.MultiDiGraph()
    graph.add_nodes_from(nodes(kb))
    graph.add_edges_from(links(kb))
    return graph


def dependency_cycles(claims: Mapping[str, Claim]) -> Iterator[list[str]]:
    """Each group of claims that depend on each other in a circle, as claim ids in the order of the circle."""
    needs = {claim.id: tuple(claim.needs()) for claim in claims.values() if claim.relates}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError:
        yield from _circles(needs)


def _circles(needs: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    import networkx as nx

    depends = nx.DiGraph((claim, other) for claim, others in needs.items() for other in others)
    for group in nx.strongly_connected_components(depends):
        if len(group) > 1:
            circle = nx.find_cycle(depends.subgraph(group), min(group))
            yield [start for start, _ in circle]


def knots(onward: Mapping[str, Iterable[str]]) -> Iterator[list[str]]:
    """What leads on to each other in a circle, together; all else alone. Each comes after all that it leads on to."""
    try:
        yield from [[key] for key in TopologicalSorter(onward).static_order()]
    except CycleError:
        import networkx as nx

        whole = nx.condensation(nx.DiGraph((key, other) for key, others in onward.items() for other in others))
        for knot in reversed(list(nx.topological_sort(whole))):
            yield sorted(whole.nodes[knot]["members"])


def dependents(graph: Graph, claims: set[str]) -> dict[str, str]:
    """The claims that depend on any of these, directly or through others, each with the claim next on its way to them."""
    found = dict.fromkeys(claims, "")
    ring = sorted(claims)
    while ring:
        following = []
        for claim in ring:
            node = f"claim:{claim}"
            edges = graph.in_edges(node, keys=True) if node in graph else ()
            for other in sorted(start.removeprefix("claim:") for start, _, how in edges if how == "relates-depends-on"):
                if other not in found:
                    found[other] = claim
                    following.append(other)
        ring = following
    return {claim: through for claim, through in sorted(found.items()) if claim not in claims}


def resting_on(kb: KnowledgeBase, *standings: str) -> Iterator[tuple[Claim, Evidence | None, str]]:
    """Each claim with an item of evidence whose work has such a standing; then, without item, those that depend on them.

    The last value is the claim next on the way there. A work whose notice an editor read, as an override says, is passed over.
    """
    found = set()
    for claim, item in kb.evidence_of(*standings):
        found.add(claim.id)
        yield claim, item, ""
    for identity, through in dependents(graph_of(kb), found).items() if found else ():
        if identity in kb.claims:
            yield kb.claims[identity], None, through


def groups(pairs: Iterable[tuple[str, str]], alone: Iterable[str]) -> list[set[str]]:
    """Whatever hangs together by the pairs, and each of `alone` in a group at least of its own."""
    import networkx as nx

    together = nx.Graph()
    together.add_nodes_from(alone)
    together.add_edges_from(pairs)
    return sorted(nx.connected_components(together), key=min)
