"""The method in words: its version, and each rule by which a level is made."""

from collections.abc import Mapping
from typing import NamedTuple

METHOD = 2


class Rule(NamedTuple):
    """A rule of the method: its stage, its name for readers, and what it says."""

    stage: str
    label: str
    says: str


RULES: Mapping[str, Rule] = {
    "lost": Rule("counts", "Not found", "A work that was looked for and found nowhere is not counted."),
    "fallen": Rule(
        "counts", "Retracted or withdrawn", "A work that was retracted or withdrawn is not counted, nor is its preprint."
    ),
    "hollow": Rule(
        "counts", "A review of fallen studies", "A review is not counted when all the studies it reports have fallen."
    ),
    "interested": Rule(
        "counts",
        "The page of a party with an interest",
        "What a vendor, clinic or supplier says on its own page is an assertion.",
    ),
    "pointer": Rule(
        "counts", "Points to evidence", "A narrative review or a technical note points to evidence and is no study of its own."
    ),
    "guidance": Rule(
        "counts",
        "Guidance on an effect",
        "Guidance settles what words, procedures and rules are. It does not settle what happens.",
    ),
    "later": Rule("counts", "Published later", "Looking back at a year, only what had been published by then is counted."),
    "indirect": Rule(
        "weighs", "Indirect", "A study of another species, another tissue or other passages than the claim is about is indirect."
    ),
    "dishes": Rule(
        "weighs",
        "Patients and dishes",
        "For a claim about patients, cells in culture and animals are indirect. They alone never lift it above limited support.",
    ),
    "unconfirmed": Rule(
        "weighs",
        "Record not confirmed",
        "A work whose record nobody has confirmed yet counts. Without a confirmed one beside it, it lifts no claim above limited "
        "support.",
    ),
    "one-voice": Rule(
        "groups",
        "One voice",
        "Works that share an author, a cohort or a set of data are one group. So are a preprint and its article.",
    ),
    "reported": Rule(
        "groups", "A review and its studies", "A review speaks with the voice of those studies it reports that stand here too."
    ),
    "well-supported": Rule(
        "level",
        "Well supported",
        "Three or more groups show it directly, two or more of them confirmed, more than twice as many as limit it, and none as "
        "direct is against it.",
    ),
    "supported": Rule(
        "level",
        "Supported",
        "Two or more groups show it directly, at least one of them confirmed, and more than limit it. "
        "None as direct is against it.",
    ),
    "settled": Rule(
        "level",
        "Settled by the rule itself",
        "For a claim of what words, procedures or rules are, one confirmed document that lays them down is enough, where fewer "
        "groups limit it than show it.",
    ),
    "one-group": Rule("level", "Limited: one group", "Only one group shows it directly."),
    "unsure": Rule("level", "Limited: not confirmed", "Groups show it directly, and the record of none of them is confirmed."),
    "in-part": Rule("level", "Limited: in part", "As many groups limit it as show it directly."),
    "aside": Rule(
        "level", "Limited: indirect", "No group shows it directly. What is for it is indirect or shows it only in part."
    ),
    "contested": Rule("level", "Contested", "Groups are for it, and others at least as direct are against it."),
    "contradicted": Rule("level", "Contradicted", "Groups are against it and none is for it."),
    "asserted-only": Rule("level", "Asserted only", "No evidence is counted, neither for nor against it."),
    "unfindable": Rule(
        "level",
        "Cites what cannot be found",
        "No evidence is counted, and none of the works that its sources cite for it was found.",
    ),
    "retracted-support": Rule(
        "level", "Retracted support", "No evidence is counted, because what supported it was retracted or withdrawn."
    ),
    "not-assessed": Rule(
        "level", "Not assessed", "A normative claim says what ought to be done. Evidence alone cannot settle that."
    ),
    "needs-contradicted": Rule(
        "depends",
        "Depends on a contradicted claim",
        "What contradicts a claim speaks against all that depend on it: those with evidence of their own become contested, those "
        "without become contradicted.",
    ),
    "needs-retracted": Rule(
        "depends",
        "Depends on a claim that lost its support",
        "A claim with evidence of its own stands at most at limited support. One without has retracted support too.",
    ),
    "needs-contested": Rule("depends", "Depends on a contested claim", "It stands at most at limited support."),
}
