"""The libraries of the site come from node_modules/, as the lock pins them, under names that change with their bytes."""

import json
import re
import subprocess
import sys
from hashlib import sha256

import pytest
from bases import ROOT

from build_tools import front_end


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A machine with other node_modules and other programs than this one."""
    monkeypatch.setattr(front_end, "FOLDER", tmp_path / "node_modules")
    front_end._library.cache_clear()
    yield tmp_path
    front_end._library.cache_clear()


def program(folder, name, answer):
    path = folder / name
    path.write_text(f"#!/bin/sh\necho {answer}\n")
    path.chmod(0o755)


def test_the_lock_pins_each_package_and_names_no_host():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    wanted = json.loads((ROOT / "package.json").read_text())
    packages = {path: entry for path, entry in lock["packages"].items() if path}
    assert all(re.fullmatch(r"sha512-\S+", entry["integrity"]) for entry in packages.values())
    assert not any("resolved" in entry for entry in packages.values())
    for name, version in {**wanted["dependencies"], **wanted["devDependencies"]}.items():
        assert packages[f"node_modules/{name}"]["version"] == version
    assert set(front_end.LIBRARIES) == set(wanted["dependencies"])


def test_a_library_is_served_with_its_licence_under_a_name_of_its_bytes():
    files = front_end.vendored()
    assert set(files) == {front_end.address(name) for name in front_end.LIBRARIES}
    for path, data in files.items():
        assert re.fullmatch(r"assets/vendor/[a-z]+\.[0-9a-f]{10}\.js", path)
        assert sha256(data).hexdigest().startswith(path.split(".")[1])
        assert b"Permission is hereby granted" in data[:400]
    assert front_end.missing() == ""


def test_without_node_modules_nothing_is_served_and_the_mend_is_told(elsewhere):
    assert front_end.vendored() == {}
    assert front_end.address("cytoscape") == ""
    assert "cytoscape" in front_end.missing()
    assert "make site" in front_end.missing()


@pytest.mark.parametrize(("told", "known"), [("v24.8.0", (24, 8, 0)), ("v18.20.1", (18, 20, 1)), ("no such thing", ())])
def test_version_is_what_node_tells(tmp_path, told, known):
    program(tmp_path, "node", told)
    assert front_end.version(str(tmp_path / "node")) == known


@pytest.mark.parametrize(("told", "taken"), [("v20.19.0", True), ("v20.18.9", False), ("v18.0.0", False)])
def test_only_a_recent_node_is_taken(tmp_path, monkeypatch, told, taken):
    program(tmp_path, "node", told)
    program(tmp_path, "npm", "11.0.0")
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    found = front_end.node()
    assert (found is not None and found.program == str(tmp_path / "node")) == taken


def test_without_any_node_the_installer_says_so(elsewhere, monkeypatch, capsys):
    monkeypatch.setattr(front_end, "node", lambda: None)
    monkeypatch.setattr(subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 1))
    assert front_end.install(tests=False) == 1
    assert "No Node could be had" in capsys.readouterr().err


def test_the_build_warns_once_and_goes_on(copy_of_base, tmp_path):
    (copy_of_base / "node_modules").unlink()
    command = [sys.executable, "-m", "build_tools", "build", "--no-search", "--to", str(tmp_path / "bare")]
    done = subprocess.run(command, cwd=copy_of_base, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stderr.count("node_modules/ lacks cytoscape") == 1
    assert not (tmp_path / "bare/assets/vendor").exists()
