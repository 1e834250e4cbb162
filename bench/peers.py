"""The claims of a base as pages for other site engines -> commands that build them, each engine in its own environment.

Every engine gets one page for each claim, with the words of ours; Hugo and Eleventy also get our frame, so that they write what
we write. Our own build makes the pages of works, topics and terms, the data and the graph explorer on top of that.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from build_tools.model import Claim, KnowledgeBase
from build_tools.registry import members

PYTHON_PACKAGES = Path(__file__).with_name("requirements-peers.txt")
NODE_PACKAGES = {"@11ty/eleventy": "3.1.8"}


class Peer(NamedTuple):
    """A way to build the same claims: its name, the command, where it runs and what it writes."""

    name: str
    command: list[str]
    folder: Path
    output: Path


def install(scratch: Path) -> dict[str, str]:
    """Install what can be installed; for the rest, why not, by the engine's name."""
    missing = {}
    subprocess.run([sys.executable, "-m", "venv", str(scratch / "venv")], check=True)
    for line in PYTHON_PACKAGES.read_text().split():
        pip = [str(scratch / "venv/bin/pip"), "install", "-q", "--disable-pip-version-check", line]
        done = subprocess.run(pip, capture_output=True, text=True, check=False)
        if done.returncode:
            missing[line.partition("==")[0]] = done.stderr.strip().splitlines()[-1]
    npm = shutil.which("npm")
    wanted = [f"{name}@{version}" for name, version in NODE_PACKAGES.items()]
    command = [npm or "npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(scratch / "node"), *wanted]
    if npm is None or subprocess.run(command, capture_output=True, check=False).returncode:
        missing["eleventy"] = "npm could not install it"
    return missing


def peers(kb: KnowledgeBase, scratch: Path, work: Path, frame: str) -> Iterator[Peer]:
    """Write the pages for each engine that is installed, and say how they are built. `frame` is our page around a body."""
    bin_ = scratch / "venv/bin"
    pages = {page.path: page for page in members("pages")["claim"].pages(kb)}
    if (bin_ / "mkdocs").exists():
        for name, extra in (("MkDocs-Material", ""), ("MkDocs-Material with mkdocs-bibtex", BIBTEX)):
            folder = fresh(work / name.split()[-1])
            write_markdown(kb, folder / "docs", cite="[@{}]" if extra else "{}")
            (folder / "references.bib").write_text(bibliography(kb))
            (folder / "mkdocs.yml").write_text(MKDOCS + extra)
            yield Peer(name, [str(bin_ / "mkdocs"), "build", "-q"], folder, folder / "site")
    if (bin_ / "zensical").exists():
        folder = fresh(work / "zensical")
        write_markdown(kb, folder / "docs", cite="{}")
        (folder / "mkdocs.yml").write_text(MKDOCS)
        yield Peer("Zensical", [str(bin_ / "zensical"), "build", "--clean"], folder, folder / "site")
    if (bin_ / "sphinx-build").exists():
        folder = fresh(work / "sphinx")
        write_markdown(kb, folder, cite="{}", head="---\norphan: true\n---\n")
        (folder / "conf.py").write_text("extensions = ['myst_parser']\nhtml_theme = 'basic'\nmyst_heading_anchors = 0\n")
        command = [str(bin_ / "sphinx-build"), "-q", "-E", "-a", ".", "site"]
        yield Peer("Sphinx, theme basic", command, folder, folder / "site")
    if (bin_ / "hugo").exists():
        folder = fresh(work / "hugo")
        (folder / "layouts/_default").mkdir(parents=True)
        marks = {"title": "{{ .Title }}", "description": "{{ .Description }}", "body": "{{ .Content }}"}
        (folder / "layouts/_default/single.html").write_text(framed(frame, marks))
        (folder / "hugo.toml").write_text(
            'baseURL = "/"\ndisableKinds = ["taxonomy", "RSS", "sitemap", "home", "section", "term"]\n'
            "[security]\nallowContent = ['.*']\n"
        )
        for path, page in pages.items():
            data = {"title": page.title, "description": page.description}
            put(folder / f"content/{path.rstrip('/')}.html", f"{json.dumps(data)}\n{page.body}")
        yield Peer("Hugo in our frame", [str(bin_ / "hugo"), "--quiet"], folder, folder / "public")
    eleventy = scratch / "node/node_modules/.bin/eleventy"
    if eleventy.exists():
        folder = fresh(work / "eleventy")
        marks = {"title": "{{ title }}", "description": "{{ description }}", "body": "{{ content }}"}
        put(folder / "_includes/frame.liquid", framed(frame, marks))
        for path, page in pages.items():
            data = {
                "title": page.title,
                "description": page.description,
                "layout": "frame.liquid",
                "permalink": f"{path}index.html",
            }
            put(folder / f"{path.rstrip('/')}.html", f"---json\n{json.dumps(data)}\n---\n{page.body}")
        put(folder / "eleventy.config.js", "export const config = {htmlTemplateEngine: false};\nexport default () => {};\n")
        yield Peer("Eleventy in our frame", [str(eleventy), "--quiet"], folder, folder / "_site")


MKDOCS = """site_name: Claims
theme: {name: material, font: false}
nav: [{Home: index.md}]
not_in_nav: "/claims/"
plugins: []
"""
BIBTEX = "plugins:\n  - bibtex: {bib_file: references.bib, bib_by_default: true}\n"


def write_markdown(kb: KnowledgeBase, folder: Path, cite: str, head: str = "") -> None:
    put(folder / "index.md", "# Claims\n")
    for claim in kb.claims.values():
        put(folder / f"claims/{claim.id}.md", head + markdown(kb, claim, cite))


def markdown(kb: KnowledgeBase, claim: Claim, cite: str) -> str:
    """The words of a claim's page."""
    lines = [f"# {claim.statement}", f"Kind: {claim.kind}. Level: {kb.levels[claim.id].level}.", "## Who says so"]
    lines += [f"> {said.quote}\n\n{cite.format(said.source)}, {said.where}, {said.modality}" for said in claim.asserted_by]
    lines.append("## What was shown")
    for item in claim.evidence:
        lines.append(
            f"### {item.stance}: {item.design}\n\n{cite.format(item.work)}: {item.finding}\n\n> {item.quote}\n\n{item.where}"
        )
    lines.append("## Why this level")
    lines += [f"1. {step.says}" for step in kb.levels[claim.id].steps]
    lines.append("## Around it")
    lines += [f"- {link.how} [{kb.claims[link.to].statement}]({link.to}.md): {link.note}" for link in claim.relates]
    return "\n\n".join(lines) + "\n"


def bibliography(kb: KnowledgeBase) -> str:
    return "\n\n".join(work.bibtex for work in kb.works.values()) + "\n"


def framed(frame: str, marks: dict[str, str]) -> str:
    """Our frame with the marks of another engine."""
    for name, mark in marks.items():
        frame = frame.replace(f"@@{name}@@", mark)
    return frame


def put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
