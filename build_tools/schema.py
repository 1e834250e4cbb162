"""The shapes of the data files -> JSON Schema 2020-12, for completion and hints in editors.

The committed schemas know no ids. Those for one's own editor, in .cache/schemas/, propose every id of the base with its name.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from build_tools import calculators, claims, questions, sources, tables, terms
from build_tools.kept import FOLDER, make_folder
from build_tools.model import KnowledgeBase
from build_tools.write import write_changed

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
OWN = Path(".cache/schemas")  # from the root of a base
KNOWN = "known "  # begins the $comment of what is the id of something
IDS = "ids.schema.json"


def schemas() -> dict[str, bytes]:
    """Every schema by its file name."""
    return {f"{name}.schema.json": _bytes(schema) for name, schema in _schemas()}


def write_own_schemas(kb: KnowledgeBase, root: Path) -> int:
    """Write the schemas that know the ids of a base to where editors look for them; how many files changed.

    OSError where a link stands in the way, which would lead who knows where.
    """
    make_folder(root / FOLDER)
    if (root / OWN).is_symlink():
        raise OSError(f"{OWN} is a link")
    return write_changed(root / OWN, schemas_with_ids(kb).items())


def schemas_with_ids(kb: KnowledgeBase) -> dict[str, bytes]:
    """Every schema, and the ids of the base with their names. An id that is not among them is no fault here: `kb check` knows."""
    files = {f"{name}.schema.json": _bytes(_knowing(schema)) for name, schema in _schemas()}
    sources = dict(_schemas())["sources"]
    keys = {key: {"$ref": "#/$defs/entry", "description": work.citation} for key, work in kb.works.items()}
    entry = {"entry": _knowing(sources["additionalProperties"])}
    sources = _knowing({**sources, "properties": keys, "additionalProperties": {"$ref": "#/$defs/entry"}})
    sources["$defs"] = {**sources["$defs"], **entry}
    ids = {
        "claims": _enum({key: claim.statement for key, claim in kb.claims.items()}),
        "works": _enum({key: work.citation for key, work in kb.works.items()}),
        "terms": _enum({key: term.label for key, term in kb.terms.items()}),
    }
    return {**files, "sources.schema.json": _bytes(sources), IDS: _bytes({"title": "ids", "$defs": ids})}


def _enum(names: Mapping[str, str]) -> dict[str, Any]:
    return {"type": "string", "enum": list(names), "enumDescriptions": list(names.values())} if names else {"type": "string"}


def _knowing(node: Any) -> Any:
    """The schema with a proposal of the known ids wherever it asks for one."""
    if isinstance(node, list):
        return [_knowing(part) for part in node]
    if not isinstance(node, dict):
        return node
    comment = str(node.get("$comment", ""))
    if not comment.startswith(KNOWN):
        return {name: _knowing(part) for name, part in node.items()}
    ids = {"$ref": f"{IDS}#/$defs/{comment.removeprefix(KNOWN)}"}
    return {"description": node["description"], "anyOf": [{"type": "string"}, ids]}


def _schemas() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, shape in ONE_A_FILE.items():
        yield name, _headed(name, shape.json_schema())
    for name, shape in ENTRIES.items():
        entry = shape.json_schema()
        kinds = entry.pop("$defs", {})
        about = f"kb/{name}.yaml: an id for each entry. {entry['description']}"
        yield name, _headed(name, {"description": about, "type": "object", "additionalProperties": entry, "$defs": kinds})


def _headed(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": name, **_typed(schema)}


def _bytes(schema: dict[str, Any]) -> bytes:
    return (json.dumps(schema, indent=1, ensure_ascii=False) + "\n").encode()


def _typed(node: Any) -> Any:
    """The schema as an editor's file meets it: without what only the reader knows (names with @), and without null."""
    if isinstance(node, list):
        return [_typed(part) for part in node if not (isinstance(part, str) and part.startswith("@"))]
    if not isinstance(node, dict):
        return node
    kept = {name: _typed(part) for name, part in _given(node).items() if not name.startswith("@")}
    kept.pop("title", None) if isinstance(kept.get("title"), str) else None
    if isinstance(kept.get("$defs"), dict):
        kept["$defs"].pop("Place", None)
    return kept


def _given(node: dict[str, Any]) -> dict[str, Any]:
    """What a field may hold that can be left out: what it holds if it is there."""
    choices = [choice for choice in node.get("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) != 1:
        return node
    return {name: part for name, part in {**choices[0], **node}.items() if name != "anyOf" and (name, part) != ("default", None)}
