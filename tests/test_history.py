"""A base as it was at a commit, and what is new since: in real repositories, some of them hostile."""

import os
import subprocess

import pytest
from test_cli import kb as run

from build_tools import history, pipeline
from build_tools.history import NoHistoryError, base_at, commit_of
from build_tools.since import new_since

BIB = "@online{page, title = {Page}, url = {https://example.org}}\n"
SAID = "asserted_by:\n  - {source: page, quote: cells age in any dish, where: a, modality: asserted}\n"
CLAIM = f"statement: Cells age.\nkind: causal\n{SAID}"
OLD = CLAIM.replace("causal", "guess")
CELLS = "kb/claims/cells"


def git(root, *arguments, given=None):
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main"]
    command = ["git", "-C", str(root), *who, *arguments]
    return (
        subprocess.run(command, check=True, capture_output=True, input=given, env={**os.environ, **settings})
        .stdout.decode()
        .strip()
    )


def commit(root, files=None, message="a change"):
    for name, content in (files or {}).items():
        path = root / name
        if content is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", message)
    return git(root, "rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path):
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, {"references.bib": BIB, f"{CELLS}/good-claim.yaml": CLAIM, f"{CELLS}/old-fault.yaml": OLD, "other.txt": "x"})
    return tmp_path


def new(root, revision="HEAD"):
    kb = pipeline.read(root)
    found, since = new_since(root, kb, pipeline.check(kb), revision)
    return [(problem.where.file.rpartition("/")[2], problem.where.line, problem.check) for problem in found], since


def write(root, name, text):
    (root / CELLS / name).write_text(text)


# --- what is new ---------------------------------------------------------------------------------


def test_an_old_fault_blocks_nobody(repository):
    assert new(repository)[0] == []
    write(repository, "new-fault.yaml", OLD)
    found, since = new(repository)
    assert found == [("new-fault.yaml", 2, "unknown_value")]
    assert (since.older, since.mended, since.commit) == (1, 0, git(repository, "rev-parse", "HEAD"))


def test_lines_added_above_make_nothing_new(repository):
    write(repository, "old-fault.yaml", f"# one\n# two\n{OLD}")
    assert new(repository)[0] == []


def test_a_second_fault_like_the_first_is_new_in_its_own_line(repository):
    twice = CLAIM + "  - {source: page, quote: too short, where: b, modality: asserted}\n"
    commit(repository, {f"{CELLS}/old-fault.yaml": twice})
    other = "  - {source: page, quote: so short, where: c, modality: asserted}\n"
    write(repository, "old-fault.yaml", twice.replace(SAID, SAID + other))
    assert new(repository) == ([("old-fault.yaml", 5, "quote_length")], new(repository)[1])


def test_a_change_of_one_file_may_break_another(repository):
    (repository / "references.bib").write_text("")
    found, _ = new(repository)
    assert ("good-claim.yaml", 4, "unknown_source") in found


def test_mended_faults_are_counted(repository):
    write(repository, "old-fault.yaml", CLAIM)
    found, since = new(repository)
    assert (found, since.older, since.mended) == ([], 0, 1)


def test_a_moved_file_takes_its_faults_along(repository):
    (repository / "kb/claims/dishes").mkdir()
    git(repository, "mv", f"{CELLS}/old-fault.yaml", "kb/claims/dishes/fault-of-old.yaml")
    assert new(repository)[0] == []


def test_any_name_of_a_commit_serves(repository):
    first = git(repository, "rev-parse", "HEAD")
    git(repository, "tag", "v1.0")
    commit(repository, {f"{CELLS}/new-fault.yaml": OLD})
    for name in ("HEAD~1", "HEAD^", "main~1", "v1.0", first, first[:12], "@~1"):
        assert new(repository, name)[0] == [("new-fault.yaml", 2, "unknown_value")]


def test_the_working_tree_and_the_index_stay_as_they_are(repository):
    write(repository, "new-fault.yaml", OLD)
    git(repository, "add", "--all")
    before = git(repository, "status", "--porcelain"), sorted(path.name for path in (repository / ".git").iterdir())
    new(repository)
    assert before == (git(repository, "status", "--porcelain"), sorted(path.name for path in (repository / ".git").iterdir()))


def test_a_base_in_a_folder_of_its_repository(tmp_path):
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, {"inner/references.bib": BIB, f"inner/{CELLS}/old-fault.yaml": OLD, "references.bib": "nonsense"})
    inner = tmp_path / "inner"
    (inner / "kb/claims/dishes").mkdir()
    git(inner, "mv", f"{CELLS}/old-fault.yaml", "kb/claims/dishes/old-fault.yaml")
    found, since = new(inner)
    assert (found, since.older) == ([], 1)


def test_texts_out_of_git_are_the_same_for_both(repository):
    text = "retrieved: unknown\nscope: fulltext\n\nCells age in dishes.\n"
    (repository / ".texts").mkdir()
    (repository / ".texts/page.txt").write_text(text)
    found, since = new(repository)
    assert found == []
    assert since.older == 3


def test_the_command_says_what_is_new_and_exits_by_it(repository):
    done = run("check", "--since", "HEAD", root=repository)
    assert done.returncode == 0
    assert done.stdout.splitlines()[0].startswith("no problems in 2 claims")
    assert done.stdout.splitlines()[1].endswith(": 1 older not shown, 0 mended.")
    write(repository, "new-fault.yaml", OLD)
    done = run("check", "--since", "HEAD", "--also", "markdown=told.md", "--also", "sarif=told.sarif", root=repository)
    assert done.returncode == 1
    assert done.stdout.startswith(f"{CELLS}/new-fault.yaml:2:7 error unknown_value")
    assert "1 older not shown" in (repository / "told.md").read_text()
    assert (repository / "told.sarif").read_text().count('"ruleId"') == 1


# --- hostile -------------------------------------------------------------------------------------

HOSTILE = (
    "--output=x",
    "-h",
    "",
    "main..HEAD",
    "HEAD:kb",
    ":/a change",
    "$(id)",
    "a b",
    "main\n",
    "a;b",
    "`id`",
    "--end-of-options",
    "..",
    "x" * 300,
)


@pytest.mark.parametrize("name", HOSTILE)
def test_names_that_no_commit_has_are_refused(repository, name):
    with pytest.raises(NoHistoryError, match="cannot be the name of a commit"):
        commit_of(repository, name)
    assert not (repository / "x").exists()


def test_what_is_not_there_is_said(repository, tmp_path_factory):
    with pytest.raises(NoHistoryError, match=r"there is no commit 'nowhere' .* fetch it first"):
        commit_of(repository, "nowhere")
    with pytest.raises(NoHistoryError, match="not in a git repository"):
        commit_of(tmp_path_factory.mktemp("plain"), "main")
    done = run("check", "--since", "nowhere", root=repository)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("there is no commit 'nowhere'")


def test_without_git_the_command_says_so(repository, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoHistoryError, match="git is not installed"):
        commit_of(repository, "HEAD")


def tree_of(root, entries):
    """A commit with just this tree, made by hand: no work tree ever has it."""
    lines = b"".join(f"{mode} {kind} {blob}\t{name}".encode() + b"\0" for mode, kind, blob, name in entries)
    tree = git(root, "mktree", "-z", given=lines)
    return git(root, "commit-tree", tree, "-m", "by hand")


def blob(root, data):
    return git(root, "hash-object", "-w", "--stdin", given=data)


def nested(root, *names, mode="100644", data=b"x"):
    """A tree of folders around one file."""
    *folders, last = names
    entry = (mode, "blob", blob(root, data), last)
    for folder in reversed(folders):
        lines = f"{entry[0]} {entry[1]} {entry[2]}\t{entry[3]}".encode() + b"\0"
        entry = ("040000", "tree", git(root, "mktree", "-z", given=lines), folder)
    return entry


def test_links_of_a_commit_are_refused_by_the_reader_and_not_followed(repository):
    made = tree_of(repository, [nested(repository, "kb", "terms.yaml", mode="120000", data=b"/etc/passwd")])
    with base_at(repository, made) as (_, folder):
        assert (folder / "kb/terms.yaml").is_symlink()
        assert str((folder / "kb/terms.yaml").readlink()) == "nowhere"
        (problem,) = pipeline.check(pipeline.read(folder))
    assert (problem.check, "symbolic link" in problem.message) == ("unreadable_file", True)


def test_a_path_that_leads_out_is_refused(repository, tmp_path):
    made = tree_of(repository, [nested(repository, "kb", "..", "..", "escaped")])
    with pytest.raises(NoHistoryError, match="leads out of the base"), base_at(repository, made):
        pass
    assert not (tmp_path.parent / "escaped").exists()


def test_a_file_below_a_link_is_refused(repository):
    link, below = nested(repository, "kb", mode="120000", data=b"/tmp"), nested(repository, "kb", "stray.yaml")
    lines = b"".join(
        f"{mode} ".encode() + name.encode() + b"\0" + bytes.fromhex(sha) for mode, sha, name in (
            (link[0], link[2], "kb"), ("40000", below[2], "kb"),
        )
    )  # fmt: skip
    tree = git(repository, "hash-object", "-w", "-t", "tree", "--literally", "--stdin", given=lines)
    made = git(repository, "commit-tree", tree, "-m", "by hand")
    with pytest.raises(NoHistoryError, match="cannot be written"), base_at(repository, made):
        pass


def test_only_files_have_contents_and_what_stands_between_them_is_passed_over(repository):
    one, other, head = blob(repository, b"one\n\n"), blob(repository, b""), git(repository, "rev-parse", "HEAD")
    found = history.contents(repository, [one, head, "0" * 40, other])
    assert found == {one: b"one\n\n", other: b""}


def test_a_huge_file_is_neither_held_nor_written(repository, monkeypatch):
    monkeypatch.setattr(history, "LARGEST", 1000)
    made = commit(repository, {"kb/terms.yaml": "x" * 2_000_000})
    with base_at(repository, made) as (_, folder):
        assert (folder / "kb/terms.yaml").stat().st_size == 2_000_000
        assert (folder / "kb/terms.yaml").stat().st_blocks == 0
        found = pipeline.check(pipeline.read(folder))
    assert "it has 2,000,000 bytes" in found[-1].message


def test_strange_names_survive(repository):
    names = ["a\nb.yaml", "::error::x.yaml", "é ü.yaml", "-x.yaml", "a\tb.yaml", '"q".yaml', os.fsdecode(b"\xff.yaml")]
    for name in names:
        (repository / CELLS / name).write_text(OLD)
    made = commit(repository)
    with base_at(repository, made) as (_, folder):
        assert {path.name for path in (folder / CELLS).iterdir()} >= set(names)
    assert new(repository, made)[0] == []
    done = run("check", "--since", "HEAD~1", "--format", "github", root=repository)
    assert done.returncode == 1
    assert all(line.startswith(("::error file=kb/", "::notice title=", "kb: ")) for line in done.stdout.splitlines())


def test_nothing_stays_behind(repository, tmp_path_factory, monkeypatch):
    place = tmp_path_factory.mktemp("temporary")
    monkeypatch.setenv("TMPDIR", str(place))
    monkeypatch.setattr("tempfile.tempdir", None)
    new(repository)
    assert list(place.iterdir()) == []
