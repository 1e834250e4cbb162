"""Small bases, a rule or a boundary each: the level that is expected, and the whole trace of how it comes about.

A file of traces/ is a base: its files one after another, and last what `kb why` says of each claim. All share the works of
traces/references.bib, whose records are confirmed unless a case says otherwise.
"""

import json
import re

import pytest
from bases import HERE

from build_tools import pipeline
from build_tools.rules import RULES
from build_tools.strength import LEVEL_OF
from build_tools.vocabulary import LEVELS
from build_tools.why import why

CASES = sorted((HERE / "traces").glob("*.txt"))
WORKS = (HERE / "traces/references.bib").read_text()
TERMS = "".join(f"{term}:\n  label: {term}\n  definition: A word.\n" for term in ("human", "mouse", "bone-marrow", "adipose"))
SECTION = re.compile(r"^=== (.+)\n", re.MULTILINE)


def read_case(text):
    """The first words of a case, and its sections by name."""
    doc, *parts = SECTION.split(text)
    return doc, dict(zip(parts[::2], parts[1::2], strict=True))


def records(bib):
    """What a registry that agrees with a bibliography would say of each of its works."""
    for entry in bib.split("\n@"):
        fields = dict(re.findall(r"\b(title|doi) = \{([^}]*)\}", entry))
        known = {"identifiers": {"doi": fields["doi"]}} if "doi" in fields else {}
        yield re.search(r"\w+\{([\w-]+),", entry)[1], {"record": {"title": fields["title"]}, **known}


def base_of(sections):
    bib = WORKS + sections.get("references.bib", "")
    blocks = {key: {"outcome": "matches", **known} for key, known in records(bib)}
    for key, block in json.loads(sections.get("references.lock", "{}")).items():
        blocks[key] = {**blocks[key], **block}
    files = {name: text for name, text in sections.items() if name.startswith("kb/")}
    lock = json.dumps({"version": 1, "works": blocks})
    return {"kb/terms.yaml": TERMS, **files, "references.bib": bib, "references.lock": lock}


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_trace(base, expect, case):
    doc, sections = read_case(case.read_text(encoding="utf-8"))
    kb = pipeline.read(base(base_of(sections)))
    assert not kb.faults
    claims = re.findall(r"^\S+(?=:)", sections["levels"], re.MULTILINE)
    assert "".join(f"{key}: {kb.levels[key].level}\n" for key in claims) == sections["levels"]
    told = "\n---\n".join(why(kb, key)[0] for key in claims)
    given = "".join(f"=== {name}\n{part}" for name, part in sections.items() if name != "why")
    expect(case, f"{doc}{given}=== why\n{told}\n")


def test_each_rule_and_each_level_has_a_trace(base):
    rules, levels = set(), set()
    for case in CASES:
        kb = pipeline.read(base(base_of(read_case(case.read_text(encoding="utf-8"))[1])))
        for found in kb.levels.values():
            levels.add(found.level)
            rules |= {step.rule for step in found.steps}
            rules |= {reason.rule for one in found.weighed for reason in one.reasons}
    assert set(LEVELS) <= levels
    assert set(RULES) - {"later"} <= rules
    assert set(LEVEL_OF) - set(LEVELS) <= rules
