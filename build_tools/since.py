"""Problems now, and a commit -> those that were not there then, so that an old backlog stops no change."""

from collections import Counter
from collections.abc import Mapping, Sequence
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
        fresh, mended = new_and_mended(folder, then, root, problems, history.renamed(root, commit))
    return fresh, Since(commit, len(problems) - len(fresh), len(mended))


def new_and_mended(
    folder: Path, then: Sequence[Problem], root: Path, now: Sequence[Problem], moved: Mapping[str, str]
) -> tuple[list[Problem], list[Problem]]:
    """The problems of the base in `root` that the one in `folder` had not, and those that it had and which are gone."""
    lines, older = _Lines(root), _Lines(folder)
    after = [(problem.identity, lines.of(problem)) for problem in now]
    before = [_moved((problem.identity, older.of(problem)), moved) for problem in then]
    return _without(now, after, before), _without(then, before, after)


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


def _moved(line: Line, moved: Mapping[str, str]) -> Line:
    (file, check, message), words = line
    return (moved.get(file, file), check, message), words


def _without(problems: Sequence[Problem], told: Sequence[Line], others: Sequence[Line]) -> list[Problem]:
    """The problems that are left when each of the others has taken one away: one in the same line if there is one, else any."""
    exact = Counter(others)
    left = [(problem, line[0]) for problem, line in zip(problems, told, strict=True) if not _take(exact, line)]
    alike = Counter(identity for identity, _ in exact.elements())
    return [problem for problem, identity in left if not _take(alike, identity)]


def _take(counted: Counter[Counted], one: Counted) -> bool:
    counted[one] -= 1
    return counted[one] >= 0
