"""The levels -> docs/assets/cards/*.png, the pictures that social networks show; to be run when a level's word or shape changes.

One picture a level, not one a claim: a build draws nothing, and a network shows the title of the claim beside it.
"""

import re
import struct
import sys
import zlib
from hashlib import sha256
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from build_tools.vocabulary import LEVELS  # noqa: E402

FOLDER = ROOT / "docs/assets/cards"
SIZE = (1200, 630)
STYLES = (ROOT / "docs/assets/kb.css").read_text(encoding="utf-8")
INK = {"for": "#0d5a4e", "warn": "#8a5a00", "against": "#a3341f", "quiet": "#51626b"}
GENERAL = ("A claim, and how well it stands", "Who says so, what was shown, and why: each step can be checked.")
PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; width: 1200px; height: 630px; box-sizing: border-box; padding: 96px 96px 0 120px;
  border-left: 28px solid #1f5f6b; background: #fff; color: #1c2b33; font-family: "DejaVu Sans", sans-serif; }}
i {{ display: block; height: 128px; width: {width}px; margin-bottom: 44px; background: {ink};
  mask: {shape} no-repeat left / contain; }}
h1 {{ margin: 0 0 28px; font-size: 76px; line-height: 1.1; color: {ink}; }} p {{ margin: 0; font-size: 38px; line-height: 1.4; }}
</style><i></i><h1>{label}</h1><p>{words}</p>"""


def html(name: str) -> str:
    """The page that a picture is taken of."""
    level = name if name in LEVELS else "supported"  # as on the icon of the site
    rule = re.search(rf"^\.kb-{level} \{{ color: var\(--kb-([a-z]+)[^)]*\);.*? --kb-shape: (url\(.*?\));", STYLES, re.MULTILINE)
    assert rule, f"kb.css has no shape of {level}"
    label, words = (LEVELS[name].label, LEVELS[name].meaning) if name in LEVELS else GENERAL
    width = 288 if "36px" in rule[0] else 128
    return PAGE.format(
        width=width, ink=INK[rule[1]] if name in LEVELS else "#1f5f6b", shape=rule[2], label=escape(label), words=escape(words)
    )


def digest(name: str) -> str:
    return sha256(html(name).encode()).hexdigest()


def chunks(png: bytes) -> list[tuple[bytes, bytes]]:
    """The chunks of a PNG by name, in order."""
    found, at = [], 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        found.append((png[at + 4 : at + 8], png[at + 8 : at + 8 + length]))
        at += length + 12
    return found


def signed(png: bytes, name: str) -> bytes:
    """The picture with a chunk that tells what it was drawn from."""
    (head, size), *rest = chunks(png)
    parts = [(head, size), (b"tEXt", b"Source\0" + digest(name).encode()), *rest]
    return png[:8] + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


def draw() -> None:
    from chromium import find
    from playwright.sync_api import sync_playwright

    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
        for name in (*LEVELS, "base"):
            page.set_content(html(name))
            (FOLDER / f"{name}.png").write_bytes(signed(page.screenshot(), name))
        browser.close()


if __name__ == "__main__":
    draw()
