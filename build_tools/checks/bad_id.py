"""Ids are 3 to 80 small letters, digits and hyphens; a reference key has letters, digits and _ : + . - only.

Bad:

    kb/claims/cells/Late_Passage.yaml

Good:

    kb/claims/cells/late-passage.yaml
"""

from collections.abc import Iterable

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterable[Problem]:
    return kb.found("bad_id")
