"""A base -> what its levels and its graph take once everything is read, in the form of `starter.py`.

Of its memory nothing is told: most of it is the base.

python bench/levels.py /tmp/base
"""

import gc
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from build_tools import pipeline
from build_tools.graph import graph_of
from build_tools.strength import Facts, assess


def main(root: Path) -> None:
    gc.set_threshold(1_000_000, 20, 20)  # as every command of kb does
    base = pipeline.read(root)
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    levels = assess(base.claims, Facts.of(base.works, base.lock, base.sources))
    graph = graph_of(base)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    whole = len(levels) == len(base.claims) < len(graph)
    print(json.dumps({"code": 0 if whole else 1, "cpu": cpu, "wall": wall, "peak": 0, "over": False}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
