"""kb new asks, proposes, warns, writes what passes kb check, and never overwrites."""

import os
import pty
import subprocess
import sys

import pytest
from bases import ROOT, problems_of
from hypothesis import given
from hypothesis import strategies as st

from build_tools import pipeline
from build_tools.asking import fault_of
from build_tools.blanks import BLANKS
from build_tools.fields import ID
from build_tools.files import HIDDEN
from build_tools.new_file import in_list, scalar
from build_tools.proposals import near_duplicates, propose_id, propose_topic
from build_tools.schema import schemas
from build_tools.yaml_reader import comments, read_yaml

BIB = "@online{page, title = {Page}, url = {https://example.org}}\n@article{smith2020, title = {Old}, doi = {10.5555/old.1}}\n"
OLD = """statement: Old cells grow more slowly.
kind: causal
asserted_by:
  - {source: page, quote: old cells grow more slowly, where: a, modality: asserted}
evidence:
  - {work: smith2020, stance: supports, design: in-vitro, finding: They did.}
"""
FILES = {
    "references.bib": BIB,
    "kb/claims/cells/old-cells-grow-slowly.yaml": OLD,
    "kb/terms.yaml": "# the glossary\nmsc:  # a term\n  label: Cell\n  definition: A cell.\n",
}
CLAIM = {
    "statement": "Young cells: they grow # faster, or so it is said.",
    "kind": "causal",
    "source": "https://example.org",
    "source-quote": "young cells do grow faster",
    "source-where": "second paragraph",
    "modality": "hedged",
}
WORK = {"work": "10.5555/OLD.1", "stance": "qualifies", "design": "in-vitro", "finding": "Some did."}


def new(root, of, /, *flags, lines="", **answers):
    options = [part for name, value in answers.items() for part in (f"--{name}", value)]
    command = [sys.executable, "-m", "build_tools", "--root", str(root), "new", of, *options, *flags]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, input=lines, capture_output=True, text=True, env=env, cwd=root, check=False)


def files(root):
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


# --- claims --------------------------------------------------------------------------------------


def test_claim_by_options_passes_kb_check(base):
    root = base(FILES)
    done = new(root, "claim", "--scope", "passage=3-4", **CLAIM, **WORK)
    assert (done.returncode, done.stderr) == (0, "")
    path = "kb/claims/cells/young-cells-grow-faster-so-said.yaml"
    assert done.stdout.splitlines() == [
        f"Written: {path}",
        "`kb check` finds nothing wrong with it.",
        "The quote of 'page' could not be checked: `kb text page FILE` keeps its text here for that.",
        "Its page: claims/young-cells-grow-faster-so-said/ (`kb serve` shows it).",
    ]
    kb, problems = problems_of(root)
    assert [problem for problem in problems if problem.where.file == path and problem.level != "note"] == []
    claim = kb.claims["young-cells-grow-faster-so-said"]
    assert (claim.statement, claim.topic, str(claim.scope.passage)) == (CLAIM["statement"], "cells", "3-4")
    assert (claim.asserted_by[0].source, claim.evidence[0].work, claim.evidence[0].stance) == ("page", "smith2020", "qualifies")
    text = (root / path).read_text()
    assert text.startswith("# yaml-language-server: $schema=../../../.cache/schemas/claim.schema.json\n")
    assert "#   - {to: old-cells-grow-slowly, how: refines}  # Old cells grow more slowly." in text


def test_claim_by_lines_of_a_pipe(base):
    root = base(FILES)
    lines = ["Bicycles rust in the rain.", "causal", "", "warm-cells", "", "page", "warm cells do swell up", "a", "asserted", ""]
    done = new(root, "claim", lines="\n".join(lines) + "\n")
    assert done.returncode == 2
    assert "Missing: --topic." in done.stderr  # nothing is near, so none is proposed
    lines[2] = "cells"
    done = new(root, "claim", lines="\n".join(lines) + "\n")
    assert done.returncode == 0, done.stderr
    assert (root / "kb/claims/cells/warm-cells.yaml").exists()
    lines[1] = "casual"
    done = new(root, "claim", lines="\n".join(lines) + "\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert "'casual' is not a word for --kind; did you mean 'causal'?" in done.stderr


def test_claim_asked_of_a_person(base):
    root = base(FILES)
    ours, theirs = pty.openpty()
    answers = ["Old cells grow more swiftly.", "2", "", "", "", "page", "old cells grow more swiftly", "a", "loud", "1", ""]
    os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
    command = [sys.executable, "-m", "build_tools", "--root", str(root), "new", "claim"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, stdin=theirs, capture_output=True, text=True, env=env, cwd=root, check=False)
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 0, done.stderr
    assert " 2 causal             says that one thing brings about another" in done.stderr
    assert "[cells] > " in done.stderr
    assert "[old-cells-grow-more-swiftly] > " in done.stderr
    assert "'loud' is not a word for --modality; choose one of: asserted, hedged" in done.stderr
    assert "where yours has 'swiftly', it has 'slowly'" in done.stderr
    assert "kb/claims/cells/old-cells-grow-slowly.yaml, page claims/old-cells-grow-slowly/" in done.stderr
    assert (root / "kb/claims/cells/old-cells-grow-more-swiftly.yaml").exists()


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        ([], "Missing: --statement, --kind, --topic, --source or --work."),
        (["--statement", "x", "--kind", "casual"], "'casual' is not a word for --kind; did you mean 'causal'?"),
        (["--statement", "x" * 301], "Statement has 301 characters, and 300 are allowed. Say it shorter."),
        (["--statement", "a\u200bb"], "Statement holds a hidden character, U+200B. Type it anew."),
        (["--topic", "../../etc"], "There is no topic '../../etc'"),
        (["--id", "Old Cells"], "'Old Cells' cannot be an id"),
        (["--id", "old-cells-grow-slowly"], "The id 'old-cells-grow-slowly' is taken; choose another."),
        (["--quote", "a b c d"], "--quote needs --work."),
        (["--scope", "colour=red"], "'colour=red' does not fit --scope: write FIELD=VALUE, with one of about,"),
        (["--work", "smith2020"], "--finding"),
        (["--work", "smith2002"], "There is no work 'smith2002' in references.bib; did you mean 'smith2020'?"),
        (["--source", "?"], "There is no work '?' in references.bib; give its key, its DOI, its PMID or its address."),
    ],
)
def test_what_is_missing_or_does_not_fit_is_told_and_nothing_is_written(base, flags, told):
    root = base(FILES)
    before = files(root)
    done = new(root, "claim", *flags)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert done.stderr.endswith("Nothing was written.\n")
    assert "Traceback" not in done.stderr
    assert files(root) == before


def test_the_same_claim_is_not_written_twice(base):
    root = base(FILES)
    same = {**CLAIM, "statement": "Old cells grow more slowly."}
    before = files(root)
    done = new(root, "claim", **same)
    assert done.returncode == 1
    assert "There is a claim in the same words:" in done.stderr
    assert files(root) == before
    assert new(root, "claim", "--anyway", **same).returncode == 0
    assert (root / "kb/claims/cells/old-cells-grow-more-slowly.yaml").exists()


def test_dry_run_prints_the_file_and_writes_nothing(base):
    root = base(FILES)
    before = files(root)
    done = new(root, "claim", "--dry-run", **CLAIM, work="10.5555/new.1", **{k: v for k, v in WORK.items() if k != "work"})
    assert done.returncode == 0
    assert 'statement: "Young cells: they grow # faster, or so it is said."' in done.stdout
    assert "  - work:  # its key, when `kb cite 10.5555/new.1` has added it\n" in done.stdout
    assert files(root) == before


def test_a_work_that_cannot_be_looked_up_leaves_its_key_open(base):
    root = base({**FILES, "references.lock": "not JSON"})
    done = new(root, "claim", **CLAIM, **{**WORK, "work": "10.5555/new.1"})
    assert done.returncode == 1
    assert "references.lock:1:1: " in done.stderr
    assert "Its key is left open in the file; when `kb cite` has added it, write the key there." in done.stderr
    assert "error missing_field: 'work' is empty" in done.stdout


# --- questions, terms, tables --------------------------------------------------------------------


def test_question_passes_kb_check(base):
    root = base(FILES)
    done = new(
        root, "question", question="Do old cells grow?", says="More slowly.", claims="old-cells-grow-slowly", ask="How old?"
    )
    assert (done.returncode, done.stderr) == (0, "")
    kb, problems = problems_of(root)
    assert kb.questions["do-old-cells-grow"].answer[0].claims == ("old-cells-grow-slowly",)
    assert kb.questions["do-old-cells-grow"].ask == ("How old?",)
    assert [problem for problem in problems if problem.where.file.startswith("kb/questions")] == []


def test_term_is_added_and_all_else_stays(base):
    root = base(FILES)
    old = (root / "kb/terms.yaml").read_text()
    done = new(root, "term", label="Doubling", definition="One round of growth: twice as many.", synonyms="population doubling")
    assert (done.returncode, done.stderr) == (0, "")
    text = (root / "kb/terms.yaml").read_text()
    assert text.startswith(old)
    assert problems_of(root)[0].terms["doubling"].synonyms == ("population doubling",)
    again = new(root, "term", label="Population Doubling", definition="The same.")
    assert again.returncode == 1
    assert "There is the term 'doubling', Doubling, already" in again.stderr
    assert (root / "kb/terms.yaml").read_text() == text


def test_term_is_not_added_to_a_file_that_cannot_be_read(base):
    broken = "msc: {label: Cell\n"
    root = base({**FILES, "kb/terms.yaml": broken})
    done = new(root, "term", label="Doubling", definition="Twice as many.")
    assert done.returncode == 2
    assert "kb/terms.yaml cannot be read as it is" in done.stderr
    assert (root / "kb/terms.yaml").read_text() == broken


def test_table_passes_kb_check_when_each_cell_is_given(base):
    root = base(FILES)
    cell = "P1, P2 | Growth | fast: very | old-cells-grow-slowly"
    done = new(root, "table", title="Growth", row="P1, P2", column="Growth", cell=cell)
    assert (done.returncode, done.stderr) == (0, "")
    table = problems_of(root)[0].tables["growth"]
    assert (table.rows[0].label, table.cells["p1-p2"]["growth"].value) == ("P1, P2", "fast: very")
    done = new(root, "table", title="Other", row="A row", column="Growth")
    assert done.returncode == 1
    assert "cell 'row' × 'growth' names no claim" in done.stdout


# --- the parts -----------------------------------------------------------------------------------


@given(st.text(max_size=80))
def test_whatever_is_written_reads_back(text):
    expected = HIDDEN.sub("\ufffd", " ".join(text.split()))
    tree, problems = read_yaml("", f"a: {scalar(text)}\nb: {in_list([text, 'x'])}\n")
    assert problems == []
    assert (tree["a"], tree["b"]) == (expected, [expected, "x"])
    assert comments(f"a: {scalar(text)}\n") == []


@given(st.text(max_size=200))
def test_every_proposal_is_an_id(text):
    one = propose_id(text, ())
    assert ID.fullmatch(one)
    assert propose_id(text, {one}) == f"{one}-2"


def test_every_claim_of_the_base_would_be_found_again():
    kb = pipeline.read(ROOT)
    some = list(kb.claims.values())[::25]
    for claim in some:
        found = near_duplicates(kb, claim.statement)
        assert [one.id for one in found if one.same] == [claim.id]
        assert propose_topic(kb, [claim.id]) == claim.topic
    assert near_duplicates(kb, "Bicycles are cheaper than cars in most large towns.") == []


NO_TEXT = ("id", "topic", "source", "work")


@pytest.mark.parametrize("kind", BLANKS)
def test_the_longest_answers_are_those_of_the_schema(kind):
    schema = schemas()[f"{'terms' if kind == 'term' else kind}.schema.json"].decode()
    for blank in BLANKS[kind]:
        assert fault_of(pipeline.read(ROOT / "tests/checks/orphan_claim"), blank, "x" * (blank.longest + 1))
        assert blank.words or blank.many or blank.name in NO_TEXT or f'"maxLength": {blank.longest}' in schema, blank.name
