"""The explorer's files: whole, small at ten thousand claims, and the same graph as everywhere else."""

import gc
import json

import pytest
from bases import ROOT, generated

from build_tools import pipeline
from build_tools.exports import explore
from build_tools.graph import graph_of
from build_tools.pages.explore import pages as explore_pages
from build_tools.prose import plain
from build_tools.scenes import MOST, make_plan
from build_tools.vocabulary import LINKS

KB = pipeline.read(ROOT)
FILES = {path: json.loads(data) for path, data in explore.export(KB).items()}
OVERVIEW = FILES["explore/overview.json"]
SCENES = [FILES[f"explore/scenes/{number}.json"] for number in range(len(make_plan(KB).scenes))]
NAMES = [row for number in range(len(OVERVIEW["names"])) for row in FILES[f"explore/names/{number}.json"]]
HOWS = tuple(LINKS)
DRAWN = ("supports", "qualifies", "refutes", "asserts", "cites")


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    folder = tmp_path_factory.mktemp("large")
    generated(10_000, folder)
    gc.disable()  # as the commands do in effect: records have no cycles to look for
    try:
        kb = pipeline.read(folder)
        return kb, explore.export(kb)
    finally:
        gc.enable()


def links_of_the_graph() -> set[tuple[str, str, str]]:
    """The links of the graph that the explorer shows, as (start, end, how)."""
    found = set()
    for start, end, key in graph_of(KB).edges(keys=True):
        how = "cites" if key.startswith("cites:") else key.removeprefix("relates-")
        if how in HOWS:
            found.add((start, end, how))
    return found


def test_every_claim_stands_in_one_scene_with_its_words_and_level():
    levels = [level for level, _, _ in OVERVIEW["levels"]]
    rows = [row for scene in SCENES for row in scene["claims"]]
    assert sorted(row[0] for row in rows) == sorted(KB.claims)
    for identity, statement, level, *_ in rows:
        assert statement == plain(KB.claims[identity].statement)
        assert levels[level] == KB.levels[identity].level


def test_scenes_hold_every_link_of_the_graph_and_no_other():
    found = set()
    for scene in SCENES:
        claims, others = ([f"claim:{row[0]}" for row in scene["claims"]], [row[0] for row in scene["others"]])
        for claim, other, how, *source in scene["edges"]:
            found.add((others[source[0]], others[other], HOWS[how]) if source else (others[other], claims[claim], HOWS[how]))
        for claim, how, against, other, *_ in scene["relations"]:
            pair = (claims[claim], f"claim:{other}")
            found.add((*(pair[::-1] if against else pair), HOWS[how]))
    assert found == links_of_the_graph()


def test_lists_for_paths_hold_every_link_of_the_graph_and_no_other():
    count = -(-len(NAMES) // OVERVIEW["link_size"])
    rows = [row for number in range(count) for row in FILES[f"explore/links/{number}.json"]]
    found = set()
    for number, row in enumerate(rows):
        for value in row:
            pair = (NAMES[number][0], NAMES[value >> 5][0])
            found.add((*(pair[::-1] if value & 1 else pair), HOWS[(value & 31) >> 1]))
    assert found == links_of_the_graph()


def test_names_lead_to_the_scenes_that_show_them():
    assert [explore.turned(row[0]) for row in NAMES] == sorted(explore.turned(row[0]) for row in NAMES)
    for node, label, scenes in NAMES:
        assert label
        assert scenes == [number for number, scene in enumerate(SCENES) if node in nodes_of(scene)]


def nodes_of(scene) -> set[str]:
    return {f"claim:{row[0]}" for row in scene["claims"]} | {row[0] for row in scene["others"]}


def test_the_overview_counts_every_claim_by_level_and_stances():
    for topic, _, _, _, _, first, parts, tally in OVERVIEW["topics"]:
        claims = [claim for claim in KB.claims.values() if claim.topic == topic]
        assert sum(count for _, _, count in tally) == len(claims)
        for level, bits, count in tally:
            stances = {stance for place, stance in enumerate(OVERVIEW["stances"]) if bits >> place & 1}
            wanted = OVERVIEW["levels"][level][0]
            fitting = [c for c in claims if {item.stance for item in c.evidence} == stances and KB.levels[c.id].level == wanted]
            assert len(fitting) == count
        assert [SCENES[number]["topic"] for number in range(first, first + parts)] == [topic] * parts


def test_a_lost_work_is_flagged():
    flags = {row[0]: row[2] for scene in SCENES for row in scene["others"]}
    for node, flag in flags.items():
        assert (flag == "not found") == (KB.lock_entry(node.partition(":")[2]).outcome == "not found")


def test_two_runs_give_the_same_bytes():
    assert explore.export(KB) == explore.export(pipeline.read(ROOT))


def test_ten_thousand_claims_make_no_large_file(large):
    kb, files = large
    assert len(files) > 200
    assert max(len(data) for data in files.values()) < 300_000
    assert all(len(page.body.encode()) < 300_000 for page in explore_pages(kb))
    scenes = [json.loads(data) for path, data in files.items() if "/scenes/" in path]
    assert max(len(scene["claims"]) for scene in scenes) <= MOST
    assert sum(len(scene["claims"]) for scene in scenes) == 10_000


def test_a_base_without_works_or_topics_is_drawn_too(base):
    folder = base({"kb/claims/some/a-claim.yaml": "statement: A thing is so.\nkind: causal\n", "references.bib": ""})
    files = explore.export(pipeline.read(folder))
    assert json.loads(files["explore/scenes/0.json"])["claims"][0][0] == "a-claim"


def test_a_large_topic_is_cut_into_parts(base):
    claims = {f"kb/claims/some/claim-{n}.yaml": f"statement: Thing {n} is so.\nkind: causal\n" for n in range(MOST + 1)}
    files = explore.export(pipeline.read(base({**claims, "references.bib": ""})))
    overview = json.loads(files["explore/overview.json"])
    assert overview["topics"][0][5:7] == [0, 2]
    assert [json.loads(files[f"explore/scenes/{n}.json"])["part"] for n in (0, 1)] == [1, 2]


def test_an_empty_base_is_drawn_empty(base):
    files = explore.export(pipeline.read(base({"references.bib": ""})))
    assert json.loads(files["explore/overview.json"])["topics"] == []
