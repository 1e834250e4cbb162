"""The shapes of the data files -> JSON Schema 2020-12, for completion and hints in editors."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from build_tools import calculators, claims, questions, sources, tables, terms

ONE_A_FILE: Mapping[str, TypeAdapter[Any]] = {
    "claim": claims.SHAPE,
    "question": questions.SHAPE,
    "table": tables.SHAPE,
    "calculator": calculators.SHAPE,
}
ENTRIES: Mapping[str, TypeAdapter[Any]] = {
    "terms": terms.TERM_SHAPE,
    "topics": terms.TOPIC_SHAPE,
    "sources": sources.SHAPE,
}


def schemas() -> dict[str, bytes]:
    """Every schema by its file name."""
    files = {f"{name}.schema.json": _schema(name, shape.json_schema()) for name, shape in ONE_A_FILE.items()}
    for name, shape in ENTRIES.items():
        entry = shape.json_schema()
        kinds = entry.pop("$defs", {})
        whole = {"type": "object", "additionalProperties": entry, "$defs": kinds}
        files[f"{name}.schema.json"] = _schema(name, whole)
    return files


def _schema(name: str, schema: dict[str, Any]) -> bytes:
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": name}
    return (json.dumps({**head, **_typed(schema)}, indent=1, ensure_ascii=False) + "\n").encode()


def _typed(node: Any) -> Any:
    """The schema as an editor's file meets it: without what only the reader knows (names with @)."""
    if isinstance(node, list):
        return [_typed(part) for part in node if not (isinstance(part, str) and part.startswith("@"))]
    if not isinstance(node, dict):
        return node
    kept = {name: _typed(part) for name, part in node.items() if not name.startswith("@")}
    kept.pop("title", None) if isinstance(kept.get("title"), str) else None
    if isinstance(kept.get("$defs"), dict):
        kept["$defs"].pop("Place", None)
    return kept
