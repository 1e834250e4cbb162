"""A page per term of the glossary: what it means, and the claims about it."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from build_tools.links import claims_of
from build_tools.model import KnowledgeBase, Page, Term
from build_tools.pages.topic import best_first, tally
from build_tools.paging import parts
from build_tools.prose import plain
from build_tools.template import fill

SECTION = "terms"


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    for term in kb.terms.values():
        yield from _pages(kb, term)
    ordered = sorted(kb.terms.values(), key=lambda term: term.label.casefold())
    letters = [(letter, list(terms)) for letter, terms in groupby(ordered, _letter)]
    yield Page("terms/", "Glossary", "", fill("terms.html", kb, "terms/", letters=letters))


def _pages(kb: KnowledgeBase, term: Term) -> Iterator[Page]:
    named = (claim for claim, _ in claims_of(kb, f"term:{term.id}"))
    claims = best_first(kb, [kb.claims[claim] for claim in named])
    levels = tally(kb, claims)
    for part in parts(f"terms/{term.id}/", claims):
        body = fill("term.html", kb, part.path, term=term, part=part, total=len(claims), levels=levels)
        crumbs, about = (("terms/", "Glossary"),), _about(term)
        yield Page(
            part.path, part.title(term.label), plain(term.definition), body, crumbs=crumbs, edit="kb/terms.yaml", about=about
        )


def _letter(term: Term) -> str:
    return term.label[0].upper() if term.label[0].isalpha() else "0–9"


def _about(term: Term) -> dict[str, Any]:
    """The word as schema.org has it, with the glossary it belongs to."""
    glossary = {"@type": "DefinedTermSet", "@id": "terms/", "name": "Glossary"}
    names = {"alternateName": list(term.synonyms)} if term.synonyms else {}
    about = {"@type": "DefinedTerm", "name": term.label, "description": plain(term.definition), **names}
    return {**about, "inDefinedTermSet": glossary}
