"""The small graph of a claim: well-formed, never too large, and the table below it has the same."""

import re
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from bases import ROOT

from build_tools import pipeline
from build_tools.claim_graph import MOST, around, draw, named, wrap
from build_tools.pages.claim import pages

KB = pipeline.read(ROOT)


def parsed(html: str) -> ET.Element:
    return ET.fromstring(html)  # noqa: S314  what we wrote ourselves


def boxes(figure: ET.Element) -> list[tuple[int, int, int, int]]:
    """The boxes of the picture as (left, top, right, bottom), from their rectangles and outlines."""
    found = []
    for box in figure.find("svg").iter():
        if box.tag not in {"a", "g"}:
            continue
        shape = next(part for part in box if part.tag != "title")
        if shape.tag == "rect":
            x, y, width, height = (int(shape.get(name)) for name in ("x", "y", "width", "height"))
            found.append((x, y, x + width, y + height))
        else:
            numbers = [int(number) for number in re.findall(r"-?\d+", shape.get("d").split("l")[0])]
            text = box.find("text")
            found.append((numbers[0], numbers[1], numbers[2], int(text.get("y")) + 16 * len(text) + 9))
    return found


@pytest.mark.parametrize("name", KB.claims)
def test_picture_is_well_formed_small_and_the_same_as_its_table(name):
    claim = KB.claims[name]
    figure = parsed(draw(KB, claim))
    nodes = list(around(KB, claim))
    drawn = [link.get("href") for link in figure.find("svg").iter("a")]
    assert 1 + len(drawn) <= 30
    assert len(drawn) == sum(min(len([n for n in nodes if of(n)]), most) for of, most in LIMITS)
    assert set(drawn) <= {f"../../{node.page}" for node in nodes}
    phrases = {node.phrase for node in nodes}
    told = {phrase: "; ".join(named(node) for node in nodes if node.phrase == phrase) for phrase in phrases}
    assert in_table(figure) == told
    for (left, top, right, bottom), (other_left, other_top, other_right, other_bottom) in combinations(boxes(figure), 2):
        assert right <= other_left or other_right <= left or bottom <= other_top or other_bottom <= top


def in_table(figure: ET.Element) -> dict[str, str]:
    """What the table says: each way of being linked, with what it leads to."""
    return {row[0].text: row[1].text for row in figure.find("details/table")}


LIMITS = (
    (lambda node: node.kind == "source", MOST["asserts"]),
    (lambda node: node.kind == "work", MOST["evidence"]),
    (lambda node: node.kind == "claim", MOST["relates"]),
)


def test_the_page_says_in_words_what_the_picture_shows_and_what_it_leaves_out():
    for page in pages(KB):
        words = re.sub(r"<figure.*?</figure>", "", page.body)
        shown = {f"../../{node.page}" for node in around(KB, KB.claims[page.id])}
        assert shown <= set(re.findall(r'href="([^"#]+)"', words))


def test_it_has_each_link_of_the_claim_once():
    claim = next(claim for claim in KB.claims.values() if len(claim.evidence) > 2 and claim.relates)
    found = [(node.how, node.phrase, node.page) for node in around(KB, claim)]
    assert len(found) == len(set(found))
    nodes = [(how, page) for how, _, page in found]
    for item in claim.evidence:
        assert (item.stance, f"works/{item.work}/") in nodes
    for assertion in claim.asserted_by:
        assert ("asserts", f"sources/{assertion.source}/") in nodes
    for relation in claim.relates:
        assert ("relates", f"claims/{relation.to}/") in nodes


def crowd(base):
    """A claim with more of everything than a picture holds, and text that would like to be markup."""
    works = "".join(f"@article{{work{n},\n  title = {{Work {n}}},\n  year = {{2001}}\n}}\n" for n in range(20))
    sources = "".join(f"@online{{page{n},\n  title = {{A <b>page</b> & more {n}}}\n}}\n" for n in range(9))
    said = "".join(f"  - {{source: page{n}, quote: four words of it, where: there, modality: asserted}}\n" for n in range(9))
    shown = "".join(
        f"  - {{work: work{n}, stance: {('supports', 'refutes')[n % 2]}, design: in-vitro, finding: So it is.}}\n"
        for n in range(20)
    )
    links = "".join(f"  - {{to: other-{n}, how: refines}}\n" for n in range(14))
    files = {f"kb/claims/some/other-{n}.yaml": f"statement: Other <i>{n}</i> & so on.\nkind: causal\n" for n in range(14)}
    files["kb/claims/some/crowded.yaml"] = (
        f"statement: '{'<script>alert(1)</script> is a long statement ' * 3}'\nkind: causal\n"
        f"asserted_by:\n{said}evidence:\n{shown}relates:\n{links}"
    )
    return pipeline.read(base({**files, "references.bib": works + sources}))


def test_what_is_too_much_is_counted_and_stands_in_the_table(base):
    kb = crowd(base)
    figure = parsed(draw(kb, kb.claims["crowded"]))
    picture = " ".join(figure.find("svg").itertext())
    assert 1 + len(list(figure.find("svg").iter("a"))) <= 30
    assert "and 5 more" in picture
    assert "and 12 more" in picture
    assert "and 8 more claims" in picture
    assert sum(names.count("; ") + 1 for names in in_table(figure).values()) == 9 + 20 + 14


def test_where_room_is_scarce_both_sides_are_drawn(base):
    kb = crowd(base)
    drawn = {link.get("href") for link in parsed(draw(kb, kb.claims["crowded"])).find("svg").iter("a")}
    sides = {stance: [n for n in range(20) if f"../../works/work{n}/" in drawn and n % 2 == stance] for stance in (0, 1)}
    assert [len(side) for side in sides.values()] == [4, 4]


def test_hostile_words_stay_words(base):
    kb = crowd(base)
    html = draw(kb, kb.claims["crowded"])
    assert not re.search(r"<(script|b|i)\b", html)
    assert not {"script", "b", "i"} & {node.tag for node in parsed(html).iter()}


def test_a_claim_that_stands_alone_has_no_picture(base):
    kb = pipeline.read(base({"kb/claims/some/alone.yaml": "statement: It is so.\nkind: causal\n", "references.bib": ""}))
    assert draw(kb, kb.claims["alone"]) == ""


def test_cut_text_stands_whole_in_its_title():
    cut = 0
    for claim in KB.claims.values():
        for link in parsed(draw(KB, claim)).find("svg").iter("a"):
            shown = " ".join(link.find("text").itertext())
            title = link.find("title")
            assert title is not None or "…" not in shown or shown in {node.words for node in around(KB, claim)}
            cut += title is not None
    assert cut > 0


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three", ("one two", "three")),
        ("one two three four five", ("one two", "three…")),
        ("abcdefghijklmnop", ("abcdefg…",)),
        ("", ("",)),
    ],
)
def test_wrap(text, lines):
    assert wrap(text, 8, 2) == lines
