"""The site as it is -> the pictures of CONTRIBUTING.md. Run it when the pages look different: python tests/pictures.py."""

import functools
import http.server
import threading
from pathlib import Path
from tempfile import TemporaryDirectory

from chromium import find
from playwright.sync_api import sync_playwright

from build_tools.mkdocs_hook import build

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs/assets/contributing"
PICTURES = {"claim": "claims/cd44-shifts-with-passage/", "queue": "queue/"}
SIZE = {"width": 680, "height": 400}


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server that does not write what it is asked for."""

    def log_message(self, *_: object) -> None:
        pass


def main() -> None:
    with TemporaryDirectory() as name:
        build(ROOT, Path(name) / "site", search=False)
        handler = functools.partial(Quiet, directory=f"{name}/site")
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
            page = browser.new_page(viewport=SIZE, color_scheme="light")
            for picture, path in PICTURES.items():
                page.goto(f"http://127.0.0.1:{server.server_address[1]}/{path}")
                page.screenshot(path=FOLDER / f"{picture}.png")
            browser.close()
            server.shutdown()


if __name__ == "__main__":
    main()
