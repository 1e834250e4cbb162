"""Recorded facts -> how well each claim stands, with every step kept. Method 1.

1. Usable: the work was not looked for in vain, is not retracted or withdrawn, and is not an interested party's page.
2. Tier: a narrative review or a note points to evidence and is not counted; guidance settles definitions, procedures
   and rules, not effects.
3. Directness: species, tissue and passage of the study against the scope of the claim.
4. Independence: works that share an author are one group.
5. Agreement: independent groups for, qualifying and against; the level follows, then the caps.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.graph import groups
from build_tools.model import UNCHECKED, Assessment, Claim, Evidence, LockEntry, Source, Weighed, Work
from build_tools.vocabulary import DESIGNS, FALLEN, INTERESTED, SETTLED_BY_RULES

METHOD = 1
STANCES = ("supports", "qualifies", "refutes")
ENOUGH_FOR_WELL = 3  # independent direct groups
ENOUGH_FOR_SUPPORTED = 2


@dataclass(frozen=True, slots=True)
class Facts:
    """What the method may look at beside the claim itself."""

    works: Mapping[str, Work]
    lock: Mapping[str, LockEntry]
    sources: Mapping[str, Source]


def assess(claim: Claim, facts: Facts) -> Assessment:
    """Derive the level of a claim. Deterministic: only recorded facts, in the order of the file."""
    weighed = _grouped([_weigh(item, claim, facts) for item in claim.evidence], facts)
    counted = [one for one in weighed if one.counted]
    found = {stance: {one.group for one in counted if one.item.stance == stance} for stance in STANCES}
    numbers = {stance: len(found[stance]) for stance in STANCES}
    level, steps = _level(claim, weighed, counted, numbers, facts)
    return Assessment(level, tuple(weighed), numbers, tuple(steps))


def _weigh(item: Evidence, claim: Claim, facts: Facts) -> Weighed:
    out = _unusable(item, facts) or _wrong_tier(item, claim)
    if out:
        return Weighed(item, counted=False, reasons=(out,))
    notes = [*_indirect(item, claim)]
    if facts.lock.get(item.work, UNCHECKED).outcome == "could not check":
        notes.append("unchecked: the record of this work has not been confirmed yet")
    return Weighed(item, counted=True, reasons=tuple(notes))


def _unusable(item: Evidence, facts: Facts) -> str:
    entry = facts.lock.get(item.work, UNCHECKED)
    work = facts.works.get(item.work)
    if work is None or entry.outcome == "not found":
        return "not counted: this work could not be found"
    if entry.standing in FALLEN:
        return f"not counted: this work was {entry.standing}"
    known = facts.sources.get(item.work)
    if known is not None and known.interest in INTERESTED and work.type in ("online", "misc"):
        return "not counted: this is the page of a party with an interest"
    return ""


def _wrong_tier(item: Evidence, claim: Claim) -> str:
    design = DESIGNS[item.design]
    if design.settles == "nothing by itself":
        return f"not counted: a {design.label} points to evidence and is not a study of its own"
    if design.settles == "rules" and claim.kind not in SETTLED_BY_RULES:
        return f"not counted: a {design.label} settles what words and rules are, not what happens"
    return ""


def _indirect(item: Evidence, claim: Claim) -> list[str]:
    subject, scope = item.subject, claim.scope
    if subject is None or scope is None:
        return []
    notes = []
    if scope.species and subject.species != "unknown" and subject.species not in scope.species:
        notes.append(f"indirect: studied in {subject.species}")
    if scope.tissue and subject.tissue != "unknown" and subject.tissue not in scope.tissue:
        notes.append(f"indirect: cells from {subject.tissue}")
    if scope.passage and subject.passage and not scope.passage.overlaps(subject.passage):
        notes.append(f"indirect: passages {subject.passage}")
    return notes


def _grouped(weighed: list[Weighed], facts: Facts) -> list[Weighed]:
    """Number the independent groups: works that share an author (family name and initials) are one."""
    works = sorted({one.item.work for one in weighed if one.counted})
    wrote: dict[tuple[str, str], str] = {}
    shared = []
    for key in works:
        for name in facts.works[key].authors:
            author = (name.family.casefold(), name.initials[:1].casefold())
            shared.append((wrote.setdefault(author, key), key))
    numbers = {key: number for number, group in enumerate(groups(shared, works), 1) for key in group}
    return [Weighed(one.item, one.counted, one.reasons, numbers.get(one.item.work, 0)) for one in weighed]


def _level(
    claim: Claim, weighed: list[Weighed], counted: list[Weighed], numbers: Mapping[str, int], facts: Facts
) -> tuple[str, list[str]]:
    if claim.kind == "normative":
        return "not-assessed", ["The claim is normative: it says what ought to be done."]
    supporting, qualifying, refuting = (numbers[stance] for stance in STANCES)
    steps = [_counts(numbers)]
    left_out = sum(1 for one in weighed if not one.counted)
    if left_out:
        steps.append(f"{left_out} of {len(weighed)} items of evidence left out; the reason stands beside each.")
    if not counted:
        return _without_evidence(claim, weighed, facts, steps)
    if refuting and not supporting:
        return "contradicted", [*steps, "Groups are against it and none is for it."]
    if refuting or qualifying >= max(supporting, 1):
        return "contested", [*steps, "Groups against it, or as many that limit it as are for it."]
    return _supported(counted, steps)


def _counts(numbers: Mapping[str, int]) -> str:
    words = {"supports": "for", "qualifies": "limiting", "refutes": "against"}
    shown = ", ".join(f"{numbers[stance]} {words[stance]}" for stance in STANCES)
    return f"Independent groups: {shown}."


def _without_evidence(claim: Claim, weighed: list[Weighed], facts: Facts, steps: list[str]) -> tuple[str, list[str]]:
    fallen = [one for one in weighed if facts.lock.get(one.item.work, UNCHECKED).standing in FALLEN]
    if any(one.item.stance == "supports" for one in fallen):
        return "retracted-support", [*steps, "What supported it was retracted or withdrawn."]
    cited = {key for assertion in claim.asserted_by for key in assertion.cites}
    if cited and all(facts.lock.get(key, UNCHECKED).outcome == "not found" for key in cited):
        return "unfindable", [*steps, "None of the works that its sources cite for it could be found."]
    return "asserted-only", [*steps, "No evidence is counted."]


def _supported(counted: list[Weighed], steps: list[str]) -> tuple[str, list[str]]:
    """Count only groups that are direct; a level above limited needs groups whose work has been confirmed."""
    backing = [one for one in counted if one.item.stance == "supports"]
    direct = {one.group for one in backing if not any(reason.startswith("indirect") for reason in one.reasons)}
    firm = {one.group for one in backing if one.group in direct and not one.reasons}
    steps.append(f"Of the groups for it, {len(direct)} are direct and {len(firm)} of these are confirmed.")
    if len(direct) >= ENOUGH_FOR_WELL and len(firm) >= ENOUGH_FOR_SUPPORTED:
        return "well-supported", [*steps, "Three or more direct groups, two or more of them confirmed."]
    if len(direct) >= ENOUGH_FOR_SUPPORTED and firm:
        return "supported", [*steps, "Two or more direct groups, at least one of them confirmed."]
    return "limited", [*steps, "Fewer than two direct groups, or none of them confirmed yet."]
