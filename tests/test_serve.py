"""An editor writes while the site is served: the page follows the file, and a mistake is told, not hidden."""

import socket
import subprocess
import sys

import pytest
from bases import ROOT
from following import following


def test_served_site_follows_its_files(copy_of_base):
    file = min((copy_of_base / "kb/claims").glob("*/*.yaml"))
    page = f"claims/{file.stem}/"
    good = file.read_text().splitlines()
    good[0] = "statement: Changed while it was served."
    good = "\n".join(good) + "\n"
    with following(copy_of_base) as server:
        assert "<h1>" in server.page(page)[1]

        state = server.after(lambda: file.write_text(good))
        assert state["counts"]["error"] == 0
        assert "Changed while it was served." in server.page(page)[1]

        state = server.after(lambda: file.write_text(good.replace("kind: ", "kind: no-", 1)))
        wrong = next(problem for problem in state["problems"] if problem["check"] == "unknown_value")
        assert wrong["level"] == "error"
        assert wrong["where"].startswith(f"kb/claims/{file.parent.name}/{file.name}:")
        assert "no-" in wrong["message"]
        assert server.page(page)[0] == 200, "a mistake takes no page from under its writer"

        state = server.after(lambda: file.write_text("statement: [\n"))
        assert state["counts"]["error"] > 0
        assert server.page(page)[0] == 200, "what cannot be read at all is shown as it last was"

        state = server.after(lambda: file.write_text(good))
        assert state["counts"]["error"] == 0

        text = copy_of_base / "docs/method.md"
        server.after(lambda: text.write_text(text.read_text() + "\nAdded by hand.\n"))
        assert "Added by hand." in server.page("method/")[1]

        settings = copy_of_base / "mkdocs.yml"
        kept = settings.read_text()
        state = server.after(lambda: settings.write_text("site_name: [\n"))
        assert state["problems"][0]["where"].startswith("mkdocs.yml:")
        assert "Added by hand." in server.page("method/")[1]
        state = server.after(lambda: settings.write_text(kept.replace("Passage Evidence", "Another name", 1)))
        assert state["counts"]["error"] == 0
        assert "Another name" in server.page("method/")[1]

        assert server.end() == 0
    printed = "".join(server.printed)
    assert "error unknown_value" in printed
    assert "checked in " in printed
    assert "Traceback" not in printed


def test_a_base_with_errors_is_shown(copy_of_base):
    (copy_of_base / "kb/claims/a-new-folder").mkdir()
    (copy_of_base / "kb/claims/a-new-folder/half-written.yaml").write_text("statement: [\n")
    with following(copy_of_base) as server:
        assert server.page("claims/half-written/")[0] == 404
        assert "</h1>" in server.page("")[1]


@pytest.mark.parametrize(("address", "why"), [("nowhere", "is not a host and a port"), ("127.0.0.1:99999", "is not a host")])
def test_an_address_that_is_none(address, why):
    told = refused(address)
    assert why in told


def test_a_port_in_use():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        told = refused(f"127.0.0.1:{taken.getsockname()[1]}")
    assert "cannot be had" in told
    assert "--address" in told


def test_without_what_a_site_needs(base):
    root = base({"references.bib": ""})
    assert "mkdocs.yml is missing" in refused("127.0.0.1:0", str(root))


def refused(address: str, root: str = ".") -> str:
    """The one line that is said by a server that cannot begin."""
    command = [sys.executable, "-m", "build_tools", "--root", root, "serve", "--address", address]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=60)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    return done.stderr
