"""Values of a file -> a record of its shape, with every fault named at its place."""

from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from build_tools.fields import ID
from build_tools.files import list_folder, read_text
from build_tools.model import nearest
from build_tools.place import Place, Problem, Where
from build_tools.yaml_reader import Tree, read_yaml

Record = TypeVar("Record")
Loc = tuple[int | str, ...]

PLACE = "@place"


def shape(adapter: TypeAdapter[Record], tree: Tree, problems: list[Problem]) -> Record | None:
    """Return the record, or what could be saved of it so that later checks can see the rest; None when too little is left."""
    for attempt in range(4):
        try:
            return adapter.validate_python(tree)
        except ValidationError as invalid:
            errors = invalid.errors(include_url=False)
            if attempt == 0:
                problems.extend(_problem(adapter, tree, error) for error in errors)
            if not _mend(tree, errors):
                return None
    return None


def read_entries(
    root: Path, name: str, adapter: TypeAdapter[Record], problems: list[Problem], keyed_by_id: bool = True
) -> dict[str, Record]:
    """Read a file of entries, `id: {fields}`: kb/terms.yaml -> terms. No file, no entries."""
    if not (root / name).exists() and not (root / name).is_symlink():
        return {}
    tree = _read_tree(root, name, problems)
    records: dict[str, Record] = {}
    if tree is None:
        return records
    place: Place = tree.pop(PLACE)
    for key, entry in tree.items():
        if keyed_by_id and not ID.fullmatch(key):
            problems.append(bad_id(place.key(key), key))
        if not isinstance(entry, dict):
            problems.append(Problem(place.value(key), f"'{key}' is not an entry", "indent its fields below it", "wrong_shape"))
            continue
        entry["@id"] = key
        record = shape(adapter, entry, problems)
        if record is not None:
            records[key] = record
    return records


def read_folder(
    root: Path, folder: str, adapter: TypeAdapter[Record], problems: list[Problem], **known: str
) -> dict[str, Record]:
    """Read a folder of files, one record each: kb/questions/<id>.yaml -> questions. `known` goes into each record."""
    records: dict[str, Record] = {}
    for entry, is_folder in list_folder(root, folder):
        name = f"{folder}/{entry}"
        if is_folder or not entry.endswith(".yaml"):
            problems.append(stray(name, is_folder))
            continue
        identity = entry.removesuffix(".yaml")
        if not ID.fullmatch(identity):
            problems.append(bad_id(Where(name), identity))
        tree = _read_tree(root, name, problems)
        if tree is None:
            continue
        tree["@id"] = identity
        tree.update({f"@{key}": value for key, value in known.items()})
        record = shape(adapter, tree, problems)
        if record is not None:
            records[identity] = record
    return records


def stray(name: str, is_folder: bool) -> Problem:
    what = "folder" if is_folder else "file"
    hint = "files here are named <id>.yaml" if name.endswith((".yml", ".YAML", ".YML")) else "move it elsewhere"
    return Problem(Where(name), f"this {what} is not read by anything", hint, "stray_file")


def bad_id(where: Where, identity: str) -> Problem:
    hint = "3 to 80 small letters a-z, digits and hyphens, beginning with a letter or digit"
    return Problem(where, f"'{identity}' cannot be an id", hint, "bad_id")


def _read_tree(root: Path, name: str, problems: list[Problem]) -> Tree | None:
    text, found = read_text(root, name)
    problems.extend(found)
    if text is None:
        return None
    tree, found = read_yaml(name, text)
    problems.extend(found)
    return tree


def _container(tree: Any, loc: Loc) -> tuple[Any, Place | None]:
    """The value that holds the end of the path, and the innermost mapping's place on the way."""
    place: Place | None = tree.get(PLACE) if isinstance(tree, dict) else None
    for step in loc[:-1]:
        tree = tree[step]
        if isinstance(tree, dict) and PLACE in tree:
            place = tree[PLACE]
    return tree, place


def _where(tree: Tree, loc: Loc, of_key: bool = False) -> Where:
    holder, place = _container(tree, loc)
    last = loc[-1]
    if isinstance(last, str):
        own = holder.get(PLACE, place)
        return own.key(last) if of_key else own.value(last)
    above, place = _container(tree, loc[:-1])
    return above.get(PLACE, place).value(loc[-2], last)


def _problem(adapter: TypeAdapter[Any], tree: Tree, error: Any) -> Problem:
    loc: Loc = error["loc"]
    kind, name, context = error["type"], loc[-1], error.get("ctx", {})
    shown = _shown(error["input"])
    if kind == "missing":
        holder, place = _container(tree, loc)
        where = holder.get(PLACE, place).here
        return Problem(where, f"field '{name}' is missing", f"add a line `{name}: …`", "missing_field")
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        fields = _fields(adapter, loc)
        hint = nearest(str(name), fields) or f"the fields here are: {', '.join(fields)}"
        return Problem(_where(tree, loc, of_key=True), f"there is no field '{name}' here", hint, "unknown_field")
    where = _where(tree, loc)
    if kind == "literal_error":
        words = _words(error)
        hint = nearest(str(error["input"]), words) or f"choose one of: {', '.join(words)}"
        return Problem(where, f"'{shown}' is not a word for '{name}'", hint, "unknown_value")
    if kind == "string_too_long":
        length, longest = len(error["input"]), context["max_length"]
        message = f"'{name}' has {length:,} characters, and {longest:,} are allowed"
        return Problem(where, message, "say it shorter, or split it into two claims", "long_text")
    if kind in ("string_too_short", "too_short"):
        return Problem(where, f"'{name}' is empty", "write it, or remove the line if it is optional", "missing_field")
    if kind == "bad_range":
        return Problem(where, str(context["why"]), "write 3, 3-4, 8+ (and later) or unknown, without a P", "bad_range")
    if kind == "string_pattern_mismatch":
        return Problem(where, f"'{shown}' does not fit '{name}'", "write 2026-11-24 or unknown", "unknown_value")
    expected = {"string_type": "text", "tuple_type": "a list, `[a, b]`", "dict_type": "`field: value` lines"}
    hint = f"write {expected.get(kind, '`field: value` lines')} here"
    return Problem(where, f"'{name}' has the wrong shape: {shown}", hint, "wrong_shape")


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _fields(adapter: TypeAdapter[Any], loc: Loc) -> list[str]:
    """The fields that a record at this path may have, read off the JSON Schema."""
    schema = adapter.json_schema()
    kinds = schema.get("$defs", {})

    def follow(node: dict[str, Any]) -> dict[str, Any]:
        for choice in node.get("anyOf", ()):
            if "$ref" in choice:
                node = choice
        return follow(kinds[node["$ref"].rpartition("/")[2]]) if "$ref" in node else node

    node = follow(schema)
    for step in loc[:-1]:
        properties = node.get("properties", {})
        node = follow(node["items"] if isinstance(step, int) else properties.get(step) or node["additionalProperties"])
    return [name for name in node["properties"] if not name.startswith("@")]


def _mend(tree: Tree, errors: list[Any]) -> bool:
    """Patch or take out what was refused, so that the rest can be read. False when that cannot be done."""
    drop: set[Loc] = set()
    for error in errors:
        loc, kind = error["loc"], error["type"]
        holder, _ = _container(tree, loc)
        if kind == "string_too_long":
            holder[loc[-1]] = holder[loc[-1]][: error["ctx"]["max_length"]]
        elif kind == "literal_error":
            holder[loc[-1]] = _words(error)[0]
        elif kind == "missing":
            items = [depth for depth, step in enumerate(loc) if isinstance(step, int)]
            if not items:
                return False
            drop.add(loc[: items[-1] + 1])
        else:
            drop.add(loc)
    for loc in sorted(drop, reverse=True):
        holder, _ = _container(tree, loc)
        del holder[loc[-1]]
    return True


def _words(error: Any) -> list[str]:
    """The words that a closed list allows: 'a', 'b' or 'c' -> [a, b, c]."""
    return [str(word) for word in error["ctx"]["expected"].split("'")[1::2]]
