"""A preprint is cited as a preprint and an article as the article; the article, once it is there.

Bad, where 10.5555/abc is a preprint:

    @article{smith2020, title = {Cells age}, journal = {Journal of Cells}, doi = {10.5555/abc}}

Good:

    @article{smith2020, title = {Cells age}, journal = {Journal of Cells}, doi = {10.5555/article}}

Good, as long as there is no article:

    @article{smith2020, title = {Cells age}, journal = {bioRxiv}, doi = {10.5555/abc}}
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "warning"
SINCE = "2026-11-25"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for work, one in kb.differing("warning"):
        if one.field == "preprint":
            related = kb.lock_entry(work.key).record.related
            others = [*related.get("preprint-of", ()), *related.get("has-preprint", ())]
            hint = f"its other form is {', '.join(others)}" if others else "give the identifier and the fields of the same form"
            yield Problem(work.where, f"'{work.key}': {one.why}: cited is {one.cited}, found {one.found}", hint)
