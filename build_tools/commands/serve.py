"""Show the site while one writes."""

from pathlib import Path

import click

from build_tools.serving import serve
from build_tools.terminal import command


@command
@click.option("--address", default="127.0.0.1:8000", help="Host and port.")
def run(root: Path, address: str) -> int:
    """Show the site while you write: the page in the browser follows your files, and shows their problems."""
    return serve(root, address)
