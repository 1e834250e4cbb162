"""Questions to the claim–evidence graph. The door of networkx."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from build_tools.model import Claim, Evidence, KnowledgeBase, Question, Table, Term, Topic, Work

if TYPE_CHECKING:
    import networkx as nx

Graph: TypeAlias = "nx.MultiDiGraph"
GRAPHML = {"node": ("kind", "label"), "edge": ("how", "modality", "design")}


def build_graph(
    claims: Mapping[str, Claim],
    works: Mapping[str, Work],
    terms: Mapping[str, Term],
    topics: Mapping[str, Topic],
    questions: Mapping[str, Question],
    tables: Mapping[str, Table],
) -> Graph:
    """Link everything by id. Nodes are `kind:id`; what an edge points at need not exist, then its node has no `kind`."""
    import networkx as nx

    graph = nx.MultiDiGraph()
    sources = {assertion.source for claim in claims.values() for assertion in claim.asserted_by}
    graph.add_nodes_from((f"topic:{key}", {"kind": "topic", "label": topic.title}) for key, topic in topics.items())
    graph.add_nodes_from((f"term:{key}", {"kind": "term", "label": term.label}) for key, term in terms.items())
    for key, work in works.items():
        if key in sources:
            graph.add_node(f"source:{key}", kind="source", label=work.title or key)
        graph.add_node(f"work:{key}", kind="work", label=work.short)
    graph.add_nodes_from((f"claim:{key}", {"kind": "claim", "label": claim.statement}) for key, claim in claims.items())
    for key, claim in claims.items():
        graph.add_edges_from(_claim_edges(f"claim:{key}", claim))
    for key, question in questions.items():
        graph.add_node(f"question:{key}", kind="question", label=question.question)
        for sentence in question.answer:
            graph.add_edges_from((f"question:{key}", f"claim:{claim}", "answers-by", {}) for claim in sentence.claims)
    for key, table in tables.items():
        for row, column, cell in cells(table):
            graph.add_node(f"cell:{key}/{row}/{column}", kind="cell", label=cell.value)
            graph.add_edge(f"cell:{key}/{row}/{column}", f"claim:{cell.claim}", "shows")
    return graph


def cells(table: Table) -> Iterator[tuple[str, str, Any]]:
    """Each cell of a table as (row id, column id, cell), in the order of the file."""
    for row, columns in table.cells.items():
        for column, cell in columns.items():
            yield row, column, cell


def _claim_edges(node: str, claim: Claim) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    yield node, f"topic:{claim.topic}", "in-topic", {}
    for assertion in claim.asserted_by:
        yield f"source:{assertion.source}", node, "asserts", {"modality": assertion.modality}
        for key in assertion.cites:
            yield f"source:{assertion.source}", f"work:{key}", f"cites:{claim.id}", {}
    for item in claim.evidence:
        yield f"work:{item.work}", node, item.stance, {"design": item.design}
    for relation in claim.relates:
        yield node, f"claim:{relation.to}", f"relates-{relation.how}", {}
    if claim.scope is not None:
        for term in sorted({term for _, _, term in claim.scope.term_fields()}):
            yield node, f"term:{term}", "uses-term", {}


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
    for identity, through in dependents(kb.graph, found).items() if found else ():
        if identity in kb.claims:
            yield kb.claims[identity], None, through


def claims_of(graph: Graph, node: str) -> list[tuple[str, str]]:
    """The claims that a work, source, term or topic is linked with, as (claim id, how), sorted."""
    if node not in graph:
        return []
    out = ((end, how) for _, end, how in graph.out_edges(node, keys=True))
    into = ((start, how) for start, _, how in graph.in_edges(node, keys=True))
    linked = {(other.removeprefix("claim:"), how) for other, how in (*out, *into) if other.startswith("claim:")}
    return sorted(linked)


def citing_claims(graph: Graph, work: str) -> list[tuple[str, str]]:
    """The (source, claim id) for which a source cites the work."""
    node = f"work:{work}"
    if node not in graph:
        return []
    edges = graph.in_edges(node, keys=True)
    return sorted((start.removeprefix("source:"), how[6:]) for start, _, how in edges if how.startswith("cites:"))


class Related(NamedTuple):
    """A claim that another is linked with: how, whether it is the one that points, and what is noted on it."""

    claim: str
    how: str
    back: bool
    note: str


@lru_cache(1)  # a page asks twice
def related(kb: KnowledgeBase, claim: str) -> tuple[Related, ...]:
    """The claims that a claim is linked with, sorted; each link once."""
    return tuple(sorted(Related(*link, note) for link, note in _relations(kb).get(claim, {}).items()))


@lru_cache(1)
def _relations(kb: KnowledgeBase) -> Mapping[str, Mapping[tuple[str, str, bool], str]]:
    """The links of each claim in both directions, with their notes."""
    found: dict[str, dict[tuple[str, str, bool], str]] = {}
    for claim in kb.claims.values():
        for one in claim.relates:
            if one.to in kb.claims:
                found.setdefault(claim.id, {})[one.to, one.how, False] = one.note
                found.setdefault(one.to, {})[claim.id, one.how, True] = one.note
    return found


def groups(pairs: Iterable[tuple[str, str]], alone: Iterable[str]) -> list[set[str]]:
    """Whatever hangs together by the pairs, and each of `alone` in a group at least of its own."""
    import networkx as nx

    together = nx.Graph()
    together.add_nodes_from(alone)
    together.add_edges_from(pairs)
    return sorted(nx.connected_components(together), key=min)


def node_link(graph: Graph) -> dict[str, Any]:
    """The graph in the node-link form of networkx, its nodes and links one by one, in the order in which it was built."""
    known = _known(graph)
    nodes = ({**fields, "id": node} for node, fields in known.nodes(data=True))
    edges = (
        {**fields, "source": start, "target": end, "key": how} for start, end, how, fields in known.edges(keys=True, data=True)
    )
    return {"directed": True, "multigraph": True, "graph": {}, "nodes": nodes, "edges": edges}


def graphml(graph: Graph) -> bytes:
    """The graph as GraphML; each edge has a number of its own, and says how it links. networkx takes five times as long."""
    known = _known(graph)
    ids = {node: escape(node) for node in known}
    keys = ((name, kind) for kind, names in GRAPHML.items() for name in names)
    head = (f'<key id="{name}" for="{kind}" attr.name="{name}" attr.type="string"/>' for name, kind in keys)
    nodes = (f'<node id="{ids[node]}">{_data(fields)}</node>' for node, fields in known.nodes(data=True))
    edges = (
        f'<edge source="{ids[start]}" target="{ids[end]}" id="{number}">{_datum("how", how)}{_data(fields)}</edge>'
        for number, (start, end, how, fields) in enumerate(known.edges(keys=True, data=True))
    )
    parts = ('<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">', *head)
    return "\n".join((*parts, '<graph edgedefault="directed">', *nodes, *edges, "</graph>", "</graphml>\n")).encode()


def _data(fields: Mapping[str, str]) -> str:
    return "".join([_datum(name, value) for name, value in fields.items()])


@lru_cache(1 << 16)  # most links say the same as others
def _datum(name: str, value: str) -> str:
    return f'<data key="{name}">{escape(value)}</data>'


def _known(graph: Graph) -> Graph:
    """The graph without the nodes that edges point at and nothing is known of."""
    strangers = [node for node, kind in graph.nodes(data="kind") if not kind]
    if not strangers:
        return graph
    known = graph.copy()
    known.remove_nodes_from(strangers)
    return known
