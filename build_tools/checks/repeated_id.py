"""An id belongs to one claim in the whole base, in capitals or small letters, and to one row or column of its table.

Bad:

    kb/claims/cells/slow-growth.yaml
    kb/claims/passages/slow-growth.yaml

Good:

    kb/claims/cells/slow-growth.yaml
    kb/claims/passages/slow-growth-after-p8.yaml
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem, Where

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    yield from kb.found("repeated_id")
    for table in kb.tables.values():
        for kind, parts in (("row", table.rows), ("column", table.columns)):
            first: dict[str, Where] = {}
            for part in parts:
                where = part.place.value("id")
                if first.setdefault(part.id, where) != where:
                    hint = f"the first is in line {first[part.id].line}; rename one"
                    yield Problem(where, f"two {kind}s have the id '{part.id}'", hint)
