"""Long lists go on over several pages, which hold everything once and in order, and no page grows with the base."""

import pytest
from bases import generated

from build_tools import pipeline
from build_tools.paging import MOST, parts

HEAVIEST = 300_000  # bytes of a page


@pytest.mark.parametrize(("length", "pages"), [(0, 1), (1, 1), (MOST, 1), (MOST + 1, 2), (10 * MOST, 10)])
def test_parts_hold_everything_once(length, pages):
    found = list(parts("works/", range(length)))
    assert [item for part in found for item in part.items] == list(range(length))
    assert [part.number for part in found] == list(range(1, pages + 1))
    assert {part.of for part in found} == {pages}
    assert found[0].path == "works/"
    assert all(part.path == f"works/{part.number}/" for part in found[1:])


def test_no_page_of_a_large_base_is_heavy_and_all_claims_are_reached(tmp_path):
    generated(2_000, tmp_path)
    kb = pipeline.read(tmp_path)
    pages = {page.path: page.body for page in pipeline.pages(kb)}
    heavy = {path: len(body) for path, body in pages.items() if len(body.encode()) > HEAVIEST}
    assert heavy == {}
    for listed in ("topics/", "terms/msc/", "sources/some-page/"):
        text = "".join(body for path, body in pages.items() if path.startswith(listed))
        missing = [identity for identity in kb.claims if f'claims/{identity}/"' not in text]
        assert missing == []
    works = "".join(body for path, body in pages.items() if path == "works/" or path[6:-1].isdecimal())
    assert [key for key in kb.works if f'works/{key}/"' not in works and key != "some-page"] == []
