"""Check every file of the base."""

from pathlib import Path
from typing import Any

import click

from build_tools import pipeline, since
from build_tools.counts import count, without_notes
from build_tools.files import is_among, name_of
from build_tools.registry import members, names
from build_tools.terminal import FINDINGS, FINE, command, on_day, today
from build_tools.unchanged import problems_and_counts

REPORTS = names("report")
FOR_PEOPLE = frozenset({"text", "github", "markdown"})  # they list notes only when they are asked to; machines get all


class Also(click.ParamType[tuple[str, Path]]):
    """A report and the file that it goes into: markdown=summary.md."""

    name = "also"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, Path]:
        form, _, file = value.partition("=")
        if form not in REPORTS or not file:
            self.fail(f"'{value}' is not FORMAT=FILE, with one of {', '.join(REPORTS)} for FORMAT.", param, ctx)
        return form, Path(file)


@command
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(REPORTS), default="text", help="How to tell the problems.")
@click.option("--also", type=Also(), metavar="FORMAT=FILE", multiple=True, help="Write them into a file too, in another format.")
@click.option("--since", "revision", metavar="REV", help="Only what is new since this commit, branch or tag.")
@on_day
@click.option("--notes", is_flag=True, help="List notes too, which else are only counted where people read.")
def run(
    root: Path,
    files: tuple[Path, ...],
    form: str,
    also: tuple[tuple[str, Path], ...],
    revision: str | None,
    on: str,
    notes: bool,
) -> int:
    """Check every file of the base: exit 0 when there is no error, 1 when there is. With FILES, only theirs are told.

    Without --on, ages are counted to the newest day of references.lock, and exceptions end by today's date.
    """
    told = None
    if revision is None:
        problems, counts = problems_and_counts(root, on, on or today())
    else:
        base = pipeline.read(root, on, on or today())
        counts = count(base)
        problems, told = since.new_since(root, base, pipeline.check(base), revision)
    if files:
        parts = [name_of(root, file) for file in files]
        problems = [problem for problem in problems if is_among(problem.where.file, parts)]
    whole = (problems, counts)
    calm = whole if notes else without_notes(*whole)
    for name, file in (*also, (form, None)):
        output = members("report")[name].report(root, *(calm if name in FOR_PEOPLE else whole), told)
        click.echo(output, nl=False) if file is None else file.write_text(output, encoding="utf-8")
    return FINDINGS if any(problem.level == "error" for problem in problems) else FINE
