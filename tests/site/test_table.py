"""A reader works with the reference table: turns it, filters it, opens a cell, takes it along."""

import csv
import io
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from bases import ROOT
from playwright.sync_api import expect

from build_tools import pipeline
from build_tools.vocabulary import LEVELS

KB = pipeline.read(ROOT)
TABLE = KB.tables["passage-quality"]
PAGE = "tables/passage-quality/"
CELL = "p9-plus.sasp"
CLAIM = KB.claims[TABLE.cells["p9-plus"]["sasp"].claim]

pytestmark = pytest.mark.browser


def words(page) -> list[list[str]]:
    """What one reads in the table, row by row, without the small lines."""
    rows = page.locator("table.kb-grid tbody tr:not(.kb-open)").all()
    return [[cell.inner_text().split("\n")[0].strip() for cell in row.locator("th, td").all()] for row in rows]


def saved(page, name: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=name, exact=True).click()
    assert download.value.suggested_filename == f"passage-quality.{name.lower()}"
    return Path(download.value.path()).read_bytes()


def test_each_cell_leads_to_its_claim_also_without_scripts(open_page):
    page = open_page(PAGE, java_script_enabled=False)
    cells = page.locator("table.kb-grid td a")
    assert cells.count() == sum(len(columns) for columns in TABLE.cells.values())
    cells.nth(1).click()
    section = page.locator("[id='p1-p2.sasp']")
    assert section.is_visible()
    section.locator("p > a").first.click()
    page.wait_for_url(f"**/claims/{TABLE.cells['p1-p2']['sasp'].claim}/")


def test_cell_opens_its_evidence_in_place_and_has_an_address(open_page):
    page = open_page(PAGE)
    link = page.locator(f"td a[href='#{CELL}']")
    link.click()
    opened = page.locator("tr.kb-open")
    for said in CLAIM.asserted_by:
        expect(opened).to_contain_text(said.quote)
    for item in CLAIM.evidence:
        expect(opened).to_contain_text(item.quote)
    expect(link).to_have_attribute("aria-expanded", "true")
    again = open_page(page.url.partition(page.url.split("tables/")[0])[2])
    expect(again.locator("tr.kb-open h3")).to_contain_text("P9+ · SASP")
    again.keyboard.press("Tab")
    again.locator("tr.kb-open h3").focus()
    again.keyboard.press("Escape")
    expect(again.locator("tr.kb-open")).to_have_count(0)
    assert again.evaluate("document.activeElement.getAttribute('href')") == f"#{CELL}"
    assert "#" not in again.url


def test_switch_shows_levels_in_the_place_of_words(open_page):
    page = open_page(PAGE)
    assert words(page)[0][2] == TABLE.cells["p1-p2"]["sasp"].value
    page.get_by_label("What the evidence shows").check(force=True)
    shown = words(page)
    for row, line in zip(TABLE.rows, shown, strict=True):
        for column, word in zip(TABLE.columns, line[1:], strict=True):
            assert word == LEVELS[KB.levels[TABLE.cells[row.id][column.id].claim].level].label
    assert "view=evidence" in page.url


def test_attributes_rows_and_order(open_page):
    page = open_page(PAGE)
    page.get_by_text("Attributes").click()
    page.get_by_label("SASP").uncheck()
    assert len(words(page)[0]) == len(TABLE.columns)
    page.get_by_label("Doublings", exact=True).check(force=True)
    assert words(page)[1][0] == "6–12 doublings"
    page.get_by_role("button", name="Growth factors").click()
    page.get_by_role("button", name="Growth factors").click()
    assert words(page)[0][2] == TABLE.cells["p9-plus"]["growth-factors"].value
    expect(page.locator("th[aria-sort=descending]")).to_have_count(1)
    again = open_page(PAGE + "?" + page.url.partition("?")[2])
    assert words(again) == words(page)


def test_rows_and_columns_can_be_swapped(open_page):
    page = open_page(PAGE)
    before = words(page)
    page.get_by_role("button", name="Swap rows and columns").click()
    after = words(page)
    assert [row[1:] for row in after] == [list(column) for column in zip(*[row[1:] for row in before], strict=True)]


def test_tissue_counts_only_the_groups_that_studied_it(open_page):
    page = open_page(PAGE)
    select = page.get_by_label("Evidence from")
    tissue = select.locator("option").nth(1).inner_text()
    select.select_option(tissue)
    small = page.locator("table.kb-grid td small").all_inner_texts()
    assert all(text.endswith(f"in {tissue.lower()}") for text in small)
    expected = 0
    for columns in TABLE.cells.values():
        for cell in columns.values():
            for one in KB.levels[cell.claim].weighed:
                term = one.item.subject.tissue if one.item.subject else "unknown"
                label = KB.terms[term].label if term in KB.terms else "Not stated"
                expected += one.counted and label == tissue
    assert sum(not text.startswith("none") for text in small) > 0 or expected == 0


def test_table_can_be_taken_along(open_page):
    page = open_page(PAGE)
    rows = list(csv.reader(io.StringIO(saved(page, "CSV").decode())))
    assert len(rows) == len(TABLE.rows) + 1
    assert rows[1][2] == TABLE.cells["p1-p2"]["secretory-status"].value
    picture = ET.fromstring(saved(page, "SVG"))  # noqa: S314  our own
    texts = " ".join(node.text or "" for node in picture.iter("{http://www.w3.org/2000/svg}text"))
    assert "P9+" in texts
    assert "Unsuitable" in texts
    assert saved(page, "PNG").startswith(b"\x89PNG")


def test_it_prints_on_one_page(open_page):
    page = open_page(PAGE)
    printed = page.pdf(format="A4", landscape=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
