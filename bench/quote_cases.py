"""A text -> phrases of it broken in one known way (Q1 to Q13), or changed in a way that is harmless."""

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from build_tools import pipeline
from build_tools.checks.quote_length import LEAST, WORD
from build_tools.model import Assertion, Claim, Verdict
from build_tools.place import Place
from build_tools.prose import plain
from build_tools.receipts import displaced, judge
from build_tools.sense import HEDGES, NEGATIONS
from build_tools.texts import WorkText, cut

# ruff: noqa: RUF001  the signs that look alike are the subject
ROOT = Path(__file__).resolve().parent.parent
Random = random.Random
NOWHERE = Place("bench", 0, {})
SUBJECTS = ("The growth rate", "Telomere length", "The share of stained cells", "Secretion of VEGF", "The number of vesicles")
VERBS = ("fell", "rose", "may have fallen", "did not rise", "was not changed", "seems to have risen", "could have fallen")
UNITS = ("µg/mL", "kbp", "doublings", "ng/mL", "days")
OFTEN = "All cells were kept at the same temperature."
FOREIGN = {
    "Acknowledgements": "We thank the quiet people of the third floor for their dishes and their patience over many winters.",
    "Permissions": "Figure two is reprinted with the kind permission of the keepers of the old dishes in the cellar.",
    "References": "Abara K, Bendt L. The slow ageing of cells in shallow dishes. 2019.\nCortez M. Vesicles of quiet cells. 2020.",
}
SECTIONS = ("Introduction", "Methods", "Results", "Discussion")


@dataclass(frozen=True)
class Quoted:
    """A phrase, the text it is said to stand in, and in which part of it."""

    quote: str
    text: WorkText
    said: str = ""


def measured(random_: Random) -> str:
    """A sentence with what a checker of quotes must not lose: numbers, signs, units, negations and hedges."""
    number, other = f"{random_.randint(1, 99)}.{random_.randint(1, 9)}", f"{random_.randint(1, 9)}.{random_.randint(1, 9)}"
    return (
        f"{random_.choice(SUBJECTS)} {random_.choice(VERBS)} from {number}% to -{other} ± 0.{random_.randint(1, 9)} "
        f"{random_.choice(UNITS)} by passage {random_.randint(2, 20)} (P < 0.0{random_.randint(1, 9)}) "
        f"in donor {random_.randint(1, 500)} [{random_.randint(1, 90)}]."
    )


def texts(random_: Random) -> list[WorkText]:
    """Two texts of four sections, with the base's prose, measured sentences, and parts that are not their own words."""
    kb = pipeline.read(ROOT)
    prose = sorted({plain(item.finding) for claim in kb.claims.values() for item in claim.evidence})
    prose += [plain(term.definition) for term in kb.terms.values()]
    random_.shuffle(prose)
    made = []
    for number in range(2):
        own = [*prose[number::2], *(measured(random_) for _ in range(500))]
        random_.shuffle(own)
        paragraphs = [" ".join(own[start : start + 5]) for start in range(0, len(own), 5)]
        for place in range(5):
            paragraphs[place * 7] += f" {OFTEN}"
        share = len(paragraphs) // len(SECTIONS)
        body = "\n\n".join(
            f"# {name}\n" + "\n\n".join(paragraphs[place * share : (place + 1) * share]) for place, name in enumerate(SECTIONS)
        )
        rest = "\n\n".join(f"# {name}\n{words}" for name, words in FOREIGN.items())
        made.append(cut(f"work{number}", "bench", f"scope: fulltext\n\n{body}\n\n{rest}\n", []))
    return made


def sentences(text: WorkText) -> list[str]:
    """The own sentences of a text, each once."""
    starts = [0, *text.body._sentence_ends(0, len(text.body.text)), len(text.body.text)]  # noqa: SLF001  it is measured
    spans = [(first, text.body.text[first:last].strip()) for first, last in pairwise(starts)]
    own = [span for first, span in spans if len(span.split()) >= 8 and not text.foreign_at(first) and not span.startswith("#")]
    return list(dict.fromkeys(own))


def phrase(random_: Random, pool: Sequence[str]) -> str:
    """Whole words of one sentence, 6 to 14 of them, that begin and end in a word and leave off no sign."""
    while True:
        words = random_.choice(pool).split()
        start = random_.randrange(max(1, len(words) - 6))
        chosen = words[start : start + random_.randint(6, 14)]
        found = " ".join(chosen).strip("“”\"'(),.;:")
        after = words[start + len(chosen)] if start + len(chosen) < len(words) else ""
        before = words[start - 1] if start else ""
        sound = found[0].isalpha() and found[-1].isalpha() and after not in ("±", "<") and before not in ("±", "<")
        if (
            len(WORD.findall(found)) >= LEAST
            and sound
            and all(found.count(one) == found.count(two) for one, two in ("()", "[]", "“”"))
        ):
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


SYNONYMS = {
    "cells": "cultures", "growth": "expansion", "fell": "went down", "rose": "went up", "the": "this", "with": "along with",
    "in": "within", "of": "from", "was": "had been", "were": "had been", "rate": "speed", "number": "count", "by": "at about",
    "and": "as well as", "to": "up to", "is": "is held to be", "a": "one",
}  # fmt: skip


def paraphrase(random_: Random, quote: str) -> str:
    """Words exchanged for others of like sense, at least two of them."""
    words = quote.split()
    spots = [place for place, word in enumerate(words) if word.lower() in SYNONYMS]
    for spot in random_.sample(spots, min(len(spots), random_.randint(2, 4))):
        words[spot] = SYNONYMS[words[spot].lower()]
    return " ".join(words) if len(spots) >= 2 else quote


SPANISH = {
    "the": "el",
    "of": "de",
    "cells": "células",
    "in": "en",
    "and": "y",
    "with": "con",
    "to": "a",
    "by": "por",
    "was": "fue",
    "a": "una",
}


def translate(_random: Random, quote: str) -> str:
    return " ".join(SPANISH.get(word.lower(), word) for word in quote.split())


def clip(random_: Random, quote: str) -> str:
    return quote[1:] if random_.random() < 0.5 else quote[:-1]


CITED = r"(?: ?\[\d+(?:[,-]\d+)*\])?"


def equivalent(case: Quoted) -> bool:
    """Whether a changed quote is honest all the same: it stands in one section to the letter, but for citation marks."""
    words = (re.escape(word.rstrip(".,;:")) + CITED + re.escape(word[len(word.rstrip(".,;:")) :]) for word in case.quote.split())
    whole = r"(?:[^\S\n]|\n(?!\s*#))+".join(words)
    return re.search(rf"(?<![\w<>±/%.-]){whole}(?![\w%/-])", case.text.body.text) is not None


Pools = list[list[str]]
Maker = Callable[[Random, list[WorkText], Pools], Iterator[Quoted]]


def from_phrase(change: Callable[[Random, str], str]) -> Maker:
    def make(random_: Random, both: list[WorkText], pools: Pools) -> Iterator[Quoted]:
        while True:
            number = random_.randrange(2)
            quote = phrase(random_, pools[number])
            spoilt = change(random_, quote)
            if spoilt != quote:
                yield Quoted(spoilt, both[number])

    return make


def from_pool(make_one: Callable[[Random, list[str]], str]) -> Maker:
    def make(random_: Random, both: list[WorkText], pools: Pools) -> Iterator[Quoted]:
        while True:
            number = random_.randrange(2)
            yield Quoted(make_one(random_, pools[number]), both[number])

    return make


def ends(first: str, last: str) -> str:
    return f"{' '.join(first.split()[:5])} … {' '.join(last.split()[-5:]).rstrip('.')}"


def bridge(random_: Random, pool: list[str]) -> str:
    """The beginning of one sentence and the end of another."""
    return ends(*random_.sample(pool, 2))


def bridge_paragraphs(random_: Random, both: list[WorkText], _pools: Pools) -> Iterator[Quoted]:
    """The end of one paragraph and the beginning of the next one, words side by side but for the ellipsis."""
    while True:
        text = random_.choice(both)
        paragraphs = [part for part in text.body.text.split("\n\n") if not part.startswith("#") and len(part.split()) > 12]
        one, other = random_.choice(list(pairwise(paragraphs)))
        yield Quoted(f"{' '.join(one.split()[-5:]).strip('.[]')} … {' '.join(other.split()[:5])}", text)


def bridge_sections(random_: Random, both: list[WorkText], _pools: Pools) -> Iterator[Quoted]:
    """The last words of a section and the first of the next, without an ellipsis, with the heading or without."""
    while True:
        text = random_.choice(both)
        heading = random_.choice(text.headings[1:4])
        before = text.body.text[: heading.start].split()[-4:]
        after = text.body.text[heading.start :].split()[2:6]
        named = random_.choice(([], ["#", heading.title], [heading.title]))
        yield Quoted(" ".join([*before, *named, *after]), text)


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


def foreign(name: str) -> Maker:
    def make(random_: Random, both: list[WorkText], _pools: Pools) -> Iterator[Quoted]:
        while True:
            words = random_.choice(FOREIGN[name].split("\n")).rstrip(".").split()
            start = random_.randrange(len(words) - 4)
            yield Quoted(" ".join(words[start : start + random_.randint(4, 8)]).strip(".,"), random_.choice(both))

    return make


def section_of(text: WorkText, quote: str) -> str:
    return text.heading_at(text.body.text.index(quote))


def another_section(random_: Random, both: list[WorkText], pools: Pools) -> Iterator[Quoted]:
    while True:
        number = random_.randrange(2)
        quote = phrase(random_, pools[number])
        if both[number].body.text.count(quote) == 1:
            others = [name for name in SECTIONS if name != section_of(both[number], quote)]
            yield Quoted(
                quote, both[number], random_.choice(("section '{}'", "{}, second paragraph", "{}")).format(random_.choice(others))
            )


def of_the_other_text(random_: Random, both: list[WorkText], pools: Pools) -> Iterator[Quoted]:
    while True:
        number = random_.randrange(2)
        quote = phrase(random_, pools[number])
        if quote[1:] not in both[1 - number].body.text:
            yield Quoted(quote, both[1 - number])


def exchanged(random_: Random, both: list[WorkText], pools: Pools) -> Iterator[Quoted]:
    """Two quotes of one claim under each other's work."""
    while True:
        one, other = phrase(random_, pools[0]), phrase(random_, pools[1])
        if one[1:] not in both[1].body.text and other[1:] not in both[0].body.text:
            yield Quoted(one, both[1])
            yield Quoted(other, both[0])


def too_short(random_: Random, pool: list[str]) -> str:
    words = random_.choice(pool).split()
    start = random_.randrange(len(words) - 3)
    return " ".join(words[start : start + random_.randint(1, 3)]).strip("“”\"'(),.;:") or "cells"


def too_often(random_: Random, both: list[WorkText], _pools: Pools) -> Iterator[Quoted]:
    while True:
        words = OFTEN.rstrip(".").split()
        start = random_.randrange(len(words) - 4)
        yield Quoted(" ".join(words[start : start + random_.randint(4, 8)]), random_.choice(both))


def abstract_only(random_: Random, both: list[WorkText], pools: Pools) -> Iterator[Quoted]:
    """Only an abstract is at hand; the quote is said to be of the body, and stands in the abstract or nowhere in it."""
    while True:
        own = random_.sample(pools[0], 6)
        text = cut("short", "bench", "scope: abstract\n\n" + " ".join(own) + "\n", [])
        quote = phrase(random_, own if random_.random() < 0.5 else [one for one in pools[0] if one not in own])
        yield Quoted(quote, text, random_.choice(("section 'Results'", "table 2", "discussion", "legend of Figure 1")))


REFUSED, WARNED, UNCHECKED = "refused", "warned", "unchecked"
MUTATIONS: dict[str, tuple[str, bool, Maker]] = {  # class: (what must become of it, whether critical, maker)
    "Q1 one word changed": (REFUSED, True, from_phrase(swap_word)),
    "Q2 negation put in": (REFUSED, True, from_phrase(lambda random_, quote: put_in(random_, quote, "not"))),
    "Q2 negation taken out": (REFUSED, True, from_phrase(lambda random_, quote: take_out(random_, quote, NEGATIONS))),
    "Q3 digit changed": (REFUSED, True, from_phrase(swap_digit)),
    "Q4 decimal point, sign or unit changed": (REFUSED, True, from_phrase(swap_sign)),
    "Q5 hedge taken out": (REFUSED, True, from_phrase(lambda random_, quote: take_out(random_, quote, HEDGES))),
    "Q6 words put in in brackets": (REFUSED, True, from_phrase(lambda random_, quote: put_in(random_, quote, "[always]"))),
    "Q7 … over sentences": (REFUSED, True, from_pool(bridge)),
    "Q7 … over paragraphs": (REFUSED, True, bridge_paragraphs),
    "Q7 over sections": (REFUSED, True, bridge_sections),
    "Q7 … over a negation or hedge": (REFUSED, True, from_pool(swallow)),
    "Q8 cut just after a negation": (WARNED, False, from_pool(after_negation)),
    "Q9 only in the reference list": (REFUSED, False, foreign("References")),
    "Q9 only in the acknowledgements": (REFUSED, False, foreign("Acknowledgements")),
    "Q9 only in a licence": (REFUSED, False, foreign("Permissions")),
    "Q9 in another section than stated": (REFUSED, False, another_section),
    "Q10 words of another work": (REFUSED, True, of_the_other_text),
    "Q10 two quotes exchanged": (REFUSED, True, exchanged),
    "Q11 too short": (REFUSED, True, from_pool(too_short)),
    "Q11 stands there too often": (REFUSED, True, too_often),
    "Q12 paraphrase": (REFUSED, True, from_phrase(paraphrase)),
    "Q12 translation": (REFUSED, True, from_phrase(translate)),
    "Q13 said to be of the body, abstract at hand": (UNCHECKED, True, abstract_only),
    "edge inside of a word or number": (REFUSED, True, from_phrase(clip)),
}
ALWAYS_WRONG = ("Q7 …", "Q8", "Q9", "Q11", "Q13")  # the words may stand there to the letter, and are wrong all the same


def become(case: Quoted) -> tuple[str, Verdict]:
    """What the checker makes of a quote, in the words of the benchmark."""
    said = Assertion(NOWHERE, case.text.key, case.quote, case.said, "asserted")
    claims = {"claim": Claim(NOWHERE, "claim", "cells", "Cells age.", "causal", asserted_by=(said,))}
    at_hand, key = {case.text.key: case.text}, (case.text.key, case.quote)
    verdicts = judge(claims, at_hand, {})
    verdict = displaced(claims, at_hand, {}, verdicts).get((*key, case.said), verdicts[key])
    if len(WORD.findall(case.quote)) < LEAST:
        return REFUSED, verdict
    if verdict.kind == "unchecked":
        return UNCHECKED, verdict
    return ("accepted" if not verdict.before else WARNED) if verdict.stands else REFUSED, verdict


# --- harmless ------------------------------------------------------------------------------------


def swap_case(_random: Random, quote: str) -> str:
    return quote[0].swapcase() + quote[1:] if re.match(r"[A-Za-z][a-z]{2,}\s", quote) else quote


QUOTE_VARIANTS: dict[str, Callable[[Random, str], str]] = {
    "as it stands": lambda _, quote: quote,
    "C2 NFD": lambda _, quote: unicodedata.normalize("NFD", quote),
    "C3 other quotation marks": lambda _, quote: quote.replace("'", "’").replace('"', "”"),
    "C3 other dashes": lambda random_, quote: quote.replace("-", random_.choice("–‐−")),
    "C3 hard and double spaces": lambda random_, quote: quote.replace(" ", random_.choice(["\xa0", "  ", "\n", " \t"])),
    "C3 ligatures": lambda _, quote: quote.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ"),
    "C3 micro sign or mu": lambda _, quote: quote.replace("µ", "μ"),
    "C10 without the source's citation marks": lambda _, quote: re.sub(r" \[\d+\]", "", quote),
    "first letter of the other case": swap_case,
}
TEXT_VARIANTS: dict[str, Callable[[Random, str], str]] = {
    "C2 text in NFD": lambda _, text: unicodedata.normalize("NFD", text),
    "C3 text with soft hyphens": lambda _, text: re.sub(r"([a-z]{3})([a-z]{3})", "\\1\xad\\2", text),
    "C3 text with words broken at line ends": lambda random_, text: re.sub(
        r"([a-z]{3})([a-z]{3})", lambda found: f"{found[1]}-\n{found[2]}" if random_.random() < 0.1 else found[0], text
    ),
    "C3 text with short lines": lambda random_, text: re.sub(r" (?![#|])", lambda _: random_.choice("   \n"), text),
    "C3 text with ligatures": lambda _, text: text.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ"),
    "C10 text with raised citation marks": lambda random_, text: re.sub(
        r"(?<=[a-z]{5})(?= [a-z])", lambda _: random_.choice(("¹²", "³,⁴", "⁵–⁷")) if random_.random() < 0.1 else "", text
    ),
}


def clean(random_: Random, both: list[WorkText], pools: Pools) -> Iterator[tuple[str, Iterator[Quoted]]]:
    """Each harmless variant with its cases, without end."""
    for name, change in QUOTE_VARIANTS.items():
        yield name, _changed_quotes(random_, both, both, pools, change)
    for name, change in TEXT_VARIANTS.items():
        bodies = [text.body.text.split("\n# Acknowledgements")[0] for text in both]
        changed = [
            cut(text.key, "bench", f"scope: fulltext\n\n{change(random_, own)}\n", [])
            for text, own in zip(both, bodies, strict=True)
        ]
        yield name, _changed_quotes(random_, changed, both, pools, lambda _, quote: quote)
    yield "C10 with the section stated", _placed(random_, both, pools)


def _changed_quotes(
    random_: Random, both: list[WorkText], told: list[WorkText], pools: Pools, change: Callable[[Random, str], str]
) -> Iterator[Quoted]:
    while True:
        number = random_.randrange(2)
        yield Quoted(change(random_, telling(random_, pools[number], told[number])), both[number])


def telling(random_: Random, pool: list[str], text: WorkText) -> str:
    """A phrase that stands in its text only once."""
    while True:
        quote = phrase(random_, pool)
        if text.body.text.count(quote[1:]) == 1:
            return quote


def _placed(random_: Random, both: list[WorkText], pools: Pools) -> Iterator[Quoted]:
    while True:
        number = random_.randrange(2)
        quote = telling(random_, pools[number], both[number])
        yield Quoted(quote, both[number], f"section '{section_of(both[number], quote)}'")
