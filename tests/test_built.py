"""A build after an edit writes what a build from nothing writes, byte for byte, and leaves what stands alone."""

import os
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from bases import ROOT
from editing import Edited

from build_tools import mkdocs_hook, pipeline
from build_tools.built import FILE, Built
from build_tools.kept import FOLDER, trees_kept
from build_tools.model import Site
from build_tools.write import swap, write_changed

GAME = ROOT / "examples/board-game"
SEQUENCES, SHARE, EDITS_EACH = 200, 20, 2


@pytest.fixture(autouse=True)
def _own_home(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))


@pytest.fixture
def game(tmp_path):
    root = shutil.copytree(GAME, tmp_path / "game", ignore=shutil.ignore_patterns("site", ".cache"))
    settings = (GAME / "mkdocs.yml").read_text(encoding="utf-8").replace("../../build_tools", str(ROOT / "build_tools"))
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return root


def build(root, to="site"):
    with trees_kept(root):
        assert mkdocs_hook.build(root, root / to, search=False) == 0
    return root / to


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def numbers(folder):
    """The files of the pages that may stand, by their numbers on the disk: one that was written again has another."""
    pages = (*folder.glob("claims/*/index.html"), *folder.glob("works/*/index.html"))
    return {path.relative_to(folder).as_posix(): path.stat().st_ino for path in pages}


def clean(root):
    """What a build without anything kept writes."""
    assert mkdocs_hook.build(root, root / "clean", search=False) == 0
    return tree(root / "clean")


def a_claim(root):
    return min((root / "kb/claims").rglob("*.yaml"))


EDITS = {
    "nothing": Path.exists,
    "a claim": lambda root: edit(a_claim(root), "statement: ", "statement: Perhaps, "),
    "a claim more": lambda root: shutil.copy(a_claim(root), root / "kb/claims/moves/a-copy-of-it.yaml"),
    "a note of a source": lambda root: edit(root / "kb/sources.yaml", "read: ", "note: It was lent to us.\n  read: "),
    "a term": lambda root: edit(root / "kb/terms.yaml", "definition: ", "definition: Mostly, "),
    "a work": lambda root: edit(root / "references.bib", "{Written for", "{Made up for"),
    "the name of the site": lambda root: edit(root / "mkdocs.yml", "site_name: ", "site_name: The "),
}


def edit(file, old, new):
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


@pytest.mark.parametrize("change", EDITS.values(), ids=EDITS)
def test_a_build_after_an_edit_is_that_from_nothing(game, change):
    build(game)
    change(game)
    assert tree(build(game)) == clean(game)


def test_what_stands_is_not_written_again(game):
    before = numbers(build(game))
    assert numbers(build(game)) == before
    edit(a_claim(game), "statement: ", "statement: Perhaps, ")
    after = numbers(build(game))
    moved = {path for path in before if before[path] != after[path]}
    assert f"claims/{a_claim(game).stem}/index.html" in moved
    assert 0 < len(moved) < len(before)


def test_no_file_whose_bytes_stay_is_written_again(game):
    def files():
        site = build(game)
        return {
            path.relative_to(site): (path.stat().st_ino, path.stat().st_mtime_ns) for path in site.rglob("*") if path.is_file()
        }

    before, bytes_before = files(), tree(game / "site")
    assert files() == before
    edit(a_claim(game), "statement: ", "statement: Perhaps, ")
    after, bytes_after = files(), tree(game / "site")
    same = {path for path in before.keys() & after.keys() if bytes_before[path.as_posix()] == bytes_after[path.as_posix()]}
    assert {path for path in before if after.get(path) == before[path]} == same
    assert len(before) / 2 < len(same) < len(before)


def tampered(root):
    next((root / "site/claims").glob("*/index.html")).write_text("not what was written")


def gone(root):
    shutil.rmtree(next((root / "site/claims").glob("*/")))


def flipped(root):
    data = bytearray((root / FOLDER / FILE).read_bytes())
    data[-9] ^= 1
    (root / FOLDER / FILE).write_bytes(data)


def cut_short(root):
    (root / FOLDER / FILE).write_bytes((root / FOLDER / FILE).read_bytes()[:-100])


SPOILT = {
    "a page that somebody wrote over": tampered,
    "a page that is gone": gone,
    "a page too many": lambda root: shutil.copytree(min((root / "site/claims").glob("*/")), root / "site/claims/no-claim"),
    "a file too many": lambda root: (root / "site/stray.html").write_text("x"),
    "no site": lambda root: shutil.rmtree(root / "site"),
    "a bit of what is kept": flipped,
    "half of what is kept": cut_short,
    "nothing kept": lambda root: shutil.rmtree(root / FOLDER),
    "another's secret": lambda root: (root.parent / "home/kb/secret").write_bytes(os.urandom(32)),
    "no secret": lambda root: (root.parent / "home/kb/secret").write_bytes(b""),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_whatever_happened_to_the_last_build(game, spoil):
    expected = tree(build(game))
    spoil(game)
    assert tree(build(game)) == expected


@pytest.fixture(scope="module")
def frame(tmp_path_factory):
    """What the site engine makes, once for all bases of this file."""
    root = tmp_path_factory.mktemp("frame")
    settings = (GAME / "mkdocs.yml").read_text(encoding="utf-8").replace("../../build_tools", str(ROOT / "build_tools"))
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (root / "docs").mkdir()
    shutil.copy(GAME / "docs/index.md", root / "docs")
    return mkdocs_hook.make_frame(root, root / "site")


def stamped(edited, frame, built=None):
    """The site as a build makes it of a base that is not checked: written into a new folder, which takes the place of the old."""
    base = replace(pipeline.read(edited.root), written=dict(edited.written))
    new = shutil.copytree(frame.folder, edited.root / "new")
    if built:
        built.begin(new, b"the same frame")
    write_changed(new, mkdocs_hook.site_files(new, base, frame.about, built))
    if built:
        built.end()
    swap(new, edited.root / "site")
    return tree(edited.root / "site")


@pytest.mark.parametrize("seed", range(0, SEQUENCES, SHARE))
def test_a_site_after_any_edits_is_that_from_nothing(tmp_path, frame, seed):
    for number in range(seed, seed + SHARE):
        edited = Edited(number, tmp_path / f"{number}")
        with trees_kept(edited.root):
            for _ in range(EDITS_EACH):
                stamped(edited, frame, Built(edited.root, edited.root / "site"))
                edit = [edited.edit() for _ in range(edited.random.randint(1, 3))]
            incremental = stamped(edited, frame, Built(edited.root, edited.root / "site"))
        assert incremental == stamped(edited, frame), (number, edit)


def test_where_files_cannot_be_linked_every_page_is_made(game, monkeypatch):
    expected = tree(build(game))

    def refuse(*_):
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    assert tree(build(game)) == expected


def test_a_failed_build_leaves_the_last_site_and_what_is_known_of_it(game):
    before = numbers(build(game))
    text = a_claim(game).read_text()
    a_claim(game).write_text("statement: 7\nkind: nonsense\n")
    with trees_kept(game):
        assert mkdocs_hook.build(game, game / "site", search=False) == 1
    assert numbers(game / "site") == before
    a_claim(game).write_text(text)
    assert numbers(build(game)) == before


def test_a_folder_may_be_named_from_where_one_stands(game, monkeypatch):
    expected = tree(build(game))
    shutil.rmtree(game / "site")
    monkeypatch.chdir(game.parent)
    assert build(Path(game.name)) == Path("game/site")
    assert tree(game / "site") == expected
    assert not (game / "game").exists()


def test_two_builds_at_once_leave_nothing_wrong_behind(game, monkeypatch):
    swap, file = mkdocs_hook.swap, a_claim(game)
    text = file.read_text()

    def after_another(new, to):
        monkeypatch.setattr(mkdocs_hook, "swap", swap)
        edit(file, "statement: ", "statement: Perhaps, ")
        build(game)
        file.write_text(text)
        swap(new, to)

    for second in (after_another, swap):
        monkeypatch.setattr(mkdocs_hook, "swap", second)
        assert tree(build(game)) == clean(game)


def test_every_page_is_in_the_map_of_the_site(tmp_path, frame):
    edited = Edited(1, tmp_path)
    edited.works["nut_shell2026"] = edited.work(1)
    edited.save()
    new = shutil.copytree(frame.folder, tmp_path / "new")
    about = frame.about._replace(address="https://example.org/")
    files = dict(mkdocs_hook.site_files(new, pipeline.read(tmp_path), about))
    pages = [path.removesuffix("index.html") for path in files if path.endswith("/index.html")]
    assert "works/nut_shell2026/" in pages
    listed = re.findall("<loc>https://example.org/(.*?)</loc>", files["sitemap.xml"].decode())
    assert set(pages) <= set(listed)
    assert not [path for path in listed if "_shell/" in path]


def test_other_tools_make_another_frame(tmp_path, monkeypatch):
    before = mkdocs_hook._frame_digest(tmp_path, Site("A name"))
    assert mkdocs_hook._frame_digest(tmp_path, Site("A name")) == before != mkdocs_hook._frame_digest(tmp_path, Site("Another"))
    monkeypatch.setattr(mkdocs_hook, "tools", lambda: b"others")
    assert mkdocs_hook._frame_digest(tmp_path, Site("A name")) != before


def test_without_keeping_nothing_is_known(tmp_path):
    edited = Edited(1, tmp_path)
    built = Built(tmp_path, tmp_path / "site")
    built.begin(tmp_path / "new", b"frame")
    assert list(pipeline.pages(pipeline.read(edited.root), built.stands)) == list(pipeline.pages(pipeline.read(edited.root)))
    built.end()
    assert not (tmp_path / FOLDER).exists()
