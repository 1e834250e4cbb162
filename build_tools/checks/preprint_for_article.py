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
    keys = {work.identifiers["doi"]: work.key for work in kb.works.values() if "doi" in work.identifiers}
    for work, one in kb.differing("warning"):
        if one.field == "preprint":
            related = kb.lock_entry(work.key).record.related
            others = [*related.get("preprint-of", ()), *related.get("has-preprint", ())]
            named = [f"{doi}, here '{keys[doi]}'" if doi in keys else doi for doi in others]
            hint = f"its other form is {'; '.join(named)}" if named else "give the identifier and the fields of the same form"
            yield Problem(work.where, f"'{work.key}': {one.why}: cited is {one.cited}, found {one.found}", hint)
