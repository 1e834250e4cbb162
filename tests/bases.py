"""Where the bases of the tests are, and what is wrong with them."""

import importlib.util
from pathlib import Path

from build_tools import pipeline
from build_tools.model import KnowledgeBase, Problem

HERE = Path(__file__).parent
ROOT = HERE.parent


def problems_of(root: Path) -> tuple[KnowledgeBase, list[Problem]]:
    kb = pipeline.read(root)
    return kb, pipeline.check(kb)


def lines_of(problems: list[Problem]) -> str:
    """Problems as lines for golden files."""
    return "".join(f"{p.where} {p.level} {p.check}: {p.message}\n    → {p.hint}\n" for p in problems)


def generated(claims: int, folder: Path) -> Path:
    """A base of so many claims in a folder, as the benchmarks make it."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "bench/generate.py")
    assert spec
    assert spec.loader
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    generate.generate(claims, folder)
    return folder
