"""What tests share: tiny bases in folders, golden files with --update, and the built site in a browser."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import hostile
import pytest
from bases import HERE as HERE
from bases import ROOT as ROOT
from bases import lines_of as lines_of
from bases import problems_of as problems_of
from serving import served

from build_tools import mkdocs_hook


def pytest_addoption(parser):
    parser.addoption("--update", action="store_true", help="rewrite the golden files, to be read in review")


@pytest.fixture
def expect(request) -> Callable[[Path, str], None]:
    """Hold a text against its golden file; with --update, write it."""

    def hold(file: Path, text: str) -> None:
        if request.config.getoption("--update"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert file.exists(), f"{file} is missing; run pytest --update and read what it writes"
        assert text == file.read_text(encoding="utf-8")

    return hold


@pytest.fixture
def base(tmp_path: Path) -> Callable[..., Path]:
    """Write a base from {path: text} and return its folder."""

    def write(files: dict[str, str | bytes]) -> Path:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return write


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """The real site, built once for all tests that look at it."""
    folder = tmp_path_factory.mktemp("built") / "site"
    assert mkdocs_hook.build(ROOT, folder) == 0
    return folder


@pytest.fixture(scope="session")
def hostile_base(tmp_path_factory) -> Path:
    """The real base with a payload in every text."""
    return hostile.make(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="session")
def hostile_site(hostile_base: Path) -> Path:
    """What is built from it."""
    assert mkdocs_hook.build(hostile_base, hostile_base / "site") == 0
    return hostile_base / "site"


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The site served on a free port of this machine."""
    with served(site) as url:
        yield url


@pytest.fixture
def copy_of_base(tmp_path: Path) -> Path:
    """A copy of the real base that a test may spoil."""
    for name in ("kb", "docs", "build_tools"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("references.bib", "references.lock", "mkdocs.yml"):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    return tmp_path
