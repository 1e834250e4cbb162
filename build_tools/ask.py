"""Questions of people to the base: how its claims stand, what falls with a work, how much there is."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from build_tools.counts import count, safe, some
from build_tools.extract import NoTextError
from build_tools.impact import WAYS, Change
from build_tools.impact import impact as find_impact
from build_tools.impact import ranking as rank
from build_tools.lock import write_receipts
from build_tools.model import KnowledgeBase, Receipt, nearest
from build_tools.place import is_day
from build_tools.receipts import digest, issue
from build_tools.references import KEY
from build_tools.texts import read_texts
from build_tools.vocabulary import LEVELS

Answer = tuple[str, bool]


def levels(kb: KnowledgeBase, form: str) -> Answer:
    """The level of every claim."""
    found = {identity: assessment.level for identity, assessment in kb.levels.items()}
    if form == "json":
        return json.dumps(found, indent=1), True
    return "\n".join(f"{LEVELS[level].mark:4} {LEVELS[level].label:28} {identity}" for identity, level in found.items()), True


def impact(kb: KnowledgeBase, work: str, way: str, form: str) -> Answer:
    """The claims whose level would change with a work; False when there is no such work."""
    if work not in kb.works:
        return f"There is no work '{safe(work)}'. {nearest(work, kb.works)}".strip(), False
    changes = find_impact(kb, work, way)
    if form == "json":
        return json.dumps({"work": work, "as": way, "changes": [change._asdict() for change in changes]}, indent=1), True
    head = f"{work}, {WAYS[way]}: {some(len(changes), 'claim')} would change"
    return "\n".join([head, *(_change(change) for change in changes)]), True


def ranking(kb: KnowledgeBase, way: str, form: str) -> Answer:
    """Every work by how many claims change with it."""
    ranked = [(work, changes) for work, changes in rank(kb, way) if changes]
    if form == "json":
        works = [{"work": work, "changes": [change._asdict() for change in changes]} for work, changes in ranked]
        return json.dumps({"as": way, "works": works}, indent=1), True
    lines = [f"{len(changes):5}  {work}" for work, changes in ranked]
    rest = len(kb.works) - len(ranked)
    return "\n".join([*lines, f"    0  {some(rest, 'other work')}"]), True


def _change(change: Change) -> str:
    before, after = LEVELS[change.before], LEVELS[change.after]
    return f"{before.mark} {before.label} → {after.mark} {after.label}: {change.claim}"


def stats(kb: KnowledgeBase) -> Answer:
    """The size of the base and how its claims stand."""
    counts = count(kb)
    stances = Counter(item.stance for claim in kb.claims.values() for item in claim.evidence)
    relations = Counter(link.how for claim in kb.claims.values() for link in claim.relates)
    levels = Counter(found.level for found in kb.levels.values())
    assertions = sum(len(claim.asserted_by) for claim in kb.claims.values())
    lines = [
        f"claims      {counts.claims:6,}",
        f"assertions  {assertions:6,}   by {some(len(kb.asserting), 'source')}",
        f"evidence    {counts.evidence:6,}   "
        + ", ".join(f"{stances[name]} {name}" for name in ("supports", "qualifies", "refutes")),
        f"relations   {sum(relations.values()):6,}   "
        + ", ".join(f"{number} {how}" for how, number in sorted(relations.items())),
        f"works       {counts.works:6,}   {counts.citations.words()}",
        f"quotes      {counts.quotes.total:6,}   {counts.quotes.words()}",
        f"questions   {len(kb.questions):6,}",
        f"tables      {len(kb.tables):6,}",
        f"terms       {len(kb.terms):6,}",
        f"topics      {len(kb.topics):6,}",
        "",
    ]
    lines += [f"{level.mark:4} {level.label:28} {levels[name]:6,}" for name, level in LEVELS.items()]
    return "\n".join(lines), True


def keep_text(root: Path, key: str, read: Callable[[], str], about: Mapping[str, str]) -> Answer:
    """Put a text into .texts/<key>.txt, with what is known about it; `read` gives it, or raises NoTextError."""
    if not KEY.fullmatch(key):
        return f"'{key}' cannot be the key of a work.", False
    try:
        text = read()
    except NoTextError as error:
        return f"No text was kept: {error}.", False
    kept = root / ".texts" / f"{key}.txt"
    kept.parent.mkdir(exist_ok=True)
    header = "".join(f"{name}: {value}\n" for name, value in about.items())
    kept.write_text(f"{header}\n{text}", encoding="utf-8")
    return f"{len(text.split()):,} words kept in {kept.relative_to(root)}, which git ignores.", True


def verify_quotes(root: Path, kb: KnowledgeBase, keys: Sequence[str], on: str) -> Answer:
    """Write receipts for the quotes of these works, or of all whose text is at hand."""
    if not is_day(on):
        return f"'{on}' is not a date such as 2026-11-24.", False
    texts = read_texts(root, [])
    missing = [key for key in keys if key not in texts]
    if missing:
        return f"No text at hand of {', '.join(missing)}; `kb text KEY FILE` keeps one.", False
    chosen = {key: texts[key] for key in keys or texts}
    receipts: dict[str, dict[str, Receipt]] = {}
    failed = []
    for key, phrase in sorted(kb.verdicts):
        if key in chosen:
            receipt = issue((key, phrase), chosen[key], on)
            if receipt is None:
                failed.append(f"{key}: “{phrase}”: {kb.verdicts[key, phrase].why}")
            else:
                receipts.setdefault(key, {})[digest((key, phrase))] = receipt
    changed = write_receipts(root, receipts, frozenset(chosen))
    written = sum(map(len, receipts.values()))
    lines = [f"{written} quotes found in {len(chosen)} texts, {len(failed)} not; {changed} blocks of the lock changed.", *failed]
    return "\n".join(lines), not failed
