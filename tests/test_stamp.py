"""Pages are stamped into shells, written only when they change, and swapped in as a whole."""

import json

import pytest

from build_tools.model import Page, Site
from build_tools.stamp import Shell, stamp
from build_tools.write import Made, as_json, indented, link_same, packed, swap, write_changed

PAGE = Page("claims/x/", "A <b>", 'Says "x"', "<p>body</p>", (("topics/", "Topics & more"),), (("who", "Who"),))


def test_stamp_fills_every_mark():
    shell = Shell.cut(
        "<title>@@title@@</title><meta content='@@description@@'>@@crumbs@@@@body@@@@contents@@ me@example.org @@path@@"
    )
    html = dict(stamp([PAGE], {"claims/_shell/": shell}.__getitem__, Site()))["claims/x/index.html"].decode()
    assert html == (
        "<title>A &lt;b&gt;</title><meta content='Says &quot;x&quot;'>"
        '<li><a href="../../topics/">Topics &amp; more</a></li><p>body</p>'
        '<li><a href="#who">Who</a></li> me@example.org claims/x/'
    )


def test_shell_that_asks_for_more_than_pages_have():
    with pytest.raises(KeyError):
        list(stamp([PAGE], lambda _: Shell.cut("@@colour@@"), Site()))


@pytest.mark.parametrize(("path", "shell"), [("", ""), ("topics/", "topics/"), ("claims/x/", "claims/_shell/")])
def test_shell_of_a_path(path, shell):
    assert Page(path, "", "", "").shell == shell


def test_only_what_changed_is_written(tmp_path):
    assert write_changed(tmp_path, {"a/b.txt": b"1", "c.txt": b"2"}.items()) == 2
    before = (tmp_path / "c.txt").stat().st_mtime_ns
    assert write_changed(tmp_path, {"a/b.txt": b"3", "c.txt": b"2"}.items()) == 1
    assert (tmp_path / "c.txt").stat().st_mtime_ns == before
    assert (tmp_path / "a/b.txt").read_bytes() == b"3"


@pytest.mark.parametrize("path", ["../out.txt", "a/../../out.txt", "/etc/out.txt"])
def test_nothing_is_written_outside(tmp_path, path):
    inside = tmp_path / "site"
    inside.mkdir()
    with pytest.raises(ValueError, match="lies outside"):
        write_changed(inside, [(path, b"x")])
    assert not (tmp_path / "out.txt").exists()


def test_swap_replaces_the_whole(tmp_path):
    new, site = tmp_path / "new", tmp_path / "site"
    for folder, name in ((new, "fresh"), (site, "stale")):
        folder.mkdir()
        (folder / name).write_text(name)
    swap(new, site)
    assert [path.name for path in site.iterdir()] == ["fresh"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_json_has_a_line_for_each_item():
    assert as_json({"a": [1, {"b": "ö"}], "c": []}) == '{\n"a":[\n1,\n{"b":"ö"}\n],\n"c":[]\n}\n'.encode()
    assert json.loads(as_json({"a": [Made(as_json({"b": [1]}))], "c": "ö"})) == {"a": [{"b": [1]}], "c": "ö"}
    assert (as_json([]), as_json({})) == (b"[]\n", b"{}\n")


def test_what_is_the_same_in_the_last_folder_is_linked_and_that_stays_as_it_is(tmp_path):
    last, new = tmp_path / "last", tmp_path / "new"
    write_changed(last, {"a.txt": b"1", "b/c.txt": b"2"}.items())
    assert write_changed(new, {"a.txt": b"1", "b/c.txt": b"3", "d.txt": b"4"}.items(), last) == 2
    assert (new / "a.txt").samefile(last / "a.txt")
    assert write_changed(new, {"a.txt": b"5"}.items()) == 1
    assert ((last / "a.txt").read_bytes(), (new / "a.txt").read_bytes()) == (b"1", b"5")
    (new / "b/c.txt").write_bytes(b"2")
    link_same(new, last)
    assert (new / "b/c.txt").samefile(last / "b/c.txt")
    assert not (new / "a.txt").samefile(last / "a.txt")


def test_nothing_is_written_through_a_link(tmp_path):
    inside, outside = tmp_path / "site", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (inside / "link").symlink_to(outside)
    for path in ("link/out.txt", "link/deeper/out.txt"):
        with pytest.raises(ValueError, match="lies outside"):
            write_changed(inside, [(path, b"x")])
    assert not list(outside.iterdir())
    (outside / "mine").write_bytes(b"precious")
    (inside / "file").symlink_to(outside / "mine")
    with pytest.raises(OSError, match="symbolic links"):
        write_changed(inside, [("file", b"x")])
    assert (outside / "mine").read_bytes() == b"precious"


def test_json_is_that_of_python():
    odd = '\x00\x1f\x7f\t"\\/</script>\u2028é🧫'
    value = {odd: [odd, (1, -0.5), True, None, {}, []], "": {"1": odd}}
    assert packed(value) == json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    assert indented(value) == json.dumps(value, ensure_ascii=False, indent=1)
