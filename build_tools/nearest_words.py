"""A phrase -> the words of a text, or the sentences, that are most like it: proposed, never accepted. The door of rapidfuzz."""

import re
from collections.abc import Mapping

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


def alike(sentence: str, known: Mapping[str, str], least: float) -> list[tuple[str, float]]:
    """The keys of the sentences made of like words, in whatever order, with how like of 100; the most alike first."""
    from rapidfuzz import fuzz

    wanted = sentence.casefold()
    found = ((key, fuzz.token_sort_ratio(wanted, other.casefold(), score_cutoff=least)) for key, other in known.items())
    return sorted(((key, score) for key, score in found if score), key=lambda one: (-one[1], one[0]))
