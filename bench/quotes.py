"""How long 10,000 quotes take against 500 texts, and by their receipts: bench/quotes.md.

    python bench/quotes.py [SEED]

Each text has some 6,000 words made of this base's own prose; each quote is 6 to 14 words of one of them. CPU seconds.
"""

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from build_tools import pipeline
from build_tools.model import Assertion, Claim, LockEntry, Receipt, Verdict
from build_tools.place import Place
from build_tools.prose import plain
from build_tools.receipts import Quote, digest, issue, judge
from build_tools.texts import WorkText, cut

TEXTS, QUOTES, WORDS = 500, 10_000, 6_000
BARS = {"against 500 texts": 3.0, "by receipt": 0.5}
NOWHERE = Place("bench", 0, {})
Result = TypeVar("Result")


def body(random_: random.Random, prose: list[str]) -> str:
    sentences: list[str] = []
    while sum(map(len, sentences)) < WORDS * 6:
        sentences.append(random_.choice(prose))
    paragraphs = (" ".join(sentences[start : start + 6]) for start in range(0, len(sentences), 6))
    return "# Results\n" + "\n\n".join(paragraphs) + "\n\n# References\nAbara K. Quiet cells. 2019.\n"


def quote_of(random_: random.Random, text: str) -> str:
    words = random_.choice(text.split("\n")[1::2]).split()
    start = random_.randrange(max(1, len(words) - 14))
    return " ".join(words[start : start + random_.randint(6, 14)]).strip("“”\"'(),.;:")


def claim_of(number: int, key: str, quote: str) -> Claim:
    said = Assertion(NOWHERE, key, quote, "somewhere", "asserted")
    return Claim(NOWHERE, f"claim-{number}", "cells", "Cells age.", "causal", asserted_by=(said,))


def timed(run: Callable[[], Result]) -> tuple[float, Result]:
    start = time.process_time()
    found = run()
    return time.process_time() - start, found


def measure(seed: int) -> dict[str, tuple[float, int]]:
    """CPU seconds and how many quotes were found, for each way of checking."""
    random_ = random.Random(seed)
    prose = [plain(item.finding) for claim in pipeline.read(ROOT).claims.values() for item in claim.evidence]
    bodies = {f"work{number}": body(random_, prose) for number in range(TEXTS)}
    keys = random_.choices(list(bodies), k=QUOTES)
    claims = {f"claim-{n}": claim_of(n, key, quote_of(random_, bodies[key])) for n, key in enumerate(keys)}
    texts = {key: f"scope: fulltext\n\n{text}" for key, text in bodies.items()}

    def by_text() -> tuple[dict[Quote, Verdict], dict[str, WorkText]]:
        at_hand: dict[str, WorkText] = {key: cut(key, "bench", text, []) for key, text in texts.items()}
        return judge(claims, at_hand, {}), at_hand

    seconds, (verdicts, at_hand) = timed(by_text)
    receipts: dict[str, dict[str, Receipt]] = {key: {} for key in bodies}
    for quote in verdicts:
        receipt = issue(quote, at_hand[quote[0]], "2026-11-24")
        if receipt is not None:
            receipts[quote[0]][digest(quote)] = receipt
    lock = {key: LockEntry("could not check", quotes=own) for key, own in receipts.items()}
    later, vouched = timed(lambda: judge(claims, {}, lock))
    return {
        "against 500 texts": (seconds, sum(verdict.kind in ("found", "ambiguous") for verdict in verdicts.values())),
        "by receipt": (later, sum(verdict.stands for verdict in vouched.values())),
    }


def main() -> None:
    found = measure(int([*sys.argv[1:], "1"][0]))
    lines = ["| 10,000 quotes | CPU s | Found | Bar |", "|---|---|---|---|"]
    for name, (seconds, hits) in found.items():
        lines.append(f"| {name} | {seconds:.2f} | {hits:,} | ≤ {BARS[name]:g} {'met' if seconds <= BARS[name] else 'missed'} |")
    (ROOT / "bench/quotes.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
