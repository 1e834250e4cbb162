"""A reader explores the graph: by mouse and keyboard, on a phone and a desk, without scripts, at ten thousand claims."""

import functools
import http.server
import json
import re
import shutil
import threading
from collections import Counter
from itertools import pairwise
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from barriers import STILL, barriers
from bases import ROOT, generated

from build_tools import pipeline
from build_tools.exports import explore
from build_tools.graph import graph_of
from build_tools.prose import plain
from build_tools.vocabulary import LEVELS, LINKS, STANCES

KB = pipeline.read(ROOT)
CLAIM = next(c for c in KB.claims.values() if c.asserted_by and c.relates and len({i.stance for i in c.evidence}) > 1)
WORK = Counter(item.work for claim in KB.claims.values() for item in claim.evidence).most_common(1)[0][0]
SOURCE = CLAIM.asserted_by[0].source

pytestmark = pytest.mark.browser


def started(page):
    """The page once the list and the picture are there."""
    page.locator("#kb-x-canvas[data-drawn=yes]").wait_for()
    return page


def shown(page) -> set[str]:
    return {link.get_attribute("data-go") for link in page.locator("#kb-x-items a.kb-x-node").all()}


def saved(page, name: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=name, exact=True).click()
    return download.value.path().read_bytes()


def told(page) -> str:
    return page.locator("#kb-x-status").inner_text()


# --- looking -------------------------------------------------------------------------------------


def test_overview_lists_what_the_picture_draws(open_page):
    page = started(open_page("explore/"))
    topics = {f"topic:{claim.topic}" for claim in KB.claims.values()}
    sources = {f"source:{said.source}" for claim in KB.claims.values() for said in claim.asserted_by}
    assert shown(page) == topics | sources
    assert told(page) == f"{len(KB.claims)} claims in {len(topics)} topics."
    assert {node["id"] for node in json.loads(saved(page, "JSON"))["nodes"]} == shown(page)


def test_the_library_is_loaded_on_this_page_only(open_page, address):
    for path, wanted in (("", 0), (f"claims/{CLAIM.id}/", 0), ("explore/", 1)):
        page = open_page("topics/")
        asked = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        assert sum("/vendor/" in url for url in asked) == wanted, path


def test_focus_shows_every_link_of_a_claim(open_page):
    page = started(open_page(f"explore/?focus=claim:{CLAIM.id}"))
    assert page.locator("#kb-x-heading").inner_text() == plain(CLAIM.statement)
    assert LEVELS[KB.levels[CLAIM.id].level].label in page.locator(".kb-x-head").inner_text()
    nearest = {row.get_attribute("data-node") for row in page.locator(".kb-x-tree > li").all()}
    graph = graph_of(KB)
    linked = set(graph.successors(f"claim:{CLAIM.id}")) | set(graph.predecessors(f"claim:{CLAIM.id}"))
    assert nearest == {node for node in linked if node.partition(":")[0] in {"claim", "work", "source"}}
    for item in CLAIM.evidence:
        heading = page.locator(f"ul:has(> li[data-node='work:{item.work}'])").locator("xpath=preceding-sibling::h3[1]").first
        assert LINKS[item.stance][1] in heading.inner_text().lower()


@pytest.mark.parametrize("focus", [f"claim:{CLAIM.id}", f"work:{WORK}", f"source:{SOURCE}", f"topic:{CLAIM.topic}"])
def test_list_and_picture_show_the_same(open_page, focus):
    page = started(open_page(f"explore/?focus={focus}"))
    data = json.loads(saved(page, "JSON"))
    drawn = {node["id"] for node in data["nodes"]}
    if focus.startswith("topic:"):
        page.evaluate("document.querySelectorAll('#kb-x-items details').forEach((one) => { one.open = true; })")
        assert drawn <= shown(page)
    else:
        assert drawn == shown(page) | {focus}
    real = {
        (start, "cites" if how.startswith("cites:") else how.removeprefix("relates-"), end)
        for start, end, how in graph_of(KB).edges(keys=True)
    }
    assert data["links"]
    assert {(link["from"], link["how"], link["to"]) for link in data["links"]} <= real


def test_what_is_too_much_is_counted_and_can_be_shown(open_page):
    page = started(open_page(f"explore/?focus=source:{SOURCE}"))
    total = len({claim.id for claim in KB.claims.values() if any(said.source == SOURCE for said in claim.asserted_by)})
    before = page.locator(".kb-x-tree > li").count()
    button = page.get_by_role("button", name=re.compile("Show more"))
    left = int(re.search(r"\d+", button.inner_text())[0])
    assert before + left >= total
    button.click()
    page.wait_for_function(f"document.querySelectorAll('.kb-x-tree > li').length > {before}")
    assert "more=1" in page.url


def test_a_stranger_is_named_and_hostile_text_stays_text(open_page):
    page = open_page("explore/?focus=claim:%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    page.locator("#kb-x-status").filter(has_text="There is no claim").wait_for()
    assert page.locator("#kb-x img").count() == 0


def test_pages_lead_here(open_page):
    for path, node in (
        (f"claims/{CLAIM.id}/", f"claim:{CLAIM.id}"),
        (f"works/{WORK}/", f"work:{WORK}"),
        (f"sources/{SOURCE}/", f"source:{SOURCE}"),
    ):
        page = open_page(path)
        page.get_by_role("link", name="See it in the graph").click()
        page.wait_for_url(f"**/explore/?focus={node}")
        started(page)


# --- filters -------------------------------------------------------------------------------------


def tick(page, name: str, value: str) -> None:
    if not page.locator("#kb-x-filters").evaluate("node => node.open"):
        page.locator("#kb-x-filters > summary").click()
    page.locator(f"input[name={name}][value={value}]").check()


@pytest.mark.parametrize("stance", [*STANCES, "none"])
def test_stance_filter_counts_right_and_stands_in_the_address(open_page, stance):
    page = started(open_page("explore/"))
    tick(page, "stance", stance)
    fits = [c for c in KB.claims.values() if (stance in {i.stance for i in c.evidence} if stance != "none" else not c.evidence)]
    page.wait_for_function(f"document.getElementById('kb-x-status').textContent.startsWith('{len(fits)} claim')")
    assert f"stance={stance}" in page.url
    again = started(open_page("explore/" + page.url.partition("/explore/")[2]))
    assert told(again) == told(page)
    assert shown(again) - {node for node in shown(again) if node.startswith("source:")} == {f"topic:{c.topic}" for c in fits}


def test_filters_join_and_can_be_cleared(open_page):
    page = started(open_page(f"explore/?level=contested&stance=refutes&topic={CLAIM.topic}"))
    fits = [
        c
        for c in KB.claims.values()
        if c.topic == CLAIM.topic and KB.levels[c.id].level == "contested" and "refutes" in {i.stance for i in c.evidence}
    ]
    assert told(page).startswith(f"{len(fits)} claim")
    page.locator("#kb-x-filters > summary").click()
    page.get_by_role("button", name="Clear the filters").click()
    page.wait_for_function(f"document.getElementById('kb-x-status').textContent.startsWith('{len(KB.claims)} claims')")
    assert page.url.endswith("/explore/")


def test_filters_hold_in_a_neighbourhood(open_page):
    page = started(open_page(f"explore/?focus=work:{WORK}&stance=supports&level=limited"))
    fits = {
        f"claim:{c.id}"
        for c in KB.claims.values()
        if any(i.work == WORK and i.stance == "supports" for i in c.evidence) and KB.levels[c.id].level == "limited"
    }
    assert fits
    assert {row.get_attribute("data-node") for row in page.locator(".kb-x-tree > li").all()} == fits


# --- paths ---------------------------------------------------------------------------------------


def shortest(start: str, end: str, *, sources: bool) -> int:
    nodes = [
        n
        for n in graph_of(KB)
        if n.startswith(("claim:", "work:")) or (n.startswith("source:") and (sources or n in (start, end)))
    ]
    return nx.shortest_path_length(nx.Graph(graph_of(KB).subgraph(nodes)), start, end)


def far_pair() -> tuple[str, str]:
    """A claim and a work with three steps or more between them, without anybody who asserts."""
    graph = nx.Graph(graph_of(KB).subgraph(n for n in graph_of(KB) if n.startswith(("claim:", "work:"))))
    lengths = nx.single_source_shortest_path_length(graph, f"claim:{CLAIM.id}")
    return f"claim:{CLAIM.id}", next(node for node, steps in lengths.items() if steps >= 3 and node.startswith("work:"))


def test_path_by_keyboard_is_shortest_and_each_step_is_a_link(open_page):
    start, end = far_pair()
    page = started(open_page("explore/"))
    page.locator("#kb-x-path > summary").focus()
    page.keyboard.press("Enter")
    for box, node in (("from", start), ("to", end)):
        field = page.locator(f"#kb-x-{box}")
        field.focus()
        page.keyboard.type(node.partition(":")[2])
        page.locator(f"#kb-x-{box}-list [role=option]").first.wait_for()
        page.keyboard.press("ArrowDown")
        active = page.locator(f"#{field.get_attribute('aria-activedescendant')}")
        assert active.get_attribute("aria-selected") == "true"
        assert active.get_attribute("data-node") == node
        page.keyboard.press("Enter")
        assert field.get_attribute("aria-expanded") == "false"
    page.get_by_role("button", name="Find the path").press("Enter")
    page.locator("ol.kb-x-tree").wait_for()
    steps = [row.get_attribute("data-node") for row in page.locator("ol.kb-x-tree > li").all()]
    assert (steps[0], steps[-1]) == (start, end)
    assert len(steps) - 1 == shortest(start, end, sources=False)
    words = [row.inner_text() for row in page.locator("ol.kb-x-tree > li .kb-x-how span[aria-hidden]").all()]
    for (one, other), said in zip(pairwise(steps), words, strict=True):
        pair = (one, other) if said.startswith("→") else (other, one)
        hows = {how.removeprefix("relates-") for how in graph_of(KB)[pair[0]][pair[1]]}
        assert any(LINKS[how][0] in said for how in hows)
    assert page.evaluate("document.activeElement.id") == "kb-x-heading"


def test_path_that_needs_a_source_says_so(open_page):
    alone = [
        c
        for c in KB.claims.values()
        if not c.evidence and not c.relates and not any(s.cites for s in c.asserted_by) and c.asserted_by
    ]
    named = {r.to for c in KB.claims.values() for r in c.relates}
    one, other = [c for c in alone if c.id not in named and c.asserted_by[0].source == SOURCE][:2]
    page = started(open_page(f"explore/?from=claim:{one.id}&to=claim:{other.id}"))
    assert "by way of who says so" in told(page)
    steps = [row.get_attribute("data-node") for row in page.locator("ol.kb-x-tree > li").all()]
    assert steps == [f"claim:{one.id}", f"source:{SOURCE}", f"claim:{other.id}"]


def test_a_path_to_nowhere_asks_again(open_page):
    page = started(open_page("explore/"))
    page.locator("#kb-x-path > summary").click()
    page.locator("#kb-x-from").fill("zzzz qqqq")
    page.get_by_role("button", name="Find the path").click()
    page.locator("#kb-x-status").filter(has_text="Nothing fits").wait_for()
    assert page.evaluate("document.activeElement.id") == "kb-x-from"


# --- without a mouse, and with one ---------------------------------------------------------------


def test_list_works_by_keyboard_and_back_leads_back(open_page):
    page = started(open_page("explore/"))
    link = page.locator("#kb-x-items a.kb-x-node").first
    topic = link.get_attribute("data-go")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(f"location.search.includes('{topic}')")
    page.locator("#kb-x-items details").first.wait_for()
    assert page.evaluate("document.activeElement.id") == "kb-x-heading"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").startswith("The page of this topic")
    fold = page.locator("#kb-x-items details > summary").first
    fold.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inner = page.evaluate("document.activeElement.dataset.go")
    page.keyboard.press("Enter")
    page.wait_for_function(f"location.search.includes('{inner}')")
    page.go_back()
    page.wait_for_function(f"location.search.includes('{topic}')")
    page.go_back()
    page.wait_for_function("location.search === ''")
    page.locator("#kb-x-heading").filter(has_text="All topics").wait_for()


def test_search_box_finds_by_words_and_by_id(open_page):
    page = started(open_page("explore/"))
    box = page.locator("#kb-x-find")
    for text in (CLAIM.id, " ".join(plain(CLAIM.statement).split()[:5])):
        box.fill(text)
        page.locator(f"#kb-x-find-list [data-node='claim:{CLAIM.id}']").wait_for()
    box.press("Escape")
    assert page.locator("#kb-x-find-list").is_hidden()
    box.fill(CLAIM.id)
    page.locator("#kb-x-find-list [role=option]").first.click()
    page.wait_for_function(f"location.search === '?focus=claim:{CLAIM.id}'")


def test_a_click_in_the_picture_looks_at_the_node(open_page):
    start, end = far_pair()
    page = started(open_page(f"explore/?from={start}&to={end}"))
    canvas = page.locator("#kb-x-canvas")
    middle = canvas.bounding_box()["width"] / 2
    caption = page.locator("#kb-x-caption")
    heights = iter(range(10, 400, 12))  # a path is a column, its start at the top
    while not caption.inner_text():
        height = next(heights)
        canvas.hover(position={"x": middle, "y": height})
    assert plain(CLAIM.statement) in caption.inner_text()
    canvas.click(position={"x": middle, "y": height})
    page.wait_for_function(f"location.search === '?focus={start}'")


def test_picture_can_be_saved(open_page):
    page = started(open_page(f"explore/?focus=claim:{CLAIM.id}"))
    png = saved(page, "PNG")
    assert png.startswith(b"\x89PNG")
    assert len(png) > 10_000
    svg = ET.fromstring(saved(page, "SVG"))  # noqa: S314  what our own page made
    words = " ".join(svg.itertext())
    assert svg.tag.endswith("svg")
    assert all(KB.works[item.work].short.split()[0] in words for item in CLAIM.evidence)
    assert json.loads(saved(page, "JSON"))["title"] == plain(CLAIM.statement)


def test_wheel_scrolls_the_page_not_the_picture(open_page):
    page = started(open_page(f"explore/?focus=topic:{CLAIM.topic}"))
    page.locator("#kb-x-canvas").hover()
    page.mouse.wheel(0, 300)
    page.wait_for_function("scrollY > 0")


# --- for everybody -------------------------------------------------------------------------------

STATES = {
    "overview": "explore/",
    "topic": f"explore/?focus=topic:{CLAIM.topic}&level=limited",
    "claim": f"explore/?focus=claim:{CLAIM.id}",
    "path": "explore/?from={}&to={}".format(*far_pair()),
}


@pytest.mark.parametrize("state", STATES)
def test_no_barrier(open_page, state):
    page = started(open_page(STATES[state], **STILL))
    page.evaluate("document.querySelectorAll('#kb-x details').forEach((one) => { one.open = true; })")
    assert barriers(page) == []


def test_no_barrier_among_suggestions(open_page):
    page = started(open_page("explore/", **STILL))
    page.locator("#kb-x-find").fill("cell")
    page.locator("#kb-x-find-list [role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert barriers(page) == []


def test_no_barrier_in_the_small_graph(open_page):
    page = open_page(f"claims/{CLAIM.id}/", **STILL)
    assert barriers(page) == []


def test_without_scripts_the_list_is_there(open_page):
    page = open_page("explore/", java_script_enabled=False)
    for topic in KB.topics.values():
        assert page.locator(f"#kb-x-items a[href='../topics/{topic.id}/']").is_visible()
    assert page.locator(f"#kb-x-items a[href='../sources/{SOURCE}/']").is_visible()
    assert page.locator("#kb-x-bar").is_hidden()
    assert page.locator("#kb-x-figure").is_hidden()


def test_small_graph_reads_without_scripts(open_page):
    page = open_page(f"claims/{CLAIM.id}/", java_script_enabled=False)
    picture = page.locator(".kb-graph svg")
    assert picture.is_visible()
    for item in CLAIM.evidence:
        assert picture.locator(f"a[href='../../works/{item.work}/']").count() >= 1


def test_without_the_library_the_list_works(browser, address):
    page = browser.new_page()
    page.route("**/vendor/**", lambda route: route.abort())
    page.goto(f"{address}explore/?focus=claim:{CLAIM.id}")
    page.locator("#kb-x-status").filter(has_text="There is no picture").wait_for()
    assert page.locator("#kb-x-figure").is_hidden()
    assert page.locator("#kb-x-items a.kb-x-node").count() > 2
    page.close()


# --- ten thousand claims -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def large(site, tmp_path_factory):
    """The site with the explorer's files of a generated base, served; it tells what each visit fetched."""
    folder = tmp_path_factory.mktemp("large")
    generated(10_000, folder / "base")
    shutil.copytree(site / "assets", folder / "site/assets")
    for path, data in {
        **explore.export(pipeline.read(folder / "base")),
        "explore/index.html": (site / "explore/index.html").read_bytes(),
    }.items():
        file = folder / "site" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(folder / "site"))
    handler.keywords["directory"] = str(folder / "site")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("look", "most"),
    [
        ("", 60_000),
        ("?focus=topic:topic-7", 200_000),
        ("?focus=claim:claim-4711", 1_600_000),  # works are strewn at random over all topics here: the worst that can be
        ("?focus=source:some-page", 1_600_000),
        ("?from=claim:claim-3&to=claim:claim-9876", 3_200_000),
    ],
)
def test_ten_thousand_claims_stay_usable(browser, large, look, most):
    page = browser.new_page()
    fetched = {}
    page.on("response", lambda answer: fetched.update({answer.url: int(answer.headers.get("content-length", 0))}))
    page.goto(f"{large}explore/{look}")
    started(page)
    data = {url: size for url, size in fetched.items() if url.endswith(".json")}
    assert sum(data.values()) <= most
    assert max(data.values()) < 300_000
    assert page.locator("#kb-x-items a.kb-x-node").count() > 1
    taken = page.evaluate("performance.now()")
    assert taken < 15_000, "a reader would have left"
    page.close()
