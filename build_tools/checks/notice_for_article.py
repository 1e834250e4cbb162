"""A reference is to the work itself, not to a retraction notice, erratum, comment or reply about it.

Bad, where 10.5555/abc is "Retraction: Cells age":

    @article{smith2020, title = {Cells age}, doi = {10.5555/abc}}

Good:

    @article{smith2020, title = {Cells age}, doi = {10.5555/abd}}
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-25"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for work, one in kb.differing("error"):
        if one.field == "notice":
            about = kb.lock_entry(work.key).record.related
            meant = [*about.get("notice-of", ()), *about.get("comment-on", ())]
            hint = f"the work itself may be {', '.join(meant)}" if meant else "look for the identifier of the work itself"
            yield Problem(work.where, f"'{work.key}': {one.why}: “{one.found}”", hint)
