"""A field of a reference is what the record of the work has, but for what is harmless.

What is harmless is a written list: accents, initials, short titles of journals and the like. Where the record itself is
wrong, an override in kb/sources.yaml says so, with what the record has, the reason and a day on which to look again.

Bad, where the record has "Cells age slowly" and 2019:

    @article{smith2020, title = {Cells age quickly}, year = {2016}, doi = {10.5555/abc}}

Good:

    @article{smith2020, title = {Cells Age Slowly}, year = {2019}, doi = {10.5555/abc}}
"""

from collections.abc import Iterator

from build_tools.identifiers import KINDS
from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-25"
ELSEWHERE = ("notice", "preprint")  # checks of their own


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for work, one in kb.differing("error"):
        if one.field not in (*ELSEWHERE, *KINDS):
            message = f"'{one.field}' of '{work.key}' is “{one.cited}”, and the record has “{one.found}”: {one.why}"
            yield Problem(work.at(one.field), message, "write what the record has; if the record is wrong, override it")
