"""Print the size of the base and how it stands."""

from pathlib import Path

from build_tools import ask, pipeline
from build_tools.strength import as_of as at
from build_tools.terminal import as_of, command, say


@command
@as_of
def run(root: Path, as_of: int | None) -> int:
    """Print the size of the base, how its claims stand, and how much of it was checked."""
    return say(ask.stats(at(pipeline.read(root), as_of)))
