"""List every claim with its level."""

from pathlib import Path

from build_tools import ask, pipeline
from build_tools.strength import as_of as at
from build_tools.terminal import as_of, command, say, told_as


@command
@as_of
@told_as
def run(root: Path, as_of: int | None, form: str) -> int:
    """List every claim with its level."""
    return say(ask.levels(at(pipeline.read(root), as_of), form))
