"""Everything that a contributor can get wrong at once: one run names it all, loses nothing, and never shows a traceback."""

import os
import subprocess
import sys

from bases import ROOT

SAID = "asserted_by:\n  - {source: page, quote: cells age in any dish, where: a, modality: asserted}\n"
GOOD = f"statement: Cells age.\nkind: causal\n{SAID}"
BIB = """@online{page, title = {Page}, url = {https://example.org}}
@article{dotted2020, title = {Dotted}, doi = {10.1000/dotted.}}
@article{broken2020, title = {Broken
@article{twice2020, title = {Twice}, doi = {10.1000/a}}
@article{Twice2020, title = {Twice again}, doi = {10.1000/b}}
"""
ALIASES = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n" + GOOD

FILES = {
    "references.bib": BIB,
    "kb/claims/cells/good-claim.yaml": GOOD,
    "kb/claims/cells/empty.yaml": "",
    "kb/claims/cells/large.yaml": GOOD + "note: " + "x" * 5_000_000,
    "kb/claims/cells/brackets.yaml": "statement: " + "[" * 100_000,
    "kb/claims/cells/repeated.yaml": GOOD + "kind: definition\n",
    "kb/claims/cells/separator.yaml": GOOD + "note: one\u2028kind: two\n",
    "kb/claims/cells/aliases.yaml": ALIASES,
    "kb/claims/cells/not-text.yaml": GOOD.replace("Cells age.", "[NO, 1.10, 22:22]"),
    "kb/claims/cells/near-miss-text.yaml": GOOD.replace("Cells age.", "NO").replace("where: a", "where: 22:22 1.10"),
}
EXPECTED = {
    ("kb/claims/cells/empty.yaml", "unreadable_yaml"),
    ("kb/claims/cells/large.yaml", "unreadable_file"),
    ("kb/claims/cells/brackets.yaml", "forbidden_yaml"),
    ("kb/claims/cells/repeated.yaml", "repeated_key"),
    ("kb/claims/cells/separator.yaml", "hidden_character"),
    ("kb/claims/cells/aliases.yaml", "forbidden_yaml"),
    ("kb/claims/cells/not-text.yaml", "wrong_shape"),
    ("kb/claims/cells/folder.yaml", "stray_file"),
    ("kb/claims/cells/linked.yaml", "unreadable_file"),
    ("kb/claims/cells/piped.yaml", "unreadable_file"),
    ("references.bib", "unreadable_bibtex"),
    ("references.bib", "repeated_reference"),
    ("references.bib", "malformed_identifier"),
}


def test_all_is_named_in_one_run(base):
    root = base(FILES)
    cells = root / "kb/claims/cells"
    (cells / "folder.yaml").mkdir()
    (cells / "linked.yaml").symlink_to("good-claim.yaml")
    os.mkfifo(cells / "piped.yaml")
    command = [sys.executable, "-m", "build_tools", "--root", str(root), "check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=60)
    assert done.returncode == 1
    assert done.stderr == ""
    assert "Traceback" not in done.stdout
    lines = [line for line in done.stdout.splitlines() if " error " in line]
    told = {(line.split(":")[0], line.split(" error ")[1].split(":")[0]) for line in lines}
    assert told >= EXPECTED
    files = {file for file, _ in told}
    assert "kb/claims/cells/good-claim.yaml" not in files
    assert "kb/claims/cells/near-miss-text.yaml" not in files
    assert lines == sorted(
        lines, key=lambda line: (line.split(":")[0], int(line.split(":")[1]), int(line.split(":")[2].split()[0]))
    )
    assert all("    → " in done.stdout.split(line)[1].split("\n")[1] for line in lines), "each problem says how to mend it"


def test_values_that_yaml_would_guess_stay_text(base):
    from build_tools import pipeline

    kb = pipeline.read(base(FILES))
    claim = kb.claims["near-miss-text"]
    assert (claim.statement, claim.asserted_by[0].where) == ("NO", "22:22 1.10")
    assert {"dotted2020", "twice2020"} <= set(kb.works)
    assert "broken2020" in kb.seen_ids["work"]
