"""kb/calculators/<id>.yaml -> calculators for readers' own numbers."""

from pathlib import Path

from pydantic import TypeAdapter

from build_tools.model import Calculator
from build_tools.place import Problem
from build_tools.shapes import read_folder

SHAPE = TypeAdapter(Calculator)


def read_calculators(root: Path, problems: list[Problem]) -> dict[str, Calculator]:
    return read_folder(root, "kb/calculators", SHAPE, problems)
