"""A page per term of the glossary: what it means, and the claims about it."""

from collections.abc import Iterator
from typing import Any

from build_tools.graph import claims_of
from build_tools.model import KnowledgeBase, Page, Term
from build_tools.prose import plain
from build_tools.template import fill

SECTION = "terms"


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    for term in kb.terms.values():
        path = f"terms/{term.id}/"
        claims = [claim for claim, _ in claims_of(kb.graph, f"term:{term.id}")]
        body = fill("term.html", kb, path, term=term, claims=claims)
        yield Page(
            path,
            term.label,
            plain(term.definition),
            body,
            crumbs=(("terms/", "Glossary"),),
            edit="kb/terms.yaml",
            about=_about(term),
        )
    ordered = sorted(kb.terms.values(), key=lambda term: term.label.casefold())
    yield Page("terms/", "Glossary", "", fill("terms.html", kb, "terms/", terms=ordered))


def _about(term: Term) -> dict[str, Any]:
    """The word as schema.org has it, with the glossary it belongs to."""
    glossary = {"@type": "DefinedTermSet", "@id": "terms/", "name": "Glossary"}
    names = {"alternateName": list(term.synonyms)} if term.synonyms else {}
    about = {"@type": "DefinedTerm", "name": term.label, "description": plain(term.definition), **names}
    return {**about, "inDefinedTermSet": glossary}
