"""A limit in seconds and a command -> one line of JSON: exit code, CPU seconds, seconds on the clock, MB, whether it was ended.

This is a process of its own, since what a new process is charged with begins with the memory of the one that starts it.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

LOOKS = 0.05  # seconds between two looks at the memory
PROC = Path("/proc")


def tree(process: int) -> Iterator[int]:
    """A process and all below it."""
    yield process
    for children in PROC.glob(f"{process}/task/*/children"):
        with suppress(OSError):
            for child in map(int, children.read_text().split()):
                yield from tree(child)


def memory(processes: Iterable[int]) -> float:
    """MB that processes hold together, pages that they share counted once."""
    first, *others = processes
    if not others:
        return held(first, "status", "VmRSS:")  # the same number, and faster
    return sum(held(one, "smaps_rollup", "Pss:") for one in (first, *others))


def held(process: int, file: str, name: str) -> float:
    with suppress(OSError):
        for line in (PROC / str(process) / file).read_text().splitlines():
            if line.startswith(name):
                return int(line.split()[1]) / 1024
    return 0.0


def end(leader: int) -> None:
    """End a process with all that it began."""
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)


def run(limit: float, command: list[str]) -> dict[str, object]:
    """CPU is that of all children; memory the most that all held at once, and no less than what the largest ever held."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
    seen, over, ended = [0.0], threading.Event(), threading.Event()

    def watch() -> None:
        before = {process.pid}  # a child that only just began may still be in the memory of its parent, which would count twice
        while not ended.wait(LOOKS):
            now = set(tree(process.pid))
            seen.append(memory(now & before))
            before = now
            if time.perf_counter() - begun > limit:
                over.set()
                end(process.pid)
                return

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
    finally:  # also when somebody stops the benchmark
        ended.set()
        end(process.pid)
    watcher.join()
    return {
        "code": os.waitstatus_to_exitcode(status),
        "cpu": usage.ru_utime + usage.ru_stime,
        "wall": wall,
        "peak": max(*seen, usage.ru_maxrss / 1024),
        "over": over.is_set(),
    }


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    print(json.dumps(run(float(sys.argv[1]), sys.argv[2:])), flush=True)
    os._exit(0)
