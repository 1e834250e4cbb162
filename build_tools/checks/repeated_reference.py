"""A key stands once in references.bib, capitals and small letters taken as the same, and a field once in its entry.

Bad:

    @article{smith2020, title = {A}}
    @article{Smith2020, title = {B}}

Good:

    @article{smith2020a, title = {A}}
    @article{smith2020b, title = {B}}
"""

from collections.abc import Iterable

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterable[Problem]:
    return kb.found("repeated_reference")
