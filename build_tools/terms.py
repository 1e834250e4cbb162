"""kb/terms.yaml and kb/topics.yaml -> the glossary and the topics, in the order of the files."""

from pathlib import Path

from pydantic import TypeAdapter

from build_tools.model import Term, Topic
from build_tools.place import Problem
from build_tools.shapes import read_entries

TERM_SHAPE = TypeAdapter(Term)
TOPIC_SHAPE = TypeAdapter(Topic)


def read_terms(root: Path, problems: list[Problem]) -> dict[str, Term]:
    return read_entries(root, "kb/terms.yaml", TERM_SHAPE, problems)


def read_topics(root: Path, problems: list[Problem]) -> dict[str, Topic]:
    return read_entries(root, "kb/topics.yaml", TOPIC_SHAPE, problems)
