"""Two commits, or a commit and the files as they are -> what became of the base between them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from build_tools import history, pipeline
from build_tools.difference import Difference, Version, differ
from build_tools.lock import read_lock
from build_tools.outcomes import newest
from build_tools.since import new_and_mended


def between(root: Path, base: str, head: str, today: str, on: str = "", *, parted: bool = False) -> Difference:
    """What became of the base from one revision to another, or to the files as they are. NoHistoryError when there is no such.

    With `parted` it begins where the two parted, so that what the first got since is no part of it. Both are judged as of the
    same day, so that only the change makes a difference: of the two, the day of the newer lock.
    """
    if parted:
        base = history.parting(root, history.commit_of(root, base), history.commit_of(root, head or "HEAD"))
    with history.base_at(root, base) as (older, folder), _at(root, head) as (newer, place):
        on = on or max({newest(read_lock(where, [])) for where in (folder, place)} - {"unknown"}, default="")
        then, now = (pipeline.read(where, on, today) for where in (folder, place))
        problems = pipeline.check(then), pipeline.check(now)
        moved = history.renamed(root, older, newer)
        new, mended = new_and_mended(folder, problems[0], place, problems[1], moved)
        return differ(Version(older, then), Version(newer, now), moved, new, mended)


@contextmanager
def _at(root: Path, revision: str) -> Iterator[tuple[str, Path]]:
    if not revision:
        yield "", root
    else:
        with history.base_at(root, revision) as found:
            yield found
