"""An id belongs to one claim in the whole base, capitals and small letters taken as the same.

Bad:

    kb/claims/cells/slow-growth.yaml
    kb/claims/passages/slow-growth.yaml

Good:

    kb/claims/cells/slow-growth.yaml
    kb/claims/passages/slow-growth-after-p8.yaml
"""

from collections.abc import Iterable

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterable[Problem]:
    return kb.found("repeated_id")
