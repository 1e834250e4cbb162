"""What the figures were measured on, without the name of the machine or of a folder."""

import os
import platform
import subprocess
from pathlib import Path


def described(scratch: Path) -> dict[str, str]:
    """The processor, memory, system and Python, and the file system that is read and written."""
    names = _names(Path("/proc/cpuinfo"))
    memory = int(_names(Path("/proc/meminfo")).get("MemTotal", "0").split()[0]) / 2**20
    kind = subprocess.run(["stat", "-f", "-c", "%T", str(scratch)], capture_output=True, text=True, check=False).stdout.strip()
    return {
        "processor": names.get("model name", platform.machine()),
        "cores": str(os.cpu_count()),
        "memory": f"{memory:.0f} GiB",
        "kernel": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "file system": kind,
    }


def _names(file: Path) -> dict[str, str]:
    """`name: value` of each line; of a name that comes again, the first."""
    found: dict[str, str] = {}
    for line in file.read_text().splitlines() if file.exists() else ():
        name, _, value = line.partition(":")
        found.setdefault(name.strip(), value.strip())
    return found
