"""List what changes when a work falls."""

from pathlib import Path

import click

from build_tools import ask, pipeline
from build_tools.terminal import FAILED, command, say, told_as


@command
@click.argument("work", required=False)
@click.option("--as", "way", type=click.Choice(["retracted", "absent"]), default="retracted", help="What happens to it.")
@click.option("--all", "every", is_flag=True, help="Rank all works by how many claims change with them.")
@told_as
def run(root: Path, work: str | None, way: str, every: bool, form: str) -> int:
    """List the claims whose level would change if a WORK were retracted, or had never been recorded."""
    if (work is None) != every:
        click.echo("Name one work, or say --all.", err=True)
        return FAILED
    base = pipeline.read(root)
    return say(ask.ranking(base, way, form) if work is None else ask.impact(base, work, way, form))
