"""Every page type can be used by everybody: no violation that axe-core knows."""

import pytest
from barriers import STILL, barriers
from site_pages import PAGES

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", PAGES)
def test_no_barrier(open_page, name):
    page = open_page(PAGES[name], **STILL)
    page.wait_for_load_state("networkidle")
    assert barriers(page) == []
