"""A claim and what git knows of it -> in what state its review is, a word of REVIEWS, and how that is said."""

from collections.abc import Mapping

from build_tools.model import Claim, KnowledgeBase, Review
from build_tools.vocabulary import REVIEWS

MARKS: Mapping[str, str] = {"reviewed": "✓", "changed": "◌", "own": "◌", "none": "◌"}
assert MARKS.keys() == REVIEWS.keys()


def state(kb: KnowledgeBase, claim: Claim) -> tuple[str, Review | None]:
    """The state, and the review that decides it: the newest that stands, else the newest."""
    written = kb.written.get(claim.id)
    newest = sorted(enumerate(claim.reviewed), key=lambda one: one[1].on, reverse=True)
    if not newest:
        return "none", None
    if written is None:
        return "reviewed", newest[0][1]
    alone = next(iter(written.authors)).casefold() if len(written.authors) == 1 else ""
    others = [(place, review) for place, review in newest if review.by.casefold() != alone]
    if not others:
        return "own", newest[0][1]
    standing = [review for place, review in others if place not in written.outdated]
    return ("reviewed", standing[0]) if standing else ("changed", others[0][1])


def words(kb: KnowledgeBase, claim: Claim) -> str:
    """One line for the claim's page."""
    kind, review = state(kb, claim)
    written = kb.written.get(claim.id)
    entered = f"Entered on {written.on} by {written.by}" if written else "Entered"
    if kind == "none" or review is None:
        return f"{MARKS[kind]} {entered}; not yet reviewed by a second person."
    ends = {"reviewed": "", "changed": ", and changed since", "own": ", who also entered it; not yet by a second person"}
    return f"{MARKS[kind]} {entered}; reviewed on {review.on} by {review.by}{ends[kind]}."
