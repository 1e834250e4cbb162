"""Every term that a scope or a subject names stands in kb/terms.yaml.

Bad, where the glossary has msc and no mcs:

    scope:
      cells: mcs

Good:

    scope:
      cells: msc
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem, nearest

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    if not kb.terms:
        return
    for claim in kb.claims.values():
        holders = [claim.scope, *(item.subject for item in claim.evidence)]
        for holder in holders:
            if holder is None:
                continue
            for field, position, term in holder.term_fields():
                if term not in kb.terms:
                    hint = nearest(term, kb.terms) or "add it to kb/terms.yaml"
                    yield Problem(holder.place.value(field, position), f"no term '{term}' in kb/terms.yaml", hint)
