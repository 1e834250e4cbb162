"""Keep the text of a work for the checks of quotes."""

import os
from pathlib import Path

import click

from build_tools.terminal import command, registries, say, today


@command
@click.argument("key")
@click.argument("source", metavar="FILE|URL")
@click.option("--scope", type=click.Choice(["fulltext", "excerpt", "abstract"]), default="fulltext", help="How much of it.")
@click.option("--retrieved", default=None, help="When it was got: 2026-11-24 (default: today for a URL, else unknown).")
@click.option("--address", default=None, help="Where a file was got.")
def run(root: Path, key: str, source: str, scope: str, retrieved: str | None, address: str | None) -> int:
    """Keep the text of the work KEY in .texts/, out of the repository, so that its quotes can be checked against it.

    FILE is HTML, PDF or plain text; of a page only its main text is kept. A URL is fetched, if it is https and public.
    """
    from build_tools import ask
    from build_tools.extract import extract

    if source.startswith(("https://", "http://")):
        verify = registries()
        from build_tools.download import text_at

        with verify.client_of(os.environ, budget=120) as client:
            about = {"scope": scope, "retrieved": retrieved or today(), "address": address or source}
            return say(ask.keep_text(root, key, lambda: text_at(client, source), about))
    about = {"scope": scope, "retrieved": retrieved or "unknown", "address": address or "unknown"}
    return say(ask.keep_text(root, key, lambda: extract(Path(source)), about))
