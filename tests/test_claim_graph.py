"""The small graph of a claim: well-formed, never too large, and the page around it has the same in words."""

import re
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from bases import ROOT

from build_tools import pipeline
from build_tools.claim_graph import LETTERS, LINE, MOST, draw, sources_of, works_of, wrap
from build_tools.links import related
from build_tools.pages.claim import pages
from build_tools.vocabulary import LINKS

KB = pipeline.read(ROOT)
PAGES = {page.id: page for page in pages(KB)}


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  what we wrote ourselves


def addresses(nodes) -> list[str]:
    return [f"../../{node.page}" for node in nodes]


@pytest.mark.parametrize("name", [name for name in KB.claims if draw(KB, KB.claims[name])])
def test_picture_is_well_formed_and_small_and_its_words_do_not_touch(name):
    claim = KB.claims[name]
    picture = parsed(draw(KB, claim))
    sides = {"who": list(sources_of(KB, claim)), "shown": list(works_of(KB, claim))}
    for part, nodes in sides.items():
        side = picture.find(f"g[@class='kb-g-{part}']")
        drawn = [] if side is None else [link.get("href") for link in side.findall("a") if link.get("href") != f"#{part}"]
        assert len(drawn) == min(len(nodes), MOST[part])
        assert set(drawn) <= set(addresses(nodes))
        bottom = 0
        for text in () if side is None else side.iter("text"):
            lines = [text.text, *(line.text for line in text)]
            assert max(map(len, lines)) <= max(LETTERS[part], len("speaks against"))
            assert int(text.get("y")) - 12 >= bottom
            bottom = int(text.get("y")) + 4 + LINE * (len(lines) - 1)
    assert 1 + len(list(picture.iter("a"))) <= 30


@pytest.mark.parametrize("name", KB.claims)
def test_the_page_says_in_words_what_the_picture_shows_and_what_it_leaves_out(name):
    words = re.sub(r"<svg.*?</svg>", "", PAGES[name].body)
    shown = {*addresses(sources_of(KB, KB.claims[name])), *addresses(works_of(KB, KB.claims[name]))}
    assert shown <= set(re.findall(r'href="([^"#]+)"', words))


@pytest.mark.parametrize("name", [name for name in KB.claims if related(KB, name)])
def test_each_related_claim_stands_once_under_how_it_is_linked_with_what_is_noted(name):
    told = re.search(r"<dl>(.*)</dl>", PAGES[name].body, re.DOTALL)[1]
    groups = dict(re.findall(r"<dt>(.*?)</dt>(.*?)(?=<dt>|$)", told, re.DOTALL))
    links = related(KB, name)
    for phrase, text in groups.items():
        ours = {one.claim for one in links if LINKS[one.how][one.back] == phrase}
        assert sorted(re.findall(r'href="../../claims/([^/]+)/"', text)) == sorted(ours)
    assert set(groups) == {LINKS[one.how][one.back] for one in links}
    assert all(KB.claims[one.claim].statement.split("*")[0] in unescape(told) for one in links)
    assert told.count("<p>") == len({one.claim + one.note for one in links if one.note})


def test_works_that_would_change_a_level_go_by_their_names():
    told = [
        text for page in PAGES.values() for text in re.findall(r"against it are retracted or withdrawn: (.*?)</li>", page.body)
    ]
    names = {work.short for work in KB.works.values()}
    assert len(told) > 1
    assert all(set(unescape(text).split(", ")) <= names for text in told)


def test_it_has_each_link_of_the_claim_once():
    claim = next(claim for claim in KB.claims.values() if len(claim.evidence) > 2 and claim.asserted_by)
    nodes = [(node.how, node.page) for node in (*sources_of(KB, claim), *works_of(KB, claim))]
    assert len(nodes) == len(set(nodes))
    for item in claim.evidence:
        assert (item.stance, f"works/{item.work}/") in nodes
    for assertion in claim.asserted_by:
        assert ("asserts", f"sources/{assertion.source}/") in nodes


def test_a_link_is_known_from_both_its_ends(base):
    files = {
        "kb/claims/some/one.yaml": (
            "statement: It is so.\nkind: causal\nrelates:\n"
            "  - {to: other, how: refines, note: More closely.}\n  - {to: nobody, how: refines}\n"
        ),
        "kb/claims/some/other.yaml": "statement: So it is.\nkind: causal\nrelates:\n  - {to: one, how: conflicts-with}\n",
        "references.bib": "",
    }
    kb = pipeline.read(base(files))
    assert list(related(kb, "one")) == [("other", "conflicts-with", True, ""), ("other", "refines", False, "More closely.")]
    assert list(related(kb, "other")) == [("one", "conflicts-with", False, ""), ("one", "refines", True, "More closely.")]
    assert related(kb, "nobody") == ()


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


def test_what_is_too_much_is_counted_and_leads_to_where_it_stands(base):
    kb = crowd(base)
    picture = parsed(draw(kb, kb.claims["crowded"]))
    more = {link.get("href"): "".join(link.itertext()) for link in picture.iter("a") if link.get("href").startswith("#")}
    assert more == {"#who": "and 5 more", "#shown": "and 12 more"}
    assert 1 + len(list(picture.iter("a"))) <= 30
    assert "12 of 29 links" in picture.get("aria-label")


def test_where_room_is_scarce_both_sides_are_drawn(base):
    kb = crowd(base)
    drawn = {link.get("href") for link in parsed(draw(kb, kb.claims["crowded"])).iter("a")}
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
    for claim in filter(lambda claim: draw(KB, claim), KB.claims.values()):
        whole = {node.name for node in (*sources_of(KB, claim), *works_of(KB, claim))}
        for link in parsed(draw(KB, claim)).iter("a"):
            shown, title = " ".join(link.find("text").itertext()), link.find("title")
            assert title is not None or shown in whole or link.get("href").startswith("#")
            assert title is None or title.text in whole
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
