"""The built pages are valid HTML: no error by html-validate, on every kind of page."""

import json
import subprocess

from build_tools import front_end

FEW = 4  # pages of a kind of which there are many


def sample(site):
    """Every page of a small folder, and the first and last few of a large one."""
    for folder in sorted({path.parent.parent for path in site.rglob("index.html")}):
        pages = sorted(folder.glob("*/index.html"))
        yield from pages if len(pages) <= 2 * FEW else [*pages[:FEW], *pages[-FEW:]]
    yield from (site / "index.html", site / "404.html")


def test_pages_are_valid_html(site, tmp_path):
    (tmp_path / "rules.json").write_text(json.dumps({"root": True, "extends": ["html-validate:standard"]}))
    node = front_end.node()
    assert node, "html-validate runs on Node; `make test` brings one"
    validator = front_end.FOLDER / "html-validate/bin/html-validate.mjs"
    pages = {str(path) for path in sample(site) if site in path.parents}
    command = [node.program, validator, "--config", tmp_path / "rules.json", "--formatter", "json", *sorted(pages)]
    told = subprocess.run(command, capture_output=True, text=True, check=False, cwd=front_end.ROOT)
    assert told.returncode in {0, 1}, told.stderr
    found = [
        f"{report['filePath']}:{one['line']}: {one['message']}"
        for report in json.loads(told.stdout)
        for one in report["messages"]
    ]
    assert found == []
    assert len(pages) > 40
