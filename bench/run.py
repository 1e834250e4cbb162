"""Measure whole commands and write bench/results.md: CPU seconds and peak memory, the runs of all commands in turn.

make bench
"""

import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from generate import generate

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
SIZES = (100, 1_000)
BARS = {
    ("this base", "check"): 1.0,
    ("this base", "build"): 5.0,
    ("1,000 claims", "check"): 1.5,
    ("1,000 claims", "build without search"): 3.0,
}


def measure(command: list[str]) -> tuple[float, float]:
    """Run a command; return its CPU seconds and its peak memory in MB, of the process and its children."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    stderr = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)} failed: {stderr.decode()}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    ram = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=ram) as scratch:
        work = Path(scratch)
        bases = {"this base": ROOT}
        for size in SIZES:
            base = work / str(size)
            generate(size, base)
            shutil.copytree(ROOT / "docs", base / "docs")
            shutil.copytree(ROOT / "build_tools", base / "build_tools", ignore=shutil.ignore_patterns("__pycache__"))
            shutil.copy(ROOT / "mkdocs.yml", base)
            bases[f"{size:,} claims"] = base
        runs: dict[tuple[str, str], list[tuple[float, float]]] = {}
        for _ in range(ROUNDS):
            for name, base in bases.items():
                kb = [sys.executable, "-m", "build_tools", "--root", str(base)]
                for what, command in (
                    ("check", [*kb, "check"]),
                    ("build without search", [*kb, "build", "--no-search", "--to", str(work / "site")]),
                    ("build", [*kb, "build", "--to", str(work / "site")]),
                ):
                    runs.setdefault((name, what), []).append(measure(command))
    write(runs)


def write(runs: dict[tuple[str, str], list[tuple[float, float]]]) -> None:
    lines = [
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}; median of {ROUNDS} runs, CPU seconds",
        "of whole commands with their children, in and out on a RAM disk where there is one. `make bench` repeats it.",
        "",
        "| Base | Command | CPU s | least–most | Peak MB | Bar |",
        "|---|---|---|---|---|---|",
    ]
    data = []
    for (name, what), found in runs.items():
        seconds = sorted(cpu for cpu, _ in found)
        memory = max(peak for _, peak in found)
        bar = BARS.get((name, what))
        shown = f"≤ {bar:g} {'met' if statistics.median(seconds) <= bar else 'MISSED'}" if bar else ""
        lines.append(
            f"| {name} | {what} | {statistics.median(seconds):.2f} | {seconds[0]:.2f}–{seconds[-1]:.2f} "
            f"| {memory:.0f} | {shown} |"
        )
        data.append({"base": name, "command": what, "cpu_seconds": seconds, "peak_mb": round(memory)})
    here = Path(__file__).parent
    (here / "results.md").write_text("\n".join(lines) + "\n")
    (here / "results.json").write_text(json.dumps(data, indent=1) + "\n")
    print("\n".join(lines))


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    main()
