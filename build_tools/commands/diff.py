"""Show what a change does to the graph."""

from pathlib import Path

import click

from build_tools.registry import members, names
from build_tools.terminal import FINE, command, on_day, today


@command
@click.argument("base")
@click.argument("head", default="")
@click.option("--format", "form", type=click.Choice(names("differences")), default="text", help="How to tell it.")
@click.option("--parted", is_flag=True, help="Begin where BASE and HEAD parted: what BASE got since is no part of the change.")
@on_day
def run(root: Path, base: str, head: str, form: str, parted: bool, on: str) -> int:
    """Show what changes between the commits BASE and HEAD, or from BASE to the files as they are: claims, evidence, works,
    levels and why, problems.
    """
    from build_tools.between import between

    difference = between(root, base, head, on or today(), on, parted=parted)
    click.echo(members("differences")[form].tell(difference), nl=False)
    return FINE
