"""Files are read only when they are plain, small and clean; every refusal and every hidden character has its place."""

import os
import re
import unicodedata

import pytest
from bases import problems_of

from build_tools.files import HIDDEN, MAX_BYTES, hidden_characters, list_folder, read_text

CLAIM = "kb/claims/cells/cells-divide.yaml"


def refusal(root, name="a.yaml", **limits):
    text, problems = read_text(root, name, **limits)
    assert text is None
    (problem,) = problems
    assert problem.check == "unreadable_file"
    return str(problem.where), problem.message, problem.hint


def make_fifo(path):
    os.mkfifo(path)


def make_link(path):
    path.with_name("target.yaml").write_text("a: b\n")
    path.symlink_to("target.yaml")


def make_dangling_link(path):
    path.symlink_to("nowhere.yaml")


def make_folder(path):
    path.mkdir()


KINDS = (
    (make_fifo, "it is a named pipe, not a plain file", "put the file itself here"),
    (make_link, "it is a symbolic link, not a plain file", "put the file itself here"),
    (make_dangling_link, "it is a symbolic link, not a plain file", "put the file itself here"),
    (make_folder, "it is a folder, not a plain file", "put the file itself here"),
    (lambda _: None, "No such file or directory", "make it a plain file that can be read"),
)


@pytest.mark.parametrize(("make", "why", "hint"), KINDS)
def test_only_plain_files_are_read(tmp_path, make, why, hint):
    make(tmp_path / "a.yaml")
    assert refusal(tmp_path) == ("a.yaml:1:1", f"this file was not read: {why}", hint)


def test_devices_are_refused(tmp_path):
    (tmp_path / "dev").symlink_to("/dev")
    assert refusal(tmp_path, "dev/null")[1] == "this file was not read: it is a device, not a plain file"


@pytest.mark.parametrize("make", [make_fifo, make_link, make_dangling_link])
@pytest.mark.parametrize(
    "name", [CLAIM, "references.bib", "references.lock", "kb/terms.yaml", "kb/topics.yaml", "kb/sources.yaml"]
)
def test_a_base_with_a_strange_file_says_so_and_goes_on(tmp_path, make, name):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    make(path)
    _, problems = problems_of(tmp_path)
    assert [problem.check for problem in problems if problem.where.file == name] == ["unreadable_file"]


def test_a_folder_with_the_name_of_a_file_is_stray(tmp_path):
    (tmp_path / CLAIM).mkdir(parents=True)
    kb, problems = problems_of(tmp_path)
    assert not kb.claims
    assert [(str(p.where), p.check, p.message) for p in problems] == [
        (f"{CLAIM}:1:1", "stray_file", "this folder is not read by anything"),
    ]


def test_names_that_differ_only_by_case(base):
    claim = "statement: Cells divide.\nkind: causal\n"
    root = base({"kb/claims/cells/slow-growth.yaml": claim, "kb/claims/cells/Slow-Growth.yaml": claim})
    _, problems = problems_of(root)
    assert [(p.where.file, p.hint) for p in problems if p.check == "repeated_id"] == [
        (
            "kb/claims/cells/slow-growth.yaml",
            "the first is kb/claims/cells/Slow-Growth.yaml; rename one, and keep its old id under `formerly:`",
        )
    ]


@pytest.mark.parametrize(("extra", "read"), [(-1, True), (0, True), (1, False), (4 * MAX_BYTES, False)])
def test_size_limit(tmp_path, extra, read):
    (tmp_path / "a.yaml").write_bytes(b"a" * (MAX_BYTES + extra))
    if read:
        assert read_text(tmp_path, "a.yaml") == ("a" * (MAX_BYTES + extra), [])
    else:
        message = f"this file was not read: it has {MAX_BYTES + extra:,} bytes, and 1,048,576 are allowed"
        assert refusal(tmp_path) == ("a.yaml:1:1", message, "make it smaller, or split it")


ENCODINGS = (
    ("é\n".encode("utf-16"), "1:1", "byte 0xff is not UTF-8", "it looks like UTF-16; save it as UTF-8"),
    (b"\xfe\xff" + "é\n".encode("utf-16-be"), "1:1", "byte 0xfe is not UTF-8", "it looks like UTF-16; save it as UTF-8"),
    ("ab\nGrö".encode("latin-1"), "2:3", "byte 0xf6 is not UTF-8", "it looks like Latin-1 or Windows-1252; save it as UTF-8"),
    (
        "größe\r\nöä".encode() + b"\xf6",
        "2:3",
        "byte 0xf6 is not UTF-8",
        "it looks like Latin-1 or Windows-1252; save it as UTF-8",
    ),
    (b"a\xed\xa0\x80", "1:2", "byte 0xed is not UTF-8", "it looks like Latin-1 or Windows-1252; save it as UTF-8"),
    (b"\xef\xbb\xbfa: b\n", "1:1", "it starts with a byte order mark", "save it as UTF-8 without BOM"),
)


@pytest.mark.parametrize(("data", "place", "why", "hint"), ENCODINGS)
def test_only_utf_8_without_a_mark_is_read(tmp_path, data, place, why, hint):
    (tmp_path / "a.yaml").write_bytes(data)
    assert refusal(tmp_path) == (f"a.yaml:{place}", f"this file was not read: {why}", hint)


# What Unicode calls default-ignorable, bidirectional, a control or a line break; the tab and the line feed are seen.
IGNORABLE = (
    "00AD 034F 061C 115F-1160 17B4-17B5 180B-180F 200B-200F 2028-202E 2060-206F 2800 3164 FE00-FE0F FEFF FFA0 "
    "FFF0-FFFB FFFE-FFFF 1BCA0-1BCA3 1D173-1D17A E0000-E0FFF"
)


def code_points():
    for item in IGNORABLE.split():
        first, _, last = item.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)
    for code in range(0x110000):
        if unicodedata.category(chr(code)) in ("Cc", "Zl", "Zp") and chr(code) not in "\t\n":
            yield code


def test_every_hidden_character_is_found_in_its_place():
    codes = sorted(set(code_points()))
    assert len(codes) > 4000
    for code in codes:
        (problem,) = hidden_characters("a.yaml", f"é: b\r\nab{chr(code)}c")
        found = (problem.where.line, problem.where.column, problem.message, problem.check)
        assert found == (2, 3, f"hidden character U+{code:04X}", "hidden_character")


def test_nothing_that_can_be_seen_is_called_hidden():
    seen = {chr(code) for code in range(0x110000)} - {chr(code) for code in code_points()}
    wrong = [char for char in seen if HIDDEN.match(char) and unicodedata.category(char) != "Cs"]
    assert wrong == []


def test_format_characters_are_all_hidden():
    """Those that print a sign of their own (such as the Arabic number sign) are the exception."""
    shown = re.compile("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd\U00013430-\U0001343f]")
    formats = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Cf"]
    assert [char for char in formats if not HIDDEN.match(char) and not shown.match(char)] == []


def test_hidden_characters_are_shown_as_replaced(tmp_path):
    (tmp_path / "a.yaml").write_bytes("a: b\u200bc\r\n\u2028d\r".encode())
    text, problems = read_text(tmp_path, "a.yaml")
    assert text == "a: b\ufffdc\r\n\ufffdd\ufffd"
    assert [str(problem.where) for problem in problems] == ["a.yaml:1:5", "a.yaml:2:1", "a.yaml:2:3"]


def test_folders_are_listed_in_order_and_links_are_no_folders(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "a.yaml").write_text("")
    (tmp_path / "c").symlink_to("b")
    problems = []
    assert list_folder(tmp_path, ".", problems) == [("a.yaml", False), ("b", True), ("c", False)]
    assert list_folder(tmp_path, "nowhere", problems) == []
    assert list_folder(tmp_path, "a.yaml", problems) == []
    assert problems == []
    assert list_folder(tmp_path, "c", problems) == []
    assert "symbolic link" in problems[0].message
    assert problems[0].where.file == "c"


def test_nothing_in_kb_is_lost_silently(base):
    claim = "statement: Cells age.\nkind: causal\n"
    root = base({"kb/term.yaml": "x", "kb/claims/cells/real-claim.yaml": claim, "kb/claims/cells/not-a-file.yaml/x": "y"})
    kb, problems = problems_of(root)
    told = {problem.where.file: (problem.check, problem.hint) for problem in problems}
    assert told["kb/term.yaml"] == ("stray_file", "did you mean 'terms.yaml'?")
    assert told["kb/claims/cells/not-a-file.yaml"][0] == "stray_file"
    assert kb.seen_ids["claim"] == {"real-claim"}


def test_a_linked_folder_of_claims_is_refused(base):
    root = base({"elsewhere/cells/real-claim.yaml": "statement: Cells age.\nkind: causal\n", "kb/terms.yaml": ""})
    (root / "kb/claims").symlink_to(root / "elsewhere")
    kb, problems = problems_of(root)
    assert not kb.claims
    assert ("kb/claims", "unreadable_file") in {(problem.where.file, problem.check) for problem in problems}
