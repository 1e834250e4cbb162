"""Show how the level of a claim follows."""

from pathlib import Path

import click

from build_tools import pipeline, why
from build_tools.strength import as_of as at
from build_tools.terminal import as_of, command, say


@command
@click.argument("claim")
@as_of
def run(root: Path, claim: str, as_of: int | None) -> int:
    """Show how the level of a CLAIM follows from what is recorded, step by step, and what would change it."""
    return say(why.why(at(pipeline.read(root), as_of), claim))
