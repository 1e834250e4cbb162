"""Every file below kb/claims, kb/questions and kb/tables is one that is read.

Bad:

    kb/claims/cells/late-passage.yml

Good:

    kb/claims/cells/late-passage.yaml
"""

from collections.abc import Iterable

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterable[Problem]:
    return kb.found("stray_file")
