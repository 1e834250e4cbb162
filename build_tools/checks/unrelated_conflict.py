"""Claims that cannot both be true are related to each other.

Two claims of which the scopes meet are taken to conflict where they say the same but for a pair of opposites, or where one
quote of a work is for the one and against the other. Claims made with a `may` or a `can` are passed over.

Bad, where cells-slow-down says that growth falls:

    # kb/claims/cells/cells-speed-up.yaml
    statement: Growth rises with passage.

Good:

    statement: Growth rises with passage.
    relates:
      - to: cells-slow-down
        how: conflicts-with
        note: The studies grew other cells.
"""

from collections.abc import Iterator

from build_tools.disagreement import unrelated_conflicts
from build_tools.model import KnowledgeBase, Problem

LEVEL = "warning"
SINCE = "2026-11-25"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for one, other, why in unrelated_conflicts(kb):
        message = f"this seems to conflict with '{other}', and nobody related the two: {why}"
        hint = f"relate it to '{other}' under `relates`: as conflicts-with, with a note on what differs, or as what it is"
        yield Problem(kb.claims[one].place.value("statement"), message, hint)
