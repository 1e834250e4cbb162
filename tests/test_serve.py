"""An editor writes while the site is served: the page follows the file, and a mistake is told, not published."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

from bases import ROOT

PATIENCE = 60  # seconds; a change is on screen within two on an idle machine


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def test_served_page_follows_its_file(copy_of_base):
    port = free_port()
    command = [sys.executable, "-m", "build_tools", "--root", str(copy_of_base), "serve", "--address", f"127.0.0.1:{port}"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    log = (copy_of_base / "serve.log").open("wb")
    server = subprocess.Popen(command, stdout=log, stderr=log, env=env, cwd=copy_of_base)
    file = min((copy_of_base / "kb/claims").glob("*/*.yaml"))
    page = f"http://127.0.0.1:{port}/claims/{file.stem}/"

    def waits_for(done) -> bool:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert server.poll() is None, (copy_of_base / "serve.log").read_text()
            if done():
                return True
            time.sleep(0.2)
        return False

    def shown() -> str:
        try:
            with urllib.request.urlopen(page, timeout=5) as answer:
                return answer.read().decode()
        except (urllib.error.URLError, OSError):
            return ""

    def told() -> str:
        return (copy_of_base / "serve.log").read_text()

    try:
        assert waits_for(lambda: "<h1>" in shown())
        lines = file.read_text().splitlines()
        lines[0] = "statement: Changed while it was served."
        file.write_text("\n".join(lines) + "\n")
        assert waits_for(lambda: "Changed while it was served." in shown())
        file.write_text("\n".join(lines).replace("kind: ", "kind: no-", 1) + "\n")
        assert waits_for(lambda: "error unknown_value" in told())
        assert "Changed while it was served." in shown()
    finally:
        server.terminate()
        server.wait()
        log.close()
