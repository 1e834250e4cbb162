"""A phrase that stands nowhere in a text -> the words most like it, proposed and never accepted. The door of rapidfuzz."""

import re

LEAST = 75.0  # how like, of 100, words must be to be worth a look
MOST_WORDS = 40


def nearest_words(phrase: str, text: str) -> str:
    """Whole words of one paragraph, on one line; "" when nothing is like the phrase."""
    from rapidfuzz import fuzz

    best = fuzz.partial_ratio_alignment(phrase, text, score_cutoff=LEAST)
    if best is None:
        return ""
    start, end = best.dest_start, best.dest_end
    start = text.rfind(" ", 0, start) + 1 if text[start : start + 1].strip() else start
    start = max(start, text.rfind("\n", 0, best.dest_start) + 1)
    end = next((match.start() for match in re.finditer(r"\s", text[end:])), len(text) - end) + end
    words = text[start:end].split("\n\n", maxsplit=1)[0].split()
    return " ".join(words).strip(" .,;:()“”\"'") if len(words) <= MOST_WORDS else ""
