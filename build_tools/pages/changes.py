"""What changed in the base, commit by commit, the newest first; and what changed lately, for the home page."""

from collections.abc import Iterator
from typing import NamedTuple

from build_tools.model import Commit, KnowledgeBase, Page
from build_tools.template import fill

HOWS = ("added", "renamed", "changed", "removed")
MOST_NAMED = 6  # claims of a commit, for each way of changing


class Lately(NamedTuple):
    """A claim that was added or changed, how, and the day."""

    claim: str
    how: str
    day: str


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    names = current_names(kb)
    body = fill("changes.html", kb, "changes/", past=kb.past, claims=lambda commit: by_how(commit, names), most=MOST_NAMED)
    yield Page("changes/", "Changes", "", body)


def current_names(kb: KnowledgeBase) -> dict[str, str]:
    """Each id that a claim has or had -> the id that it has."""
    names = {former: claim.id for claim in kb.claims.values() for former in claim.formerly}
    for commit in reversed(kb.past.commits):
        names |= {was: names.get(name, name) for how, name, was in commit.claims() if was}
    return names | {name: name for name in kb.claims}


def by_how(commit: Commit, names: dict[str, str]) -> dict[str, list[tuple[str, str]]]:
    """The claims of a commit by how they changed, each as (id that it has now or "", id that it had then), without repeats."""
    found: dict[str, dict[str, str]] = {}
    for how, name, _ in commit.claims():
        found.setdefault(how, {})[name] = names.get(name, "")
    return {how: sorted((now, then) for then, now in found[how].items()) for how in HOWS if how in found}


def lately(kb: KnowledgeBase, most: int = 5) -> list[Lately]:
    """The claims that were added or changed last, each once; none when the history is not at hand."""
    names, found = current_names(kb), dict[str, Lately]()
    for commit in kb.past.commits:
        for how in ("added", "renamed", "changed"):
            for now, _ in by_how(commit, names).get(how, ()):
                if now in kb.claims:
                    found.setdefault(now, Lately(now, how, commit.day))
        if len(found) >= most:
            break
    return list(found.values())[:most]
