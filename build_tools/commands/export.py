"""Write the base in a format."""

from pathlib import Path

import click

from build_tools import pipeline
from build_tools.counts import safe, some
from build_tools.registry import members, summary
from build_tools.terminal import FAILED, FINE, command
from build_tools.write import write_changed


@command
@click.argument("form", metavar="FORMAT", required=False)
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), default="export", help="The folder to write into.")
def run(root: Path, form: str | None, to: Path) -> int:
    """Write the base in a FORMAT; without FORMAT, list the formats."""
    formats = members("exports")
    if form is None:
        for name, module in formats.items():
            click.echo(f"{name:10} {summary(module)}")
        return FINE
    if form not in formats:
        click.echo(f"There is no format '{safe(form)}'. Formats: {', '.join(formats)}", err=True)
        return FAILED
    files = formats[form].export(pipeline.read(root))
    write_changed(to, files.items())
    click.echo(f"{some(len(files), 'file')} in {to}/")
    return FINE
