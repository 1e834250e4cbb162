"""An engine's lock -> an environment of its own with what the lock names, or why there is none."""

import shutil
import subprocess
import sys
from pathlib import Path

LOCKS = Path(__file__).resolve().parent / "peers"


def install(engine: str, folder: Path) -> str:
    """Install what the engine needs into the folder; "" when that went well, else why not."""
    lock = LOCKS / f"{engine}.txt"
    return _from_pypi(lock, folder) if lock.exists() else _from_npm(folder)


def _from_pypi(lock: Path, folder: Path) -> str:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin/python"), "install", "-q", "--disable-pip-version-check"]
    return _why([*pip, "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(lock)])


def _from_npm(folder: Path) -> str:
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not installed here"
    shutil.copytree(LOCKS / "npm", folder)
    return _why([npm, "ci", "--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])


def _why(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return ""
    print(done.stderr, file=sys.stderr)  # it names places of this machine, so it is not kept
    return "its installer failed"
