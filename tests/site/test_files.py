"""The built site as files: addresses, links, data, checksums, and the same bytes every time."""

import hashlib
import json
import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import jsonschema
import networkx as nx
import pybtex.database
from bases import ROOT

from build_tools import pipeline
from build_tools.graph import graph_of

KB = pipeline.read(ROOT)


class Links(HTMLParser):
    """Collects what a page links to and what can be linked to in it."""

    def __init__(self, html: str):
        super().__init__()
        self.targets: list[str] = []
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, _tag, attrs):
        values = dict(attrs)
        self.ids += [values["id"]] if "id" in values else []
        self.targets += [values[name] for name in ("href", "src") if values.get(name)]


def test_each_thing_has_its_address(site):
    for folder, things in (("claims", KB.claims), ("terms", KB.terms), ("topics", KB.topics), ("tables", KB.tables)):
        for identity in things:
            assert (site / folder / identity / "index.html").is_file()
    for identity in KB.claims:
        assert json.loads((site / f"claims/{identity}.json").read_text())["id"] == identity
    sources = {assertion.source for claim in KB.claims.values() for assertion in claim.asserted_by}
    for key in KB.works:
        assert (site / "sources" / key / "index.html").is_file() or key not in sources
        assert (site / "works" / key / "index.html").is_file() or key in sources
    assert not list(site.glob("*/_shell"))


def test_every_link_and_anchor_leads_somewhere(site):
    pages = {path: Links(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}
    broken = []
    for path, page in pages.items():
        here = "/" + path.relative_to(site).as_posix()
        for target in page.targets:
            parts = urlsplit(urljoin(here, target))
            if urlsplit(target).scheme:
                continue
            file = site / unquote(parts.path).lstrip("/")
            file = file / "index.html" if file.is_dir() or parts.path.endswith("/") else file
            anchor = unquote(parts.fragment)
            if not file.is_file() or (anchor and file in pages and not anchor.startswith("__") and anchor not in pages[file].ids):
                broken.append((here, target))
    assert broken == []


def test_no_mark_of_a_shell_is_left_and_no_id_is_given_twice(site):
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert "@@" not in html, path
        ids = Links(html).ids
        assert len(ids) == len(set(ids)), path


def test_data_reads_back(site):
    data = site / "data"
    listed = {Path(file["path"]).name for file in json.loads((data / "manifest.json").read_text())["files"]}
    assert listed | {"manifest.json"} == {path.name for path in data.iterdir() if path.suffix not in {".sha256", ".html"}}
    for path in data.glob("*.sha256"):
        digest, name = path.read_text().split()
        assert digest == hashlib.sha256((data / name).read_bytes()).hexdigest()
    base = json.loads((data / "base.json").read_text())
    jsonschema.Draft202012Validator(json.loads((data / "base.schema.json").read_text())).validate(base)
    assert [claim["id"] for claim in base["claims"]] == list(KB.claims)
    assert {claim["id"]: claim["level"] for claim in base["claims"]} == {key: found.level for key, found in KB.levels.items()}
    linked = nx.node_link_graph(json.loads((data / "graph.json").read_text()), edges="edges")
    assert set(linked.nodes) == set(graph_of(KB).nodes)
    assert linked.number_of_edges() == graph_of(KB).number_of_edges()
    graphml = nx.read_graphml(data / "graph.graphml", force_multigraph=True)
    assert set(graphml.nodes) == set(graph_of(KB).nodes)
    assert graphml.number_of_edges() == graph_of(KB).number_of_edges()
    assert set(pybtex.database.parse_file(data / "works.bib").entries) == set(KB.works)
    csl = {entry["id"]: entry for entry in json.loads((data / "works.csl.json").read_text())}
    assert set(csl) == set(KB.works)
    for key in KB.works:
        assert ("no such work could be found" in csl[key].get("note", "")) == (KB.lock_entry(key).outcome == "not found")


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_two_builds_are_the_same_to_the_byte(site, copy_of_base, tmp_path):
    if (ROOT / ".git").exists():
        (copy_of_base / ".git").symlink_to(ROOT / ".git")  # what changed when is told by it
    settings = {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONPATH": str(copy_of_base)}
    command = [sys.executable, "-m", "build_tools", "--root", str(copy_of_base), "build", "--to", str(tmp_path / "again")]
    subprocess.run(command, check=True, env={**os.environ, **settings}, cwd=copy_of_base, capture_output=True)
    assert digests(tmp_path / "again") == digests(site)
