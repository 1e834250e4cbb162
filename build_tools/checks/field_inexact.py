"""A field of a reference is exactly what the record has: no letter of a name lost, no year off by one.

It also tells whatever differs from a record that nobody confirmed.

Bad, where the record has "Smith, Ann" and 2019:

    @article{smith2020, author = {Smth, Ann}, year = {2020}, doi = {10.5555/abc}}

Good:

    @article{smith2020, author = {Smith, A.}, year = {2019}, doi = {10.5555/abc}}
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "warning"
SINCE = "2026-11-25"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for work, one in kb.differing("warning"):
        if one.field != "preprint":  # a check of its own
            message = f"'{one.field}' of '{work.key}' is “{one.cited}”, and the record has “{one.found}”: {one.why}"
            yield Problem(work.at(one.field), message, "write what the record has; if the record is wrong, override it")
