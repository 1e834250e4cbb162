"""A claim -> its small graph as SVG, sources left, works right by stance, related claims below; and the same as a table.

Words are text, nodes are links, and what a line means is said by a heading and by its kind of line, so it reads without colour.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape
from typing import NamedTuple

from build_tools.counts import some
from build_tools.graph import related
from build_tools.model import Claim, KnowledgeBase
from build_tools.prose import plain
from build_tools.vocabulary import LEVELS, LINKS, STANCES

MOST = {"asserts": 4, "evidence": 8, "relates": 6}  # more are counted, and stand in the table only
WIDTH, LINE, PAD, GAP, HEAD = 720, 16, 7, 8, 22
LEFT, MIDDLE, RIGHT = (0, 170), (240, 480), (550, 720)  # where the columns begin and end
BELOW = ((0, 228), (246, 474), (492, 720))
ALLEYS = (237, 237, 483)  # where lines pass between the columns below to reach a lower row


class Node(NamedTuple):
    """Something next to the claim: how it is linked, what it is called, and where its page is."""

    kind: str
    how: str
    phrase: str
    words: str
    page: str
    level: str = ""


class Box(NamedTuple):
    """A node with its place and its lines of text."""

    node: Node
    x: int
    y: int
    width: int
    height: int
    lines: tuple[str, ...]

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


def draw(kb: KnowledgeBase, claim: Claim) -> str:
    """The picture and the same as a table; nothing for a claim that stands alone."""
    nodes = list(around(kb, claim))
    return f'<figure class="kb-graph">{_svg(kb, claim, nodes)}{_table(nodes)}</figure>' if nodes else ""


def around(kb: KnowledgeBase, claim: Claim) -> Iterator[Node]:
    """What the claim is linked with, each link once: who asserts it, the evidence by stance, what is cited for it, claims."""
    for key in dict.fromkeys(assertion.source for assertion in claim.asserted_by):
        yield Node("source", "asserts", LINKS["asserts"][1], kb.work_title(key), f"sources/{key}/")
    for stance in STANCES:
        for key in dict.fromkeys(item.work for item in claim.evidence if item.stance == stance):
            yield _work(kb, key, stance, LINKS[stance][1])
    for key in dict.fromkeys(key for assertion in claim.asserted_by for key in assertion.cites):
        yield _work(kb, key, "cites", "has a source that cites")
    for other, how, back in related(kb.graph, claim.id):
        if other in kb.claims:
            yield _claim(kb, kb.claims[other], "relates", LINKS[how][back])


def _work(kb: KnowledgeBase, key: str, how: str, phrase: str) -> Node:
    name, flag = kb.work_short(key), kb.flag(key)
    return Node("work", how, phrase, f"{name} ({flag})" if flag else name, f"works/{key}/")


def _claim(kb: KnowledgeBase, claim: Claim, how: str, phrase: str) -> Node:
    level = kb.levels[claim.id].level
    return Node("claim", how, phrase, f"{LEVELS[level].mark} {plain(claim.statement)}", f"claims/{claim.id}/", level)


# --- the picture ---------------------------------------------------------------------------------


def _svg(kb: KnowledgeBase, claim: Claim, nodes: Sequence[Node]) -> str:
    own = _claim(kb, claim, "", "")
    left, left_end, left_words = _column([node for node in nodes if node.how == "asserts"], LEFT, MOST["asserts"])
    works = [node for node in nodes if node.kind == "work"]
    right, right_end, right_words = _column(works, RIGHT, MOST["evidence"])
    box = _box(own, MIDDLE, 0, 5)
    end = max(left_end, right_end, box.height + HEAD)
    middle = box._replace(y=(end + HEAD - box.height) // 2)
    below, bottom, below_words = _rows([node for node in nodes if node.how == "relates"], end + 26)
    boxes = [*left, *right, *below]
    spoken = f"{len(boxes)} of {len(nodes)} links of this claim; the table below has all"
    return (
        f'<svg viewBox="-2 0 {WIDTH + 4} {bottom + 2}" role="group" aria-label="{spoken}">'
        f"{_lines(middle, boxes)}<g{_class(own)}>{_shape(middle)}</g>"
        f"{''.join(map(_linked, boxes))}{left_words}{right_words}{below_words}</svg>"
    )


def _column(nodes: Sequence[Node], span: tuple[int, int], most: int) -> tuple[list[Box], int, str]:
    """Boxes one below the other with a heading over each group; where they end; and the headings."""
    boxes: list[Box] = []
    words, top, last = [], 0, ""
    for node in _shared(nodes, most):
        if node.how != last:
            top += GAP if last else 0
            words.append(_heading("cited for it" if node.how == "cites" else LINKS[node.how][0], span[0], top + 14))
            top, last = top + HEAD, node.how
        boxes.append(_box(node, span, top, 2))
        top += boxes[-1].height + GAP
    if len(nodes) > most:
        words.append(_heading(f"and {len(nodes) - most} more", span[0], top + 12))
        top += HEAD
    return boxes, top, "".join(words)


def _shared(nodes: Sequence[Node], most: int) -> list[Node]:
    """As many as there is room for, in their order; each way of being linked has its share, so that no side is left out."""
    met: Counter[str] = Counter()
    turns = []
    for place, node in enumerate(nodes):
        turns.append((met[node.how], place))
        met[node.how] += 1
    return [nodes[place] for place in sorted(place for _, place in sorted(turns)[:most])]


def _rows(nodes: Sequence[Node], top: int) -> tuple[list[Box], int, str]:
    """Boxes of related claims, three in a row, each under the words that say how."""
    boxes: list[Box] = []
    words = []
    for start in range(0, min(len(nodes), MOST["relates"]), len(BELOW)):
        row = [_box(node, span, top + HEAD, 3) for node, span in zip(nodes[start : start + len(BELOW)], BELOW, strict=False)]
        words += [_heading(box.node.phrase, box.x, top + 14) for box in row]
        boxes += row
        top += HEAD + max(box.height for box in row) + GAP
    if len(nodes) > MOST["relates"]:
        words.append(_heading(f"and {some(len(nodes) - MOST['relates'], 'more claim')}", 0, top + 12))
        top += HEAD
    return boxes, top if nodes else top - 26, "".join(words)


def _box(node: Node, span: tuple[int, int], top: int, most: int) -> Box:
    width = span[1] - span[0]
    letter = 7.4 if node.how else 8.1  # the claim itself is bold
    lines = wrap(node.words, int((width - (26 if node.kind == "source" else 16)) / letter), most)
    return Box(node, span[0], top, width, len(lines) * LINE + 2 * PAD, lines)


@lru_cache(1 << 16)  # a work or claim stands in the pictures of several
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


def _lines(middle: Box, boxes: Sequence[Box]) -> str:
    """All lines of one kind as one path; a double line is a thick one with a thin one of the paper's colour on it."""
    paths: dict[str, list[str]] = {}
    first = min((box.y for box in boxes if box.node.how == "relates"), default=0)
    for box in boxes:
        paths.setdefault(box.node.how, []).append(_line(middle, box, first))
    drawn = [f'<path class="kb-g-{how}" d="{"".join(lines)}"/>' for how, lines in paths.items()]
    if "refutes" in paths:
        drawn.append(f'<path class="kb-g-core" d="{"".join(paths["refutes"])}"/>')
    return "".join(drawn)


def _line(middle: Box, box: Box, first: int) -> str:
    """A curve from the claim to a box; to a lower row of claims by an alley, so that it does not seem to leave another box."""
    if box.node.how != "relates":
        start, end = (middle.x, box.x + box.width) if box.x < middle.x else (middle.x + middle.width, box.x)
        bend, way, fall = (end - start) // 2, end - start, box.middle - middle.middle
        return f"M{start} {middle.middle}c{bend} 0 {bend}{fall:+} {way}{fall:+}"
    column = [left for left, _ in BELOW].index(box.x)
    x = ALLEYS[column] if box.y > first else box.x + box.width // 2
    start, y = min(max(x, middle.x + 40), middle.x + middle.width - 40), middle.y + middle.height
    last = f"V{box.middle}H{box.x + (box.width if column == 0 else 0)}" if box.y > first else ""
    return f"M{start} {y}C{start} {y + 40} {x} {first - 50} {x} {first}{last}"


def _linked(box: Box) -> str:
    title = "" if " ".join(box.lines) == box.node.words else f"<title>{escape(box.node.words)}</title>"
    return f'<a{_class(box.node)} href="../../{escape(box.node.page)}">{title}{_shape(box)}</a>'


def _class(node: Node) -> str:
    return {"claim": f' class="kb-g-claim kb-{node.level}"', "source": ' class="kb-g-source"'}.get(node.kind, "")


def _shape(box: Box) -> str:
    """The outline, by kind, and the words in it."""
    x, y, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
    if box.node.kind == "claim":
        outline = f'<rect x="{x}" y="{y}" width="{box.width}" height="{box.height}"/>'
    elif box.node.kind == "work":
        outline = f'<path d="M{x + 6} {y}H{right - 6}l6 6V{bottom - 6}l-6 6H{x + 6}l-6-6V{y + 6}z"/>'
    else:
        outline = f'<path d="M{x} {y}H{right - 14}L{right} {box.middle}L{right - 14} {bottom}H{x}z"/>'
    first, *others = escape("\n".join(box.lines)).split("\n")
    lines = "".join(f'<tspan x="{x + 8}" dy="{LINE}">{line}</tspan>' for line in others)
    return f'{outline}<text x="{x + 8}" y="{y + PAD + 12}">{first}{lines}</text>'


def _heading(words: str, x: int, y: int) -> str:
    return f'<text x="{x}" y="{y}">{escape(words)}</text>'


# --- the table -----------------------------------------------------------------------------------


def _table(nodes: Sequence[Node]) -> str:
    """A row for each way of being linked. Claims go by their ids, and nothing is linked: the page has the words and the links."""
    rows: dict[str, list[str]] = {}
    for node in nodes:
        rows.setdefault(node.phrase, []).append(named(node))
    shown = "".join(
        f"<tr><th>{phrase}</th><td>{escape('; '.join(names), quote=False)}</td></tr>" for phrase, names in rows.items()
    )
    return f'<details><summary>The same as a table</summary><table class="kb-table">{shown}</table></details>'


def named(node: Node) -> str:
    return f"{LEVELS[node.level].mark} {node.page.split('/')[1]}" if node.level else node.words
