"""The method as a whole: what may never happen, whatever is recorded, and how fast it is. Its single rules: test_traces.py."""

import gc
import os
import time
from dataclasses import replace
from itertools import product

import pytest
from bases import ROOT
from editing import Edited
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_tools import pipeline
from build_tools.impact import impact, impacts
from build_tools.model import (
    FOREVER,
    NOW,
    Claim,
    Evidence,
    LockEntry,
    Name,
    Notice,
    Record,
    Relation,
    Scope,
    Source,
    Subject,
    Work,
)
from build_tools.place import Place, Where
from build_tools.resolve import resolve
from build_tools.strength import LEVEL_OF as LEVEL
from build_tools.strength import Facts, Tally, as_of, assess, facts_of, needed, settle, stand, stands_as_well
from build_tools.timeline import timeline
from build_tools.vocabulary import LEVELS
from build_tools.whatif import what_ifs

PLACE = Place.top("kb/claims/growth/x.yaml")
KEYS = [f"work{number}" for number in range(8)]
NEW = "new2030"  # a work by nobody else, on nobody else's data
CLAIMS = [f"claim-{number}" for number in range(4)]
DESIGNS = ("in-vitro", "in-vivo", "cohort", "systematic-review", "narrative-review", "guideline")
STANCES = ("supports", "qualifies", "refutes")
EXAMPLES = int(os.environ.get("KB_EXAMPLES", "100"))
quick = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)


# --- numbers of groups ---------------------------------------------------------------------------

SMALL = [
    Tally(direct, firm, settled, partly, limiting, against, aside)
    for direct, firm, settled, partly, limiting, against, aside in product(
        range(6), range(4), range(2), range(3), range(4), range(2), range(3)
    )
    if settled <= firm <= direct and aside <= limiting and direct + partly + limiting + against
]


def level(counts: Tally) -> str:
    return LEVEL[stand(counts)]


@pytest.mark.parametrize(
    "more", [("direct", "firm", "settled"), ("direct", "firm"), ("direct",), ("partly",), ("firm",), ("firm", "settled")]
)
def test_more_groups_for_it_never_lower_it(more):
    for counts in SMALL:
        after = counts._replace(**{name: getattr(counts, name) + 1 for name in more})
        if after.settled <= after.firm <= after.direct:
            assert stands_as_well(level(after), level(counts)), (counts, after)


@pytest.mark.parametrize("more", [("against",), ("aside",), ("aside", "limiting")])
def test_more_groups_against_it_never_raise_it(more):
    for counts in SMALL:
        after = counts._replace(**{name: getattr(counts, name) + 1 for name in more})
        if after.aside <= after.limiting:
            assert stands_as_well(level(counts), level(after)), (counts, after)


def test_the_order_of_levels_is_an_order():
    for one, other in product(LEVELS, LEVELS):
        assert one == other or not (stands_as_well(one, other) and stands_as_well(other, one))
    for first, second, third in product(LEVELS, LEVELS, LEVELS):
        if stands_as_well(first, second) and stands_as_well(second, third):
            assert stands_as_well(first, third)
    assert stands_as_well("well-supported", "contradicted")
    assert not stands_as_well("contested", "asserted-only")
    assert not stands_as_well("asserted-only", "contested")
    assert [other for other in LEVELS if stands_as_well("not-assessed", other)] == ["not-assessed"]


# --- whole bases ---------------------------------------------------------------------------------


def work(key, authors, year="2001"):
    where = Where("references.bib")
    names = tuple(Name(name, "X.") for name in authors)
    return Work(
        key,
        "article",
        {"year": year, "title": key},
        names,
        more_authors=False,
        where=where,
        lines={},
        identifiers={},
        bibtex="",
        citation=key,
        short=key,
    )


def source(key, **fields):
    return Source(PLACE, key, **fields)


@st.composite
def bases(draw):
    """Claims, works, lock and sources: some works share authors, cohorts or studies, some have fallen, some are lost."""
    pick = lambda things, most: tuple(draw(st.lists(st.sampled_from(things), max_size=most, unique=True)))  # noqa: E731
    works = {key: work(key, (f"own-{key}", *pick("AB", 1)), draw(st.sampled_from(("2001", "2005", "2009", "")))) for key in KEYS}
    outcome = st.sampled_from(("matches", "matches", "could not check", "not found"))
    standing = st.sampled_from(("good", "good", "unknown", "retracted"))
    lock = {key: LockEntry(draw(outcome), record=Record(title=key), standing=draw(standing)) for key in KEYS}
    sources = {
        key: source(
            key,
            reports=pick([other for other in KEYS if other != key], 3),
            cohort=pick(("Bern", "Ulm"), 1),
            preprint_of=draw(st.sampled_from((None, None, None, *KEYS))),
        )
        for key in pick(KEYS, 3)
    }
    return {key: draw(claims(key)) for key in CLAIMS}, works, lock, sources


@st.composite
def claims(draw, key):
    items = draw(
        st.lists(st.builds(item, st.sampled_from(KEYS), st.sampled_from(STANCES), st.sampled_from(DESIGNS), species), max_size=5)
    )
    needs = draw(st.lists(st.sampled_from(CLAIMS), max_size=2, unique=True))
    scope = draw(st.sampled_from((None, Scope(PLACE, species=("human",)), Scope(PLACE, about="patients"))))
    return Claim(
        PLACE,
        key,
        "growth",
        "Cells age.",
        draw(st.sampled_from(("causal", "causal", "regulatory", "normative"))),
        scope=scope,
        evidence=tuple(items),
        relates=tuple(Relation(PLACE, to, "depends-on") for to in needs),
    )


species = st.sampled_from(("human", "mouse", "unknown"))


def item(key, stance, design="in-vitro", kind="human"):
    return Evidence(PLACE, key, stance, design, "It did.", Subject(PLACE, kind))


def levels(claims, works, lock, sources):
    return {key: found.level for key, found in assess(claims, Facts.of(works, lock, sources)).items()}


def with_item(claims, key, new):
    return {**claims, key: replace(claims[key], evidence=(*claims[key].evidence, new))}


@quick
@given(bases(), st.sampled_from(CLAIMS), st.sampled_from(DESIGNS), species, st.booleans())
def test_an_independent_study_for_a_claim_never_lowers_any(parts, key, design, kind, confirmed):
    claims, works, lock, sources = parts
    before = levels(*parts)
    works = {**works, NEW: work(NEW, ("nobody else",))}
    lock = {**lock, NEW: LockEntry("matches" if confirmed else "could not check", record=Record(title=NEW))}
    after = levels(with_item(claims, key, item(NEW, "supports", design, kind)), works, lock, sources)
    assert all(stands_as_well(after[one], before[one]) for one in CLAIMS), (before, after)


@quick
@given(bases(), st.sampled_from(CLAIMS), st.sampled_from(KEYS), st.sampled_from(DESIGNS), species)
def test_a_study_against_a_claim_never_raises_any(parts, key, other, design, kind):
    """Whether it is by others or by one of those who are there already; a study that a review reports is one more of its."""
    claims, works, lock, sources = parts
    before = levels(*parts)
    own = {**works, NEW: work(NEW, ("nobody else",))}
    for new in (NEW, other):
        if other not in {name.work for name in claims[key].evidence}:
            after = levels(with_item(claims, key, item(new, "refutes", design, kind)), own, lock, sources)
            assert all(stands_as_well(before[one], after[one]) for one in CLAIMS), (new, before, after)


def stances_touched(claims, sources, key):
    """The stances of all that falls with a work: itself, its preprints, and reviews that report it."""
    falls = {key, *(name for name, about in sources.items() if about.preprint_of == key or key in about.reports)}
    falls |= {name for name, about in sources.items() if falls & {*about.reports}}
    return {one.stance for claim in claims.values() for one in claim.evidence if one.work in falls}


@quick
@given(bases(), st.sampled_from(KEYS))
def test_the_fall_of_a_work_moves_a_claim_only_against_its_stance(parts, key):
    claims, works, lock, sources = parts
    before = levels(*parts)
    after = levels(claims, works, {**lock, key: replace(lock[key], standing="retracted")}, sources)
    stances = stances_touched(claims, sources, key)
    if stances <= {"supports"}:
        assert all(stands_as_well(before[one], after[one]) for one in CLAIMS), (before, after)
    if stances <= {"refutes"}:
        assert all(stands_as_well(after[one], before[one]) for one in CLAIMS), (before, after)


@quick
@given(bases(), st.randoms(use_true_random=False))
def test_no_order_matters(parts, random):
    claims, works, lock, sources = parts
    mixed = {}
    for key in random.sample(CLAIMS, len(CLAIMS)):
        claim = claims[key]
        evidence = random.sample(claim.evidence, len(claim.evidence))
        mixed[key] = replace(claim, evidence=tuple(evidence), relates=tuple(reversed(claim.relates)))
    shuffled = [dict(random.sample(list(one.items()), len(one))) for one in (works, lock, sources)]
    first, second = assess(claims, Facts.of(works, lock, sources)), assess(mixed, Facts.of(*shuffled))
    for key in CLAIMS:
        one, other = first[key], second[key]
        assert (one.level, one.own, one.steps, one.groups, one.ties) == (
            other.level,
            other.own,
            other.steps,
            other.groups,
            other.ties,
        )
        assert sorted(map(repr, one.weighed)) == sorted(map(repr, other.weighed))


def whole(claims, works, lock, sources):
    return resolve(claims, works, sources, {}, {}, {}, {}, {}, lock, {}, [], {}, frozenset())


@quick
@given(bases())
def test_impact_is_what_assessing_all_anew_gives(parts):
    claims, works, lock, sources = parts
    kb = whole(*parts)
    before = levels(*parts)
    for key in KEYS:
        retracted = levels(claims, works, {**lock, key: replace(lock[key], standing="retracted", notices=())}, sources)
        without = {one: replace(c, evidence=tuple(e for e in c.evidence if e.work != key)) for one, c in claims.items()}
        left = lambda known, key=key: {one: value for one, value in known.items() if one != key}  # noqa: E731
        absent = levels(without, left(works), left(lock), sources)
        for way, after in (("retracted", retracted), ("absent", absent)):
            expected = [(one, before[one], after[one]) for one in CLAIMS if before[one] != after[one]]
            assert impact(kb, key, way) == impacts(kb, key)[way] == expected


@quick
@given(bases(), st.data())
def test_the_timeline_is_what_looking_back_gives(parts, data):
    claims, works, lock, sources = parts
    days = st.sampled_from(("", "2003-01-01", "2006", "2011"))
    lock = {key: replace(entry, notices=(Notice("retraction", date=data.draw(days)),)) for key, entry in lock.items()}
    kb = whole(claims, works, lock, sources)
    for key, claim in claims.items():
        steps = timeline(kb, claim)
        assert [step.level for step in steps] == [as_of(kb, step.year).levels[key].level for step in steps]
        years = {one.since for one in kb.levels[key].weighed if one.groups and one.since != NOW}
        assert bool(steps) == (len(years) > 1)
        assert years <= {step.year for step in steps} or not steps


@quick
@given(bases(), st.sampled_from(CLAIMS))
def test_what_would_change_a_level_does(parts, key):
    claims, works, lock, sources = parts
    kb = whole(*parts)
    claim, found = claims[key], kb.levels[key]
    told = {}
    for change in what_ifs(claim, found, facts_of(kb), {other: kb.levels[other].level for other in claim.needs()}):
        told |= {(change.kind, name): change.level for name in change.names or ("",)}
    works = {**works, NEW: work(NEW, ("nobody else",))}
    lock = {**lock, NEW: LockEntry("matches", record=Record(title=NEW))}
    design = "guideline" if claim.kind == "regulatory" else "cohort"
    tried = {
        ("fall", one.item.work): (claims, {**lock, one.item.work: replace(lock[one.item.work], standing="retracted")})
        for one in found.weighed
        if one.counted
    }
    tried |= {
        ("confirm", one.item.work): (claims, {**lock, one.item.work: replace(lock[one.item.work], outcome="matches")})
        for one in found.weighed
        if one.counted and not one.firm
    }
    if claim.kind != "regulatory":
        for kind, stance in (("shown", "supports"), ("limited", "qualifies"), ("denied", "refutes")):
            tried[kind, ""] = (with_item(claims, key, item(NEW, stance, design)), lock)
    own_needs = {other: kb.levels[other].level for other in claim.needs()}
    for fact, (changed, known) in tried.items():
        after = assess(changed, Facts.of(works, known, sources))
        if {other: after[other].level for other in own_needs} == own_needs:  # else the fact bears on those as well
            assert told.get(fact, found.level) == after[key].level, fact


@quick
@given(st.dictionaries(st.integers(0, 30), st.lists(st.integers(0, 30), max_size=4)), st.randoms(use_true_random=False))
def test_settling_ends_and_is_the_best_that_fits(needs, random):
    """Held against the slow way: lower every claim by all that it depends on until nothing moves."""
    nodes = sorted({*needs, *(to for others in needs.values() for to in others)})
    own = {str(node): random.choice(list(LEVELS)) for node in nodes}
    needs = {str(node): tuple(sorted({str(to) for to in others if to != node})) for node, others in needs.items()}
    slow = dict(own)
    for _ in range(len(own) * len(LEVELS)):
        slow = {node: _held(slow[node], [slow[other] for other in needs.get(node, ())]) for node in slow}
    moved = settle(own, {node: others for node, others in needs.items() if others})
    assert {**own, **moved} == slow


def _held(level, others):
    from build_tools.strength import pulled

    return pulled(level, others)


def test_as_of_is_what_one_would_have_known(base):
    """Later works are left out, a later retraction has not happened yet, and a work without a year counts only today."""
    parts = {f"w{year}": work(f"w{year}", (f"A{year}",), year) for year in ("2001", "2005", "")}
    lock = {key: LockEntry("matches", record=Record(title=key)) for key in parts}
    lock["w2001"] = LockEntry(
        "matches", record=Record(title="w2001"), standing="retracted", notices=(Notice("retraction", date="2007-03-01"),)
    )
    claim = Claim(PLACE, "claim-0", "growth", "Cells age.", "causal", evidence=tuple(item(key, "supports") for key in parts))
    kb = whole({"claim-0": claim}, parts, lock, {})
    seen = {year: as_of(kb, year).levels["claim-0"].level for year in (2000, 2001, 2004, 2005, 2006, 2007, 2020, NOW)}
    assert seen == {
        2000: "asserted-only", 2001: "limited", 2004: "limited", 2005: "supported", 2006: "supported",
        2007: "limited", 2020: "limited", NOW: "supported",
    }  # fmt: skip
    assert as_of(kb, None) is kb
    reasons = {one.item.work: [reason.says for reason in one.reasons] for one in as_of(kb, 2004).levels["claim-0"].weighed}
    assert reasons["w2005"] == ["not counted: published in 2005"]
    assert reasons["w"] == ["not counted: its year is not recorded"]
    assert [one.until for one in kb.levels["claim-0"].weighed] == [2007, FOREVER, FOREVER]


def test_ten_thousand_claims_are_assessed_in_under_a_second():
    """The claims of this base, over and over, each copy with its own dependencies."""
    kb = pipeline.read(ROOT)
    copies = -(-10_000 // len(kb.claims))
    claims = {}
    for number in range(copies):
        for key, claim in kb.claims.items():
            links = tuple(replace(link, to=f"{link.to}-{number}") for link in claim.relates)
            claims[f"{key}-{number}"] = replace(claim, id=f"{key}-{number}", relates=links)
    assert len(claims) >= 10_000
    assert len(needed(claims)) == copies * len(needed(kb.claims))
    gc.disable()
    try:
        start = time.process_time()
        found = assess(claims, Facts.of(kb.works, kb.lock, kb.sources))
        spent = time.process_time() - start
    finally:
        gc.enable()
    assert {found[f"{key}-0"].level == kb.levels[key].level for key in kb.claims} == {True}
    assert spent < 1, f"{spent:.2f} s"


@pytest.mark.parametrize("seed", range(40))
def test_what_falls_is_what_a_new_assessment_moves(tmp_path, seed):
    """Through reviews of studies that became articles, as far as such a chain leads."""
    edited = Edited(seed, tmp_path)
    for _ in range(3):
        edited.edit_fall()
    edited.save()
    kb = pipeline.read(tmp_path)
    for work in kb.works:
        facts = facts_of(kb)
        after = assess(kb.claims, replace(facts, fallen=facts.fallen | {work}))
        moved = {key: found.level for key, found in after.items() if found.level != kb.levels[key].level}
        assert {change.claim: change.after for change in impact(kb, work)} == moved, work
