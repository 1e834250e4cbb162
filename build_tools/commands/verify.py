"""Ask the registries about works."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from build_tools.counts import safe
from build_tools.terminal import command, registries, say, tell, today


@command
@click.argument("keys", metavar="[KEY]...", nargs=-1)
@click.option("--check", "check_only", is_flag=True, help="Only compare: write nothing, exit 1 when the lock would change.")
@click.option(
    "--retractions", type=click.Path(path_type=Path), help="Ask nobody: hold the works against this list of retractions."
)
@click.option("--quotes", is_flag=True, help="Ask nobody: write a receipt for each quote that stands in a text at hand.")
@click.option("--on", default=None, help="The date to write down: 2026-11-24 (default: today, in UTC).")
@click.option(
    "--budget", type=click.FloatRange(1, 86_400), default=900.0, show_default=True, help="Seconds that the run may take."
)
def run(
    root: Path, keys: tuple[str, ...], check_only: bool, retractions: Path | None, quotes: bool, on: str | None, budget: float
) -> int:
    """Ask the registries about every work, or about KEYs, and write what they say into references.lock.

    Exit 0 when all is well, 1 when something differs, was not found or has fallen, 3 when a registry gave no answer.
    """
    if quotes:
        from build_tools import ask, pipeline

        return say(ask.verify_quotes(root, pipeline.read(root), keys, on or today()))
    verify = registries()
    from build_tools.retractions import NoListError, read_retractions

    if retractions is not None:
        try:
            listed = read_retractions(retractions)
        except NoListError as error:
            return say((f"'{safe(str(retractions))}': {error}", False))
        return tell(verify.apply_retractions(root, listed, keys, on or today(), check_only=check_only))
    with verify.client_of(os.environ, budget) as client:
        return tell(verify.verify(root, client, keys, on or today(), check_only=check_only, watch=_bar))


def _bar(items: Iterable[Any], length: int) -> Any:
    """A bar that grows as the items come, where somebody can see it."""
    return click.progressbar(items, length=length, label="asking", file=sys.stderr, hidden=not sys.stderr.isatty())
