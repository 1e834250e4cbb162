"""Build the site."""

from pathlib import Path

import click

from build_tools import mkdocs_hook
from build_tools.terminal import command


@command
@click.option(
    "--to", type=click.Path(file_okay=False, path_type=Path), default=None, help="The folder of the site (default: site)."
)
@click.option("--search/--no-search", default=True, help="Whether to make the search index too.")
def run(root: Path, to: Path | None, search: bool) -> int:
    """Check the base and build the site; a failed build leaves the last good site untouched."""
    return mkdocs_hook.build(root, to or root / "site", search=search)
