"""Say whether a change is content only."""

from pathlib import Path

import click

from build_tools import guard
from build_tools.counts import safe
from build_tools.report import github, markdown, text
from build_tools.terminal import FINDINGS, FINE, UNSURE, command


@command
@click.argument("base")
@click.argument("head", default="HEAD")
@click.option("--format", "form", type=click.Choice(["text", "github", "markdown"]), default="text", help="How to tell it.")
def run(root: Path, base: str, head: str, form: str) -> int:
    """Say whether what HEAD changes since it parted from BASE is content only: kb/, references.bib and references.lock.

    Exit 0 when it is, 1 when it holds what the content may not, 3 when it touches more and a maintainer must look.
    """
    found = guard.guard(root, base, head)
    click.echo("\n".join(_told(root, found, form)))
    return FINDINGS if found.refused else UNSURE if found.more else FINE


def _told(root: Path, found: guard.Guarded, form: str) -> list[str]:
    if form == "markdown":
        problems = [markdown.item(problem) for problem in found.problems]
        return [f"**{found.words()}**", "", *problems, *(f"- {markdown.code(path)}" for path in found.more[: guard.SHOWN])]
    lines = github.annotations(found.problems) if form == "github" else text.blocks(root, found.problems)
    return [*lines, f"kb: {found.words()}", *(f"kb:   {safe(path)}" for path in found.more)]
