"""A claim -> how its level follows from what is recorded, and what would change it, in words for a terminal."""

from collections.abc import Iterator

from build_tools.counts import safe
from build_tools.model import NOW, Assessment, Claim, KnowledgeBase, nearest
from build_tools.rules import METHOD
from build_tools.strength import facts_of
from build_tools.vocabulary import LEVELS
from build_tools.whatif import KINDS, what_ifs


def why(kb: KnowledgeBase, identity: str) -> tuple[str, bool]:
    """The level of a claim with each step; False when there is no such claim."""
    if identity not in kb.claims:
        return f"There is no claim '{safe(identity)}'. {nearest(identity, kb.claims)}".strip(), False
    claim, found = kb.claims[identity], kb.levels[identity]
    parts = (_head(kb, claim, found), _steps(found), _voices(found), _evidence(found), _changes(kb, claim, found))
    return "\n\n".join("\n".join(map(safe, part)) for part in map(list, parts) if part), True


def _head(kb: KnowledgeBase, claim: Claim, found: Assessment) -> Iterator[str]:
    level = LEVELS[found.level]
    yield claim.statement
    yield f"{level.mark} {level.label}: {level.meaning}"
    if kb.year != NOW:
        yield f"By works published by {kb.year}."
    if claim.judgement is not None:
        yield f"An editor's judgement, which changes nothing: {claim.judgement.says}"
        yield from (f"  because {reason}" for reason in claim.judgement.reasons)


def _steps(found: Assessment) -> Iterator[str]:
    yield f"Why, by method {METHOD}"
    yield from (f"{number}. {step.says}" for number, step in enumerate(found.steps, 1))


def _voices(found: Assessment) -> Iterator[str]:
    if found.ties:
        yield "One voice"
        yield from (f"{tie.one} and {tie.other} {tie.why}" for tie in found.ties)


def _evidence(found: Assessment) -> Iterator[str]:
    for one in found.weighed:
        numbers = " and ".join(map(str, one.groups))
        group = f"group{'s' if len(one.groups) > 1 else ''} {numbers}" if one.counted else "left out"
        yield f"{one.item.stance} · {group} · {one.item.work} · {one.item.design}"
        yield f"    {one.item.finding}"
        yield from (f"    {reason.says}" for reason in one.reasons)


def _changes(kb: KnowledgeBase, claim: Claim, found: Assessment) -> Iterator[str]:
    yield "What would change it"
    needs = {other: kb.levels[other].level for other in claim.needs() if other in kb.levels}
    changes = what_ifs(claim, found, facts_of(kb), needs)
    for change in changes:
        arrow = "↑" if change.better else "↓"
        yield f"{arrow} {LEVELS[change.level].label}, if {KINDS[change.kind].format(' or '.join(change.names))}"
    if not changes:
        yield "No fact of those that are tried: more groups, retractions, a confirmed record, another claim."
