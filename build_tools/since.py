"""Problems now, and a commit -> those that were not there then, so that an old backlog stops no change."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from build_tools import history, pipeline
from build_tools.files import read_text
from build_tools.model import KnowledgeBase, Problem, Since

LARGEST = 16 << 20
Line = tuple[tuple[str, str, str], str]
Counted = TypeVar("Counted")


def new_since(root: Path, kb: KnowledgeBase, problems: Sequence[Problem], revision: str) -> tuple[list[Problem], Since]:
    """The problems that a change brings, wherever it brings them: also in files that it does not touch.

    The base of then is judged as of the day of now, so that only the change makes a difference. A problem is the same when
    its file (followed through a renaming), its check and its message are, whatever the line; of several that are alike in all
    of these, those in lines that were there before are the old ones.
    """
    with history.base_at(root, revision) as (commit, folder):
        then = pipeline.check(pipeline.read(folder, kb.on, kb.today))
        moved = history.renamed(root, commit)
        lines = _Lines(folder)
        before = [_moved((problem.identity, lines.of(problem)), moved) for problem in then]
    fresh = _without(problems, before, _Lines(root))
    older = len(problems) - len(fresh)
    return fresh, Since(commit, older, len(then) - older)


class _Lines:
    """The lines of files, each file read once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: dict[str, list[str]] = {}

    def of(self, problem: Problem) -> str:
        file, line = problem.where.file, problem.where.line
        if file not in self.files:
            self.files[file] = (read_text(self.root, file, LARGEST)[0] or "").split("\n")
        return self.files[file][line - 1].strip() if line <= len(self.files[file]) else ""


def _moved(line: Line, moved: dict[str, str]) -> Line:
    (file, check, message), words = line
    return (moved.get(file, file), check, message), words


def _without(problems: Sequence[Problem], before: Sequence[Line], lines: _Lines) -> list[Problem]:
    """The problems that are left when each of before has taken one away: one in the same line if there is one, else any."""
    exact = Counter(before)
    left = [problem for problem in problems if not _take(exact, (problem.identity, lines.of(problem)))]
    alike = Counter(identity for identity, _ in exact.elements())
    return [problem for problem in left if not _take(alike, problem.identity)]


def _take(counted: Counter[Counted], one: Counted) -> bool:
    counted[one] -= 1
    return counted[one] >= 0
