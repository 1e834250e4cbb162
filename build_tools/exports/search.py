"""The words of the base, for a search that found nothing: other names of each term, and how things are spelled here."""

import re
from collections import Counter
from json import dumps

from build_tools.model import KnowledgeBase
from build_tools.prose import plain

TITLE = "Words to search by"
FILES = ()
LICENCE = "CC BY 4.0"

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
LEAST, MOST = 4, 2000  # letters of a word, and words: those used most


def export(kb: KnowledgeBase) -> dict[str, bytes]:
    terms = [[term.label, f"../terms/{term.id}/", *_names(term.synonyms)] for term in kb.terms.values() if term.synonyms]
    return {"search/words.json": (dumps({"terms": terms, "words": _words(kb)}, ensure_ascii=False) + "\n").encode()}


def _names(synonyms: tuple[str, ...]) -> list[str]:
    return [" ".join(WORD.findall(name.lower())) for name in synonyms]


def _words(kb: KnowledgeBase) -> list[str]:
    """The words of statements, findings, labels and titles, in the order of how often they are used."""
    texts = [plain(claim.statement) for claim in kb.claims.values()]
    texts += [plain(item.finding) for claim in kb.claims.values() for item in claim.evidence]
    texts += [name for term in kb.terms.values() for name in (term.label, *term.synonyms)]
    texts += [topic.title for topic in kb.topics.values()]
    used: Counter[str] = Counter()
    for piece, times in Counter("\n".join(texts).lower().split()).items():  # no word has a space within, and most come often
        for word in WORD.findall(piece):
            if len(word) >= LEAST:
                used[word] += times
    return sorted(sorted(used), key=lambda word: -used[word])[:MOST]
