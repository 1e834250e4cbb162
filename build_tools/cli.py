"""The command `kb`: build_tools/commands/ -> one subcommand a file, of which only the one that is called is imported."""

import atexit
import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from build_tools import VERSION
from build_tools.registry import names
from build_tools.terminal import FAILED


class Commands(click.Group):
    """The folder of commands; a bug of ours ends with one line and exit code 2, never a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return names("commands")

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in names("commands"):
            return None
        found: click.Command = import_module(f"build_tools.commands.{cmd_name}").run
        return found

    def main(self, *args: Any, **extra: Any) -> Any:
        try:
            return super().main(*args, **extra)
        except Exception as bug:
            if "KB_TRACEBACK" in os.environ:
                raise
            click.echo(f"X000 this is a fault of the tool, not of your files: {type(bug).__name__}: {bug}", err=True)
            click.echo("Set KB_TRACEBACK=1 to see where, and please report it.", err=True)
            sys.exit(FAILED)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="kb")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The folder with kb/ and references.bib (default: here).",
)
@click.option("--cache/--no-cache", default=True, help="Whether what was read before is kept in .cache/ (default: yes).")
@click.pass_context
def kb(context: click.Context, root: Path, cache: bool) -> None:
    """Check the evidence base, build its site, ask it questions."""
    gc.set_threshold(1_000_000, 20, 20)  # records are many and have no cycles: looking for some costs a fifth of a run
    atexit.register(gc.freeze)  # so does looking for some at the end, when all of them are let go anyway
    context.obj = root
