"""A claim about patients is supported by studies of patients.

Bad:

    scope: {about: patients}
    evidence:
      - work: smith2020
        stance: supports
        design: in-vitro

Good:

    scope: {about: patients}
    evidence:
      - work: jones2021
        stance: supports
        design: cohort
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem, Weighed

LEVEL = "note"
SINCE = "2026-11-25"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for claim in kb.claims.values():
        if claim.scope is None or claim.scope.about != "patients":
            continue
        shown = [one for one in kb.levels[claim.id].weighed if one.counted and one.item.stance == "supports"]
        if shown and all(map(_on_others, shown)):
            message = "this is about patients, and all that supports it was seen in cells in culture or in animals"
            yield Problem(
                claim.place.value("statement"), message, "look for a study of patients, or say what was seen, and where"
            )


def _on_others(one: Weighed) -> bool:
    return any(reason.rule == "dishes" for reason in one.reasons)
