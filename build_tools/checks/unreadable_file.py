"""Every file of the base is a plain UTF-8 file of at most 1 MiB.

Bad:

    a claim that is a symbolic link, a named pipe or a folder, is saved as UTF-16, or has 5 MB

Good:

    a plain text file, saved as UTF-8 without a byte order mark
"""

from collections.abc import Iterable

from build_tools.model import KnowledgeBase, Problem

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterable[Problem]:
    return kb.found("unreadable_file")
