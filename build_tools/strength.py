"""Recorded facts -> how well each claim stands, with every step kept. By the method of rules.py.

1. Counts: the work exists as far as is known, has not fallen, is no page of an interested party, and its design fits the claim.
2. Weighs: direct or indirect against the scope of the claim; its record confirmed or not.
3. Groups: works that share people, patients or data are one voice, and a review speaks with the voice of its studies.
4. Level: from the numbers of groups alone (`stand`). It never falls when a group for the claim is added, and never rises
   when one against it is; what ties works together counts whether or not they have fallen, so a retraction frees no voice.
5. Depends: what is contested, has lost its support or is contradicted pulls down the claims that depend on it (`settle`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from build_tools.counts import some
from build_tools.independence import Traits, ties, traits_of, voices
from build_tools.model import (
    FOREVER,
    NOW,
    UNCHECKED,
    Assessment,
    Claim,
    Evidence,
    KnowledgeBase,
    LockEntry,
    Reason,
    Source,
    Tie,
    Weighed,
    Work,
)
from build_tools.rules import RULES
from build_tools.vocabulary import ABOUT, DESIGNS, FALLEN, INTERESTED, LEVELS, SETTLED_BY_RULES

STANCES = ("supports", "qualifies", "refutes")
MANY, SEVERAL = 3, 2  # groups
PAGES = frozenset({"online", "misc"})  # kinds of work that nobody reviews before they are published
SETTING = {about: height for height, about in enumerate(ABOUT)}
SEEN_IN = {"cells": "cells in culture", "animals": "animals", "patients": "patients"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the method may look at beside the claims."""

    works: Mapping[str, Work]
    lock: Mapping[str, LockEntry]
    sources: Mapping[str, Source]
    traits: Mapping[str, Traits]
    year: int = NOW
    fallen: frozenset[str] = frozenset()  # works that are taken for retracted, whatever the lock says

    @classmethod
    def of(
        cls, works: Mapping[str, Work], lock: Mapping[str, LockEntry], sources: Mapping[str, Source], year: int = NOW
    ) -> "Facts":
        return cls(works, lock, sources, traits_of(works, sources), year)

    def article(self, key: str) -> str:
        """The article that a preprint became, else the work itself."""
        about = self.sources.get(key)
        article = about.preprint_of if about is not None else None
        return key if article is None or article not in self.works else article

    def fell(self, key: str) -> int:
        """The year in which a work or its article was retracted or withdrawn: 0 when unknown, FOREVER when it stands."""
        article, own = self.article(key), self.fell_itself(key)
        return own if article == key else min(own, self.fell_itself(article))

    def fallen_as(self, key: str) -> str:
        """Itself, or the article that it became if only that fell."""
        return key if self.fell(key) == self.fell_itself(key) else self.article(key)

    def fell_itself(self, key: str) -> int:
        entry = self.lock.get(key, UNCHECKED)
        if key in self.fallen:
            return 0
        return _year_of_fall(entry) if entry.standing in FALLEN else FOREVER


@lru_cache(maxsize=1)
def facts_of(kb: KnowledgeBase) -> Facts:
    return Facts.of(kb.works, kb.lock, kb.sources, kb.year)


def _year_of_fall(entry: LockEntry) -> int:
    years = [notice.date[:4] for notice in entry.notices if notice.kind in NOTICES_OF_A_FALL]
    return max((int(year) for year in years if year.isdigit()), default=0)


NOTICES_OF_A_FALL = frozenset({"retraction", "withdrawal", "removal"})


# --- the whole base ------------------------------------------------------------------------------


def assess(claims: Mapping[str, Claim], facts: Facts) -> dict[str, Assessment]:
    """The level of every claim. Deterministic: only recorded facts count, and never their order."""
    own = {key: assess_alone(claim, facts) for key, claim in claims.items()}
    needs = needed(claims)
    moved = settle({key: found.level for key, found in own.items()}, needs)
    return {key: lowered(found, moved, own, needs[key], moved[key]) if key in moved else found for key, found in own.items()}


def as_of(kb: KnowledgeBase, year: int | None) -> KnowledgeBase:
    """The base with the levels that works published by a year give; None for the levels of now."""
    if year is None:
        return kb
    return replace(kb, levels=MappingProxyType(assess(kb.claims, replace(facts_of(kb), year=year))), year=year)


def needed(claims: Mapping[str, Claim]) -> dict[str, tuple[str, ...]]:
    """The claims that each claim depends on; only those that depend on some."""
    found = ((key, tuple(sorted({to for to in claim.needs() if to in claims}))) for key, claim in claims.items() if claim.relates)
    return {key: others for key, others in found if others}


def settle(own: Mapping[str, str], needs: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The levels that differ once every claim has been held against those that it depends on, through all levels.

    They are the best levels that fit together, so it does not matter where one begins, and circles end.
    """
    dependents = dependents_of(needs)
    moved: dict[str, str] = {}
    waiting = [key for key in dependents if own[key] in PULLS]
    while waiting:
        other = waiting.pop()
        for key in dependents.get(other, ()):
            before = moved.get(key, own[key])
            after = pulled(before, [moved.get(other, own[other])])
            if after != before:
                moved[key] = after
                waiting.append(key)
    return moved


def dependents_of(needs: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The claims that depend on each claim."""
    dependents: dict[str, list[str]] = {}
    for key, others in needs.items():
        for other in others:
            dependents.setdefault(other, []).append(key)
    return dependents


def pulled(level: str, needs: Iterable[str]) -> str:
    """A level after it was held against the levels of what it depends on."""
    for other in needs:
        level = PULLS.get(other, {}).get(level, level)
    return level


PULLS: Mapping[str, Mapping[str, str]] = {
    "contradicted": {
        **dict.fromkeys(("well-supported", "supported", "limited"), "contested"),
        **dict.fromkeys(("asserted-only", "unfindable", "retracted-support"), "contradicted"),
    },
    "retracted-support": {
        **dict.fromkeys(("well-supported", "supported"), "limited"),
        **dict.fromkeys(("asserted-only", "unfindable"), "retracted-support"),
    },
    "contested": dict.fromkeys(("well-supported", "supported"), "limited"),
}
PULLING = {
    "contradicted": ("needs-contradicted", "is contradicted"),
    "retracted-support": ("needs-retracted", "has lost its support"),
    "contested": ("needs-contested", "is contested"),
}


def lowered(
    found: Assessment, moved: Mapping[str, str], own: Mapping[str, Assessment], needs: Sequence[str], level: str
) -> Assessment:
    """The assessment of a claim that was pulled down to a level, with a step for each claim that pulls at it."""
    steps = list(found.steps)
    for other in needs:
        theirs = moved.get(other, own[other].level)
        if found.own in PULLS.get(theirs, {}):
            rule, words = PULLING[theirs]
            steps.append(Reason(rule, f"It depends on “{other}”, which {words}."))
    steps.append(
        Reason(steps[-1].rule, f"That takes it from {LEVELS[found.own].label.lower()} to {LEVELS[level].label.lower()}.")
    )
    return replace(found, level=level, steps=tuple(steps))


def stands_as_well(level: str, other: str) -> bool:
    """Whether one level is the other or better. Not all can be compared: contested, say, with asserted only."""
    return level == other or any(stands_as_well(lower, other) for lower in LEVELS[level].below)


# --- one claim by itself -------------------------------------------------------------------------


def assess_alone(claim: Claim, facts: Facts) -> Assessment:
    """The level that a claim's own evidence gives it."""
    weighed, tied = weigh(claim, facts)
    counts = tally(weighed, facts.year)
    rule = decide(claim, weighed, counts, facts)
    steps = (*_told(weighed, counts), Reason(rule, RULES[rule].says))
    return Assessment(LEVEL_OF[rule], LEVEL_OF[rule], weighed, tied, _by_stance(weighed), steps)


def _by_stance(weighed: Iterable[Weighed]) -> dict[str, int]:
    groups: dict[str, set[int]] = {stance: set() for stance in STANCES}
    for one in weighed:
        if one.counted:
            groups[one.item.stance].update(one.groups)
    return {stance: len(found) for stance, found in groups.items()}


def decide(claim: Claim, weighed: Sequence[Weighed], counts: "Tally", facts: Facts) -> str:
    """The rule that gives a claim its level: from the groups counted, or from the want of any."""
    if claim.kind == "normative":
        return "not-assessed"
    if any(counts):
        return stand(counts)
    year = facts.year
    if any(one.groups and one.item.stance == "supports" and one.since <= year and one.until <= year for one in weighed):
        return "retracted-support"
    cited = {key for assertion in claim.asserted_by for key in assertion.cites}
    lost = cited and all(facts.lock.get(key, UNCHECKED).outcome == "not found" for key in cited)
    return "unfindable" if lost else "asserted-only"


class Tally(NamedTuple):
    """How many independent groups are on each side of a claim. A group may be on several."""

    direct: int = 0  # show it directly
    firm: int = 0  # of these, with a confirmed record
    settled: int = 0  # of these, with a document that lays down the very rule that the claim is about
    partly: int = 0  # show it indirectly, or only in part
    limiting: int = 0  # show that it holds only in part, or show the contrary indirectly
    against: int = 0  # show the contrary directly
    aside: int = 0  # show the contrary indirectly


def tally(weighed: Iterable[Weighed], year: int = NOW) -> Tally:
    """Count the groups on each side, by what had been published and had not fallen in a year."""
    sides: list[set[int]] = [set() for _ in Tally._fields]
    direct, firm, settled, partly, limiting, against, aside = sides
    for one in weighed:
        if not one.since <= year < one.until:
            continue
        if one.item.stance == "qualifies":
            partly.update(one.groups)
            limiting.update(one.groups)
        elif one.item.stance == "supports":
            (direct if one.direct else partly).update(one.groups)
            if one.direct and one.firm:
                firm.update(one.groups)
                settled.update(one.groups if DESIGNS[one.item.design].settles == "rules" else ())
        elif one.direct:
            against.update(one.groups)
        else:
            aside.update(one.groups)
            limiting.update(one.groups)
    return Tally(*map(len, sides))


def stand(counts: Tally) -> str:
    """The rule that the numbers of groups lead to; there must be some."""
    direct, firm, settled, partly, limiting, against, aside = counts
    if against or (aside and not direct):
        return "contested" if direct or partly else "contradicted"
    if limiting >= direct:
        return "in-part" if direct else "aside"
    if direct >= MANY and firm >= SEVERAL and direct > 2 * limiting:
        return "well-supported"
    if direct >= SEVERAL and firm:
        return "supported"
    return "settled" if settled else "one-group" if direct == 1 else "unsure"


LEVEL_OF: Mapping[str, str] = {
    **{level: level for level in LEVELS},
    **dict.fromkeys(("one-group", "unsure", "in-part", "aside"), "limited"),
    "settled": "supported",
}


# --- one item of evidence ------------------------------------------------------------------------


def weigh(claim: Claim, facts: Facts) -> tuple[tuple[Weighed, ...], tuple[Tie, ...]]:
    """Each item of a claim's evidence with what it counts for, and what ties works together."""
    unusable = [_unusable(item, claim, facts) for item in claim.evidence]
    usable = sorted({item.work for item, reason in zip(claim.evidence, unusable, strict=True) if reason is None})
    tied = tuple(ties(usable, facts.traits)) if len(usable) > 1 else ()
    numbers = voices(usable, tied)
    items = zip(claim.evidence, unusable, strict=True)
    weighed = (
        _weigh(item, claim, facts, numbers) if reason is None else Weighed(item, counted=False, reasons=(reason,))
        for item, reason in items
    )
    return tuple(weighed), tied


def _unusable(item: Evidence, claim: Claim, facts: Facts) -> Reason | None:
    """Why an item could never count, fallen or not."""
    work, design = facts.works.get(item.work), DESIGNS[item.design]
    if work is None or facts.lock.get(item.work, UNCHECKED).outcome == "not found":
        return Reason("lost", "not counted: this work could not be found")
    if design.settles == "nothing by itself":
        return Reason("pointer", f"not counted: a {design.label} points to evidence and is not a study of its own")
    if design.settles == "rules" and claim.kind not in SETTLED_BY_RULES:
        return Reason("guidance", f"not counted: a {design.label} settles what words and rules are, not what happens")
    about = facts.sources.get(item.work)
    if about is not None and about.interest in INTERESTED and work.type in PAGES:
        return Reason("interested", "not counted: this is the page of a party with an interest")
    return None


def _weigh(item: Evidence, claim: Claim, facts: Facts, numbers: Mapping[str, int]) -> Weighed:
    year, about = facts.works[item.work].year, facts.sources.get(item.work)
    since, until = int(year) if year.isdigit() else NOW, facts.fell(item.work)
    reasons = list(_indirect(item, claim)) if claim.scope else []
    direct = not reasons
    reports = about.reports if about else ()
    studies = _reported(reports, claim, numbers) if reports else []
    firm = facts.lock.get(item.work, UNCHECKED).outcome != "could not check"
    if until <= facts.year:
        reasons.insert(0, Reason("fallen", f"not counted: {_fall(item.work, facts)}"))
    elif reports and _hollow(reports, item, claim, facts):
        until = 0
        reasons.insert(0, Reason("hollow", "not counted: all the studies that this review reports were retracted or withdrawn"))
    elif since > facts.year:
        reasons.insert(0, Reason("later", f"not counted: {f'published in {year}' if year else 'its year is not recorded'}"))
    if studies:
        reasons.append(Reason("reported", f"speaks with the voice of studies it reports: {', '.join(studies)}"))
    if not firm:
        reasons.append(Reason("unconfirmed", "unchecked: the record of this work has not been confirmed yet"))
    groups = tuple(sorted({numbers[key] for key in studies})) if studies else (numbers[item.work],)
    return Weighed(item, since <= facts.year < until, tuple(reasons), groups, direct, firm, since, until)


def _fall(key: str, facts: Facts) -> str:
    """What befell a work, or the article that it became."""
    of = facts.fallen_as(key)
    how = "retracted" if of in facts.fallen else facts.lock[of].standing
    return f"{'this work' if of == key else 'its article'} was {how}"


def _reported(reports: Sequence[str], claim: Claim, numbers: Mapping[str, int]) -> list[str]:
    """The studies reported by a review that stand under the claim as it does."""
    alike = {other.work for other in claim.evidence if other.work in numbers}
    return sorted(alike & set(reports))


def _hollow(reports: Sequence[str], item: Evidence, claim: Claim, facts: Facts) -> bool:
    """Whether all that a review reports has fallen; not where one of its studies stands on another side of the claim."""
    other_side = {other.work for other in claim.evidence if other.stance != item.stance}
    return not other_side & set(reports) and all(facts.fell(study) <= facts.year for study in reports)


def _indirect(item: Evidence, claim: Claim) -> Iterator[Reason]:
    subject, scope = item.subject, claim.scope
    if scope is None:
        return
    on = DESIGNS[item.design].on
    if scope.about is not None and on and SETTING[on] < SETTING[scope.about]:
        yield Reason("dishes", f"indirect: studied in {SEEN_IN[on]}, and the claim is about {scope.about}")
    if subject is None:
        return
    if scope.species and subject.species != "unknown" and subject.species not in scope.species:
        yield Reason("indirect", f"indirect: studied in {subject.species}")
    if scope.tissue and subject.tissue != "unknown" and subject.tissue not in scope.tissue:
        yield Reason("indirect", f"indirect: cells from {subject.tissue}")
    if scope.passage and subject.passage and not scope.passage.overlaps(subject.passage):
        yield Reason("indirect", f"indirect: passages {subject.passage}")


# --- in words ------------------------------------------------------------------------------------


def _told(weighed: Sequence[Weighed], counts: Tally) -> Iterator[Reason]:
    """The first steps: what was left out, what is one voice, and how many groups are on each side."""
    left_out = sum(1 for one in weighed if not one.counted)
    if left_out:
        yield Reason("counts", f"{left_out} of {len(weighed)} items of evidence left out; the reason stands beside each.")
    counted = [one for one in weighed if one.counted]
    if counted:
        voice, number = {one.item.work for one in counted}, len(_groups(counted))
        yield Reason("one-voice", f"{some(len(voice), 'work')} counted, in {some(number, 'independent group')}.")
        yield Reason("sides", _sides(counts))


def _groups(weighed: Iterable[Weighed]) -> set[int]:
    return {group for one in weighed for group in one.groups}


def _sides(counts: Tally) -> str:
    parts = (
        (counts.direct, f"{counts.direct} for it directly, {counts.firm} of them confirmed"),
        (counts.partly, f"{counts.partly} for it indirectly or in part"),
        (counts.limiting, f"{counts.limiting} limiting it"),
        (counts.against, f"{counts.against} against it directly"),
        (counts.aside, f"{counts.aside} against it indirectly"),
    )
    return f"Independent groups: {'; '.join(words for number, words in parts if number)}."
