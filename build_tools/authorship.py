"""The commits of git -> who entered each claim, when, and whether its reviews are of what it says now.

A review stands for what the file said in the commit that brought it, apart from its reviews; days are not compared, as a
review is often committed later than it was made. Where git knows nothing, nothing is said.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from build_tools.history import NoHistoryError, contents, versions
from build_tools.model import Claim, KnowledgeBase, Review, Written
from build_tools.yaml_reader import read_yaml

Version = tuple[str, str, str]  # day, author, id of the content


def authorship(root: Path, kb: KnowledgeBase) -> dict[str, Written]:
    """What git knows of each claim, by its id; nothing without git or with only a part of its commits."""
    try:
        told = _by_file(root)
        reviewed = {claim.id: claim for claim in kb.claims.values() if claim.reviewed}
        blobs = {blob for claim in reviewed.values() for _, _, blob in told.get(claim.place.file, ())}
        texts = contents(root, sorted(blobs))
    except NoHistoryError:
        return {}
    found = {}
    for claim in kb.claims.values():
        history = told.get(claim.place.file)
        if history:
            day, author, _ = history[-1]
            authors = frozenset(name for _, name, _ in history)
            found[claim.id] = Written(author, day, authors, _changed_since(claim, history, texts))
    return found


def _by_file(root: Path) -> dict[str, list[Version]]:
    """The versions of each file of a claim, newest first, followed back through renamings."""
    now: dict[str, str] = {}  # a name of then -> its name of now
    found: dict[str, list[Version]] = {}
    for path, before, day, author, blob in versions(root, "kb/claims"):
        name = now.get(path, path)
        found.setdefault(name, []).append((day, author, blob))
        if before != path:
            now[before] = name
            now.pop(path, None)
    return found


def _changed_since(claim: Claim, history: list[Version], texts: Mapping[str, bytes]) -> frozenset[int]:
    """Which of its reviews, by their place, are of another text than that of now."""
    if not claim.reviewed:
        return frozenset()
    read = [_read(texts.get(blob, b"")) for _, _, blob in history]
    return frozenset(
        place for place, review in enumerate(claim.reviewed) if _reviewed_text(review, read) not in (None, read[0][0])
    )


def _reviewed_text(review: Review, read: list[tuple[Any, set[tuple[str, str]]]]) -> Any:
    """What the file said, apart from its reviews, in the first commit that has the review; None when none has it yet."""
    return next((text for text, reviews in reversed(read) if (review.by, review.on) in reviews), None)


def _read(data: bytes) -> tuple[Any, set[tuple[str, str]]]:
    """What a version says apart from its reviews, and who reviewed it when."""
    tree, _ = read_yaml("", data.decode(errors="replace"))
    rest = _bare(tree or {})
    reviews = rest.pop("reviewed", [])
    named = (one for one in reviews if isinstance(one, dict)) if isinstance(reviews, list) else ()
    return rest, {(str(one.get("by")), str(one.get("on"))) for one in named}


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(part) for key, part in value.items() if not key.startswith("@")}
    return [_bare(part) for part in value] if isinstance(value, list) else value
