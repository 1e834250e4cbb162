"""Look a work up and add it."""

import os
from pathlib import Path

import click

from build_tools.terminal import command, registries, tell, today


@command
@click.argument("what", metavar="DOI|PMID|PMCID|ARXIV|ISBN|URL")
@click.option("--on", default=None, help="The date to write down: 2026-11-24 (default: today, in UTC).")
def run(root: Path, what: str, on: str | None) -> int:
    """Look a work up and add it to references.bib, with its block of references.lock. What is there already is named instead."""
    verify = registries()
    from build_tools import cite

    with verify.client_of(os.environ, budget=120) as client:
        return tell(cite.cite(root, client, what, on or today()))
