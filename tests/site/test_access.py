"""Every page type can be used by everybody: no violation that axe-core knows."""

import pytest
from bases import ROOT
from site_pages import PAGES

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
