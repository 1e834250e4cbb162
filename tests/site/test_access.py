"""Every page type can be used by everybody: no violation that axe-core knows, and HTML that is valid."""

import subprocess

import pytest
from bases import ROOT
from site_pages import PAGES

from build_tools.front_end import node

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_no_violation(open_page, name, width, scheme):
    page = open_page(PAGES[name], width, scheme)
    page.wait_for_load_state("networkidle")
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    assert [(one["id"], one["help"], [node["html"][:200] for node in one["nodes"]][:3]) for one in found] == []


def test_html_is_valid(site):
    files = [site / PAGES[name].partition("?")[0] / "index.html" for name in PAGES]
    found = node()
    assert found is not None
    tool = ROOT / "node_modules/html-validate/bin/html-validate.mjs"
    config = ROOT / "tests/site/html-validate.json"
    command = [found.program, str(tool), "--config", str(config), *map(str, files), str(site / "404.html")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
