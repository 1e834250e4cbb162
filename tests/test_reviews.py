"""A review is a second person's, and stands for the words it was made of: git knows both."""

import json
import os
import subprocess
from dataclasses import replace

import pytest

from build_tools import pipeline, reviews
from build_tools.authorship import authorship
from build_tools.checks import future_review
from build_tools.exports import json as export

BIB = "@online{page, title = {Page}, url = {https://example.org}}\n"
CLAIM = """statement: Old cells grow more slowly.
kind: causal
asserted_by:
  - {source: page, quote: old cells grow more slowly, where: a, modality: asserted}
"""
REVIEW = "reviewed:\n  - {by: Bo Quill, on: 2026-11-20, note: Read the page.}\n"
FILE = "kb/claims/cells/old-cells.yaml"


@pytest.fixture
def repository(base):
    """A base in git, in which a file can be committed by somebody on a day."""
    root = base({"references.bib": BIB})
    calm = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(root)}

    def git(*arguments, day="2026-11-01", author="Ann Fabel"):
        who = {f"GIT_{role}_{field}": value for role in ("AUTHOR", "COMMITTER")
               for field, value in (("NAME", author), ("EMAIL", "a@example.org"), ("DATE", f"{day}T12:00:00Z"))}  # fmt: skip
        subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True, env={**os.environ, **calm, **who})

    def commit(text, name=FILE, **about):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
        git("add", "-A")
        git("commit", "-m", "x", **about)

    git("init", "-q")
    commit.root, commit.git = root, git
    return commit


def said(root, identity="old-cells"):
    kb = pipeline.read(root)
    kb = replace(kb, written=authorship(root, kb))
    return reviews.words(kb, kb.claims[identity])


def test_nobody_reviewed_it(repository):
    repository(CLAIM)
    assert said(repository.root) == "◌ Entered on 2026-11-01 by Ann Fabel; not yet reviewed by a second person."


def test_a_review_stands_also_when_it_is_committed_later_and_tidied(repository):
    repository(CLAIM)
    repository(CLAIM + REVIEW, day="2026-12-01")
    repository(CLAIM.replace("  - {", "  -   {") + "# checked\n" + REVIEW, day="2026-12-02", author="Cy Third")
    assert said(repository.root) == "✓ Entered on 2026-11-01 by Ann Fabel; reviewed on 2026-11-20 by Bo Quill."


def test_a_review_of_other_words_does_not_stand(repository):
    repository(CLAIM)
    repository(CLAIM + REVIEW)
    repository(CLAIM.replace("more slowly.", "fast.") + REVIEW, day="2026-11-01")
    assert said(repository.root).endswith("reviewed on 2026-11-20 by Bo Quill, and changed since.")
    again = "  - {by: Cy Third, on: 2026-11-21}\n"
    repository(CLAIM.replace("more slowly.", "fast.") + REVIEW + again)
    assert said(repository.root).endswith("; reviewed on 2026-11-21 by Cy Third.")


def test_the_only_author_is_no_second_person(repository):
    repository(CLAIM)
    repository(CLAIM + REVIEW.replace("Bo Quill", "ann fabel"))
    assert said(repository.root).endswith("by ann fabel, who also entered it; not yet by a second person.")


def test_a_moved_file_keeps_who_entered_it_and_its_review(repository):
    repository(CLAIM + REVIEW)
    repository.git("mv", FILE, "kb/claims/cells/slow-cells.yaml")
    repository.git("commit", "-m", "x", day="2026-12-01", author="Cy Third")
    assert said(repository.root, "slow-cells") == "✓ Entered on 2026-11-01 by Ann Fabel; reviewed on 2026-11-20 by Bo Quill."


def test_without_git_nothing_is_said_of_it(base):
    root = base({"references.bib": BIB, FILE: CLAIM + REVIEW})
    assert said(root) == "✓ Entered; reviewed on 2026-11-20 by Bo Quill."
    (root / FILE).write_text(CLAIM)
    assert said(root) == "◌ Entered; not yet reviewed by a second person."


def test_a_copy_that_lacks_older_commits_says_nothing(repository, tmp_path_factory):
    repository(CLAIM)
    repository(CLAIM + "note: x\n", day="2026-12-01", author="Cy Third")
    copy = tmp_path_factory.mktemp("copy") / "base"
    repository.git("clone", "--depth", "1", f"file://{repository.root}", str(copy))
    assert said(copy) == "◌ Entered; not yet reviewed by a second person."


def test_a_day_is_held_against_the_day_that_is_given(base):
    root = base({"references.bib": BIB, FILE: CLAIM + REVIEW})
    assert list(future_review.check(pipeline.read(root, today="2026-11-20"))) == []
    (problem,) = future_review.check(pipeline.read(root, "2026-11-19", "2026-11-19"))
    assert problem.where.line == 6
    (problem,) = future_review.check(pipeline.read(root, today="2026-11-19"))
    assert str(problem.where) == f"{FILE}:6:24"


def test_reviews_are_exported(base):
    kb = pipeline.read(base({"references.bib": BIB, FILE: CLAIM + REVIEW}))
    told = json.loads(export.export(kb)["data/base.json"])
    assert told["claims"][0]["reviewed"] == [{"by": "Bo Quill", "on": "2026-11-20", "note": "Read the page."}]
