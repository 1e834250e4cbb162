"""Words of a new thing -> an id for it, and what the base has that is like it."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple
from unicodedata import normalize

from build_tools.fields import ID
from build_tools.identifiers import KINDS
from build_tools.model import KnowledgeBase
from build_tools.nearest_words import alike

SMALL = frozenset(
    "a an and are as at be by for from has have in is it its of on or that the their they this to was were which with".split()
)
LONGEST = 60
NEAR = 80.0
RELATED, MOST_RELATED = 45.0, 5


class Alike(NamedTuple):
    """A claim whose statement is made of nearly the same words, and the words in which the two differ."""

    id: str
    ours: str
    theirs: str

    @property
    def same(self) -> bool:
        return not self.ours and not self.theirs


def propose_id(words: str, taken: Collection[str]) -> str:
    """Small letters, digits and hyphens, made of the words that say something; numbered when it is taken."""
    plain = normalize("NFKD", words).encode("ascii", "ignore").decode().casefold()
    found = re.findall(r"[a-z0-9]+", plain)
    kept = [word for word in found if word not in SMALL] or found
    stem = ""
    for word in kept:
        if len(stem) + len(word) >= LONGEST:
            break
        stem = f"{stem}-{word}".strip("-")
    stem = stem or kept[0][:LONGEST] if kept else "unnamed"
    stem = stem if ID.fullmatch(stem) else f"the-{stem}"
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (stem, *numbered) if name not in taken)


def taken_ids(kb: KnowledgeBase) -> frozenset[str]:
    """Every id that a page has or had."""
    former = {old for claim in kb.claims.values() for old in claim.formerly}
    return frozenset({*kb.seen_ids["claim"], *former, *kb.questions, *kb.terms, *kb.tables})


def nearest_claims(kb: KnowledgeBase, statement: str) -> list[str]:
    """The claims whose statements are most like a sentence, the nearest first."""
    statements = {key: claim.statement for key, claim in kb.claims.items()}
    return [key for key, _ in alike(statement, statements, RELATED)[:MOST_RELATED]]


def propose_topic(kb: KnowledgeBase, nearest: Collection[str]) -> str:
    """The topic of most of the nearest claims; the first counts double. "" when nothing is near."""
    votes = Counter(kb.claims[key].topic for key in [*list(nearest)[:1], *nearest])
    return votes.most_common(1)[0][0] if votes else ""


def near_duplicates(kb: KnowledgeBase, statement: str) -> list[Alike]:
    """Claims that say nearly the same: perhaps the same, perhaps the contrary; a person has to look."""
    statements = {key: claim.statement for key, claim in kb.claims.items()}
    return [_beside(key, _words(statement), _words(statements[key])) for key, _ in alike(statement, statements, NEAR)]


def _words(sentence: str) -> list[str]:
    return [word for word in (part.strip(".,;:()“”\"'") for part in sentence.casefold().split()) if word]


def _beside(key: str, ours: Sequence[str], theirs: Sequence[str]) -> Alike:
    return Alike(key, " ".join(w for w in ours if w not in theirs), " ".join(w for w in theirs if w not in ours))


def key_of(kb: KnowledgeBase, what: str) -> str:
    """The key of the work that a key, an identifier or an address names; "" when it is not in references.bib."""
    if what in kb.works:
        return what
    named = identifiers_in(what)
    for key, work in kb.works.items():
        if any(work.identifiers.get(kind) == value for kind, value in named.items()):
            return key
        if what.startswith("https://") and work.get("url").rstrip("/") == what.rstrip("/"):
            return key
    return ""


def identifiers_in(what: str) -> dict[str, str]:
    """The identifiers that a text can be read as, each in its one form."""
    read = {kind: form(what) for kind, (_, form, _) in KINDS.items()}
    return {kind: value for kind, value in read.items() if value}
