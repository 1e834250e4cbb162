"""The seam to the site engine: shells in, stamped pages out. The door of MkDocs."""

import logging
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # `mkdocs build` does not have the project's root there
    sys.path.insert(0, str(ROOT))

from mkdocs.commands.build import build as run_engine
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as EnginePage

from build_tools import front_end, pipeline
from build_tools.authorship import authorship
from build_tools.built import Built
from build_tools.counts import count, without_notes
from build_tools.feed import PATH as FEED
from build_tools.feed import feed
from build_tools.history import past
from build_tools.kept import digest, tools
from build_tools.model import KnowledgeBase, Site
from build_tools.policy import finish
from build_tools.registry import members
from build_tools.report import text
from build_tools.schema import write_own_schemas
from build_tools.search_index import IndexFailedError, make_index
from build_tools.search_records import records
from build_tools.stamp import Shell, stamp
from build_tools.template import FOLDER as TEMPLATES
from build_tools.theme_styles import needed
from build_tools.write import link_same, swap, write_changed

SEARCH = "search_index"
ERRORS = "base_has_errors"
FRAME = "frame_only"
BUILT = "last_build"
SHELL = "_shell"
SHELL_PAGE = """---
title: "@@title@@"
description: "@@description@@"
hide: [navigation]
shell: true
scripts: {scripts}
---
"""
OWN_DOCS = ROOT / "docs"
STYLES = ("main.*.min.css", "palette.*.min.css")
STYLE = "assets/theme."
UNUSED = ("assets/javascripts", "assets/stylesheets", "assets/images", "sitemap.xml.gz")

log = logging.getLogger("mkdocs.kb")


class _State:
    """What one run of the engine knows between its events."""

    base: KnowledgeBase | None = None


# --- events of the engine ------------------------------------------------------------------------


def on_config(config: MkDocsConfig) -> None:
    """Read and check the base, unless only the frame is made; a base with errors is not published."""
    if FRAME in config.extra:
        return
    root = Path(config.config_file_path).parent
    base = pipeline.read(root)
    problems = pipeline.check(base)
    if problems:
        sys.stderr.write(text.report(root, *without_notes(problems, count(base))))
    if any(problem.level == "error" for problem in problems):
        config.extra[ERRORS] = True
        raise PluginError("the base has errors; nothing was published")
    if front_end.missing():
        log.warning(front_end.missing())
    with suppress(OSError):  # a help for editors only
        write_own_schemas(base, root)
    _State.base = replace(base, written=authorship(root, base), past=past(root))


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add one shell for each kind of page, and what a base does not write itself: the tools' own pages, styles and scripts."""
    for path in sorted(OWN_DOCS.rglob("*")):
        name = path.relative_to(OWN_DOCS).as_posix()
        if path.is_file() and name not in files.src_uris:
            files.append(File.generated(config, name, abs_src_path=str(path)))
    for module in members("pages").values():
        if hasattr(module, "SECTION"):
            source = f"{module.SECTION}/{SHELL}.md"
            content = SHELL_PAGE.format(scripts=list(getattr(module, "SCRIPTS", ())))
            files.append(File.generated(config, source, content=content, inclusion=InclusionLevel.NOT_IN_NAV))
    styles = _theme_styles(config)
    files.append(File.generated(config, f"{STYLE}{sha256(styles.encode()).hexdigest()[:10]}.css", content=styles))
    return files


def _theme_styles(config: MkDocsConfig) -> str:
    folders = [Path(folder) / "assets/stylesheets" for folder in config.theme.dirs]
    found = (path for pattern in STYLES for folder in folders for path in folder.glob(pattern))
    return "".join(needed(path.read_text(encoding="utf-8")) for path in found)


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Tell the frame of every page the name of the theme's style sheet, which changes with what is in it."""
    env.globals["theme_styles"] = [file.url for file in files if file.src_uri.startswith(STYLE)]
    return env


def on_post_page(output: str, page: EnginePage, config: MkDocsConfig) -> str:
    """Give a page its content policy."""
    return finish(output, wasm="wasm" in page.meta)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    return finish(output_content, wasm=True) if template_name == "404.html" else output_content


def on_post_build(config: MkDocsConfig) -> None:
    """Stamp every page into its shell, write the data, and index the result for search."""
    site = Path(config.site_dir)
    for pattern in UNUSED:
        for path in site.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    if FRAME in config.extra:
        return
    assert _State.base is not None
    built = config.extra.get(BUILT)
    if built is not None:
        built.begin(site, _frame_digest(site, _told(config)))
        link_same(site, built.site)
    write_changed(site, site_files(site, _State.base, _told(config), built), built.site if built else None)
    for shell in site.glob(f"*/{SHELL}"):
        shutil.rmtree(shell)
    if config.extra.get(SEARCH, True):
        try:
            make_index(records(_State.base), site / "pagefind")
        except IndexFailedError as error:
            raise PluginError(f"the search index could not be made: {error}") from None


# --- the parts -----------------------------------------------------------------------------------


def site_files(site: Path, base: KnowledgeBase, about: Site, built: Built | None = None) -> Iterator[tuple[str, bytes]]:
    """Every generated file with its path: pages, libraries, data with a checksum each, the feed and the pages for crawlers.

    Pages that stand from the last build are left out.
    """
    kept = {str(path.relative_to(site).parent) for path in site.glob("**/index.html")}
    for path, data in stamp(
        pipeline.pages(base, built.stands if built else None), cache(lambda shell: _shell(site, shell)), about
    ):
        kept.add(path.rpartition("/")[0] or ".")
        yield path, data
    kept.update(path.rstrip("/") for path in (built.bases if built else ()))
    yield from data_files(base, about)
    yield "sitemap.xml", _sitemap(sorted(path for path in kept if not path.endswith(f"/{SHELL}")), about.address)


def _frame_digest(site: Path, about: Site) -> bytes:
    """What all stamped pages have in common: their shells, what is told of the site, the tools with their templates."""
    shells = [path.read_bytes() for path in sorted(site.glob(f"*/{SHELL}/index.html"))]
    templates = [path.read_bytes() for path in sorted(TEMPLATES.glob("*.html"))]
    return digest(b"\0".join([tools(), repr(about).encode(), *shells, *templates]))


def data_files(base: KnowledgeBase, about: Site) -> Iterator[tuple[str, bytes]]:
    """Every generated file that is no page: libraries, data with a checksum each, and the feed."""
    yield from front_end.vendored().items()
    for path, data in pipeline.exports(base):
        yield path, data
        if path.startswith("data/"):
            yield f"{path}.sha256", f"{sha256(data).hexdigest()}  {path.rpartition('/')[2]}\n".encode()
    yield FEED, feed(base, about.name, about.address)


def _told(config: MkDocsConfig) -> Site:
    """What pages say of the site; its address ends in a slash, that of the repository does not."""
    address, repository = (config.site_url or "").rstrip("/"), (config.repo_url or "").rstrip("/")
    author = config.site_author or config.site_name
    return Site(config.site_name, author, address and f"{address}/", repository, config.extra.get("edits", "edit/main/"))


def _shell(site: Path, path: str) -> Shell:
    file = site / path / "index.html"
    if not file.exists():
        raise PluginError(f"docs/{path}index.md is missing; write a heading and `<div>@@body@@</div>` into it")
    html = file.read_text(encoding="utf-8")
    return Shell.cut(html.replace(path, "@@path@@") if SHELL in path else html)


def _sitemap(paths: list[str], address: str) -> bytes:
    places = ("" if path == "." else f"{path}/" for path in paths)
    lines = [f"<url><loc>{escape(address + place)}</loc></url>" for place in places] if address else []
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return (head + "\n".join(lines) + "\n</urlset>\n").encode()


# --- commands ------------------------------------------------------------------------------------


def build(root: Path, to: Path, *, search: bool = True) -> int:
    """Build the site beside the old one and swap it in. 0 built, 1 the base has errors, 2 the engine failed."""
    to = to.absolute()  # the engine takes what is relative from the folder of its settings
    to.parent.mkdir(parents=True, exist_ok=True)
    new = Path(mkdtemp(prefix=f".{to.name}.", dir=to.parent))
    new.chmod(0o755)
    config = None
    try:
        config = load_config(str(_configuration(root)), site_dir=str(new))
        built = Built(root, to)
        config.extra |= {SEARCH: search, BUILT: built}  # all that is shared with the hook, which is loaded once more
        config.plugins.on_startup(command="build", dirty=False)
        run_engine(config)
        built.end()
        swap(new, to)
    except (Abort, ConfigurationError, OSError) as error:
        if config is not None and ERRORS in config.extra:
            return 1
        sys.stderr.write(f"the site was not built: {error}\n")
        return 2
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return 0


class Frame(NamedTuple):
    """The site without its base: a folder with the pages written by hand, the shells and the assets; and what stamps a page."""

    folder: Path
    about: Site
    shell: Callable[[str], Shell]


class FrameFailedError(Exception):
    """Why the engine could not make the frame, in a sentence."""


def make_frame(root: Path, folder: Path) -> Frame:
    """Build what does not depend on the base. Raise FrameFailedError with what the engine says."""
    try:
        config = load_config(str(_configuration(root)), site_dir=str(folder))
        config.extra[FRAME] = True
        config.plugins.on_startup(command="build", dirty=False)
        run_engine(config)
    except (Abort, ConfigurationError, OSError, ValueError) as error:  # ValueError: a page that is no UTF-8
        raise FrameFailedError(f"{error}".strip()) from None
    return Frame(folder, _told(config), cache(lambda shell: _shell(folder, shell)))


def _configuration(root: Path) -> Path:
    path = root / "mkdocs.yml"
    if not path.exists():
        raise ConfigurationError(f"{path} is missing; a site needs it beside kb/ and references.bib")
    return path.resolve()
