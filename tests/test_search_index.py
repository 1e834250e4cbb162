"""The search index: all that is searched is in it, cut so that a reader fetches little, the same bytes every time."""

import gzip
import json
import re
import shutil
from itertools import islice

import cbor2
import pytest
from bases import ROOT

from build_tools import indexer, pipeline
from build_tools.search_index import (
    FAR,
    LIST,
    MAGIC,
    MOST,
    NEAR,
    PIECE,
    PLACES,
    IndexFailedError,
    _add,
    _numbers,
    _pieces,
    _rounded,
    _script,
    _thin,
    make_index,
)
from build_tools.search_records import Record, records

KB = pipeline.read(ROOT)
RECORDS = list(records(KB))


def unpacked(path):
    data = gzip.decompress(path.read_bytes())
    assert data.startswith(MAGIC)
    return data.removeprefix(MAGIC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("index")
    make_index(RECORDS, folder)
    return folder


@pytest.fixture(scope="module")
def meta(folder):
    return cbor2.loads(unpacked(next(folder.glob("*.pf_meta"))))


def test_each_page_has_one_record_and_one_fragment(folder, meta):
    assert len({record.path for record in RECORDS}) == len(RECORDS) == len(meta[1])
    paths = set()
    for name, _ in meta[1]:
        fragment = json.loads(unpacked(folder / f"fragment/{name}.pf_fragment"))
        assert name[:2] == fragment["url"][1:3]
        paths.add(fragment["url"].removeprefix("/"))
    assert paths == {record.path for record in RECORDS}


def test_pages_stand_in_the_order_of_their_records(folder, meta):
    """Whatever a file system makes of the names of files."""
    urls = [json.loads(unpacked(folder / f"fragment/{name}.pf_fragment"))["url"] for name, _ in meta[1]]
    assert urls == [f"/{record.path}" for record in RECORDS]


def test_kinds_of_pages_differ_in_their_first_two_letters():
    folders = {record.path.partition("/")[0] for record in RECORDS}
    assert len({name[:2] for name in folders}) == len(folders) > 5


def test_words_stand_in_the_file_whose_edges_they_lie_between(folder, meta):
    before = ""
    for first, last, name in meta[2]:
        (words,) = cbor2.loads(unpacked(folder / f"index/{name}.pf_index"))
        assert before < first <= words[0][0]
        assert all(first <= word[0] and word[0][: len(last)] <= last for word in words)
        before = last
    assert len(meta[2]) == len(list((folder / "index").iterdir())) > 20


def test_pages_stand_in_the_order_of_their_titles(folder, meta):
    text = next(folder.glob("*.titles")).read_text()
    numbers = {name.partition("-")[2]: name for name, _ in meta[1]}
    width = len(text) // len(numbers)
    ordered = [text[place : place + width] for place in range(0, len(text), width)]
    assert sorted(ordered) == sorted(numbers)
    titles = [json.loads(unpacked(folder / f"fragment/{numbers[number]}.pf_fragment"))["meta"]["title"] for number in ordered]
    assert [title.casefold() for title in titles] == sorted(title.casefold() for title in titles)


def files(folder) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("most", [MOST, 300])
def test_same_records_same_bytes(tmp_path, most):
    for run in ("one", "other"):
        make_index(RECORDS, tmp_path / run, most)
    assert files(tmp_path / "one") == files(tmp_path / "other")


# --- in parts ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def split(tmp_path_factory):
    folder = tmp_path_factory.mktemp("split")
    make_index(RECORDS, folder, most=300)
    return folder


def pages_of(part) -> list[str]:
    return [name for name, _ in cbor2.loads(unpacked(next(part.glob("*.pf_meta"))))[1]]


def test_a_small_index_is_whole(folder):
    assert "export const parts=[];" in (folder / "pagefind.js").read_text()
    assert {path.name for path in folder.iterdir() if path.is_dir()} == {"fragment", "index", "filter"}


def test_the_program_holds_what_is_used_and_an_unknown_one_is_refused(folder):
    text = (folder / "pagefind.js").read_text()
    assert "Worker" not in text
    assert 'filter_only?"[]":' in text
    with pytest.raises(IndexFailedError, match="this version of Pagefind is not known"):
        _script(b"export{createInstance};", [])


def test_numbers_of_pages_take_few_bytes():
    made = {}
    pages = [[f"cl0000-{number}", 128] for number in islice(_numbers(10_000), 10_000)]
    near, far = (made[LIST.format(_add(made, LIST, "en", pages, back))] for back in (NEAR, FAR))
    assert len(near) < 16_000 < len(far)


def test_a_large_index_is_split_and_its_program_names_the_parts(split):
    named = json.loads((split / "pagefind.js").read_text().rpartition("export const parts=")[2].rstrip(";"))
    parts = [split, *(split / name for name in named)]
    pages = [pages_of(part) for part in parts]
    assert [len(names) for names in pages] == [len(RECORDS[place::3]) for place in range(3)]
    assert max(map(len, pages)) <= 300
    assert len({name for names in pages for name in names}) == len(RECORDS)
    assert len(list(split.rglob("pagefind.js"))) == len(list(split.rglob("*.pagefind"))) == 1
    for place, (part, names) in enumerate(zip(parts, pages, strict=True)):
        found = [json.loads(unpacked(part / f"fragment/{name}.pf_fragment"))["url"] for name in names]
        assert found == [f"/{record.path}" for record in RECORDS[place::3]]
        assert json.loads((part / "pagefind-entry.json").read_text())["languages"]["en"]["page_count"] == len(names)


def test_pages_of_all_parts_stand_in_one_order_of_titles(split):
    (listed,) = split.rglob("*.titles")
    numbers = {path.stem.partition("-")[2]: path for path in split.rglob("*.pf_fragment")}
    width = len(listed.read_text()) // len(numbers)
    ordered = [listed.read_text()[place : place + width] for place in range(0, len(numbers) * width, width)]
    titles = [json.loads(unpacked(numbers[number]))["meta"]["title"].casefold() for number in ordered]
    assert len(titles) == len(RECORDS)
    assert titles == sorted(titles)


# --- what a record is made of --------------------------------------------------------------------


def test_what_has_no_word_cannot_be_indexed(tmp_path):
    with pytest.raises(IndexFailedError, match="a page has no word"):
        make_index([Record("claims/a/", "", (), ())], tmp_path)


def test_a_page_of_nothing_but_its_title_is_found_by_it(tmp_path):
    bare = [Record(f"topics/{name}/", name.capitalize(), (), ()) for name in ("moves", "scoring")]
    files = indexer.index(bare)
    assert sum(path.startswith("fragment/") for path in files) == 2
    make_index(bare, tmp_path / "index")


def test_an_indexer_that_ends_early_is_told_of(tmp_path, monkeypatch):
    monkeypatch.setattr(indexer, "get_executable", lambda: shutil.which("true"))
    with pytest.raises(IndexFailedError, match="ended before"):
        make_index(RECORDS, tmp_path)


def test_what_the_indexer_refuses_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(indexer, "LANGUAGE", None)
    with pytest.raises(IndexFailedError, match="invalid type: null"):
        make_index(RECORDS, tmp_path)


def test_pieces_of_a_text_end_in_a_stop():
    assert Record("claims/a/", "A", ("One", "", "Two.", "“Three”", " four "), ()).text == 'One. Two. "Three" four.'


@pytest.mark.parametrize(("pages", "kept"), [(10, 9), (PLACES // 3, 3), (PLACES, 1)])
def test_a_word_that_is_on_many_pages_keeps_few_places(pages, kept):
    word = ["cell", [[1, [-25, *range(9)], [-1, 3, 4]] for _ in range(pages)], []]
    assert _thin(word) == ["cell", [[1, [-25, *range(kept)], [-1, 3, 4]]] * pages, []]


def test_a_word_that_is_everywhere_keeps_a_place_on_each_page():
    pages = [page for _ in range(PLACES) for page in ([1, [-25, *range(9)], [-1, 3, 4]], [1, [-25, 5, 6], []])]
    assert _thin(["cell", pages, []]) == ["cell", [[1, [], [-1, 3]], [1, [-25, 5], []]] * PLACES, []]


def test_a_large_word_stands_alone_and_words_that_begin_alike_together():
    sizes = {"bone": 100, "cell": PIECE, "culture": 100, "passage": 100, "passages": PIECE, "tissue": PIECE // 10}
    pieces = _pieces([name, [[1, [-25], []]] * (size // 5), []] for name, size in sizes.items())
    names = [[word[0] for word in piece] for piece in pieces]
    assert names == [["bone"], ["cell"], ["culture", "passage", "passages"], ["tissue"]]


def test_length_of_a_page_is_rounded_down_and_never_to_nothing():
    assert [_rounded(number) for number in (0, 1, 2, 3, 5, 7, 100, 1000)] == [0, 1, 2, 3, 4, 6, 96, 768]


def test_signs_do_not_stick_to_words():
    pages = [record for record in RECORDS if record.path.startswith("claims/")]
    assert any("“" in words or "…" in words for record in pages for words in record.words)
    assert not [record.path for record in pages if re.search(r"[“”]|\S…|…\S", record.text)]
