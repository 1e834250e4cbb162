"""A check of files that did not change tells what the first one told; whatever changes, it is made anew."""

import os
import random
import time

import pytest
from test_kept import edit, small  # noqa: F401  a fixture

from build_tools import kept, pipeline, unchanged
from build_tools.counts import count
from build_tools.kept import trees_kept
from build_tools.unchanged import problems_and_counts

DAY = "2026-11-25"


@pytest.fixture(autouse=True)
def _own_home(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))


@pytest.fixture
def readings(monkeypatch):
    """How often a base was read in earnest."""
    made = []
    read = pipeline.read
    monkeypatch.setattr(pipeline, "read", lambda *args: made.append(1) or read(*args))
    return made


def told(root, on="", today=DAY):
    with trees_kept(root):
        return problems_and_counts(root, on, today)


def anew(root):
    base = pipeline.read(root, "", DAY)
    return pipeline.check(base), count(base)


def test_the_second_check_reads_nothing(small, readings):  # noqa: F811
    assert told(small) == told(small) == told(small)
    assert len(readings) == 1
    assert told(small)[0], "the base has problems, so that something is told"


def test_without_keeping_all_is_read(small, readings):  # noqa: F811
    for _ in range(2):
        problems_and_counts(small, "", DAY)
    assert len(readings) == 2
    assert not (small / ".cache").exists()


CHANGES = {
    "a byte": lambda root: (root / "kb/claims/cells/claim-1.yaml").write_text("statement: Claim 9 is made.\nkind: causal\n"),
    "a new file": lambda root: (root / "kb/terms.yaml").write_text(""),
    "a folder": lambda root: (root / "kb/claims/new-topic").mkdir(),
    "a name": lambda root: (root / "kb/claims/cells/claim-1.yaml").rename(root / "kb/claims/cells/claim-x.yaml"),
    "a file less": lambda root: (root / "kb/claims/cells/claim-1.yaml").unlink(),
    "the works": lambda root: (root / "references.bib").write_text("@article{a2020, title = {A}}\n"),
    "the lock": lambda root: (root / "references.lock").write_text("{}"),
    "a text": lambda root: ((root / ".texts").mkdir(), (root / ".texts/a2020.txt").write_text("scope: abstract\n\nText.\n")),
}


@pytest.mark.parametrize("what", CHANGES)
def test_any_change_is_seen(small, readings, what):  # noqa: F811
    told(small)
    CHANGES[what](small)
    assert told(small) == anew(small)
    assert len(readings) == 3


def test_another_day_and_other_tools_are_seen(small, readings, monkeypatch):  # noqa: F811
    told(small)
    told(small, today="2027-01-01")
    told(small, on=DAY)
    monkeypatch.setattr(unchanged, "tools", lambda: b"others")
    told(small)
    assert len(readings) == 4


def test_a_change_that_keeps_size_and_time_is_seen(small):  # noqa: F811
    file = small / "kb/claims/cells/claim-1.yaml"
    before = file.stat()
    told(small)
    file.write_text(file.read_text().replace("causal", "casual"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert told(small) == anew(small)


def test_what_is_written_during_a_check_is_not_kept(small, readings, monkeypatch):  # noqa: F811
    check = pipeline.check

    def while_somebody_writes(kb):
        time.sleep(0.02)
        (small / "kb/claims/cells/claim-2.yaml").write_text("statement: Said meanwhile.\nkind: causal\n")
        return check(kb)

    monkeypatch.setattr(pipeline, "check", while_somebody_writes)
    told(small)
    assert not (small / ".cache/told").exists()


def test_links_and_pipes_are_not_kept(small, readings):  # noqa: F811
    os.mkfifo(small / "kb/claims/cells/pipe.yaml")
    assert told(small) == told(small)
    (small / "kb/claims/cells/pipe.yaml").unlink()
    (small / "kb/claims/cells/link.yaml").symlink_to("claim-1.yaml")
    assert told(small) == told(small)
    assert len(readings) == 4


def test_what_cannot_be_listed_or_read_is_not_kept(small, monkeypatch):  # noqa: F811
    def refuse(*_):
        raise PermissionError("not yours")

    stamps = unchanged.stamps(small)
    assert unchanged.state(small, [*stamps, ("kb/gone.yaml", 0, 0, 0, 0)], "", DAY) is None
    monkeypatch.setattr(unchanged, "walk", refuse)
    assert told(small) == anew(small)
    assert not (small / ".cache/told").exists()


def test_any_damage_and_it_is_checked_anew(small, readings):  # noqa: F811
    right = told(small)
    whole = (small / ".cache/told").read_bytes()
    places = range(0, len(whole), 7)
    for data in (*(bytes([*whole[:at], whole[at] ^ 1, *whole[at + 1 :]]) for at in places), whole[:-1], b""):
        (small / ".cache/told").write_bytes(data)
        assert told(small) == right
    assert len(readings) == 1 + len(places) + 2


def test_what_others_signed_is_not_believed(small, readings, monkeypatch, tmp_path):  # noqa: F811
    told(small)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another home"))
    assert kept.own_secret(small)
    told(small)
    assert len(readings) == 2


@pytest.mark.parametrize("seed", range(20))
def test_after_any_edits_the_same_is_told(small, seed):  # noqa: F811
    random_ = random.Random(seed)
    for _ in range(12):
        if random_.random() < 0.7:
            edit(small, random_)
        assert told(small) == anew(small)
