"""Hugo with our frame as its layout, around the bodies that we make."""

import json
from pathlib import Path

from peers import Given, Peer
from peers._frame import claim_pages, framed, put

NAME = "Hugo in our frame"
SETTINGS = """baseURL = "/"
disableKinds = ["taxonomy", "RSS", "sitemap", "home", "section", "term"]
[security]
allowContent = ['.*']
"""


def prepare(given: Given, folder: Path, environment: Path) -> Peer:
    layout = framed(given.frame, title="{{ .Title }}", description="{{ .Description }}", body="{{ .Content }}")
    put(folder / "layouts/_default/single.html", layout)
    put(folder / "hugo.toml", SETTINGS)
    for page in claim_pages(given.kb):
        data = {"title": page.title, "description": page.description}
        put(folder / f"content/{page.path.rstrip('/')}.html", f"{json.dumps(data)}\n{page.body}")
    return Peer((str(environment / "bin/hugo"), "--quiet"), folder, folder / "public")
