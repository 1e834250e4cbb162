"""A seeded generator of bases that look like a real one: N claims, N/4 works, a lock with receipts, texts, topics, terms.

A claim has an assertion, three items of evidence and three relations, in 150 to 250 words. Of the works every tenth has its
text in the base, and of half of the others the quotes have receipts.

python bench/generate.py 1000 /tmp/base
"""

import itertools
import json
import random
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from build_tools.receipts import digest, issue
from build_tools.texts import cut

WORDS = (
    *("cells", "passage", "growth", "senescence", "marker", "culture", "donor", "tissue", "marrow", "factor"),
    *("secretion", "vesicle", "cargo", "protein", "level", "decline", "early", "late", "number", "doubling"),
    *("population", "human", "expansion", "density", "medium", "protocol", "release", "assay", "potency", "dose"),
)
# Words are used as unevenly as in real texts: a few everywhere, most hardly ever. Fitted to the claims of this base.
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo", "kre", "pla", "tron", "xin")
MADE = tuple("".join(some) for some in itertools.product(SYLLABLES, repeat=3))[:5000]
VOCABULARY = (*WORDS, *MADE)
WEIGHTS = tuple(itertools.accumulate(1 / (rank + 3) for rank in range(1, len(VOCABULARY) + 1)))
DESIGNS = ("in-vitro", "in-vitro", "in-vivo", "cohort", "narrative-review", "systematic-review")
STANCES = ("supports", "supports", "qualifies", "refutes")
KINDS = ("causal", "comparative", "quantitative", "definition", "procedural")
TISSUES = ("bone-marrow", "adipose", "umbilical-cord")
FAMILIES = ("Abara", "Bendt", "Cortez", "Dvorak", "Egawa", "Fofanah", "Grimaldi", "Haddad", "Ito", "Jansen")


def words(random_: random.Random, least: int, most: int) -> str:
    return " ".join(random_.choices(VOCABULARY, cum_weights=WEIGHTS, k=random_.randint(least, most)))


def sentence(random_: random.Random, least: int, most: int) -> str:
    return words(random_, least, most).capitalize() + "."


def generate(count: int, folder: Path, seed: int = 1) -> None:
    """Write a base of `count` claims; the same seed gives the same bytes."""
    random_ = random.Random(seed)
    works = [f"author{2000 + number % 25}w{number}" for number in range(max(count // 4, 4))]
    topics = [f"topic-{number}" for number in range(max(count // 50, 3))]
    for topic in topics:
        (folder / "kb/claims" / topic).mkdir(parents=True, exist_ok=True)
    (folder / "kb/topics.yaml").write_text(
        "".join(f"{topic}:\n  title: {topic.capitalize()}\n  summary: {sentence(random_, 10, 20)}\n" for topic in topics)
    )
    terms = ("msc", "exosome", "human", "mouse", *TISSUES)
    (folder / "kb/terms.yaml").write_text(
        "".join(f"{term}:\n  label: {term.capitalize()}\n  definition: {sentence(random_, 8, 16)}\n" for term in terms)
    )
    quotes: dict[str, list[str]] = {}
    for number in range(count):
        topic = topics[number % len(topics)]
        text = claim(random_, number, count, works, quotes)
        (folder / f"kb/claims/{topic}/claim-{number}.yaml").write_text(text)
    known = [record(random_, number) for number in range(len(works))]
    entries = [entry(key, number, known[number]) for number, key in enumerate(works)]
    (folder / "references.bib").write_text("\n".join(entries) + SOURCE)
    blocks = {key: block(random_, number, known[number]) for number, key in enumerate(works)} | {
        "some-page": {"outcome": "could not check"}
    }
    (folder / "kb/texts").mkdir()
    for number, key in enumerate(works):
        text = "scope: fulltext\nretrieved: 2026-11-24\n\n" + body(random_, quotes.get(key, []))
        if number % 10 == 0:
            (folder / f"kb/texts/{key}.txt").write_text(text)
        elif number % 2:
            blocks[key]["quotes"] = receipts(key, text, quotes.get(key, []))
    lock = {"version": 1, "works": blocks}
    (folder / "references.lock").write_text(json.dumps(lock, indent=2, sort_keys=True) + "\n")


SOURCE = "\n@online{some-page,\n  title = {A page that asserts},\n  url = {https://example.org/page}\n}\n"


def body(random_: random.Random, quotes: list[str]) -> str:
    """A text of about a thousand words in which these phrases stand."""
    parts = [f"{sentence(random_, 60, 100)} {quote.capitalize()}." for quote in quotes]
    return "\n\n".join([*parts, *(sentence(random_, 60, 100) for _ in range(max(12 - len(parts), 0)))]) + "\n"


def receipts(key: str, text: str, quotes: list[str]) -> dict[str, Any]:
    """What `kb verify --quotes` would write of these quotes."""
    held = cut(key, "", text, [])
    issued = {digest((key, quote)): issue((key, quote), held, "2026-11-24") for quote in quotes}
    return {name: asdict(receipt) for name, receipt in issued.items() if receipt}


def claim(random_: random.Random, number: int, count: int, works: list[str], quotes: dict[str, list[str]]) -> str:
    """A claim; what it quotes of each work goes into `quotes`."""
    low = random_.randint(1, 9)
    lines = [
        f"statement: {sentence(random_, 12, 22)}",
        f"kind: {random_.choice(KINDS)}",
        f"scope: {{cells: msc, product: exosome, tissue: [{random_.choice(TISSUES)}], passage: {low}-{low + 2}}}",
        "asserted_by:",
        "  - source: some-page",
        f"    quote: {words(random_, 8, 16)}",
        f"    where: section {words(random_, 1, 3)}",
        "    modality: asserted",
        f"    cites: [{random_.choice(works)}]",
        "evidence:",
    ]
    chosen = [works[number % len(works)], *random_.sample(works, 2)]
    for work in chosen:
        quote = words(random_, 8, 16)
        quotes.setdefault(work, []).append(quote)
        lines += [
            f"  - work: {work}",
            f"    stance: {random_.choice(STANCES)}",
            f"    design: {random_.choice(DESIGNS)}",
            f"    subject: {{species: human, tissue: {random_.choice(TISSUES)}, passage: {random_.randint(1, 12)}}}",
            f"    finding: {sentence(random_, 18, 30)}",
            f"    quote: {quote}",
            "    where: abstract",
        ]
    lines.append("relates:")
    for other in random_.sample([n for n in (number + 1, number + 7, number + 31, number + 77) if n % count != number], 3):
        lines += [f"  - to: claim-{other % count}", "    how: refines", f"    note: {sentence(random_, 6, 12)}"]
    return "\n".join(lines) + "\n"


def record(random_: random.Random, number: int) -> dict[str, Any]:
    """What a registry would have of a work."""
    return {
        "type": "article",
        "title": sentence(random_, 8, 14),
        "authors": [f"{family}{number}, {random_.choice('ABCDE')}." for family in random_.sample(FAMILIES, 3)],
        "container": f"Journal of {random_.choice(WORDS).capitalize()}",
        "year": str(2000 + number % 25),
        "volume": str(random_.randint(1, 90)),
        "pages": f"{number}-{number + 9}",
    }


def entry(key: str, number: int, known: dict[str, Any]) -> str:
    return (
        f"@article{{{key},\n  author = {{{' and '.join(known['authors'])}}},\n  title = {{{known['title']}}},\n"
        f"  journal = {{{known['container']}}},\n  year = {{{known['year']}}},\n"
        f"  volume = {{{known['volume']}}},\n  pages = {{{number}--{number + 9}}},\n"
        f"  doi = {{10.5555/bench.{number}}}\n}}\n"
    )


def block(random_: random.Random, number: int, known: dict[str, Any]) -> dict[str, object]:
    return {
        "outcome": random_.choice(("matches", "matches", "could not check")),
        "asked": [
            {
                "who": "crossref",
                "address": f"https://doi.org/10.5555/bench.{number}",
                "copy": "publisher",
                "recorded": "2026-11-24",
            }
        ],
        "identifiers": {"doi": f"10.5555/bench.{number}"},
        "record": known,
        "standing": {"is": "good", "notices": []},
        "read": "abstract",
    }


if __name__ == "__main__":
    generate(int(sys.argv[1]), Path(sys.argv[2]))
