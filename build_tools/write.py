"""A tree of bytes -> a folder: only what changed is written, and a whole site is swapped in at once."""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def as_json(value: Any) -> bytes:
    """JSON with a fixed layout, readable in a diff."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def write_changed(folder: Path, files: Mapping[str, bytes]) -> int:
    """Write each file whose bytes differ from what is there; return how many were written. Paths stay inside."""
    inside = folder.resolve()
    made: set[Path] = set()
    written = 0
    for path, data in files.items():
        target = folder / path
        parent = target.parent
        if parent not in made:
            if not parent.resolve().is_relative_to(inside):
                raise ValueError(f"{path} lies outside of {folder}")
            parent.mkdir(parents=True, exist_ok=True)
            made.add(parent)
        try:
            if target.read_bytes() == data:
                continue
        except FileNotFoundError:
            pass
        target.write_bytes(data)
        written += 1
    return written


def swap(new: Path, current: Path) -> None:
    """Put a finished folder in the place of the current one; what was there is removed last."""
    old = current.with_name(f".{current.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if current.exists():
        os.replace(current, old)
    os.replace(new, current)
    shutil.rmtree(old, ignore_errors=True)
