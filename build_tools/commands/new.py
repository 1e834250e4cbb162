"""Start a new claim, question, term or table."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from build_tools import pipeline
from build_tools.asking import Asked, gather, lacking, sound, unknown_works
from build_tools.blanks import BLANKS, Blank
from build_tools.counts import safe
from build_tools.entering import doubles, enter, problems_with
from build_tools.filled_form import LARGEST, BadFormError, answers_in
from build_tools.model import KnowledgeBase
from build_tools.new_file import new_file
from build_tools.proposals import taken_ids
from build_tools.terminal import FAILED, FINDINGS, FINE, today

Given = Mapping[str, Sequence[str]]


@click.group()
def run() -> None:
    """Start a new claim, question, term or table. What is not given as an option is asked for, line by line."""


def _command(kind: str) -> click.Command:
    """The command of a kind: an option for each of its blanks."""
    options: list[click.Parameter] = [
        click.Option([blank.option, blank.name.replace("-", "_")], multiple=True, help=_help(blank)) for blank in BLANKS[kind]
    ]
    options.append(click.Option(["--dry-run"], is_flag=True, help="Print it and write nothing."))
    if kind == "claim":
        options += [
            click.Option(["--doi", "--pmid", "doi"], multiple=True, help="The work, by its DOI or PMID; looked up if it is new."),
            click.Option(["--anyway"], is_flag=True, help="Also when a claim in the same words is there."),
            click.Option(["--from-form"], metavar="FILE|-", help="A filled issue form; nothing is asked and nothing looked up."),
        ]
    return click.Command(kind, params=options, callback=_entering(kind), help=f"Start a new {kind}.")


def _help(blank: Blank) -> str:
    words = f" One of {', '.join(blank.words)}." if blank.words else ""
    return f"{blank.hint[0].upper()}{blank.hint[1:]}.{words}"


def _entering(kind: str) -> Any:
    @click.pass_context
    def enter_kind(context: click.Context, /, **values: Any) -> None:
        given = {blank.name: values[blank.name.replace("-", "_")] for blank in BLANKS[kind]}
        given |= {"work": (*given["work"], *values["doi"])} if kind == "claim" else {}
        if values.get("from_form"):
            context.exit(_draft(context.obj, values["from_form"], dry=values["dry_run"]))
        context.exit(_new(context.obj, kind, given, anyway=values.get("anyway", False), dry=values["dry_run"]))

    return enter_kind


for _kind in BLANKS:
    run.add_command(_command(_kind))


def _new(root: Path, kind: str, given: Given, *, anyway: bool, dry: bool) -> int:
    """Ask for what was not given, and write the file when all of it fits."""
    kb = pipeline.read(root)
    done = gather(kind, kb, given, _ask)
    lack = lacking(kind, done)
    if done.faults or lack:
        return _stop(*done.faults, *([lack, *_closed(done)] if lack else ()), "Nothing was written.")
    told, same = doubles(kb, kind, done.answers)
    _tell(*told)
    if same and not anyway and not _agreed("Write yours all the same?"):
        return _stop("Nothing was written. If yours says something else, say so in its words, or use --anyway.", code=FINDINGS)
    return _written(root, kind, kb if dry else _looked_up(root, kb, done), done, dry=dry)


def _draft(root: Path, form: str, *, dry: bool) -> int:
    """A file from a filled issue form, with what is missing or does not fit left for an editor."""
    kb = pipeline.read(root)
    try:
        given, faults = sound("claim", kb, answers_in(_text_of(form)))
    except (OSError, BadFormError) as error:
        return _stop(
            f"'{safe(form)}' cannot be read as a filled form: {getattr(error, 'strerror', None) or error}. Nothing was written."
        )
    done = gather("claim", kb, given, lambda *_: None)
    if "statement" not in done.answers or "topic" not in done.answers:
        return _stop(*faults, f"{lacking('claim', done)} Nothing was written.")
    told, _ = doubles(kb, "claim", done.answers)
    _tell(*faults, *done.faults, lacking("claim", done), *told)
    return _written(root, "claim", kb, done, dry=dry)


def _written(root: Path, kind: str, kb: KnowledgeBase, done: Asked, *, dry: bool) -> int:
    file = new_file(kind, kb, done.answers, taken_ids(kb))
    if dry:
        click.echo(file.text, nl=False)
        return FINE
    refused = enter(root, file)
    if refused:
        return _stop(f"{safe(refused)}. Nothing was written.")
    told, wrong = problems_with(root, file)
    click.echo(f"Written: {file.path}")
    click.echo(told)
    click.echo(f"Its page: {kind}s/{file.id}/ (`kb serve` shows it).")
    return FINDINGS if wrong else FINE


# --- asking --------------------------------------------------------------------------------------


def _ask(blank: Blank, proposal: str, fault: str) -> str | None:
    """The next line of what is typed or piped in; None when there is no more. A person is shown what is asked."""
    if sys.stdin.isatty():
        if fault:
            _tell(fault)
        else:
            _tell("", f"{blank.label}: {blank.hint}{'' if blank.needed else ' (may be left empty)'}", *_choices(blank))
        click.echo(f"[{proposal}] > " if proposal else "> ", nl=False, err=True)
    elif fault:
        return None
    line = sys.stdin.readline()
    if not line:
        return None
    answer = line.strip()
    words = list(blank.words)
    return words[int(answer) - 1] if answer.isdecimal() and 0 < int(answer) <= len(words) else answer


def _choices(blank: Blank) -> Iterator[str]:
    for number, (word, about) in enumerate(blank.words.items(), 1):
        yield f"  {number:2} {word:18} {about if isinstance(about, str) else about.label}"
    if blank.many:
        yield "  several are separated by ;"


def _agreed(question: str) -> bool:
    if not sys.stdin.isatty():
        return False
    click.echo(f"{question} (y/N) > ", nl=False, err=True)
    return sys.stdin.readline().strip().casefold() in ("y", "yes")


def _text_of(form: str) -> str:
    if form == "-":
        return sys.stdin.buffer.read(4 * LARGEST + 1).decode(errors="replace")
    with Path(form).open("rb") as stream:
        return stream.read(4 * LARGEST + 1).decode(errors="replace")


# --- looking up, telling -------------------------------------------------------------------------


def _looked_up(root: Path, kb: KnowledgeBase, done: Asked) -> KnowledgeBase:
    """The base with the works that were named and not there yet, as far as they could be looked up."""
    unknown = list(unknown_works(kb, done.answers))
    for what in unknown:
        _tell(*_cite(root, what))
    return pipeline.read(root) if unknown else kb


def _cite(root: Path, what: str) -> Iterator[str]:
    try:
        from build_tools import cite, verify
    except ModuleNotFoundError as missing:
        yield f"Looking '{safe(what)}' up needs '{missing.name}' (pip install '.[verify]'): its key is left open."
        return
    with verify.client_of(os.environ, budget=60) as client:
        words, code = cite.cite(root, client, what, today())
    yield words
    if code not in (FINE, FINDINGS):
        yield "Its key is left open in the file; when `kb cite` has added it, write the key there."


def _closed(done: Asked) -> Iterator[str]:
    """The words of each closed list of which one must still be chosen."""
    for blank in done.missing:
        if blank.words:
            yield f"    {blank.option}: one of {', '.join(blank.words)}"


def _tell(*lines: str) -> None:
    for line in lines:
        click.echo(line, err=True)


def _stop(*lines: str, code: int = FAILED) -> int:
    _tell(*lines)
    return code
