"""Show the site while one writes."""

from pathlib import Path

import click

from build_tools import mkdocs_hook
from build_tools.terminal import command


@command
@click.option("--address", default="127.0.0.1:8000", help="Host and port.")
def run(root: Path, address: str) -> int:
    """Show the site while you write: rebuilt and reloaded whenever a file of the base changes."""
    return mkdocs_hook.serve(root, address)
