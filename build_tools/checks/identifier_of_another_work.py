"""A DOI, PMID, PMCID or ISBN belongs to the work that the reference names.

Bad, where 10.5555/abc is "Quiet dishes" by somebody else:

    @article{smith2020, title = {Cells age}, author = {Smith, Ann}, doi = {10.5555/abc}}

Good:

    @article{smith2020, title = {Cells age}, author = {Smith, Ann}, doi = {10.5555/abd}}
"""

from collections.abc import Iterator

from build_tools.identifiers import KINDS
from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-25"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for work, one in kb.differing("error"):
        if one.field in KINDS:
            name = KINDS[one.field][0]
            hint = f"look the work up by its title, and write its own {name}; or cite the work that has this one"
            yield Problem(work.at(one.field), f"{name} {one.cited} of '{work.key}': {one.why}: {one.found}", hint)
