"""What was read before is kept: the same records, whatever happened to the file, and nothing that others wrote into it."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bases import ROOT
from click.testing import CliRunner

from build_tools import kept, pipeline, shapes
from build_tools.cli import kb as command
from build_tools.kept import Part, Shelf, digest, load, own_secret, save, trees_kept
from build_tools.quotes import Text
from build_tools.references import read_references
from build_tools.shapes import KIND, read_tree
from build_tools.write import replace_file
from build_tools.yaml_reader import read_yaml

FILES = sorted((ROOT / "kb").rglob("*.yaml"))
FAULTY = ("a: [b", "a: 1\na: 2\n", "", "- a\n", "a: !!int 1\n", "a: &x 1\nb: *x\n", "@a: 1\n", "a: b: c\n")

WORKS = (
    "@article{smith2020,\n  title = {Cells {AGE}},\n  author = {Smith, Ann and {The Group}},\n  year = {2020}\n}\n",
    "@article{jones2021, title = {D\\'ej\\`a vu}, author = {Jones, Bo}, year = {2021}, doi = {10.5555/x}}\n",
    "@article{open2022, title = {Never closed",
    "% a remark\n",
)
PASSAGES = ("In time the cells grew and grew.", "The cells never\n\ngrew.", "# Results\nHardly the cells grew and grew.")


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


@pytest.fixture
def small(tmp_path):
    claims = tmp_path / "base/kb/claims/cells"
    claims.mkdir(parents=True)
    for number in range(5):
        (claims / f"claim-{number}.yaml").write_text(f"statement: Claim {number} is made.\nkind: causal\n")
    return tmp_path / "base"


def read_kept(file, text):
    return read_tree(file, text.encode())


def read_again(texts):
    return {file: read_kept(file, text) for file, text in texts.items()}


def size(file, secret=None):
    """How many parts a file of the cache has."""
    with file.open("rb") as stream:
        return len(load(stream, own_secret(ROOT) if secret is None else secret))


def known(file, text="a: [b, {c: d}]\n"):
    """What a file of the cache has of a text."""
    shelf = Shelf(file, own_secret(ROOT))
    with shelf.files:
        return shelf.find(digest(text.encode(), kind=KIND))


def test_every_file_of_this_base_is_kept_as_it_is_read(tmp_path):
    texts = {str(path): path.read_text() for path in FILES}
    for _ in range(2):
        with trees_kept(tmp_path):
            assert read_again(texts) == {file: read_yaml(file, text) for file, text in texts.items()}
    assert size(tmp_path / kept.FILE) == len(set(texts.values()))


def test_works_are_kept_as_they_are_read(tmp_path):
    shutil.copy(ROOT / "references.bib", tmp_path)
    anew = read_references(tmp_path, [])
    for _ in range(2):
        with trees_kept(tmp_path):
            assert read_references(tmp_path, []) == anew
    assert size(tmp_path / kept.FILE) == 1


@pytest.mark.parametrize("text", [*WORKS[2:3], WORKS[0] * 2, "@article{a2020, title = {A}, crossref = {b}}\n"])
def test_works_with_a_fault_are_not_kept(tmp_path, text):
    (tmp_path / "references.bib").write_text(text)
    told = []
    for _ in range(2):
        with trees_kept(tmp_path):
            problems = []
            told.append((read_references(tmp_path, problems), problems))
    assert told[0] == told[1]
    assert told[0][1]
    assert not (tmp_path / kept.FILE).exists()


def test_what_was_found_in_a_text_is_kept_under_the_text(tmp_path):
    quotes = ("cells grew and grew", "grew and grew", "never … grew", "no such words", "cells grew and")
    anew = {passage: [Text(passage).find_all(quote) for quote in quotes] for passage in PASSAGES}
    for run in range(2):
        with trees_kept(tmp_path):
            for passage in PASSAGES:
                text = Text(passage)
                assert [text.find_all(quote) for quote in quotes] == anew[passage]
                assert ("whole" in vars(text)) == (run == 0)
                text.close()
    with trees_kept(tmp_path):
        assert Text(PASSAGES[1]).find_all("cells grew and grew") != Text(PASSAGES[0]).find_all("cells grew and grew")


@pytest.mark.parametrize("text", FAULTY)
def test_what_has_a_fault_is_not_kept(tmp_path, text):
    for _ in range(2):
        with trees_kept(tmp_path):
            assert read_kept("a.yaml", text) == read_yaml("a.yaml", text)
    assert not (tmp_path / kept.FILE).exists()


def test_what_holds_an_exception_is_not_kept(tmp_path):
    text = "a: b # kb: allow quote_length until 2027-01-31 because it is short\n"
    told = []
    for _ in range(2):
        with trees_kept(tmp_path):
            told.append(read_kept("a.yaml", text))
    assert told[0] == told[1]
    assert [one.allows for one in told[1][1]] == ["quote_length"]
    assert not (tmp_path / kept.FILE).exists()


def test_a_kept_tree_has_the_name_of_the_file_that_is_read(tmp_path):
    for name in ("old.yaml", "new.yaml"):
        with trees_kept(tmp_path):
            tree, _ = read_kept(name, "a: {b: c}\n")
            assert tree["@place"].file == tree["a"]["@place"].file == name


def test_what_nobody_asks_for_is_let_go(tmp_path):
    for text in ("a: 1\n", "a: 2\n"):
        with trees_kept(tmp_path):
            read_kept("a.yaml", text)
    assert size(tmp_path / kept.FILE) == 1


def test_a_run_that_fails_lets_nothing_go(tmp_path):
    with trees_kept(tmp_path):
        read_again({"a.yaml": "a: 1\n", "b.yaml": "a: 2\n"})
    with pytest.raises(NotADirectoryError), trees_kept(tmp_path):
        (tmp_path / kept.FILE / read_kept("a.yaml", "a: 3\n")[0]["a"]).stat()
    assert size(tmp_path / kept.FILE) == 2


def test_what_was_kept_in_this_run_is_known_in_it(tmp_path, monkeypatch):
    with trees_kept(tmp_path):
        first = read_kept("a.yaml", "a: 1\n")
        monkeypatch.setattr(shapes, "read_values", None)
        assert read_kept("a.yaml", "a: 1\n") == first


def test_nothing_is_written_when_nothing_is_new(tmp_path):
    for _ in range(2):
        with trees_kept(tmp_path):
            read_kept("a.yaml", "a: 1\n")
        (tmp_path / kept.FILE).chmod(0o400)
    os.utime(tmp_path / kept.FILE, (1, 1))
    with trees_kept(tmp_path):
        read_kept("a.yaml", "a: 1\n")
    assert (tmp_path / kept.FILE).stat().st_mtime == 1


def test_any_damage_and_the_file_counts_for_nothing(tmp_path):
    text = "a: [b, {c: d}]\n"
    with trees_kept(tmp_path):
        read_kept("a.yaml", text)
    file = tmp_path / kept.FILE
    whole = file.read_bytes()
    assert known(file)
    spoilt = [bytes([*whole[:at], whole[at] ^ 1, *whole[at + 1 :]]) for at in range(len(whole))]
    for data in (*spoilt, *(whole[:end] for end in range(len(whole)))):
        file.write_bytes(data)
        assert known(file) is None


def test_damage_of_one_part_leaves_the_others(tmp_path):
    texts = [f"a: {word}\n" for word in ("one", "two", "three")]
    with trees_kept(tmp_path):
        for text in texts:
            read_kept("a.yaml", text)
    file = tmp_path / kept.FILE
    file.write_bytes(file.read_bytes().replace(b"two", b"2wo"))
    assert [known(file, text) is None for text in texts] == [False, True, False]
    with trees_kept(tmp_path):
        assert read_again(dict(enumerate(texts))) == {name: read_yaml(name, text) for name, text in enumerate(texts)}
    assert all(known(file, text) for text in texts)


def test_what_others_signed_counts_for_nothing(tmp_path, monkeypatch):
    file = tmp_path / kept.FILE
    with (tmp_path / "part").open("w+b", buffering=0) as stream:
        stream.write(b"N")
        parts = {digest(b"a: 1\n", kind=KIND): Part(stream, 0, 1, digest(b"N"))}
        save(file, parts, b"another secret")
        assert size(file) == size(file, b"") == 0
        save(file, parts, own_secret(ROOT))
    assert known(file, "a: 1\n") == b"N"
    monkeypatch.setattr(kept, "tools", lambda: b"older".ljust(kept.SIZE))
    assert size(file) == 0


def test_without_a_home_nothing_is_kept(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with trees_kept(tmp_path):
        assert read_kept("a.yaml", "a: 1\n") == read_yaml("a.yaml", "a: 1\n")
    assert not (tmp_path / kept.FILE).exists()


@pytest.mark.parametrize("inside", [".cache", "elsewhere"])
def test_a_secret_that_a_repository_could_bring_is_none(tmp_path, monkeypatch, inside):
    base = tmp_path / "repository/bases/one"
    for folder in (tmp_path / "repository/.git", base):
        folder.mkdir(parents=True)
    secret = tmp_path / "repository" / inside / "kb/secret"
    secret.parent.mkdir(parents=True)
    secret.write_bytes(bytes(32))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "repository" / inside))
    assert own_secret(base) == b""
    assert own_secret(tmp_path / "another") == bytes(32)


def test_a_secret_that_was_not_written_to_its_end_is_made_again(home):
    (home / "kb").mkdir()
    (home / "kb/secret").write_bytes(b"")
    assert len(own_secret(ROOT)) == 32
    assert own_secret(ROOT) == own_secret(ROOT)
    assert (home / "kb/secret").stat().st_mode & 0o777 == 0o600


def test_links_in_place_of_the_cache_lead_nowhere(small, tmp_path):
    mine = tmp_path / "mine"
    mine.write_text("precious")
    (small / ".cache").mkdir()
    for name in (".gitignore", "trees", "told", "built"):
        (small / ".cache" / name).symlink_to(mine)
    CliRunner().invoke(command, ["--root", str(small), "check"])
    assert mine.read_text() == "precious"
    shutil.rmtree(small / ".cache")
    (small / ".cache").symlink_to(tmp_path / "base")
    CliRunner().invoke(command, ["--root", str(small), "check"])
    CliRunner().invoke(command, ["--root", str(small), "schema", "--with-ids"])
    assert sorted(path.name for path in small.iterdir()) == [".cache", "kb"]


@pytest.mark.parametrize("name", ["trees", "told"])
@pytest.mark.parametrize("odd", [os.mkfifo, lambda path: path.symlink_to("/dev/zero"), Path.mkdir])
def test_what_is_no_file_is_not_read(small, name, odd):
    whole = CliRunner().invoke(command, ["--root", str(small), "--no-cache", "check"]).output
    (small / ".cache").mkdir()
    odd(small / ".cache" / name)
    assert CliRunner().invoke(command, ["--root", str(small), "check"]).output == whole


def test_what_cannot_be_finished_is_taken_away(tmp_path):
    def half():
        yield b"half"
        raise OSError("no space")

    with pytest.raises(OSError, match="no space"):
        replace_file(tmp_path / "file", half())
    assert not list(tmp_path.iterdir())


def test_commands_keep_and_can_be_told_not_to(small):
    run = CliRunner()
    first = run.invoke(command, ["--root", str(small), "--no-cache", "check"])
    assert not (small / kept.FILE).exists()
    second = run.invoke(command, ["--root", str(small), "check"])
    third = run.invoke(command, ["--root", str(small), "check"])
    assert first.output == second.output == third.output
    assert size(small / kept.FILE) == 5
    assert (small / ".cache/.gitignore").read_text() == "*\n"


def test_two_runs_at_once_leave_a_whole_file(small):
    commands = [[sys.executable, "-m", "build_tools", "--root", str(small), "check"]] * 4
    running = [subprocess.Popen(one, cwd=ROOT, stdout=subprocess.DEVNULL) for one in commands]
    assert {process.wait() for process in running} <= {0, 1}
    assert size(small / kept.FILE) == 5
    assert sorted(path.name for path in (small / ".cache").iterdir()) == [".gitignore", "told", "trees"]


def state(root: Path):
    kb = pipeline.read(root)
    return dict(kb.claims), dict(kb.works), dict(kb.levels), dict(kb.verdicts), dict(kb.faults), pipeline.check(kb)


def edit(root: Path, random_: random.Random) -> None:
    """One change of a kind that editors make, or a mistake of theirs."""
    files = sorted((root / "kb").rglob("*.yaml"))
    file = random_.choice(files)
    kind = random_.randrange(9)
    if kind == 0 and len(files) > 2:
        file.unlink()
    elif kind == 1:
        file.rename(file.with_name(f"renamed-{random_.randrange(99)}.yaml"))
    elif kind == 2:
        file.write_text(file.read_text().replace("causal", random_.choice(("causal", "comparative", "no-kind"))))
    elif kind == 3:
        lines = file.read_text().split("\n")
        lines.insert(random_.randrange(len(lines)), random_.choice(("# a remark", "note: More.", "  - x", "")))
        file.write_text("\n".join(lines))
    elif kind == 4:
        file.with_name(f"copy-{random_.randrange(99)}.yaml").write_text(file.read_text())
    elif kind == 5:
        with (root / "references.bib").open("a") as works:
            works.write(random_.choice(WORKS))
    elif kind == 6:
        evidence = "evidence:\n  - work: smith2020\n    stance: supports\n    design: in-vitro\n    finding: They grew.\n"
        file.write_text(f"statement: Said with a proof.\nkind: causal\n{evidence}    quote: the cells grew and grew\n")
    elif kind == 7:
        (root / "kb/texts").mkdir(exist_ok=True)
        (root / "kb/texts/smith2020.txt").write_text(f"scope: fulltext\n\n{random_.choice(PASSAGES)}\n")
    else:
        relates = f"relates:\n  - to: {random_.choice(files).stem}\n    how: depends-on\n"
        file.write_text(f"statement: It is said anew.\nkind: causal\n{relates}")


@pytest.mark.parametrize("seed", range(20))
def test_after_any_edits_a_kept_reading_is_a_clean_one(small, seed):
    random_ = random.Random(seed)
    for _ in range(12):
        edit(small, random_)
        with trees_kept(small):
            assert state(small) == state_of_clean(small)


def state_of_clean(root: Path):
    token = kept._shelf.set(None)
    try:
        return state(root)
    finally:
        kept._shelf.reset(token)
