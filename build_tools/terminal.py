"""What commands share: exit codes, ways to answer, options that several have."""

import sys
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime
from functools import wraps
from typing import Any

import click

from build_tools.counts import safe
from build_tools.history import NoHistoryError
from build_tools.kept import trees_kept
from build_tools.place import is_day

FINE, FINDINGS, FAILED, UNSURE = 0, 1, 2, 3

as_of = click.option("--as-of", type=click.IntRange(1, 9998), default=None, metavar="YEAR", help="By works published by then.")
on_day = click.option(
    "--on", metavar="DAY", default="", callback=lambda _, __, day: _day(day), help="Count ages, and end exceptions, by this day."
)
told_as = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to tell it.")


def command(function: Callable[..., int]) -> click.Command:
    """A command named by its file, whose function is given the root and returns its exit code. No such commit is no bug."""

    @wraps(function)
    def run(*args: Any, **values: Any) -> None:
        context = click.get_current_context()
        try:
            with trees_kept(args[0]) if context.find_root().params.get("cache", True) else nullcontext():
                code = function(*args, **values)
        except NoHistoryError as error:
            code = say((safe(f"{error}."), False))
        context.exit(code)

    given_root: Callable[..., Any] = click.pass_obj(run)
    return click.command(function.__module__.rpartition(".")[2])(given_root)


def _day(day: str) -> str:
    if day and not is_day(day):
        raise click.BadParameter(f"'{safe(day)}' is not a day such as 2026-11-24.")
    return day


def today() -> str:
    return datetime.now(UTC).date().isoformat()


def registries() -> Any:
    """What asks the registries; it needs libraries that nothing else does."""
    try:
        from build_tools import verify
    except ModuleNotFoundError as missing:
        click.echo(f"Asking the registries needs '{missing.name}': pip install '.[verify]'", err=True)
        sys.exit(FAILED)
    return verify


def tell(told: tuple[str, int]) -> int:
    """Print an answer that knows its exit code."""
    words, code = told
    click.echo(words, err=code == FAILED)
    return code


def say(answer: tuple[str, bool]) -> int:
    """Print an answer, or why there is none."""
    words, known = answer
    return tell((words, FINE if known else FAILED))
