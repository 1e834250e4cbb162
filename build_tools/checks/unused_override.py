"""An override is about something that the record still says and that differs from the reference.

Bad, where the record of smith2020 has 2020, as references.bib does:

    smith2020:
      overrides:
        - {field: year, record: "2019", reason: The issue was printed in 2020., on: 2026-11-24, until: 2027-11-24}

Good:

    smith2020: {interest: academic}
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Override, Problem

LEVEL = "error"
SINCE = "2026-11-25"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for source in kb.sources.values():
        for one in source.overrides:
            if not one.expired(kb.on) and not _is_used(kb, source.id, one):
                message = f"the record of '{source.id}' has no '{one.field}' “{one.record}” that differs from the reference"
                yield Problem(one.place.value("record"), message, "take the override out, or copy what `kb check` shows")


def _is_used(kb: KnowledgeBase, key: str, one: Override) -> bool:
    if one.field == "standing":
        return kb.lock_entry(key).standing == one.record
    compared = kb.compared.get(key)
    return compared is not None and any((other.field, other.found) == (one.field, one.record) for other in compared.overridden)
