"""What keeps somebody from using a page, as far as axe-core knows it, and whether the page fits its width."""

from bases import ROOT

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
ALL = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}, "resultTypes": ["violations"]}
WIDTHS = (320, 768, 1280)
STILL = {"reduced_motion": "reduce"}  # else colours are looked at while they change


def barriers(page) -> list[str]:
    """Each violation in both schemes at each width; the page must have been opened with STILL."""
    page.evaluate(AXE)
    return [told for width in WIDTHS for told in _at(page, width)]


def _at(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        yield f"{width}: wider than the window"
    for scheme, rules in (("light", ALL), ("dark", COLOURS)):  # what stands where is the same in both
        page.emulate_media(color_scheme=scheme)
        for one in page.evaluate("rules => axe.run(document, rules)", rules)["violations"]:
            yield f"{width} {scheme} {one['id']}: {[node['html'][:200] for node in one['nodes']][:3]}"
