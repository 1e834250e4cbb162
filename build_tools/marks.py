"""Levels and stances -> small inline SVGs with a spoken title: word + shape + colour, never colour alone."""

from build_tools.vocabulary import LEVELS

DOT = '<circle cx="{x}" cy="8" r="4.2"{style}/>'
HOLLOW = ' fill="none" stroke="currentColor" stroke-width="1.6"'


def _dots(filled: int) -> str:
    return "".join(DOT.format(x=7 + 11 * place, style="" if place < filled else HOLLOW) for place in range(3))


def _letter(letter: str, ring: str) -> str:
    return f'<circle cx="8" cy="8" r="6.4"{ring}/><text x="8" y="12" text-anchor="middle">{letter}</text>'


SHAPES = {
    "well-supported": (36, _dots(3)),
    "supported": (36, _dots(2)),
    "limited": (36, _dots(1)),
    "contested": (16, f'<circle cx="8" cy="8" r="6.2"{HOLLOW}/><path d="M8 1.8a6.2 6.2 0 0 0 0 12.4z"/>'),
    "contradicted": (16, '<path d="M3 3l10 10M13 3L3 13" fill="none" stroke="currentColor" stroke-width="2.6"/>'),
    "asserted-only": (16, f'<circle cx="8" cy="8" r="6.2"{HOLLOW} stroke-dasharray="2.4 2.1"/>'),
    "unfindable": (16, _letter("?", HOLLOW)),
    "retracted-support": (16, f'<circle cx="8" cy="8" r="6.2"{HOLLOW}/><path d="M3.6 12.4l8.8-8.8"{HOLLOW}/>'),
    "not-assessed": (16, '<path d="M3 8h10" fill="none" stroke="currentColor" stroke-width="2"/>'),
}


def mark(level: str) -> str:
    """The mark of a level, with its name as title."""
    width, shape = SHAPES[level]
    label = LEVELS[level].label
    return (
        f'<svg class="kb-mark kb-{level}" viewBox="0 0 {width} 16" width="{width}" height="16" role="img"'
        f' aria-label="{label}"><title>{label}</title>{shape}</svg>'
    )
