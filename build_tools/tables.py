"""kb/tables/<id>.yaml -> reference tables."""

from pathlib import Path

from pydantic import TypeAdapter

from build_tools.model import Table
from build_tools.place import Problem
from build_tools.shapes import read_folder

SHAPE = TypeAdapter(Table)


def read_tables(root: Path, problems: list[Problem]) -> dict[str, Table]:
    return read_folder(root, "kb/tables", SHAPE, problems)
