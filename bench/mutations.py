"""Break references and quotes that are known to be right in one known way each, ask the checker, and count.

    python bench/mutations.py [CASES] [SEED]

writes bench/mutations.json and bench/mutations.md. Each class of references is a base of its own, read from its files and
checked like any other; the registry is a dictionary. The same seed gives the same bytes.
"""

import hashlib
import json
import math
import random
import re
import sys
import tempfile
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

import fictional
import quote_cases
import record_cases
from record_cases import Case, World

from build_tools import pipeline
from build_tools.lock import as_block
from build_tools.model import Asked, KnowledgeBase, LockEntry, Problem, Record, Work
from build_tools.references import read_references

# ruff: noqa: RUF001  letters without accents are what is compared
CASES, SEED = 300, 1
DAY = "2026-11-25"
VERDICTS = ("matches", "differs", "not found", "could not check")
WEIGHTS = {  # group: how often editors who write by hand, and drafts of a language model, go wrong there
    "authors": (32, 8), "title": (15, 3), "journal": (10, 5), "pages": (12, 9), "year": (6, 5), "identifier": (5, 10),
    "fabricated": (0, 45), "retraction": (2, 1), "preprint": (3, 2), "quote": (15, 12),
}  # fmt: skip
PREVALENCES = (0.01, 0.08, 0.30)
NOT_OF_CITATIONS = frozenset({"unused_reference", "orphan_claim"})  # the bases are not meant to be whole


@dataclass
class Tally:
    """What became of the cases of one class."""

    group: str
    critical: bool
    cases: int = 0
    caught: int = 0
    named: int = 0
    dropped: int = 0  # mutants that are right all the same
    blocked: int = 0  # of harmless variants: errors
    warned: int = 0  # of harmless variants: warnings
    verdicts: Counter[tuple[str, str]] = field(default_factory=Counter)


# --- references ----------------------------------------------------------------------------------


class Registry:
    """What the registries have, by identifier and by title."""

    def __init__(self, records: Iterator[Record]) -> None:
        self.known: dict[tuple[str, str], Record] = {}
        for record in records:
            for kind in ("doi", "pmid"):
                if kind in record.identifiers:
                    self.known[kind, record.identifiers[kind].lower()] = record
            for other in record.related.get("same-as", ()):
                self.known["doi", other] = record
            self.known["title", letters(record.title)] = record

    def look_up(self, work: Work) -> LockEntry:
        """The block of a work: what its DOI is of, else its PMID, else its very title."""
        asked = (Asked("the registry of the benchmark", recorded=DAY),)
        names = [(kind, work.identifiers[kind]) for kind in ("doi", "pmid") if kind in work.identifiers]
        found = next((self.known[name] for name in names or [("title", letters(work.title))] if name in self.known), None)
        if found is None or (names and names[0] not in self.known):
            return LockEntry("not found", "Nobody has it.", asked=asked, identifiers=dict(work.identifiers))
        return LockEntry("matches", asked=asked, identifiers=dict(work.identifiers), record=found)


def letters(text: str) -> str:
    """The letters and digits of a text, in small letters and without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i").replace("ø", "o"))
    return "".join(letter for letter in apart if letter.isalnum())


def plain(name: str, value: str) -> object:
    """A field in a form of its own, by another rule than that of the checker: to tell mutants that are right all the same."""
    if name == "pages":
        numbers = re.findall(r"\d+", value)
        return [int(number) for number in numbers]
    if name == "author":
        return [letters(one.split(",")[0]) for one in value.split(" and ")]
    return value.lower() if name in ("doi", "pmid") else letters(value)


def is_right_all_the_same(case: Case) -> bool:
    """Whether what is cited is what the record has, or another year that it has."""
    record = case.records[0]
    right = fictional.cite(record)
    unlike = {name for name, value in case.fields.items() if plain(name, value) != plain(name, right.get(name, ""))}
    if case.fields.get("year") in record.years:
        unlike -= {"year"}
    wrong_by_itself = case.standing or case.second or case.expected is record_cases.ALIKE
    return not unlike and not wrong_by_itself


def base_of(root: Path, cases: list[Case]) -> dict[str, int]:
    """Write a base whose references are the cases, ask the registry about each; return which key belongs to which case."""
    keys, entries, sources = {}, [], []
    for number, case in enumerate(cases):
        key = f"case{number}"
        for suffix, fields in (("", case.fields), ("b", case.second)):
            if fields is not None:
                keys[key + suffix] = number
                entries.append(fictional.entry(key + suffix, fields))
        if case.override:
            days = f"reason: Seen in print., on: {DAY}, until: 2027-11-25"
            sources.append(f'{key}:\n  overrides: [{{field: {case.override[0]}, record: "{case.override[1]}", {days}}}]\n')
        if case.standing:
            _claim(root, key)
    (root / "kb").mkdir(exist_ok=True)
    (root / "kb/sources.yaml").write_text("".join(sources) or "{}\n")
    (root / "references.bib").write_text("\n".join(entries), encoding="utf-8")
    works, _ = read_references(root, [])
    registry = Registry(record for case in cases for record in case.records)
    blocks = {}
    for key, work in works.items():
        standing = cases[keys[key]].standing
        found = registry.look_up(work)
        found = replace(found, standing=standing[0], notices=(standing[1],)) if standing else found
        blocks[key] = as_block(found)
    (root / "references.lock").write_text(json.dumps({"version": 1, "works": blocks}), encoding="utf-8")
    return keys


def _claim(root: Path, key: str) -> None:
    folder = root / "kb/claims/cells"
    folder.mkdir(parents=True, exist_ok=True)
    item = f"  - {{work: {key}, stance: supports, design: in-vitro, finding: They did.}}\n"
    (folder / f"{key}.yaml").write_text(f"statement: Cells age.\nkind: causal\nevidence:\n{item}")


def problems_by_case(kb: KnowledgeBase, problems: list[Problem], keys: Mapping[str, int]) -> dict[int, list[Problem]]:
    """Each problem under the case whose entry, claim or override it is about."""
    works = sorted(kb.works.values(), key=lambda work: work.where)
    lines = [work.where.line for work in works]
    found: dict[int, list[Problem]] = {}
    for problem in problems:
        if problem.check in NOT_OF_CITATIONS:
            continue
        if problem.where.file == "references.bib":
            key = works[max(0, bisect_right(lines, problem.where.line) - 1)].key
        else:
            named = re.search(r"case\d+", f"{problem.where.file} {problem.message}")
            key = named[0] if named else next(iter(keys))
        found.setdefault(keys[key], []).append(problem)
    return found


def run_references(cases: list[Case], tally: Tally) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        keys = base_of(root, cases)
        kb = pipeline.read(root, DAY)
        found = problems_by_case(kb, pipeline.check(kb), keys)
        for number, case in enumerate(cases):
            own = found.get(number, [])
            hits = [problem for problem in own if problem.check in case.expected]
            false = case.standing and case.standing[0] != "retracted" and any("retracted" in problem.message for problem in own)
            tally.cases += 1
            tally.caught += bool(hits) and not false
            tally.named += any(case.expected[problem.check] in problem.message for problem in hits)
            tally.blocked += any(problem.level == "error" for problem in own)
            tally.warned += any(problem.level == "warning" for problem in own)
            entry = kb.lock_entry(f"case{number}")
            tally.verdicts[case.verdict, entry.outcome] += 1


def cases_of(mutation: record_cases.Mutation, cases: int, random_: random.Random, real: list[Record], tally: Tally) -> list[Case]:
    """As many cases as are wanted: first of the records of this base, a fifth at most, then of fictional ones."""
    fresh = fictional.records(random_)
    world = World(random_, fresh)
    made: list[Case] = []
    bases = iter([*random_.sample(real, min(len(real), cases // 5))])
    while len(made) < cases:
        case = mutation(world, next(bases, None) or next(fresh))
        if case is None:
            continue
        if case.expected and is_right_all_the_same(case):
            tally.dropped += 1
            continue
        made.append(case)
    return made


def real_records() -> list[Record]:
    """The records of this base that are of articles with authors, under identifiers that are nobody's."""
    lock = pipeline.read(HERE.parent).lock
    whole = [entry.record for _, entry in sorted(lock.items()) if entry.record.type == "article" and entry.record.authors]
    return [fictional.as_fictional(record, number) for number, record in enumerate(whole) if record.title]


# --- all of it -----------------------------------------------------------------------------------


def run(cases: int, seed: int) -> tuple[dict[str, Tally], dict[str, Tally]]:
    """What became of each class of mutations, and of each harmless variant."""
    caught: dict[str, Tally] = {}
    clean: dict[str, Tally] = {}
    real = real_records()
    for name, (group, critical, mutation) in record_cases.MUTATIONS.items():
        tally = caught[name] = Tally(group, critical)
        run_references(cases_of(mutation, cases, random.Random(f"{seed} {name}"), real, tally), tally)
    for name, mutation in record_cases.VARIANTS.items():
        tally = clean[f"reference: {name}"] = Tally("", critical=False)
        run_references(cases_of(mutation, cases, random.Random(f"{seed} {name}"), real, tally), tally)
    run_quotes(cases, seed, caught, clean)
    return caught, clean


def run_quotes(cases: int, seed: int, caught: dict[str, Tally], clean: dict[str, Tally]) -> None:
    random_ = random.Random(seed)
    both = quote_cases.texts(random_)
    pools = [quote_cases.sentences(text) for text in both]
    for name, (wanted, critical, make) in quote_cases.MUTATIONS.items():
        tally = caught[name] = Tally("quote", critical)
        for case in make(random.Random(f"{seed} {name}"), both, pools):
            if not name.startswith(quote_cases.ALWAYS_WRONG) and quote_cases.equivalent(case):
                tally.dropped += 1
                continue
            got, verdict = quote_cases.become(case)
            tally.cases += 1
            tally.caught += got in (wanted, quote_cases.REFUSED) if wanted != quote_cases.UNCHECKED else got == wanted
            tally.named += bool(verdict.why or verdict.before) or got == quote_cases.REFUSED
            if tally.cases == cases:
                break
    for name, source in quote_cases.clean(random.Random(seed), both, pools):
        tally = clean[f"quote: {name}"] = Tally("", critical=False)
        for _, case in zip(range(cases), source, strict=False):
            got, _ = quote_cases.become(case)
            tally.cases += 1
            tally.blocked += got in (quote_cases.REFUSED, quote_cases.UNCHECKED)
            tally.warned += got == quote_cases.WARNED


# --- measures ------------------------------------------------------------------------------------


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    if not of:
        return 0.0, 1.0
    z, share = 1.959964, hits / of
    middle, half = share + z * z / (2 * of), z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, (middle - half) / (1 + z * z / of)), min(1.0, (middle + half) / (1 + z * z / of))


def weighted(caught: Mapping[str, Tally], column: int) -> float:
    """The mean recall of each group, weighted; in percent."""
    total = 0.0
    for group, weights in WEIGHTS.items():
        own = [tally.caught / tally.cases for tally in caught.values() if tally.group == group]
        total += weights[column] * sum(own) / len(own)
    return 100 * total / sum(weights[column] for weights in WEIGHTS.values())


def precision(recall: float, false_alarms: float, prevalence: float) -> float:
    hits, alarms = prevalence * recall, (1 - prevalence) * false_alarms
    return hits / (hits + alarms) if hits + alarms else 1.0


def summary(caught: Mapping[str, Tally], clean: Mapping[str, Tally]) -> dict[str, object]:
    references = {name: tally for name, tally in clean.items() if name.startswith("reference")}
    quotes = {name: tally for name, tally in clean.items() if name.startswith("quote")}
    blocked, of = sum(tally.blocked for tally in references.values()), sum(tally.cases for tally in references.values())
    hand, drafted = weighted(caught, 0), weighted(caught, 1)
    worst = wilson(blocked, of)[1]
    return {
        "H": round(hand, 2),
        "L": round(drafted, 2),
        "critical classes": sum(tally.critical for tally in caught.values()),
        "missed in critical classes": sum(tally.cases - tally.caught for tally in caught.values() if tally.critical),
        "wrong field named": sum(tally.caught - min(tally.named, tally.caught) for tally in caught.values()),
        "clean references": of,
        "clean references blocked": blocked,
        "clean references warned": sum(tally.warned for tally in references.values()),
        "clean quotes": sum(tally.cases for tally in quotes.values()),
        "clean quotes refused": sum(tally.blocked for tally in quotes.values()),
        "precision": {f"{share:.0%}": round(precision(hand / 100, blocked / of, share), 4) for share in PREVALENCES},
        "precision at worst": {f"{share:.0%}": round(precision(hand / 100, worst, share), 4) for share in PREVALENCES},
    }


def as_data(caught: Mapping[str, Tally], clean: Mapping[str, Tally], cases: int, seed: int) -> dict[str, object]:
    def row(tally: Tally) -> dict[str, object]:
        found = {name: value for name, value in asdict(tally).items() if name != "verdicts"}
        matrix = {
            one: {other: tally.verdicts[one, other] for other in VERDICTS if tally.verdicts[one, other]} for one in VERDICTS
        }
        return {**found, "verdicts": {one: others for one, others in matrix.items() if others}}

    records = [asdict(record) for record in real_records()]
    data = hashlib.sha256(json.dumps(records, sort_keys=True).encode()).hexdigest()[:16]
    return {
        "version": 2,
        "seed": seed,
        "cases": cases,
        "data": data,
        "summary": summary(caught, clean),
        "mutations": {name: row(tally) for name, tally in caught.items()},
        "harmless": {name: row(tally) for name, tally in clean.items()},
    }


def as_page(caught: Mapping[str, Tally], clean: Mapping[str, Tally], cases: int, seed: int) -> str:
    told = summary(caught, clean)
    lines = [
        f"{cases} cases a class, seed {seed}. A mutant that is right all the same by a rule of its own is dropped and counted.",
        "",
        *(f"- {name}: {value}" for name, value in told.items()),
        "",
        "H and L weigh the recall of each group by how often editors and language models go wrong there.",
        "",
        "| Changed | Caught | Of | 95 % interval | Field named | Dropped |",
        "|---|---|---|---|---|---|",
    ]
    for name, tally in caught.items():
        low, high = wilson(tally.caught, tally.cases)
        mark = "**" if tally.critical else ""
        lines.append(
            f"| {mark}{name}{mark} | {tally.caught} | {tally.cases} | {low:.1%}–{high:.1%} | {tally.named} | {tally.dropped} |"
        )
    lines += ["", "In a class in bold nothing may be missed.", "", "| Harmless | Blocked | Warned | Of |", "|---|---|---|---|"]
    lines += [f"| {name} | {tally.blocked} | {tally.warned} | {tally.cases} |" for name, tally in clean.items()]
    total: Counter[tuple[str, str]] = Counter()
    for tally in (*caught.values(), *clean.values()):
        total += tally.verdicts
    lines += ["", "| Verdict that is right | " + " | ".join(VERDICTS) + " |", "|---|---|---|---|---|"]
    lines += [f"| {one} | " + " | ".join(str(total[one, other]) for other in VERDICTS) + " |" for one in VERDICTS]
    return "\n".join(lines) + "\n"


def main() -> None:
    cases, seed = (int(argument) for argument in [*sys.argv[1:], *map(str, (CASES, SEED)[len(sys.argv) - 1 :])][:2])
    caught, clean = run(cases, seed)
    page = as_page(caught, clean, cases, seed)
    (HERE / "mutations.md").write_text(page, encoding="utf-8")
    data = json.dumps(as_data(caught, clean, cases, seed), indent=1, ensure_ascii=False)
    (HERE / "mutations.json").write_text(data + "\n", encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
