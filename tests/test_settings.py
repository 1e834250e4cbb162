"""What mkdocs.yml says of the site: with addresses pages lead to their files; without them nothing is made up."""

import os
import re
import subprocess
import sys

import pytest
from bases import ROOT
from site_pages import CLAIM, KB, PAGES

ADDRESS, REPOSITORY = "https://example.org/base/", "https://example.org/some/repository"


@pytest.fixture
def told(copy_of_base):
    settings = {"SITE_URL": ADDRESS, "REPO_URL": REPOSITORY, "PYTHONPATH": str(copy_of_base)}
    command = [sys.executable, "-m", "build_tools", "--root", str(copy_of_base), "build", "--no-search", "--to", "told"]
    subprocess.run(command, check=True, env={**os.environ, **settings}, cwd=copy_of_base, capture_output=True)
    return copy_of_base / "told"


def test_with_addresses_a_page_names_itself_its_picture_and_its_file(told):
    html = (told / PAGES["claim"] / "index.html").read_text(encoding="utf-8")
    here = ADDRESS + PAGES["claim"]
    picture = f"assets/cards/{KB.levels[CLAIM.id].level}.png"
    assert f'<link rel="canonical" href="{here}">' in html
    assert f'<meta property="og:url" content="{here}">' in html
    assert f'<meta property="og:image" content="{ADDRESS}{picture}">' in html
    assert (told / picture).exists()
    assert '<meta name="twitter:card" content="summary_large_image">' in html
    assert f'{REPOSITORY}/edit/main/{CLAIM.place.file}">Edit this claim</a>' in html
    assert f"{REPOSITORY}/issues/new?template=problem.yml&amp;page=" in html
    assert f'"@id":"{here}"' in html
    method = (told / "method/index.html").read_text(encoding="utf-8")
    assert f'<meta property="og:image" content="{ADDRESS}assets/cards/base.png">' in method
    assert "Something is missing" in (told / PAGES["topic"] / "index.html").read_text(encoding="utf-8")


def test_a_site_without_a_copyright_has_none_and_says_nothing_of_it(base):
    root = base({"references.bib": "", "docs/index.md": "@@body@@\n"})
    plain = (
        (ROOT / "examples/board-game/mkdocs.yml")
        .read_text(encoding="utf-8")
        .replace("../../build_tools", str(ROOT / "build_tools"))
    )
    (root / "mkdocs.yml").write_text(re.sub(r"(?m)^copyright: .*\n", "", plain), encoding="utf-8")
    command = [sys.executable, "-m", "build_tools", "--root", str(root), "build", "--no-search"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert '<footer class="kb-footer"><p>Made with <a' in (root / "site/index.html").read_text(encoding="utf-8")


@pytest.mark.browser
def test_without_addresses_nothing_is_made_up(site):
    for path in (PAGES["claim"], PAGES["topic"], PAGES["work"], "method/"):
        html = (site / path / "index.html").read_text(encoding="utf-8")
        assert not re.search(r"canonical|og:url|og:image|issues/new|Edit this|@@[a-z]+@@|example\.org", html), path
