"""Show what a change does to the graph."""

from pathlib import Path

import click

from build_tools.counts import safe
from build_tools.history import NoHistoryError
from build_tools.place import is_day
from build_tools.registry import members, names
from build_tools.terminal import command, say, today


@command
@click.argument("base")
@click.argument("head", default="")
@click.option("--format", "form", type=click.Choice(names("differences")), default="text", help="How to tell it.")
@click.option("--parted", is_flag=True, help="Begin where BASE and HEAD parted: what BASE got since is no part of the change.")
@click.option("--on", metavar="DAY", default="", help="Count ages, and end exceptions, by this day.")
def run(root: Path, base: str, head: str, form: str, parted: bool, on: str) -> int:
    """Show what changes between the commits BASE and HEAD, or from BASE to the files as they are: claims, evidence, works,
    levels and why, problems.
    """
    from build_tools.between import between

    if on and not is_day(on):
        return say((f"'{on}' is not a day such as 2026-11-24.", False))
    try:
        difference = between(root, base, head, on or today(), on, parted=parted)
    except NoHistoryError as error:
        return say((safe(f"{error}."), False))
    click.echo(members("differences")[form].tell(difference), nl=False)
    return 0
