"""A folder is a registry: build_tools/checks/ -> {id: module}. Drop a file in; nothing else to edit."""

from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).parent


@cache
def members(folder: str) -> dict[str, ModuleType]:
    """Return the modules of build_tools/<folder>/ by name, sorted; the name is the id of the thing."""
    return {name: import_module(f"build_tools.{folder}.{name}") for name in names(folder)}


def names(folder: str) -> list[str]:
    return sorted(path.stem for path in (HERE / folder).glob("*.py") if not path.stem.startswith("_"))


def summary(module: ModuleType) -> str:
    """The first sentence of a module's docstring."""
    return (module.__doc__ or "").strip().split("\n\n")[0].replace("\n", " ")
