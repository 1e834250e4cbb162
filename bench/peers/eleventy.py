"""Eleventy with our frame as its layout, around the bodies that we make."""

import json
from pathlib import Path

from peers import Given, Peer
from peers._frame import claim_pages, framed, put

NAME = "Eleventy in our frame"
SETTINGS = "export const config = {htmlTemplateEngine: false};\nexport default () => {};\n"


def prepare(given: Given, folder: Path, environment: Path) -> Peer:
    layout = framed(given.frame, title="{{ title }}", description="{{ description }}", body="{{ content }}")
    put(folder / "_includes/frame.liquid", layout)
    put(folder / "eleventy.config.js", SETTINGS)
    for page in claim_pages(given.kb):
        data = {"title": page.title, "description": page.description, "layout": "frame.liquid"}
        data["permalink"] = f"{page.path}index.html"
        put(folder / f"{page.path.rstrip('/')}.html", f"---json\n{json.dumps(data)}\n---\n{page.body}")
    return Peer((str(environment / "node_modules/.bin/eleventy"), "--quiet"), folder, folder / "_site")
