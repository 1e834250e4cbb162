"""Every claim that another claim, an answer or a calculator names exists.

Bad, where the claim is called cells-age:

    relates:
      - to: cells-agee
        how: refines

Good:

    relates:
      - to: cells-age
        how: refines
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem, Where, nearest

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    known = kb.seen_ids["claim"]
    for claim in kb.claims.values():
        for relation in claim.relates:
            if relation.to not in known:
                yield _missing(kb, relation.to, relation.place.value("to"))
    for identity, where in _named(kb):
        if identity not in known:
            yield _missing(kb, identity, where)


def _named(kb: KnowledgeBase) -> Iterator[tuple[str, Where]]:
    """What answers and calculators name."""
    for question in kb.questions.values():
        for sentence in question.answer:
            for position, identity in enumerate(sentence.claims):
                yield identity, sentence.place.value("claims", position)
    for calculator in kb.calculators.values():
        yield from calculator.named()


def _missing(kb: KnowledgeBase, identity: str, where: Where) -> Problem:
    moved = next((claim.id for claim in kb.claims.values() if identity in claim.formerly), "")
    hint = f"it is called '{moved}' now" if moved else nearest(identity, kb.claims)
    return Problem(where, f"there is no claim '{identity}'", hint or "the id of a claim is its file's name without .yaml")
