"""Break quotes that are known to be right in one known way each, ask the checker, and count: bench/mutations.md.

    python bench/mutations.py [CASES] [SEED]

The texts are this base's own prose and sentences written for this purpose. The same seed gives the same bytes.
"""

import random
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from build_tools import pipeline
from build_tools.checks.quote_length import LEAST
from build_tools.model import Verdict
from build_tools.prose import plain
from build_tools.receipts import judge_one
from build_tools.sense import HEDGES, NEGATIONS
from build_tools.texts import WorkText, cut

SUBJECTS = ("The growth rate", "Telomere length", "The share of stained cells", "Secretion of VEGF", "The number of vesicles")
VERBS = ("fell", "rose", "may have fallen", "did not rise", "was not changed", "seems to have risen", "could have fallen")
UNITS = ("µg/mL", "kbp", "doublings", "ng/mL", "days")
REFERENCES = ("Abara K, Bendt L. The slow ageing of cells in shallow dishes. 2019.", "Cortez M. Vesicles of quiet cells. 2020.")
Random = random.Random


def measured(random_: Random) -> str:
    """A sentence with what a checker of quotes must not lose: numbers, signs, units, negations and hedges."""
    number = f"{random_.randint(1, 99)}.{random_.randint(1, 9)}"
    other = f"{random_.randint(1, 9)}.{random_.randint(1, 9)}"
    return (
        f"{random_.choice(SUBJECTS)} {random_.choice(VERBS)} from {number}% to -{other} ± 0.{random_.randint(1, 9)} "
        f"{random_.choice(UNITS)} by passage {random_.randint(2, 20)} (P < 0.0{random_.randint(1, 9)}) "
        f"in donor {random_.randint(1, 500)}."
    )


def texts(random_: Random) -> list[WorkText]:
    """Two texts, each with paragraphs of the base's prose, measured sentences, and a reference list."""
    kb = pipeline.read(ROOT)
    prose = sorted({plain(item.finding) for claim in kb.claims.values() for item in claim.evidence})
    prose += [plain(term.definition) for term in kb.terms.values()]
    random_.shuffle(prose)
    made = []
    for number in range(2):
        own = [*prose[number::2], *(measured(random_) for _ in range(400))]
        random_.shuffle(own)
        paragraphs = [" ".join(own[start : start + 5]) for start in range(0, len(own), 5)]
        body = "# Results\n" + "\n\n".join(paragraphs) + "\n\n# References\n" + "\n".join(REFERENCES)
        made.append(cut(f"work{number}", "bench", f"scope: fulltext\n\n{body}\n", []))
    return made


def sentences(text: WorkText) -> list[str]:
    starts = [*text.body.sentences, len(text.body.text)]
    spans = (text.body.text[first:last].strip() for first, last in pairwise(starts))
    return [span for span in spans if len(span.split()) >= 8 and not text.foreign_at(text.body.text.index(span))]


def phrase(random_: Random, pool: list[str]) -> str:
    """Whole words of one sentence, 6 to 14 of them, that begin and end in a word."""
    while True:
        words = random_.choice(pool).split()
        start = random_.randrange(max(1, len(words) - 6))
        found = " ".join(words[start : start + random_.randint(6, 14)]).strip("“”\"'(),.;:")
        if len(found.split()) >= LEAST and found[0].isalnum() and found[-1].isalnum() and found.count("(") == found.count(")"):
            return found


def swap_word(random_: Random, quote: str) -> str:
    words = quote.split()
    spot = random_.choice([place for place, word in enumerate(words) if word.isalpha()] or [0])
    return " ".join([*words[:spot], "otherwise", *words[spot + 1 :]])


def put_in(random_: Random, quote: str, word: str) -> str:
    words = quote.split()
    spot = random_.randrange(1, len(words))
    return " ".join([*words[:spot], word, *words[spot:]])


def take_out(random_: Random, quote: str, these: frozenset[str]) -> str:
    words = quote.split()
    spots = [place for place, word in enumerate(words) if word.lower() in these and 0 < place < len(words) - 1]
    if not spots:
        return quote
    spot = random_.choice(spots)
    return " ".join([*words[:spot], *words[spot + 1 :]])


def swap_digit(random_: Random, quote: str) -> str:
    places = [match.start() for match in re.finditer(r"\d", quote)]
    if not places:
        return quote
    place = random_.choice(places)
    return quote[:place] + str((int(quote[place]) + random_.randint(1, 8)) % 10) + quote[place + 1 :]


def swap_sign(random_: Random, quote: str) -> str:
    changes = ((r"(?<=\d)\.(?=\d)", ""), ("<", ">"), ("%", ""), ("± ", ""), (r"(?<=\s)-(?=\d)", ""), ("µg", "mg"), ("kbp", "bp"))
    fitting = [(old, new) for old, new in changes if re.search(old, quote)]
    return re.sub(*random_.choice(fitting), quote, count=1) if fitting else quote


def clip(random_: Random, quote: str) -> str:
    return quote[1:] if random_.random() < 0.5 else quote[:-1]


def swap_case(_random: Random, quote: str) -> str:
    return quote[0].swapcase() + quote[1:] if quote[0].isascii() else quote


def equivalent(quote: str, text: WorkText) -> bool:
    """Whether a changed quote is honest all the same: it stands in the text to the letter, from word edge to word edge."""
    words = r"\s+".join(map(re.escape, quote.split()))
    return re.search(rf"(?<![\w<>±/%.-]){words}(?![\w%/-])", text.body.text) is not None


def bridge(random_: Random, pool: list[str]) -> str:
    """The beginning of one sentence and the end of another."""
    first, last = random_.sample(pool, 2)
    return f"{' '.join(first.split()[:5])} … {' '.join(last.split()[-5:]).rstrip('.')}"


def swallow(random_: Random, pool: list[str]) -> str:
    """Two ends of one sentence over a negation or hedge in its middle; no other sentence begins alike."""
    begins = Counter(" ".join(one.split()[:3]) for one in pool)
    split = (one.split() for one in pool if begins[" ".join(one.split()[:3])] == 1)
    words = random_.choice([words for words in split if any(word in NEGATIONS | HEDGES for word in words[3:-4])])
    return f"{' '.join(words[:3])} … {' '.join(words[-4:]).rstrip('.)')}"


def after_negation(random_: Random, pool: list[str]) -> str:
    fitting = [words for words in (one.split() for one in pool) if any(word in NEGATIONS for word in words[:-6])]
    words = random_.choice(fitting)
    spot = next(place for place, word in enumerate(words) if word in NEGATIONS)
    return " ".join(words[spot + 1 : spot + 8]).strip("“”\"'(),.;:")


Case = tuple[str, WorkText]
Maker = Callable[[Random, list[WorkText], list[list[str]]], Iterator[Case]]


def from_phrase(change: Callable[[Random, str], str]) -> Maker:
    def make(random_: Random, both: list[WorkText], pools: list[list[str]]) -> Iterator[Case]:
        while True:
            number = random_.randrange(2)
            quote = phrase(random_, pools[number])
            spoilt = change(random_, quote)
            if spoilt != quote:
                yield spoilt, both[number]

    return make


def from_pool(make_one: Callable[[Random, list[str]], str]) -> Maker:
    def make(random_: Random, both: list[WorkText], pools: list[list[str]]) -> Iterator[Case]:
        while True:
            number = random_.randrange(2)
            yield make_one(random_, pools[number]), both[number]

    return make


def of_the_other_text(random_: Random, both: list[WorkText], pools: list[list[str]]) -> Iterator[Case]:
    while True:
        number = random_.randrange(2)
        quote = phrase(random_, pools[number])
        if quote not in both[1 - number].body.text:
            yield quote, both[1 - number]


def of_the_references(random_: Random, both: list[WorkText], _pools: list[list[str]]) -> Iterator[Case]:
    while True:
        words = random_.choice(REFERENCES).rstrip(".").split()
        start = random_.randrange(len(words) - 4)
        yield " ".join(words[start : start + random_.randint(4, 8)]).strip(".,"), random_.choice(both)


MUTATIONS: dict[str, Maker] = {
    "Q1 one word changed": from_phrase(swap_word),
    "Q2 negation put in": from_phrase(lambda random_, quote: put_in(random_, quote, "not")),
    "Q2 negation taken out": from_phrase(lambda random_, quote: take_out(random_, quote, NEGATIONS)),
    "Q3 digit changed": from_phrase(swap_digit),
    "Q4 decimal point, sign or unit changed": from_phrase(swap_sign),
    "Q5 hedge taken out": from_phrase(lambda random_, quote: take_out(random_, quote, HEDGES)),
    "Q6 words put in in brackets": from_phrase(lambda random_, quote: put_in(random_, quote, "[always]")),
    "Q7 … over sentences": from_pool(bridge),
    "Q7 … over a negation or hedge": from_pool(swallow),
    "Q8 cut just after a negation (warning)": from_pool(after_negation),
    "Q9 only in the reference list": of_the_references,
    "Q10 words of another work": of_the_other_text,
    "Q12 two words changed": from_phrase(
        lambda random_, quote: swap_word(random_, swap_word(random_, quote[::1])).replace(" the ", " a ")
    ),
    "edge inside of a word or number": from_phrase(clip),
}
CLEAN: dict[str, Callable[[Random, str], str]] = {
    "as it stands": lambda _, quote: quote,
    "NFD": lambda _, quote: unicodedata.normalize("NFD", quote),
    "other quotation marks": lambda _, quote: quote.replace("'", "’").replace('"', "”"),
    "other dashes": lambda _, quote: quote.replace("-", "–"),
    "hard and double spaces": lambda random_, quote: quote.replace(" ", random_.choice(["\xa0", "  ", "\n", " \t"])),
    "ligatures": lambda _, quote: quote.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ"),
    "soft hyphens": lambda _, quote: re.sub(r"([a-z]{3})([a-z]{3})", "\\1\xad\\2", quote),
    "citation mark at the end": lambda random_, quote: f"{quote} [{random_.randint(1, 90)}]",
    "first letter of the other case": swap_case,
}


def refused(name: str, verdict: Verdict) -> bool:
    return bool(verdict.before) or not verdict.stands if "warning" in name else not verdict.stands


def run(cases: int, seed: int) -> tuple[dict[str, tuple[int, int]], dict[str, tuple[int, int]]]:
    """Per class (caught, cases), and per harmless variant (accepted, cases)."""
    random_ = random.Random(seed)
    both = texts(random_)
    pools = [sentences(text) for text in both]
    caught = {}
    for name, make in MUTATIONS.items():
        source = make(random_, both, pools)
        keep = "warning" in name or "reference" in name or "…" in name
        spoilt = (case for case in source if keep or not equivalent(*case))
        verdicts = [judge_one((text.key, quote), text) for quote, text in (next(spoilt) for _ in range(cases))]
        caught[name] = (sum(refused(name, verdict) for verdict in verdicts), cases)
    accepted = {}
    for name, change in CLEAN.items():
        good = 0
        for _ in range(cases):
            number = random_.randrange(2)
            quote = change(random_, phrase(random_, pools[number]))
            good += judge_one((both[number].key, quote), both[number]).kind in {"found", "ambiguous"}
        accepted[name] = (good, cases)
    return caught, accepted


def main() -> None:
    cases, seed = (int(argument) for argument in [*sys.argv[1:], "400", "1"][:2])
    caught, accepted = run(cases, seed)
    note = "A changed quote that stands in the text to the letter all the same is not counted."
    lines = [f"{cases} cases a class, seed {seed}. {note}", "", "| Changed | Caught | Of |", "|---|---|---|"]
    lines += [f"| {name} | {hits} | {of} |" for name, (hits, of) in caught.items()]
    lines += ["", "| Harmless | Accepted | Of |", "|---|---|---|"]
    lines += [f"| {name} | {hits} | {of} |" for name, (hits, of) in accepted.items()]
    (ROOT / "bench/mutations.md").write_text("\n".join(lines) + "\n")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
