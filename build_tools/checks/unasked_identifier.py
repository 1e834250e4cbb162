"""The record of a work was looked up by the identifiers that its reference has.

Bad, where the block of smith2020 was asked for 10.5555/abc:

    @article{smith2020, title = {Cells age}, doi = {10.5555/other}}

Good:

    @article{smith2020, title = {Cells age}, doi = {10.5555/abc}}
"""

from collections.abc import Iterator

from build_tools.identifiers import KINDS
from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-25"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for key, compared in kb.compared.items():
        for kind in compared.unasked:
            asked = kb.lock_entry(key).identifiers.get(kind, "")
            was = f"it was {asked}" if asked else "it had none"
            message = (
                f"{KINDS[kind][0]} {kb.works[key].identifiers[kind]} of '{key}' is new since its record was looked up: {was}"
            )
            yield Problem(kb.works[key].at(kind), message, f"run `kb verify {key}`; until then nobody could check this work")
