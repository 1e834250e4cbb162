"""The method: every rule by which a level is made, each with a claim of this base that it bears on."""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Page
from build_tools.rules import METHOD, RULES, Rule
from build_tools.template import fill

STAGES = {
    "counts": ("What counts", "An item of evidence is left out, and the reason stands beside it, by these rules."),
    "weighs": ("How it weighs", "What counts may still be indirect, or rest on a record that nobody has confirmed."),
    "groups": ("Who speaks", "Independent groups are counted, not papers."),
    "level": ("Which level follows", "The first of these rules that fits the numbers of groups gives the level."),
    "depends": ("What it depends on", "A claim that depends on others cannot stand where they have fallen."),
}


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    cases = _cases(kb)
    stages = [
        (identity, title, lead, [(rule, cases.get(name, "")) for name, rule in RULES.items() if rule.stage == identity])
        for identity, (title, lead) in STAGES.items()
    ]
    assert {rule.stage for rule in RULES.values()} == set(STAGES)
    body = fill("method.html", kb, "method/", method=METHOD, stages=stages, order=_order)
    yield Page("method/", "How a level is made", "", body)


def _cases(kb: KnowledgeBase) -> dict[str, str]:
    """For each rule the first claim, by id, in whose trace it stands."""
    cases: dict[str, str] = {}
    for key, found in kb.levels.items():
        for reason in (*found.steps, *(reason for one in found.weighed for reason in one.reasons)):
            cases.setdefault(reason.rule, key)
    return cases


def _order(rule: Rule) -> str:
    """The heading of a rule as the end of an address."""
    return rule.label.lower().replace(":", "").replace(" ", "-")
