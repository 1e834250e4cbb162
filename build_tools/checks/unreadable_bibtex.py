"""Every entry of references.bib can be read, and nothing stands outside of the entries.

Bad:

    @article{smith2020,
      title = {Cells age
    }

Good:

    @article{smith2020,
      title = {Cells age}
    }
"""

from collections.abc import Iterable

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterable[Problem]:
    return kb.found("unreadable_bibtex")
