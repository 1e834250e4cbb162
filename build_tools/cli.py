"""The commands: argument in, words out, no logic."""

import gc
import os
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from build_tools import VERSION
from build_tools.registry import names

FINE, FINDINGS, FAILED = 0, 1, 2
REPORTS = names("report")


class Base(click.Group):
    """The group of commands; a bug of ours ends with one line and exit code 2, never a traceback."""

    def main(self, *args: Any, **extra: Any) -> Any:
        try:
            return super().main(*args, **extra)
        except Exception as bug:
            if "KB_TRACEBACK" in os.environ:
                raise
            click.echo(f"X000 this is a fault of the tool, not of your files: {type(bug).__name__}: {bug}", err=True)
            click.echo("Set KB_TRACEBACK=1 to see where, and please report it.", err=True)
            sys.exit(FAILED)


@click.group(cls=Base, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="kb")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The folder with kb/ and references.bib (default: here).",
)
@click.pass_context
def kb(context: click.Context, root: Path) -> None:
    """Check the evidence base, build its site, ask it questions."""
    gc.set_threshold(200_000, 20, 20)  # records are many and have no cycles: looking for some costs a fifth of a run
    context.obj = root


def command(name: str, **settings: Any) -> Callable[[Callable[..., int]], click.Command]:
    """A command whose function returns its exit code."""

    def decorate(function: Callable[..., int]) -> click.Command:
        @wraps(function)
        def run(*args: Any, **values: Any) -> None:
            sys.exit(function(*args, **values))

        return kb.command(name, **settings)(click.pass_obj(run))

    return decorate


class Also(click.ParamType[tuple[str, Path]]):
    """A report and the file that it goes into: markdown=summary.md."""

    name = "also"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, Path]:
        form, _, file = value.partition("=")
        if form not in REPORTS or not file:
            self.fail(f"'{value}' is not FORMAT=FILE, with one of {', '.join(REPORTS)} for FORMAT.", param, ctx)
        return form, Path(file)


@command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(REPORTS), default="text", help="How to tell the problems.")
@click.option("--also", type=Also(), metavar="FORMAT=FILE", multiple=True, help="Write them into a file too, in another format.")
@click.option("--since", "revision", metavar="REV", help="Only what is new since this commit, branch or tag.")
@click.option("--on", metavar="DAY", default="", help="Count ages, and end exceptions, by this day.")
def check_command(
    root: Path, files: tuple[Path, ...], form: str, also: tuple[tuple[str, Path], ...], revision: str | None, on: str
) -> int:
    """Check every file of the base: exit 0 when there is no error, 1 when there is. With FILES, only theirs are told.

    Without --on, ages are counted to the newest day of references.lock, and exceptions end by today's date.
    """
    from build_tools import pipeline, since
    from build_tools.counts import count, safe
    from build_tools.files import is_among, name_of
    from build_tools.history import NoHistoryError
    from build_tools.place import is_day
    from build_tools.registry import members

    if on and not is_day(on):
        return _say((f"'{on}' is not a day such as 2026-11-24.", False))
    base = pipeline.read(root, on, on or _today())
    problems, told = pipeline.check(base), None
    try:
        if revision is not None:
            problems, told = since.new_since(root, base, problems, revision)
    except NoHistoryError as error:
        return _say((safe(f"{error}."), False))
    if files:
        parts = [name_of(root, file) for file in files]
        problems = [problem for problem in problems if is_among(problem.where.file, parts)]
    for other, file in also:
        file.write_text(members("report")[other].report(root, problems, count(base), told), encoding="utf-8")
    click.echo(members("report")[form].report(root, problems, count(base), told), nl=False)
    return FINDINGS if any(problem.level == "error" for problem in problems) else FINE


@command("explain")
@click.argument("check", required=False)
def explain_command(root: Path, check: str | None) -> int:
    """Print the page of a CHECK: its rule, a bad example, a good one. Without CHECK, the list of checks."""
    from build_tools.allowances import exceptable
    from build_tools.model import nearest
    from build_tools.registry import members, summary

    checks = members("checks")
    if check is None:
        for name, module in checks.items():
            click.echo(f"{name:24} {summary(module)}")
        return FINE
    if check not in checks:
        click.echo(f"There is no check '{check}'. {nearest(check, checks)}".strip(), err=True)
        return FAILED
    allowed = "can be excepted" if exceptable(checks[check]) else "allows no exception"
    about = f"{checks[check].LEVEL}, since {checks[check].SINCE}, {allowed}"
    click.echo(f"{check} ({about})\n\n{(checks[check].__doc__ or '').strip()}")
    return FINE


as_of = click.option("--as-of", type=click.IntRange(1, 9998), default=None, metavar="YEAR", help="By works published by then.")
told_as = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to tell it.")


@command("why")
@click.argument("claim")
@as_of
def why_command(root: Path, claim: str, as_of: int | None) -> int:
    """Show how the level of a CLAIM follows from what is recorded, step by step, and what would change it."""
    from build_tools import pipeline, why
    from build_tools.strength import as_of as at

    return _say(why.why(at(pipeline.read(root), as_of), claim))


@command("levels")
@as_of
@told_as
def levels_command(root: Path, as_of: int | None, form: str) -> int:
    """List every claim with its level."""
    from build_tools import ask, pipeline
    from build_tools.strength import as_of as at

    return _say(ask.levels(at(pipeline.read(root), as_of), form))


@command("impact")
@click.argument("work", required=False)
@click.option("--as", "way", type=click.Choice(["retracted", "absent"]), default="retracted", help="What happens to it.")
@click.option("--all", "every", is_flag=True, help="Rank all works by how many claims change with them.")
@told_as
def impact_command(root: Path, work: str | None, way: str, every: bool, form: str) -> int:
    """List the claims whose level would change if a WORK were retracted, or had never been recorded."""
    from build_tools import ask, pipeline

    if (work is None) != every:
        click.echo("Name one work, or say --all.", err=True)
        return FAILED
    base = pipeline.read(root)
    return _say(ask.ranking(base, way, form) if work is None else ask.impact(base, work, way, form))


@command("stats")
@as_of
def stats_command(root: Path, as_of: int | None) -> int:
    """Print the size of the base, how its claims stand, and how much of it was checked."""
    from build_tools import ask, pipeline
    from build_tools.strength import as_of as at

    return _say(ask.stats(at(pipeline.read(root), as_of)))


@command("export")
@click.argument("form", metavar="FORMAT", required=False)
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), default="export", help="The folder to write into.")
def export_command(root: Path, form: str | None, to: Path) -> int:
    """Write the base in a FORMAT; without FORMAT, list the formats."""
    from build_tools import pipeline
    from build_tools.registry import members, summary
    from build_tools.write import write_changed

    formats = members("exports")
    if form is None:
        for name, module in formats.items():
            click.echo(f"{name:10} {summary(module)}")
        return FINE
    if form not in formats:
        click.echo(f"There is no format '{form}'. Formats: {', '.join(formats)}", err=True)
        return FAILED
    files = formats[form].export(pipeline.read(root))
    write_changed(to, files)
    click.echo(f"{len(files)} files in {to}/")
    return FINE


@command("build")
@click.option(
    "--to", type=click.Path(file_okay=False, path_type=Path), default=None, help="The folder of the site (default: site)."
)
@click.option("--search/--no-search", default=True, help="Whether to make the search index too.")
def build_command(root: Path, to: Path | None, search: bool) -> int:
    """Check the base and build the site; a failed build leaves the last good site untouched."""
    from build_tools import mkdocs_hook

    return mkdocs_hook.build(root, to or root / "site", search=search)


@command("serve")
@click.option("--address", default="127.0.0.1:8000", help="Host and port.")
def serve_command(root: Path, address: str) -> int:
    """Show the site while you write: rebuilt and reloaded whenever a file of the base changes."""
    from build_tools import mkdocs_hook

    return mkdocs_hook.serve(root, address)


@command("text")
@click.argument("key")
@click.argument("source", metavar="FILE|URL")
@click.option("--scope", type=click.Choice(["fulltext", "excerpt", "abstract"]), default="fulltext", help="How much of it.")
@click.option("--retrieved", default=None, help="When it was got: 2026-11-24 (default: today for a URL, else unknown).")
@click.option("--address", default=None, help="Where a file was got.")
def text_command(root: Path, key: str, source: str, scope: str, retrieved: str | None, address: str | None) -> int:
    """Keep the text of the work KEY in .texts/, out of the repository, so that its quotes can be checked against it.

    FILE is HTML, PDF or plain text; of a page only its main text is kept. A URL is fetched, if it is https and public.
    """
    from build_tools import ask
    from build_tools.extract import extract

    if source.startswith(("https://", "http://")):
        verify = _registries()
        from build_tools.download import text_at

        with verify.client_of(os.environ, budget=120) as client:
            about = {"scope": scope, "retrieved": retrieved or _today(), "address": address or source}
            return _say(ask.keep_text(root, key, lambda: text_at(client, source), about))
    about = {"scope": scope, "retrieved": retrieved or "unknown", "address": address or "unknown"}
    return _say(ask.keep_text(root, key, lambda: extract(Path(source)), about))


@command("verify")
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
def verify_command(
    root: Path, keys: tuple[str, ...], check_only: bool, retractions: Path | None, quotes: bool, on: str | None, budget: float
) -> int:
    """Ask the registries about every work, or about KEYs, and write what they say into references.lock.

    Exit 0 when all is well, 1 when something differs, was not found or has fallen, 3 when a registry gave no answer.
    """
    if quotes:
        from build_tools import ask, pipeline

        return _say(ask.verify_quotes(root, pipeline.read(root), keys, on or _today()))
    verify = _registries()
    from build_tools.retractions import NoListError, read_retractions

    if retractions is not None:
        try:
            listed = read_retractions(retractions)
        except NoListError as error:
            return _say((f"{retractions}: {error}", False))
        return _tell(verify.apply_retractions(root, listed, keys, on or _today(), check_only=check_only))
    with verify.client_of(os.environ, budget) as client:
        return _tell(verify.verify(root, client, keys, on or _today(), check_only=check_only, watch=_bar))


@command("cite")
@click.argument("what", metavar="DOI|PMID|PMCID|ARXIV|ISBN|URL")
@click.option("--on", default=None, help="The date to write down: 2026-11-24 (default: today, in UTC).")
def cite_command(root: Path, what: str, on: str | None) -> int:
    """Look a work up and add it to references.bib, with its block of references.lock. What is there already is named instead."""
    verify = _registries()
    from build_tools import cite

    with verify.client_of(os.environ, budget=120) as client:
        return _tell(cite.cite(root, client, what, on or _today()))


@command("fmt")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", "only_look", is_flag=True, help="Write nothing, exit 1 when a file could be tidier.")
def fmt_command(root: Path, files: tuple[Path, ...], only_look: bool) -> int:
    """Tidy the YAML files of kb/, or FILES: indentation, blank lines, ends of lines. No word, comment or order is changed."""
    from build_tools.files import name_of
    from build_tools.formatting import tidy_files

    names = [name_of(root, file) for file in files]
    for file, name in zip(files, names, strict=True):
        if not (name.startswith("kb/") and name.endswith(".yaml")):
            return _say((f"{file} is no YAML file of kb/.", False))
    words, done = tidy_files(root, names, only_look=only_look)
    return _tell((words, FINE if done else FINDINGS))


@command("schema")
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), default="build_tools/schemas", help="The folder.")
@click.option("--with-ids", is_flag=True, help="Those for your own editor, which propose the ids of this base: .cache/schemas/.")
def schema_command(root: Path, to: Path, with_ids: bool) -> int:
    """Write the JSON Schema of each kind of file, for completion in editors; `kb build` and `kb serve` write those with ids."""
    from build_tools import pipeline, schema
    from build_tools.write import write_changed

    if with_ids:
        click.echo(f"{schema.write_own_schemas(pipeline.read(root), root)} files changed in {root / schema.OWN}/")
    else:
        click.echo(f"{write_changed(to, schema.schemas())} files changed in {to}/")
    return FINE


def _registries() -> Any:
    """What asks the registries; it needs libraries that nothing else does."""
    try:
        from build_tools import verify
    except ModuleNotFoundError as missing:
        click.echo(f"Asking the registries needs '{missing.name}': pip install '.[verify]'", err=True)
        sys.exit(FAILED)
    return verify


def _today() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).date().isoformat()


def _bar(items: Iterable[Any], length: int) -> Any:
    """A bar that grows as the items come, where somebody can see it."""
    return click.progressbar(items, length=length, label="asking", file=sys.stderr, hidden=not sys.stderr.isatty())


def _tell(told: tuple[str, int]) -> int:
    words, code = told
    click.echo(words, err=code == FAILED)
    return code


def _say(answer: tuple[str, bool]) -> int:
    words, known = answer
    click.echo(words, err=not known)
    return FINE if known else FAILED
