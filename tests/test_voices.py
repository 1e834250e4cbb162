"""What is one group stands together, and says why."""

from bases import ROOT

from build_tools import pipeline
from build_tools.model import Assessment, Evidence, Tie, Weighed
from build_tools.place import Place
from build_tools.voices import told, voices_of

PLACE = Place.top("kb/claims/growth/x.yaml")


def weighed(work, *groups, stance="supports"):
    item = Evidence(PLACE, work, stance, "in-vitro", "It did.")
    return Weighed(item, bool(groups), (), groups)


def found(*items, ties=()):
    return Assessment("limited", "limited", items, ties, {}, ())


def names(voices):
    return [[one.item.work for one in voice.items] for voice in voices]


def test_one_group_is_one_voice_and_what_is_left_out_stands_alone():
    ties = (Tie("a", "c", "share the author A"),)
    voices = voices_of(found(weighed("a", 1), weighed("b", 2), weighed("c", 1), weighed("d"), weighed("e"), ties=ties))
    assert names(voices["supports"]) == [["a", "c"], ["b"], ["d"], ["e"]]
    assert [voice.ties for voice in voices["supports"]] == [ties, (), (), ()]
    assert voices["qualifies"] == voices["refutes"] == []


def test_a_tie_through_a_work_on_the_other_side_is_told():
    ties = (Tie("a", "x", "share the author A"), Tie("c", "x", "studied the same cohort, Bern"), Tie("u", "v", "no"))
    voices = voices_of(found(weighed("a", 1), weighed("c", 1), weighed("x", 1, stance="refutes"), ties=ties))
    assert names(voices["supports"]) == [["a", "c"]]
    assert voices["supports"][0].ties == ties[:2]
    assert voices["refutes"][0].ties == ()


def test_authors_are_named_together():
    ties = [Tie("a", "b", f"share the author {name}") for name in ("Ito K", "Jansen P")]
    assert told([*ties, Tie("a", "b", "used the same data, X1"), Tie("a", "c", "share the author Ito K")]) == [
        ("a", "b", "share the authors Ito K, Jansen P and used the same data, X1"),
        ("a", "c", "share the author Ito K"),
    ]


def test_on_this_base_no_item_is_lost_and_every_frame_has_its_reason():
    kb = pipeline.read(ROOT)
    for key, assessment in kb.levels.items():
        voices = [voice for group in voices_of(assessment).values() for voice in group]
        assert sum(len(voice.items) for voice in voices) == len(kb.claims[key].evidence)
        for voice in voices:
            assert bool(voice.ties) == (len({one.item.work for one in voice.items}) > 1)
