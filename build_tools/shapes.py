"""Values of a file -> a record of its shape, with every fault named at its place."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from build_tools.allowances import of_yaml
from build_tools.fields import ID, LAST, RESERVED
from build_tools.files import as_text, list_folder, read_bytes
from build_tools.kept import find, keep
from build_tools.model import nearest
from build_tools.place import Place, Problem, Where
from build_tools.yaml_reader import Tree, Values, place, read_values

Record = TypeVar("Record")
Loc = tuple[int | str, ...]

PLACE = "@place"
KIND = b"tree"  # of what is kept
KNOWN = ("calculators", "claims", "questions", "sources.yaml", "tables", "terms.yaml", "texts", "topics.yaml")
LINES = "`field: value` lines"
SHAPES = {"tuple_type": "a list, `[a, b]`,", "dict_type": LINES, "dataclass_type": LINES}
DATED = {"string_pattern_mismatch": "write 2026-11-24 or unknown", "bad_day": "write a day, such as 2026-11-24"}
GAP = "…"  # stands for a text that is missing, so that the rest of the record can be read


def shape(adapter: TypeAdapter[Record], tree: Tree, problems: list[Problem]) -> Record | None:
    """Return the record, or what could be saved of it so that later checks can see the rest; None when too little is left."""
    for attempt in range(4):
        try:
            return adapter.validate_python(tree)
        except ValidationError as invalid:
            # a list that lost its faulty items is not short by itself
            errors = [error for error in invalid.errors(include_url=False) if error["type"] != "too_short" or not error["input"]]
            if attempt == 0:
                problems.extend(_problem(adapter, tree, error) for error in errors)
            _mend(tree, errors)
    return None


def read_entries(
    root: Path, name: str, adapter: TypeAdapter[Record], problems: list[Problem], *, keyed_by_id: bool = True
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
        at = place.key(key)
        fields, told = (entry, problems) if isinstance(entry, dict) else ({PLACE: Place.top(name)}, [])
        if fields is not entry:
            problems.append(Problem(place.value(key), f"'{key}' is not an entry", "indent its fields below it", "wrong_shape"))
        fields[PLACE] = fields[PLACE].begun(at)  # an entry begins at its id
        fields["@id"] = key
        record = shape(adapter, fields, told)
        if record is not None:
            records[key] = record
    return records


def read_folder(
    root: Path, folder: str, adapter: TypeAdapter[Record], problems: list[Problem], **known: str
) -> dict[str, Record]:
    """Read a folder of files, one record each: kb/questions/<id>.yaml -> questions. `known` goes into each record."""
    records: dict[str, Record] = {}
    for entry, is_folder in list_folder(root, folder, problems):
        name = f"{folder}/{entry}"
        if is_folder or not entry.endswith(".yaml"):
            problems.append(stray(name, is_folder=is_folder))
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


def refuse_strays(root: Path, problems: list[Problem]) -> None:
    """Name whatever lies in kb/ itself and is read by nothing: a misspelt terms.yaml would be lost silently."""
    for entry, is_folder in list_folder(root, "kb", problems):
        if entry not in KNOWN:
            found = stray(f"kb/{entry}", is_folder=is_folder)
            problems.append(replace(found, hint=nearest(entry, KNOWN) or found.hint))


def stray(name: str, *, is_folder: bool) -> Problem:
    what = "folder" if is_folder else "file"
    hint = "files here are named <id>.yaml" if name.endswith((".yml", ".YAML", ".YML")) else "move it elsewhere"
    return Problem(Where(name), f"this {what} is not read by anything", hint, "stray_file")


def bad_id(where: Where, identity: str) -> Problem:
    hint = "3 to 80 small letters a-z, digits and hyphens, beginning with a letter or digit"
    plain = re.sub(r"[^a-z0-9]+", "-", identity.lower()).strip("-")
    if identity.isascii() and ID.fullmatch(plain):
        hint += f", such as {plain}"
    if identity in RESERVED:
        hint = "Windows keeps this name for itself; add a word to it"
    return Problem(where, f"'{identity}' cannot be an id", hint, "bad_id")


def _read_tree(root: Path, name: str, problems: list[Problem]) -> Tree | None:
    data, found = read_bytes(root, name)
    problems.extend(found)
    if data is None:
        return None
    tree, found = read_tree(name, data)
    problems.extend(found)
    return tree


def read_tree(name: str, data: bytes) -> tuple[Tree | None, list[Problem]]:
    """The mapping of a file, or None, with every problem and exception found; sooner where it was kept."""
    values: Values | None = find(KIND, data)
    if values is not None:
        return place(name, values), []
    text, problems = as_text(name, data)
    if text is not None:
        values, found = read_values(name, text)
        problems += (*found, *of_yaml(name, text))
    if values is None:
        return None, problems
    if not problems:
        keep(KIND, data, values)
    return place(name, values), problems


def _container(tree: Any, loc: Loc) -> Any:
    """The value that holds the end of the path."""
    for step in loc[:-1]:
        tree = tree[step]
    return tree


def _where(tree: Tree, loc: Loc, *, of_key: bool = False) -> Where:
    last = loc[-1]
    holder = _container(tree, loc if isinstance(last, str) else loc[:-1])
    place: Place = holder[PLACE]
    if isinstance(last, int):
        return place.value(str(loc[-2]), last)
    return place.key(last) if of_key else place.value(last)


def _problem(adapter: TypeAdapter[Any], tree: Tree, error: Any) -> Problem:
    loc: Loc = error["loc"]
    kind = error["type"]
    name = loc[-1] if isinstance(loc[-1], str) else f"{loc[-2]}, item {loc[-1] + 1}"
    if kind == "missing":
        place: Place = _container(tree, loc)[PLACE]
        return Problem(place.here, f"field '{name}' is missing", f"add a line `{name}: …`", "missing_field")
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        fields = _fields(adapter, loc)
        inner = [field for field, names in fields.items() if name in names]
        hint = nearest(name, fields) or f"the fields here are: {', '.join(fields)}"
        if inner:
            hint = f"it belongs to an item of {' or '.join(inner)}: indent it, and write `- ` before the first field of the item"
        if not name.isascii():
            hint += " (fields are written with the letters a-z, and others may look like them)"
        return Problem(_where(tree, loc, of_key=True), f"there is no field '{name}' here", hint, "unknown_field")
    return _refused_value(_where(tree, loc), name, error)


def _refused_value(where: Where, name: str, error: Any) -> Problem:
    kind, given, context = error["type"], error["input"], error.get("ctx", {})
    shown = _shown(given)
    if given in ("", []) or kind in ("string_too_short", "too_short"):
        return Problem(where, f"'{name}' is empty", "write it, or remove the line if it is optional", "missing_field")
    if kind in SHAPES or not isinstance(given, str):
        hint = f"write {SHAPES.get(kind, 'text')} here"
        if kind == "tuple_type" and isinstance(given, dict):
            hint = "write `- ` before the first field of each item, and begin its other fields in the column after it"
        return Problem(where, f"'{name}' has the wrong shape: {shown}", hint, "wrong_shape")
    if kind == "literal_error":
        words = _words(error)
        hint = nearest(given, words) or f"choose one of: {', '.join(words)}"
        return Problem(where, f"'{shown}' is not a word for '{name}'", hint, "unknown_value")
    if kind == "string_too_long":
        message = f"'{name}' has {len(given):,} characters, and {context['max_length']:,} are allowed"
        return Problem(where, message, "say it shorter, or split it in two", "long_text")
    if kind == "bad_range":
        return Problem(where, str(context["why"]), "write 3, 3-4, 8+ (and later) or unknown, without a P", "bad_range")
    hint = DATED.get(kind, f"write a whole number from 1 to {LAST}")
    return Problem(where, f"'{shown}' does not fit '{name}'", hint, "unknown_value")


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _fields(adapter: TypeAdapter[Any], loc: Loc) -> dict[str, frozenset[str]]:
    """The fields that a record at this path may have, each with those of its items if it is a list, read off the JSON Schema."""
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
    known = {name: part for name, part in node["properties"].items() if not name.startswith("@")}
    return {name: frozenset(follow(part.get("items", {})).get("properties", ())) for name, part in known.items()}


def _mend(tree: Tree, errors: list[Any]) -> None:
    """Patch or take out what was refused, so that the rest can be read."""
    drop: set[Loc] = set()
    for error in errors:
        loc, kind = error["loc"], error["type"]
        holder = _container(tree, loc)
        if kind == "string_too_long":
            holder[loc[-1]] = holder[loc[-1]][: error["ctx"]["max_length"]]
        elif kind == "literal_error":
            holder[loc[-1]] = _words(error)[0]
        elif kind == "missing":
            items = [depth for depth, step in enumerate(loc) if isinstance(step, int)]
            if items:
                drop.add(loc[: items[-1] + 1])
            else:
                holder[loc[-1]] = GAP
        else:
            drop.add(loc)
    lost: dict[Loc, tuple[Tree, set[int]]] = {}  # list -> the mapping that holds it, and the items that it lost
    for loc in sorted(drop, reverse=True):
        holder = _container(tree, loc)
        del holder[loc[-1]]
        if isinstance(loc[-1], int):
            lost.setdefault(loc[:-1], (_container(tree, loc[:-1]), set()))[1].add(loc[-1])
    for (*_, name), (mapping, gone) in lost.items():
        mapping[PLACE] = mapping[PLACE].without(str(name), gone)


def _words(error: Any) -> list[str]:
    """The words that a closed list allows: 'a', 'b' or 'c' -> [a, b, c]."""
    return [str(word) for word in error["ctx"]["expected"].split("'")[1::2]]
