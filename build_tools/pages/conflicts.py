"""Claims that cannot both be true as they stand, and claims whose evidence disagrees: side by side, with what differs."""

from collections.abc import Iterator

from build_tools.contrast import Conflict, Divided, conflicts, divided
from build_tools.model import KnowledgeBase, Page
from build_tools.paging import parts
from build_tools.template import fill

SECTION = "conflicts"
MOST = 150  # pairs or claims of a page


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    """First all pairs, then all claims with evidence on both sides; a page may have some of both."""
    pairs, both = conflicts(kb), divided(kb)
    for part in parts("conflicts/", [*pairs, *both], MOST):
        title = part.title("Conflicts")
        body = fill(
            "conflicts.html",
            kb,
            part.path,
            part=part,
            title=title,
            pairs=[one for one in part.items if isinstance(one, Conflict)],
            divided=[one for one in part.items if isinstance(one, Divided)],
            totals=(len(pairs), len(both)),
            divided_from=min(len(pairs) // MOST + 1, part.of),
        )
        yield Page(part.path, title, "", body, crumbs=(("conflicts/", "Conflicts"),))
