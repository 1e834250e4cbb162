"""Another subject builds with the same commands, and nothing in the tools knows about cells."""

import ast
import re
import subprocess
import sys

import pytest
from bases import ROOT, problems_of

GAME = ROOT / "examples/board-game"
WORDS = r"mscs?|exosom\w*|mesenchym\w*|strom\w*|stem[ -]cells?|senescen\w*|sasp|marrow|passage-quality"
SUBJECT = re.compile(rf"\b(?:{WORDS})\b", re.IGNORECASE)
SOURCES = sorted(path for path in (ROOT / "build_tools").rglob("*") if path.suffix in (".py", ".html", ".json"))


def test_the_game_has_one_warning_and_its_levels_are_what_its_rules_say():
    kb, problems = problems_of(GAME)
    assert [problem.check for problem in problems if problem.level != "note"] == ["interested_only"]  # its maker praises it
    assert {identity: found.level for identity, found in kb.levels.items()} == {
        "a-turn-moves-one-lantern": "supported",
        "nobody-may-pass": "supported",
        "a-lantern-on-the-quay-counts-two": "supported",
        "there-is-always-a-winner": "contradicted",
        "beginning-gives-no-advantage": "asserted-only",
    }
    assert all("demonstration" in work.get("note") for work in kb.works.values())
    assert all(verdict.kind == "found" for _, verdict in kb.quoted())


def test_the_game_builds_with_the_same_command(tmp_path):
    command = [sys.executable, "-m", "build_tools", "--root", str(GAME), "build", "--no-search", "--to", str(tmp_path / "site")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "site/claims/there-is-always-a-winner/index.html").read_text()
    assert "Contradicted" in page
    pages = [path for path in (tmp_path / "site").rglob("*.html") if "checks" not in path.parts]
    assert len(pages) > 20
    for path in pages:  # the pages of the checks show examples in the words of this base
        text = path.read_text()
        assert "@@" not in text, path
        assert not SUBJECT.search(text), path


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_tools_do_not_know_the_subject(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        tree = ast.parse(text)
        docs = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, DOCUMENTED)}
        strings = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
        text = "\n".join(string for string in strings if string not in docs)
    assert not SUBJECT.search(text)


DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
