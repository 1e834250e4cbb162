"""Write the JSON Schemas for editors."""

from pathlib import Path

import click

from build_tools import pipeline, schema
from build_tools.counts import some
from build_tools.terminal import FINE, command
from build_tools.write import write_changed


@command
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), default="build_tools/schemas", help="The folder.")
@click.option("--with-ids", is_flag=True, help="Those for your own editor, which propose the ids of this base: .cache/schemas/.")
def run(root: Path, to: Path, with_ids: bool) -> int:
    """Write the JSON Schema of each kind of file, for completion in editors; `kb build` and `kb serve` write those with ids."""
    if with_ids:
        click.echo(f"{some(schema.write_own_schemas(pipeline.read(root), root), 'file')} changed in {root / schema.OWN}/")
    else:
        click.echo(f"{some(write_changed(to, schema.schemas().items()), 'file')} changed in {to}/")
    return FINE
