"""Every page type can be used by everybody: no violation that axe-core knows."""

import pytest
from bases import ROOT
from site_pages import PAGES

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
ALL = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}, "resultTypes": ["violations"]}

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", PAGES)
def test_no_violation(open_page, name):
    page = open_page(PAGES[name], reduced_motion="reduce")
    page.wait_for_load_state("networkidle")
    page.evaluate(AXE)
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme, rules in (("light", ALL), ("dark", COLOURS)):  # what stands where is the same in both
            page.emulate_media(color_scheme=scheme)
            found = page.evaluate("rules => axe.run(document, rules)", rules)["violations"]
            told = [(one["id"], one["help"], [node["html"][:200] for node in one["nodes"]][:3]) for one in found]
            assert (width, scheme, told) == (width, scheme, [])
