"""kb/questions/<id>.yaml -> questions."""

from pathlib import Path

from pydantic import TypeAdapter

from build_tools.model import Question
from build_tools.place import Problem
from build_tools.shapes import read_folder

SHAPE = TypeAdapter(Question)


def read_questions(root: Path, problems: list[Problem]) -> dict[str, Question]:
    return read_folder(root, "kb/questions", SHAPE, problems)
