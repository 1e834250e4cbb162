"""`kb serve` as its users run it: its address, what it tells browsers, and what it prints."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bases import ROOT

PATIENCE = 60  # seconds; a change is told within one on an idle machine


class Following:
    """A running server."""

    def __init__(self, root: Path) -> None:
        command = [sys.executable, "-m", "build_tools", "--root", str(root), "serve", "--address", "127.0.0.1:0"]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env, cwd=root, text=True)
        self.printed: list[str] = []
        self._ready = threading.Event()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        assert self._ready.wait(PATIENCE), self.printed
        self.host = re.search(r"http://(\S+)/", "".join(self.printed))[1]

    def _listen(self) -> None:
        for line in self.process.stdout:
            self.printed.append(line)
            if line.startswith("The site is at"):
                self._ready.set()

    def end(self) -> int:
        """Interrupt it, as Ctrl-C does, and return its exit code once everything that it printed is read."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(PATIENCE)
        self._listener.join()
        self.process.stdout.close()
        return code

    def page(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"http://{self.host}/{path}", timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def after(self, act: Callable[[], object]) -> dict[str, Any]:
        """Do something while nothing else goes on, and return what is told once it was read and checked."""
        with urllib.request.urlopen(f"http://{self.host}/_serve/events", timeout=PATIENCE) as stream:
            told = (json.loads(line.removeprefix(b"data: ")) for line in stream if line.startswith(b"data: "))
            calm = (state for state in told if not state["busy"])
            next(calm)
            act()
            return next(calm)


@contextmanager
def following(root: Path) -> Iterator[Following]:
    server = Following(root)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.end()
