"""A claim -> its small graph as SVG: who asserts it on the left, the works by stance on the right.

Words are text, nodes are links, and what a line means is said by a heading and by its kind of line, so it reads without colour.
The list of related claims, which the page has below it, goes on from its last line.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache, partial
from html import escape
from typing import NamedTuple

from build_tools.links import related
from build_tools.model import Claim, KnowledgeBase
from build_tools.vocabulary import LEVELS, LINKS, STANCES

MOST = {"who": 4, "shown": 8}  # more are counted, and stand in the parts of the page that they lead to
WIDTH, LINE, GAP, HEAD = 452, 16, 9, 20
LETTERS = {"who": 16, "shown": 20}  # in a line
MIDDLE, WIDE, HIGH = 212, 42, 22  # the middle of the box of the claim, and half of its width and height
WORDS = {"who": 128, "shown": 296}  # where words on the left end, and where words on the right begin
WAY = {"who": -38, "shown": 38}  # of a line from the box to the words


class Node(NamedTuple):
    """Something next to the claim: how it is linked, what it is called, where its page is; its link as SVG, with its lines."""

    how: str
    name: str
    page: str
    opening: str
    words: str
    lines: int


class Column(NamedTuple):
    """The nodes of a side below each other: how high they are, their SVG, and where the line to each ends."""

    height: int
    drawn: str
    ends: Sequence[tuple[str, int]]


def draw(kb: KnowledgeBase, claim: Claim) -> str:
    """The picture; nothing for a claim that nobody asserts and no work is about."""
    sources, works = list(sources_of(kb, claim)), list(works_of(kb, claim))
    if not sources and not works:
        return ""
    left, right = _column(sources, "who"), _column(works, "shown")
    height = max(left.height, right.height, 2 * HIGH + 4)
    trunk, end = _trunk(height) if related(kb, claim.id) else ("", height)
    drawn = _side(left, "who", height), _claim(kb.levels[claim.id].level, height), _side(right, "shown", height), trunk
    spoken = f"{len(left.ends) + len(right.ends)} of {len(sources) + len(works)} links; all stand above"
    return f'<svg viewBox="0 0 {WIDTH} {end}" role="group" aria-label="{spoken}">{"".join(drawn)}</svg>'


def sources_of(kb: KnowledgeBase, claim: Claim) -> Iterator[Node]:
    """Who asserts the claim, each once."""
    for key in dict.fromkeys(assertion.source for assertion in claim.asserted_by):
        yield _nodes(kb)(key, "asserts")


def works_of(kb: KnowledgeBase, claim: Claim) -> Iterator[Node]:
    """The evidence by stance, and then what is cited for the claim; each link once."""
    for stance in STANCES:
        for key in dict.fromkeys(item.work for item in claim.evidence if item.stance == stance):
            yield _nodes(kb)(key, stance)
    for key in dict.fromkeys(key for assertion in claim.asserted_by for key in assertion.cites):
        yield _nodes(kb)(key, "cites")


@lru_cache(1)
def _nodes(kb: KnowledgeBase) -> Callable[[str, str], Node]:
    """The node of a work or source by its key and how it is linked, made once: it stands in the pictures of several claims."""
    return cache(partial(_node, kb))


def _node(kb: KnowledgeBase, key: str, how: str) -> Node:
    if how == "asserts":
        name, page, length = kb.work_title(key), f"sources/{key}/", LETTERS["who"]
    else:
        flag = kb.flag(key)
        name, page, length = kb.work_short(key) + (f" ({flag})" if flag else ""), f"works/{key}/", LETTERS["shown"]
    lines = wrap(name, length, 2)
    title = "" if " ".join(lines) == name else f"<title>{escape(name)}</title>"
    words = f'<tspan x="0" dy="{LINE}">'.join(escape(line) for line in lines) + "</tspan>" * (len(lines) - 1)
    return Node(how, name, page, f'<a href="../../{escape(page)}">{title}', words, len(lines))


def _claim(level: str, height: int) -> str:
    """The claim by the mark of its level; its words are the heading of the page."""
    return (
        f'<g class="kb-{level}" transform="translate({MIDDLE} {height // 2})">'
        f'<rect x="-{WIDE}" y="-{HIGH}" width="{2 * WIDE}" height="{2 * HIGH}"/>'
        f'<text y="-3">{LEVELS[level].mark}</text><text y="14">this claim</text></g>'
    )


def _column(nodes: Sequence[Node], part: str) -> Column:
    """The nodes with a heading over each group; what there is no room for is counted, and leads to its part of the page."""
    drawn, ends, top, last = [], [], 0, ""
    for node in _shared(nodes, MOST[part]):
        if node.how != last:
            top += GAP if last else 0
            drawn.append(f'<text y="{top + 12}">{"cited for it" if node.how == "cites" else LINKS[node.how][0]}</text>')
            top, last = top + HEAD, node.how
        drawn.append(f'{node.opening}<text y="{top + 13}">{node.words}</text></a>')
        ends.append((node.how, top + node.lines * LINE // 2))
        top += node.lines * LINE + GAP
    if len(nodes) > len(ends):
        drawn.append(f'<a href="#{part}"><text y="{top + 13}">and {len(nodes) - len(ends)} more</text></a>')
        top += LINE + GAP
    return Column(top, "".join(drawn), ends)


def _shared(nodes: Sequence[Node], most: int) -> Sequence[Node]:
    """As many as there is room for, in their order; each way of being linked has its share, so that no side is left out."""
    if len(nodes) <= most:
        return nodes
    met: Counter[str] = Counter()
    turns = []
    for place, node in enumerate(nodes):
        turns.append((met[node.how], place))
        met[node.how] += 1
    return [nodes[place] for place in sorted(place for _, place in sorted(turns)[:most])]


def wrap(text: str, length: int, most: int) -> tuple[str, ...]:
    """The text in at most so many lines of at most so many letters; what is left out is an ellipsis."""
    lines = [""]
    for word in text.split():
        if not lines[-1]:
            lines[-1] = word
        elif len(lines[-1]) + len(word) < length:
            lines[-1] += " " + word
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1] = lines[-1][: length - 1].rstrip(" ,;") + "…"
            break
    return tuple(line if len(line) <= length else line[: length - 1] + "…" for line in lines)


def _side(column: Column, part: str, height: int) -> str:
    """A column in the middle of the height, and the lines to it; a double line is a thick one with a thin one on it."""
    if not column.ends:
        return ""
    top, middle, words, way = (height - column.height) // 2, height // 2, WORDS[part], WAY[part]
    paths: dict[str, list[str]] = {}
    for how, end in column.ends:
        fall = top + end - middle
        line = f"M{MIDDLE + WIDE * way // abs(way)} {middle}c{way // 2} 0 {way // 2}{fall:+} {way}{fall:+}"
        paths.setdefault(how, []).append(line)
    drawn = [f'<path class="kb-g-{how}" d="{"".join(lines)}"/>' for how, lines in paths.items()]
    if "refutes" in paths:
        drawn.append(f'<path class="kb-g-core" d="{"".join(paths["refutes"])}"/>')
    return f'{"".join(drawn)}<g class="kb-g-{part}" transform="translate({words} {top})">{column.drawn}</g>'


def _trunk(height: int) -> tuple[str, int]:
    """The line from the claim to its related claims, at the left edge below; and where the picture then ends."""
    return f'<path class="kb-g-relates" d="M192 {height // 2 + HIGH}V{height}q0 10-10 10H11q-10 0-10 10v8"/>', height + 28
