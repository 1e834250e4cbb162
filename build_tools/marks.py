"""Levels -> a small shape with a spoken name: word, shape and colour. The shapes stand in kb.css, once for all pages."""

from functools import cache

from build_tools.vocabulary import LEVELS


@cache
def mark(level: str) -> str:
    """The mark of a level where its name does not stand beside it."""
    label = LEVELS[level].label
    return f'<i class="kb-mark kb-{level}" role="img" title="{label}"></i>'
