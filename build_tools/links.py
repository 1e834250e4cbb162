"""A base -> everything that is in it, and every link, one by one: what the graph is made of, and what pages and data tell of it.

Nodes are `kind:id`. What a link points at need not exist.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from html import escape
from itertools import chain
from typing import Any, NamedTuple

from build_tools.model import Claim, KnowledgeBase, Table

GRAPHML = {"node": ("kind", "label"), "edge": ("how", "modality", "design")}

Node = tuple[str, dict[str, str]]
Link = tuple[str, str, str, dict[str, str]]  # from, to, how, and what more is known of it


def nodes(kb: KnowledgeBase) -> Iterator[Node]:
    """Everything, with its kind and label."""
    sources = {assertion.source for claim in kb.claims.values() for assertion in claim.asserted_by}
    for key, topic in kb.topics.items():
        yield f"topic:{key}", {"kind": "topic", "label": topic.title}
    for key, term in kb.terms.items():
        yield f"term:{key}", {"kind": "term", "label": term.label}
    for key, work in kb.works.items():
        if key in sources:
            yield f"source:{key}", {"kind": "source", "label": work.title or key}
        yield f"work:{key}", {"kind": "work", "label": work.short}
    for key, claim in kb.claims.items():
        yield f"claim:{key}", {"kind": "claim", "label": claim.statement}
    for key, question in kb.questions.items():
        yield f"question:{key}", {"kind": "question", "label": question.question}
    for key, table in kb.tables.items():
        for row, column, cell in cells(table):
            yield f"cell:{key}/{row}/{column}", {"kind": "cell", "label": cell.value}


def links(kb: KnowledgeBase) -> Iterator[Link]:
    """Every link, each once: of two that say the same of the same, the later."""
    for key, claim in kb.claims.items():
        yield from _once(_of_claim(f"claim:{key}", claim))
    for key, question in kb.questions.items():
        answers = ((f"question:{key}", f"claim:{claim}") for sentence in question.answer for claim in sentence.claims)
        yield from _once((*ends, "answers-by", {}) for ends in answers)
    for key, table in kb.tables.items():
        for row, column, cell in cells(table):
            yield f"cell:{key}/{row}/{column}", f"claim:{cell.claim}", "shows", {}


def _once(some: Iterable[Link]) -> Iterator[Link]:
    return ((*link, more) for link, more in {(start, end, how): more for start, end, how, more in some}.items())


def cells(table: Table) -> Iterator[tuple[str, str, Any]]:
    """Each cell of a table as (row id, column id, cell), in the order of the file."""
    for row, columns in table.cells.items():
        for column, cell in columns.items():
            yield row, column, cell


def _of_claim(node: str, claim: Claim) -> Iterator[Link]:
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


# --- questions to them ---------------------------------------------------------------------------


def claims_of(kb: KnowledgeBase, node: str) -> list[tuple[str, str]]:
    """The claims that a work, source, term or topic is linked with, as (claim id, how), sorted."""
    return sorted(_ends(kb).get(node, ()))


def citing_claims(kb: KnowledgeBase, work: str) -> list[tuple[str, str]]:
    """The (source, claim id) for which a source cites the work."""
    return sorted(_cites(kb).get(work, ()))


@lru_cache(1)
def _ends(kb: KnowledgeBase) -> Mapping[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for claim in kb.claims.values():
        node = f"claim:{claim.id}"
        for start, end, how, _ in _of_claim(node, claim):
            if node in (start, end):
                found.setdefault(end if start == node else start, set()).add((claim.id, how))
    return found


@lru_cache(1)
def _cites(kb: KnowledgeBase) -> Mapping[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for claim in kb.claims.values():
        for assertion in claim.asserted_by:
            for key in assertion.cites:
                found.setdefault(key, set()).add((assertion.source, claim.id))
    return found


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


# --- their forms ---------------------------------------------------------------------------------


def node_link(kb: KnowledgeBase) -> dict[str, Any]:
    """What is in the base and how it is linked, in the node-link form of networkx; one by one, as all at once are many."""
    named, linked = _known(kb)
    things = ({**fields, "id": node} for node, fields in named.items())
    edges = ({**fields, "source": start, "target": end, "key": how} for start, end, how, fields in linked)
    return {"directed": True, "multigraph": True, "graph": {}, "nodes": things, "edges": edges}


def graphml(kb: KnowledgeBase) -> bytes:
    """The same as GraphML; each edge has a number of its own, and says how it links."""
    named, linked = _known(kb)
    ids = {node: escape(node) for node in named}
    keys = ((name, kind) for kind, names in GRAPHML.items() for name in names)
    head = (f'<key id="{name}" for="{kind}" attr.name="{name}" attr.type="string"/>' for name, kind in keys)
    things = (f'<node id="{ids[node]}">{_data(fields)}</node>' for node, fields in named.items())
    edges = (
        f'<edge source="{ids[start]}" target="{ids[end]}" id="{number}">{_datum("how", how)}{_data(fields)}</edge>'
        for number, (start, end, how, fields) in enumerate(linked)
    )
    begin = ('<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">', *head)
    lines = chain(begin, ['<graph edgedefault="directed">'], things, edges, ["</graph>", "</graphml>\n"])
    return b"\n".join([line.encode() for line in lines])


def _data(fields: Mapping[str, str]) -> str:
    return "".join([_datum(name, value) for name, value in fields.items()])


@lru_cache(1 << 16)  # most links say the same as others
def _datum(name: str, value: str) -> str:
    return f'<data key="{name}">{escape(value)}</data>'


def _known(kb: KnowledgeBase) -> tuple[dict[str, dict[str, str]], Iterator[Link]]:
    """Everything by its id, and the links between what is known."""
    named = dict(nodes(kb))
    return named, (link for link in links(kb) if link[0] in named and link[1] in named)
