"""A page per term of the glossary: what it means, and the claims about it."""

from collections.abc import Iterator

from build_tools.graph import claims_of
from build_tools.model import KnowledgeBase, Page
from build_tools.prose import plain
from build_tools.template import fill

SECTION = "terms"


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    for term in kb.terms.values():
        path = f"terms/{term.id}/"
        claims = [claim for claim, _ in claims_of(kb.graph, f"term:{term.id}")]
        body = fill("term.html", kb, path, term=term, claims=claims)
        yield Page(path, term.label, plain(term.definition), body, crumbs=(("terms/", "Glossary"),), edit="kb/terms.yaml")
    ordered = sorted(kb.terms.values(), key=lambda term: term.label.casefold())
    yield Page("terms/", "Glossary", "", fill("terms.html", kb, "terms/", terms=ordered))
