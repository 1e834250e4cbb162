"""A receipt vouches for one quote of one work, and for nothing else; a text at hand speaks louder."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest
from bases import ROOT, lines_of, problems_of

from build_tools import pipeline
from build_tools.counts import count
from build_tools.receipts import digest, seal

BIB = "@online{page, title = {A page}, url = {https://example.org}}\n@online{other, title = {B}, url = {https://example.org/b}}\n"
TEXT = "scope: fulltext\nretrieved: 2026-11-24\n\n# One\nCells did not age, but may grow. They were kept in the cold.\n"
CLAIM = """statement: Cells grow.
kind: causal
asserted_by:
  - {{source: page, quote: {0}, where: one, modality: asserted}}
  - {{source: other, quote: they were kept in ice, where: one, modality: asserted}}
"""
QUOTE = "They were kept in the cold"


@pytest.fixture
def vouched(base):
    """A base whose one quote of `page` has a receipt, and whose text is gone again."""
    root = base({"kb/claims/cells/cells-grow.yaml": CLAIM.format(QUOTE), "references.bib": BIB, ".texts/page.txt": TEXT})
    command = [sys.executable, "-m", "build_tools", "--root", str(root), "verify", "--quotes", "--on", "2026-11-24"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "1 quotes found in 1 texts, 0 not; 1 blocks of the lock changed.\n"
    (root / ".texts/page.txt").rename(root / "kept.txt")
    return root


def errors_of(root):
    kb, problems = problems_of(root)
    return kb, [problem for problem in problems if problem.level == "error"]


def change_lock(root, change):
    lock = json.loads((root / "references.lock").read_text())
    change(lock["works"]["page"]["quotes"])
    (root / "references.lock").write_text(json.dumps(lock))


def change_receipt(root, **fields):
    change_lock(root, lambda quotes: quotes[digest(("page", QUOTE))].update(fields))


def counts(root):
    quotes = count(pipeline.read(root)).quotes
    return quotes.verified, quotes.failed, quotes.unchecked


def test_receipt_stands_in_for_the_text(vouched):
    kb, problems = errors_of(vouched)
    assert problems == []
    verdict = kb.verdicts["page", QUOTE]
    assert (verdict.kind, verdict.why, verdict.scope) == ("receipt", "2026-11-24", "fulltext")
    receipt = kb.lock_entry("page").quotes[digest(("page", QUOTE))]
    assert (receipt.section, receipt.sentence, receipt.before) == ("One", 2, "")
    assert counts(vouched) == (1, 0, 1)


def test_without_receipt_nobody_could_check(vouched):
    (vouched / "references.lock").unlink()
    assert errors_of(vouched)[1] == []
    assert counts(vouched) == (0, 0, 2)


@pytest.mark.parametrize(
    "fields",
    [{"offset": 1}, {"on": "2030-01-01"}, {"scope": "abstract"}, {"text": "0" * 32}, {"before": "not"}, {"seal": "0" * 16}],
)
def test_edited_receipt_is_an_error(vouched, fields):
    change_receipt(vouched, **fields)
    _, problems = errors_of(vouched)
    assert [problem.check for problem in problems] == ["bad_receipt"]
    assert counts(vouched) == (0, 1, 1)


@pytest.mark.parametrize("fields", [{"offset": 1}, {"seal": "0" * 16}])
def test_edited_receipt_is_an_error_with_the_text_at_hand_too(vouched, fields):
    change_receipt(vouched, **fields)
    (vouched / "kept.txt").rename(vouched / ".texts/page.txt")
    assert [problem.check for problem in errors_of(vouched)[1]] == ["bad_receipt"]


def test_receipt_with_a_seal_of_its_own_is_contradicted_by_the_text(vouched):
    """Who knows the rule can seal what he likes; the text at hand tells."""
    receipt = pipeline.read(vouched).lock_entry("page").quotes[digest(("page", QUOTE))]
    false = replace(receipt, offset=3)
    change_receipt(vouched, offset=3, seal=seal(("page", QUOTE), false))
    assert errors_of(vouched)[1] == []
    (vouched / "kept.txt").rename(vouched / ".texts/page.txt")
    assert [problem.check for problem in errors_of(vouched)[1]] == ["bad_receipt"]


@pytest.mark.parametrize("field", ["text", "scope", "on", "offset", "section", "sentence", "before", "seal"])
def test_truncated_receipt_is_an_error(vouched, field):
    change_lock(vouched, lambda quotes: quotes[digest(("page", QUOTE))].pop(field))
    kb, problems = errors_of(vouched)
    assert [problem.check for problem in problems] == ["unreadable_lock"]
    assert not kb.verdicts["page", QUOTE].stands


def test_padded_receipt_is_an_error(vouched):
    change_lock(vouched, lambda quotes: quotes[digest(("page", QUOTE))].update(note="trust me"))
    assert [problem.check for problem in errors_of(vouched)[1]] == ["unreadable_lock"]


def test_receipt_of_another_quote_fits_nothing(vouched):
    path = vouched / "kb/claims/cells/cells-grow.yaml"
    path.write_text(path.read_text() + "note: two\n")
    other = "Cells did not age, but may grow"
    (vouched / "kb/claims/cells/cells-age.yaml").write_text(CLAIM.format(f'"{other}"'))

    def lend(quotes):
        quotes[digest(("page", other))] = quotes[digest(("page", QUOTE))]

    change_lock(vouched, lend)
    kb, problems = errors_of(vouched)
    assert [problem.check for problem in problems] == ["bad_receipt"]
    assert kb.verdicts["page", other].kind == "forged"
    assert kb.verdicts["page", QUOTE].kind == "receipt"


def test_receipt_of_another_work_fits_nothing(vouched):
    lock = json.loads((vouched / "references.lock").read_text())
    lock["works"]["other"] = lock["works"].pop("page")
    (vouched / "references.lock").write_text(json.dumps(lock))
    kb, problems = errors_of(vouched)
    assert [problem.check for problem in problems] == ["bad_receipt"]
    assert kb.verdicts["page", QUOTE].kind == "unchecked"


def test_changed_quote_voids_its_receipt(vouched):
    (vouched / "kb/claims/cells/cells-grow.yaml").write_text(CLAIM.format(QUOTE.replace("cold", "snow")))
    kb, problems = errors_of(vouched)
    assert [problem.check for problem in problems] == ["bad_receipt"]
    assert kb.verdicts["page", QUOTE.replace("cold", "snow")].kind == "unchecked"


def test_text_at_hand_speaks_louder(vouched):
    (vouched / ".texts/page.txt").write_text(TEXT.replace("cold", "warm"))
    _, problems = errors_of(vouched)
    assert "although its receipt says that it was found" in lines_of(problems)
    assert [problem.check for problem in problems] == ["quote_not_found"]


def test_quote_that_is_not_there_gets_no_receipt(vouched):
    (vouched / "kept.txt").rename(vouched / ".texts/page.txt")
    (vouched / "kb/claims/cells/cells-grow.yaml").write_text(CLAIM.format("they were kept in snow"))
    command = [sys.executable, "-m", "build_tools", "--root", str(vouched), "verify", "--quotes", "--on", "2026-11-24"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 2
    assert "page: “they were kept in snow”: its words do not stand there" in done.stderr
    assert json.loads((vouched / "references.lock").read_text())["works"]["page"]["quotes"] == {}


def test_words_that_an_abstract_lacks_may_stand_in_the_body(vouched):
    (vouched / "references.lock").unlink()
    (vouched / ".texts/page.txt").write_text(TEXT.replace("fulltext", "abstract").replace("cold", "warm"))
    kb, problems = errors_of(vouched)
    assert problems == []
    assert kb.verdicts["page", QUOTE].why == "only the abstract is at hand, and it does not stand there"
    assert counts(vouched) == (0, 0, 2)


def test_a_receipt_of_the_whole_text_counts_beside_the_abstract(vouched):
    (vouched / ".texts/page.txt").write_text(TEXT.replace("fulltext", "abstract").replace("cold", "warm"))
    kb, problems = errors_of(vouched)
    assert problems == []
    assert (kb.verdicts["page", QUOTE].kind, counts(vouched)) == ("receipt", (1, 0, 1))
