"""kb/sources.yaml -> what BibTeX cannot hold of sources and works."""

from pathlib import Path

from pydantic import TypeAdapter

from build_tools.model import Source
from build_tools.place import Problem
from build_tools.shapes import read_entries

SHAPE = TypeAdapter(Source)


def read_sources(root: Path, problems: list[Problem]) -> dict[str, Source]:
    return read_entries(root, "kb/sources.yaml", SHAPE, problems, keyed_by_id=False)
