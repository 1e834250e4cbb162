"""SITE -> SITE/build-info.json: the commit, the versions of the tools, and the SHA-256 of every file. With --check, compare."""

import json
import platform
import subprocess
import sys
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path

NAME = "build-info.json"


def files_of(site: Path) -> dict[str, str]:
    """The digest of every file by its path; the note itself is left out."""
    paths = sorted(path for path in site.rglob("*") if path.is_file() and path != site / NAME)
    return {path.relative_to(site).as_posix(): sha256(path.read_bytes()).hexdigest() for path in paths}


def write(site: Path) -> None:
    commit = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
    tools = {found.metadata["Name"].lower(): found.version for found in distributions()}
    info = {
        "commit": commit,
        "tools": {"python": platform.python_version(), **dict(sorted(tools.items()))},
        "files": files_of(site),
    }
    (site / NAME).write_text(json.dumps(info, indent=1) + "\n", encoding="utf-8")


def differences(site: Path) -> list[str]:
    """What is not as the note says, one line a file."""
    noted, found = json.loads((site / NAME).read_text(encoding="utf-8"))["files"], files_of(site)
    words = {
        path: "changed" if path in noted and path in found else "missing" if path in noted else "added"
        for path in {*noted, *found}
    }
    return [f"{words[path]}: {path}" for path in sorted(words) if noted.get(path) != found.get(path)]


def main(site: Path, *, check: bool) -> int:
    if not check:
        write(site)
        return 0
    found = differences(site)
    print("\n".join(found) or f"Every file is as {NAME} says.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), check="--check" in sys.argv[2:]))
