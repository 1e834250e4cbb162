"""The claim–evidence graph as node-link JSON and GraphML."""

from build_tools.links import graphml, node_link
from build_tools.model import KnowledgeBase
from build_tools.write import as_json

TITLE = "The graph"
FILES = ("data/graph.json", "data/graph.graphml")
LICENCE = "CC BY 4.0"


def export(kb: KnowledgeBase) -> dict[str, bytes]:
    return {"data/graph.json": as_json(node_link(kb)), "data/graph.graphml": graphml(kb)}
