"""The house rules: one door for each library, imports that run downhill, files and functions of bearable size."""

import ast
from pathlib import Path

import pytest
from bases import ROOT

HOUSE = ROOT / "build_tools"
FILES = sorted(path.relative_to(HOUSE).as_posix() for path in HOUSE.rglob("*.py"))

DOORS = {
    "yaml": {"yaml_reader.py"},
    "pybtex": {"references.py"},
    "latexcodec": {"references.py"},
    "networkx": {"graph.py"},
    "mkdocs": {"mkdocs_hook.py"},
    "pagefind_bin": {"indexer.py"},
    "cbor2": {"search_index.py"},
    "jinja2": {"template.py"},
    "markupsafe": {"template.py"},
    "nh3": {"prose.py"},
    "httpx2": {"fetch.py"},
    "stamina": {"fetch.py"},
    "httpcore2": {"fetch.py", "wire.py"},
    "trafilatura": {"extract.py"},
    "pypdf": {"extract.py"},
    "rapidfuzz": {"nearest_words.py"},
    "click": {"cli.py", "terminal.py", "commands"},
    "pydantic": {
        "fields.py",
        "model.py",
        "shapes.py",
        "schema.py",
        "claims.py",
        "questions.py",
        "tables.py",
        "calculators.py",
        "terms.py",
        "sources.py",
        "lock.py",
    },
    "pydantic_core": {"fields.py", "write.py"},
}

FLOORS = (
    ("place", "past", "vocabulary", "fields", "record", "rules", "model", "blanks", "__init__"),
    (
        "files",
        "yaml_reader",
        "kept",
        "graph",
        "links",
        "prose",
        "marks",
        "write",
        "registry",
        "glossary",
        "identifiers",
        "counts",
        "folding",
        "numbering",
        "answers",
        "wire",
        "fetch",
        "agency",
        "retractions",
        "standing",
        "sense",
        "tokens",
        "edges",
        "front_end",
        "layout",
        "history",
        "authorship",
        "reviews",
    ),
    (
        "shapes",
        "claims",
        "questions",
        "tables",
        "calculators",
        "terms",
        "sources",
        "references",
        "lock",
        "names",
        "titles",
        "compare",
        "outcomes",
        "quotes",
        "texts",
        "receipts",
        "nearest_words",
        "sections",
        "shown_numbers",
        "extract",
        "download",
        "citing",
        "metadata",
        "foot",
        "theme_styles",
        "stamp",
        "policy",
        "template",
        "search_records",
        "indexer",
        "search_index",
        "paging",
        "claim_graph",
        "evidence_cards",
        "schema",
        "registries",
        "hearing",
        "bibtex",
        "allowances",
        "formatting",
        "feed",
        "filled_form",
    ),
    (
        "pairing",
        "independence",
        "strength",
        "resolve",
        "calculation",
        "opposites",
        "disagreement",
        "contrast",
        "falling",
        "voices",
        "timeline",
        "whatif",
        "impact",
        "basis",
        "scenes",
        "verdict",
        "findings",
        "causes",
        "difference",
        "tracing",
        "audit",
    ),
    ("proposals",),
    ("new_file", "asking"),
    ("differences", "checks", "pages", "exports", "report"),
    ("pipeline", "unchanged", "built", "ask", "why", "verify", "cite", "since", "between", "guard", "entering"),
    ("mkdocs_hook", "terminal"),
    ("live",),
    ("serving",),
    ("commands",),
    ("cli",),
    ("__main__",),
)
FLOOR = {name: height for height, names in enumerate(FLOORS) for name in names}
OPEN = ("checks", "pages", "exports", "report", "differences", "registries")
MAY_KNOW = {
    "checks": {
        "model",
        "graph",
        "links",
        "prose",
        "identifiers",
        "folding",
        "vocabulary",
        "strength",
        "independence",
        "calculation",
        "registry",
        "tracing",
        "disagreement",
        "counts",
    },
    "pages": {
        "model",
        "graph",
        "links",
        "prose",
        "template",
        "vocabulary",
        "rules",
        "registry",
        "counts",
        "front_end",
        "strength",
        "whatif",
        "impact",
        "timeline",
        "voices",
        "evidence_cards",
        "disagreement",
        "citing",
        "metadata",
        "contrast",
        "reviews",
        "tracing",
        "audit",
        "basis",
        "search_records",
        "paging",
    },
    "exports": {
        "model",
        "graph",
        "links",
        "prose",
        "write",
        "registry",
        "vocabulary",
        "rules",
        "counts",
        "layout",
        "scenes",
        "citing",
        "tracing",
        "audit",
    },
    "report": {"model", "counts", "files", "registry", "vocabulary"},
    "differences": {"model", "counts", "vocabulary", "difference", "report"},
    "registries": {"answers", "fetch", "agency", "identifiers", "record"},
}
FORBIDDEN_NAMES = {"utils", "common", "helpers", "manager", "handler", "base"}


def imports(name: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse((HOUSE / name).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            own = node.module == "build_tools"
            found |= {f"build_tools.{alias.name}" for alias in node.names} if own else {node.module}
    return found


def rooms(name: str) -> set[str]:
    """The modules and folders of the house that a file imports."""
    return {module.split(".")[1] for module in imports(name) if module.startswith("build_tools.")} & set(FLOOR)


def room_of(name: str) -> str:
    return Path(name).parts[0].removesuffix(".py")


@pytest.mark.parametrize("name", FILES)
def test_one_library_one_door(name):
    for module in imports(name):
        library = module.split(".")[0]
        assert DOORS.get(library, {name}) & {name, room_of(name)}, f"{name} imports {library}, whose door is {DOORS[library]}"


@pytest.mark.parametrize("name", FILES)
def test_imports_run_downhill(name):
    room = room_of(name)
    assert room in FLOOR, f"{name} has no floor; put it into FLOORS"
    for other in rooms(name) - {room}:
        assert FLOOR[other] <= FLOOR[room], f"{name} on floor {FLOOR[room]} imports {other} on floor {FLOOR[other]}"


def test_no_circles():
    edges = {room: set() for room in FLOOR}
    for name in FILES:
        edges[room_of(name)] |= rooms(name) - {room_of(name)}
    while edges:
        free = [room for room, others in edges.items() if not others & set(edges)]
        assert free, f"a circle of imports among {sorted(edges)}"
        for room in free:
            del edges[room]


@pytest.mark.parametrize("name", [name for name in FILES if room_of(name) in OPEN])
def test_open_folders_know_little(name):
    room = room_of(name)
    assert rooms(name) - {room} <= MAY_KNOW[room], f"{name} may know only {sorted(MAY_KNOW[room])}"


@pytest.mark.parametrize("name", FILES)
def test_every_file_says_what_it_is(name):
    doc = ast.get_docstring(ast.parse((HOUSE / name).read_text(encoding="utf-8")))
    assert doc, f"{name} has no docstring"
    assert doc.split("\n\n")[0].rstrip().endswith("."), f"the first sentence of {name} does not end"


@pytest.mark.parametrize("name", FILES)
def test_names_say_something(name):
    assert Path(name).stem not in FORBIDDEN_NAMES


@pytest.mark.parametrize("name", FILES)
def test_functions_are_small(name):
    for node in ast.walk(ast.parse((HOUSE / name).read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and (name, node.name) not in LONG:
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 50, f"{name}:{node.lineno} {node.name} has {length} lines; give its middle a name"


LONG = {
    ("yaml_reader.py", "_build"),  # one loop over parser events; a call for each event would double the time of a check
    ("exports/json.py", "export"),  # the layout of the file, top to bottom
}
