"""What a stranger's change may bring: plain, small, well named files of the content, and nothing else without a maintainer."""

import json

import pytest
from bases import ROOT
from runner import command_of, lines_of_log
from test_cli import kb as run
from test_history import BIB, CELLS, CLAIM, commit, git

from build_tools import guard
from build_tools.fields import RESERVED
from build_tools.guard import MOST_BYTES, MOST_FILES

REAL = f"{CELLS}/real-claim.yaml"
BLOCK = {"outcome": "could not check", "quotes": {}}


@pytest.fixture
def repository(tmp_path):
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, {"references.bib": BIB, f"{CELLS}/good-claim.yaml": CLAIM, "tool.py": "x", "references.lock": lock({})})
    git(tmp_path, "tag", "then")
    return tmp_path


def lock(works):
    return json.dumps({"version": 1, "works": works})


def crafted(root, *entries):
    """A commit with files that no command of git would make: (mode, name, content)."""
    for mode, name, content in entries:
        blob = git(root, "hash-object", "-w", "--stdin", given=content)
        git(root, "update-index", "-z", "--index-info", given=f"{mode} {blob}\t{name}\0".encode("utf-8", "surrogateescape"))
    git(root, "commit", "--quiet", "--allow-empty", "--message", "crafted")


def found(root, head="HEAD"):
    return guard.guard(root, "then", head)


def told(root):
    return [(problem.where.file, problem.level, problem.message) for problem in found(root).problems]


# --- the verdict ---------------------------------------------------------------------------------


def test_content_only(repository):
    commit(repository, {REAL: CLAIM, "references.bib": BIB + BIB.replace("page", "other")})
    done = run("guard", "then", root=repository)
    size = len(CLAIM) + len(BIB) + 1
    assert (done.returncode, done.stdout) == (0, f"kb: Content only: 2 files of the content, {size} bytes.\n")


def test_what_may_be_taken_away(repository):
    commit(repository, {f"{CELLS}/good-claim.yaml": None})
    assert found(repository).words() == "Content only: 1 file of the content, 0 bytes."


@pytest.mark.parametrize(
    "path",
    ["build_tools/checks/x.py", ".github/workflows/a.yml", "mkdocs.yml", "docs/a.md", "kbx/a", "references.bib.py", "KB/a"],
)
def test_more_than_content_needs_a_maintainer(repository, path):
    commit(repository, {path: "x", REAL: CLAIM})
    done = run("guard", "then", root=repository)
    assert done.returncode == 3
    first, *names = done.stdout.splitlines()
    assert first.startswith("kb: A maintainer must look: this change touches more than the content (1 file of the content, ")
    assert names == [f"kb:   {path}"]


def test_a_tool_that_is_taken_away_or_made_runnable_counts_as_touched(repository):
    git(repository, "update-index", "--chmod=+x", "tool.py")
    git(repository, "commit", "--quiet", "--message", "x")
    assert found(repository).more == ("tool.py",)
    commit(repository, {"tool.py": None})
    assert found(repository).more == ("tool.py",)


def test_only_what_the_change_itself_brings_is_judged(repository):
    git(repository, "checkout", "--quiet", "-b", "change")
    commit(repository, {REAL: CLAIM})
    git(repository, "checkout", "--quiet", "main")
    commit(repository, {"tool.py": "y", f"{CELLS}/late-claim.yaml": CLAIM})
    assert guard.guard(repository, "main", "change").words().startswith("Content only: 1 file of")


def test_a_base_in_a_folder_of_its_repository(tmp_path):
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, {"base/references.bib": BIB, "kb/other.yaml": "x"})
    git(tmp_path, "tag", "then")
    commit(tmp_path, {"base/kb/terms.yaml": "x", "kb/other.yaml": "y"})
    done = guard.guard(tmp_path / "base", "then", "HEAD")
    assert (done.files, done.more) == (1, (":/kb/other.yaml",))


def test_commits_that_are_not_there_or_share_nothing(repository):
    done = run("guard", "nowhere", root=repository)
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no commit 'nowhere'" in done.stderr
    git(repository, "checkout", "--quiet", "--orphan", "other")
    commit(repository, message="alone")
    assert "have no commit in common" in run("guard", "then", root=repository).stderr


# --- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "kind"), [("120000", "a symbolic link"), ("100755", "a program that can be run"), ("160000", "a submodule")]
)
@pytest.mark.parametrize("name", [REAL, "references.bib", "kb/terms.yaml"])
def test_only_plain_files(repository, mode, kind, name):
    if mode == "160000":
        git(repository, "update-index", "--add", "--cacheinfo", f"{mode},{git(repository, 'rev-parse', 'HEAD')},{name}")
        git(repository, "commit", "--quiet", "--message", "x")
    else:
        crafted(repository, (mode, name, b"/etc/passwd"))
    assert told(repository) == [(name, "error", f"this is {kind}, not a plain file")]
    assert run("guard", "then", root=repository).returncode == 1


def test_the_folder_itself_may_not_be_a_link(repository):
    git(repository, "rm", "-rq", "--cached", "kb")
    crafted(repository, ("120000", "kb", b"/tmp"))
    assert ("kb", "error", "this is a symbolic link, not a plain file") in told(repository)


NAMES = (
    "kb/claims/cells/a\nb.yaml",
    "kb/claims/cells/::error::x.yaml",
    "kb/claims/cells/$(touch x).yaml",
    "kb/claims/cells/a b.yaml",
    "kb/claims/cells/-rf.yaml",
    "kb/claims/cells/.hidden.yaml",
    "kb/.gitattributes",
    "kb/claims/cells/\x1b[31m.yaml",
    "kb/claims/cells/größe.yaml",
    "kb/claims/cells/\uff41.yaml",
    "kb/claims/cells/\u202etxt.yaml",
    "kb/claims/cells/\udcff.yaml",
    "kb/claims/cells/a\\b.yaml",
    "kb/claims/cells/a:b.yaml",
    "kb/claims/cells/trailing.",
    f"kb/claims/cells/{'a' * 200}.yaml",
    "kb/claims/cells/<script>.yaml",
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["text", "github", "markdown"])
def test_names_are_refused_and_told_harmlessly(repository, name, form):
    crafted(repository, ("100644", name, CLAIM.encode()))
    assert (name, "error", "no file of the content may have this name") in told(repository)
    done = run("guard", "then", "--format", form, root=repository)
    assert done.returncode == 1
    commands = [command for command in map(command_of, lines_of_log(done.stdout)) if command]
    assert [command.name for command in commands] == (["error"] if form == "github" else [])
    assert all(char.isprintable() or char == "\n" for char in done.stdout)


@pytest.mark.parametrize(
    ("name", "other"),
    [(f"{CELLS}/Good-Claim.yaml", f"{CELLS}/good-claim.yaml"), ("kb/claims/Cells/other-claim.yaml", CELLS)],
)
def test_names_that_differ_by_case(repository, name, other):
    crafted(repository, ("100644", name, CLAIM.encode()))
    message = f"on many computers '{other}' is the same name: only the case of letters differs"
    assert told(repository) == [(name, "error", message)]


@pytest.mark.parametrize(("many", "refused"), [(MOST_FILES, False), (MOST_FILES + 1, True), (5000, True)])
def test_number_of_files(repository, many, refused):
    blob = git(repository, "hash-object", "-w", "--stdin", given=CLAIM.encode())
    lines = "".join(f"100644 {blob}\t{CELLS}/claim-{number}.yaml\n" for number in range(many))
    git(repository, "update-index", "--index-info", given=lines.encode())
    git(repository, "commit", "--quiet", "--message", "many")
    done = found(repository)
    assert [problem.message for problem in done.problems] == (
        [f"this change touches {many:,} files, and 200 can be reviewed"] if refused else []
    )
    assert all(problem.hint == "split it into pull requests of one topic each" for problem in done.problems)


@pytest.mark.parametrize(("extra", "refused"), [(0, False), (1, True)])
def test_number_of_bytes(repository, extra, refused):
    crafted(repository, *(("100644", f"{CELLS}/claim-{number}.yaml", b"x" * (MOST_BYTES // 5)) for number in range(5)))
    crafted(repository, ("100644", "references.bib", BIB.encode() + b"x" * extra))
    assert found(repository).size == MOST_BYTES + extra
    assert found(repository).refused is refused


# --- what only a person can vouch for ------------------------------------------------------------


def test_a_lock_written_by_hand_is_shown(repository):
    works = {"kept2020": BLOCK, "lost2020": BLOCK, "told2020": BLOCK}
    commit(repository, {"references.lock": lock(works)})
    git(repository, "tag", "--force", "then")
    changed = {"kept2020": {**BLOCK, "quotes": {"a": {"seal": "b"}}}, "told2020": {**BLOCK, "outcome": "matches"}}
    commit(repository, {"references.lock": lock(changed)})
    assert told(repository) == [
        ("references.lock", "warning", "new receipts say that quotes were found in the texts of 'kept2020'"),
        ("references.lock", "warning", "nothing is known any more of 'lost2020'"),
        ("references.lock", "warning", "what the registries are said to have answered changes for 'told2020'"),
    ]
    assert run("guard", "then", root=repository).returncode == 0
    assert "`kb verify --check told2020`" in run("guard", "then", root=repository).stdout


def test_an_order_of_keys_is_no_answer(repository):
    commit(repository, {"references.lock": lock({"a2020": {"outcome": "matches", "differs": []}})})
    git(repository, "tag", "--force", "then")
    commit(repository, {"references.lock": lock({"a2020": {"differs": [], "outcome": "matches"}})})
    assert told(repository) == []


UNREADABLE = ("", "[", "[]", '{"works": []}', '{"works": {"a": 1}}', "[" * 100_000, '{"works": {"a": {"quotes": 1}}}')


@pytest.mark.parametrize("text", UNREADABLE)
def test_a_lock_that_cannot_be_read_stops_nothing(repository, text):
    commit(repository, {"references.lock": text})
    assert all(level == "warning" for _, level, _ in told(repository))


def test_a_text_is_shown(repository):
    commit(repository, {"kb/texts/page.txt": "words"})
    assert told(repository) == [("kb/texts/page.txt", "warning", "this text is published with the base")]


def test_this_repository_can_be_checked_out_on_a_computer_that_ignores_case():
    names = git(ROOT, "ls-files", "-z").split("\0")[:-1]
    assert len(names) > 800
    steps = {step for name in names for step in guard._steps(name)}
    assert len({guard._folded(step) for step in steps}) == len(steps)
    assert not any(part.split(".")[0].lower() in RESERVED for step in steps for part in step.split("/"))
