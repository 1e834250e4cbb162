"""Tidy YAML files."""

from pathlib import Path

import click

from build_tools.counts import safe
from build_tools.files import name_of
from build_tools.formatting import tidy_files
from build_tools.terminal import FINDINGS, FINE, command, say, tell


@command
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", "only_look", is_flag=True, help="Write nothing, exit 1 when a file could be tidier.")
def run(root: Path, files: tuple[Path, ...], only_look: bool) -> int:
    """Tidy the YAML files of kb/, or FILES: indentation, blank lines, ends of lines. No word, comment or order is changed."""
    names = [name_of(root, file) for file in files]
    for file, name in zip(files, names, strict=True):
        if not (name.startswith("kb/") and name.endswith(".yaml")):
            return say((f"'{safe(str(file))}' is no YAML file of kb/.", False))
    words, done = tidy_files(root, names, only_look=only_look)
    return tell((words, FINE if done else FINDINGS))
