"""Questions of people to the base: why a level, how much there is."""

from collections import Counter

from build_tools.counts import count
from build_tools.model import KnowledgeBase, nearest
from build_tools.vocabulary import LEVELS

Answer = tuple[str, bool]


def why(kb: KnowledgeBase, identity: str) -> Answer:
    """The level of a claim with each step; False when there is no such claim."""
    if identity not in kb.claims:
        return f"There is no claim '{identity}'. {nearest(identity, kb.claims)}".strip(), False
    found = kb.levels[identity]
    level = LEVELS[found.level]
    lines = [kb.claims[identity].statement, "", f"{level.mark} {level.label}: {level.meaning}", ""]
    lines += [f"{number}. {step}" for number, step in enumerate(found.steps, 1)]
    for one in found.weighed:
        group = f"group {one.group}" if one.counted else "left out"
        lines += ["", f"{one.item.stance} · {group} · {one.item.work} · {one.item.design}", f"    {one.item.finding}"]
        lines += [f"    {reason}" for reason in one.reasons]
    return "\n".join(lines), True


def stats(kb: KnowledgeBase) -> Answer:
    """The size of the base and how its claims stand."""
    counts = count(kb)
    stances = Counter(item.stance for claim in kb.claims.values() for item in claim.evidence)
    relations = Counter(link.how for claim in kb.claims.values() for link in claim.relates)
    levels = Counter(found.level for found in kb.levels.values())
    sources = {said.source for claim in kb.claims.values() for said in claim.asserted_by}
    assertions = sum(len(claim.asserted_by) for claim in kb.claims.values())
    quotes = counts.quotes.verified + counts.quotes.failed + counts.quotes.unchecked
    lines = [
        f"claims      {counts.claims:6,}",
        f"assertions  {assertions:6,}   by {len(sources)} sources",
        f"evidence    {counts.evidence:6,}   "
        + ", ".join(f"{stances[name]} {name}" for name in ("supports", "qualifies", "refutes")),
        f"relations   {sum(relations.values()):6,}   "
        + ", ".join(f"{number} {how}" for how, number in sorted(relations.items())),
        f"works       {counts.works:6,}   {counts.citations.words()}",
        f"quotes      {quotes:6,}   {counts.quotes.words()}",
        f"questions   {len(kb.questions):6,}",
        f"tables      {len(kb.tables):6,}",
        f"terms       {len(kb.terms):6,}",
        f"topics      {len(kb.topics):6,}",
        "",
    ]
    lines += [f"{level.mark:4} {level.label:28} {levels[name]:6,}" for name, level in LEVELS.items()]
    return "\n".join(lines), True
