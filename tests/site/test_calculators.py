"""A reader calculates: sums done by hand here, the address, wrong input, without scripts, by keyboard, for every eye."""

import base64
import csv
import hashlib
import io
import json
import math
import random
import re
from pathlib import Path

import pytest
from barriers import STILL, barriers
from bases import ROOT
from playwright.sync_api import expect

from build_tools import calculation, pipeline
from build_tools.fields import Range

KB = pipeline.read(ROOT)
DOUBLINGS = "calculators/doublings/"
COUNTING = "calculators/passage-number/"
SCOPE = "calculators/what-applies/"
YIELD = "calculators/cost-and-yield/"
EVERY = (DOUBLINGS, COUNTING, SCOPE, YIELD)
EXAMPLES = {
    DOUBLINGS: "?first=1&seeded=530&harvested=80000&seeded=530&harvested=1100000",
    COUNTING: "?number=3&way=from-zero",
    SCOPE: "?passage=60&tissue=adipose",
    YIELD: "?start=1e6&doublings=3&rounds=4&cost=100&dose=1e6&doses=9",
}

pytestmark = pytest.mark.browser


def table(page) -> list[list[str]]:
    rows = page.locator("#result table tbody tr")
    return [row.locator("th, td").all_inner_texts() for row in rows.all()]


def write(page, name: str, text: str, line: int = 0) -> None:
    page.locator(f".kb-form [name={name}]").nth(line).fill(text)


def summary(page):
    return page.locator("#result .kb-summary")


# --- sums done by hand -----------------------------------------------------------------------------


def test_doublings_from_counts_with_viability_and_days(open_page):
    page = open_page(DOUBLINGS)
    # 500,000 -> 4,000,000: 8 = 2 x 2 x 2, 3 doublings; in 6 days: 6 x 24 / 3 = 48 hours
    for name, text in (("first", "2"), ("before", "1.5"), ("seeded", "500 000"), ("harvested", "4e6"), ("days", "6")):
        write(page, name, text)
    # 1,000,000 -> 8,000,000 of which 50 % live: 4 = 2 x 2, 2 doublings
    for name, text in (("seeded", "1,000,000"), ("harvested", "8 million"), ("viable", "50")):
        write(page, name, text, 1)
    # 1 to 16 = 2 x 2 x 2 x 2, 4 doublings
    write(page, "split", "1:16", 2)
    # in all 1.5 + 3 = 4.5, + 2 = 6.5, + 4 = 10.5; growth 8 x 4 x 16 = 512
    assert table(page) == [["2", "8", "3", "4.50", "48"], ["3", "4", "2", "6.50", ""], ["4", "16", "4", "10.50", ""]]
    assert summary(page).inner_text() == "Doublings in all: 10.50. Growth, times: 512 in all."
    # what is asserted: at P3 6-12 doublings; P2-P4 with at most 12; about 10
    told = page.locator(".kb-compare > li")
    assert told.nth(0).locator(".kb-compared").inner_text() == "Yours at passage 3: 6.50, inside."
    assert "4.50, inside. Yours at passage 3: 6.50, inside. Yours at passage 4: 10.50, inside." in told.nth(1).inner_text()
    assert told.nth(2).locator(".kb-compared").inner_text() == "Yours in the end: 10.50, above. It reached 10 in passage 4."
    assert "asserted by What Is Passage Number" in told.nth(0).inner_text()
    assert page.locator(".kb-next a").get_attribute("href").endswith("calculators/what-applies/?passage=4")


def test_doublings_below_zero_and_odd_lines_are_named(open_page):
    page = open_page(DOUBLINGS)
    write(page, "seeded", "400")
    write(page, "harvested", "100")  # 1/4 = 2^-2
    write(page, "seeded", "200", 1)
    write(page, "harvested", "200", 1)
    assert [row[2] for row in table(page)] == ["-2", "0"]
    warnings = page.locator(".kb-warnings").inner_text()
    assert "Line 1: fewer were harvested than seeded" in warnings
    assert "Line 2 was seeded with more than Line 1 gave" in warnings
    assert "The sum counts from your first line on" in warnings


def test_nothing_is_added_up_past_a_gap(open_page):
    page = open_page(DOUBLINGS)
    write(page, "split", "4")
    write(page, "seeded", "100", 1)
    write(page, "split", "4", 2)
    assert table(page) == [["Line 1", "4", "2", "2"]]
    assert "Line 2 is not complete" in page.locator(".kb-warnings").inner_text()


def test_number_in_each_way_of_counting(open_page):
    page = open_page(COUNTING)
    write(page, "number", "P3")
    page.locator("[name=way]").select_option("from-zero")
    # P0 had grown: 3 subcultures. It had not: 3 - 1 = 2. Rounds of growth: one more, 3 or 4.
    assert [row[1] for row in table(page)] == ["2 or 3", "3", "2 or 3", "3 or 4", "3 or 4"]
    assert page.locator(".kb-ways tr[aria-current] th").all_inner_texts() == ["2", "3"]
    page.locator("[name=way]").select_option("from-zero-fresh")
    assert [row[1] for row in table(page)] == ["2", "2 or 3", "2", "3", "3"]
    page.locator("[name=way]").select_option("unknown")
    assert [row[1] for row in table(page)] == ["2 or 3", "2 to 4", "2 or 3", "3 or 4", "3 or 4"]
    page.locator("[name=way]").select_option("growth")
    write(page, "number", "0")
    assert page.locator("#error-number").inner_text() == "Counted this way there is no such number."
    assert page.locator("#result").is_hidden()
    write(page, "number", "1")
    assert page.locator("#error-number").inner_text() == ""
    assert [row[1] for row in table(page)] == ["0", "0 or 1", "0", "1", "1"]


def test_yield_and_cost(open_page):
    page = open_page(YIELD)
    given = {
        "start": "1e6",
        "doublings": "3; 3; 2",
        "loss": "50",
        "rounds": "3",
        "fixed": "10,000",
        "cost": "2000",
        "supply": "10",
    }
    for name, text in given.items():
        write(page, name, text)
    write(page, "supply", "10")
    write(page, "dose", "2 million")
    write(page, "doses", "10")
    # 1 M x 8 / 2 = 4 M; x 8 / 2 = 16 M; x 4 / 2 = 32 M. Doses of 2 M: 2, 8, 16, so 5, 2, 1 donors for 10.
    # 10,000 + 2,000 + 4 x 10 = 12,040; + 2,000 + 160 = 14,200; + 2,000 + 320 = 16,520.
    # A million: 12,040 / 4 = 3,010; 14,200 / 16 = 887.50; 16,520 / 32 = 516.25. All: 5 x 12,040 = 60,200; 28,400; 16,520.
    assert table(page) == [
        ["1", "3", "4,000,000", "2", "5", "12,040", "3,010", "60,200"],
        ["2", "6", "16,000,000", "8", "2", "14,200", "887.50", "28,400"],
        ["3", "8", "32,000,000", "16", "1", "16,520", "516.25", "16,520"],
    ]
    told = summary(page).inner_text()
    assert "Doses from one donor: 16 at passage 3, the first with the 10 wanted." in told
    assert "Cost of all doses: lowest at passage 3, 16,520." in told
    assert page.locator("#result svg").count() == 2
    write(page, "doublings", "")
    write(page, "fold", "8; 8; 4")  # the same growth, told otherwise
    assert table(page)[2][2] == "32,000,000"
    write(page, "doses", "1000")
    assert "fewer than the 1,000 wanted" in summary(page).inner_text()


@pytest.mark.parametrize("path", EVERY)
def test_the_worked_example_opens_in_the_calculator(open_page, path):
    calculator = KB.calculators[path.split("/")[1]]
    page = open_page(path)
    page.get_by_role("link", name="Fill in the worked example").click()
    page.wait_for_function("location.search.length > 1")
    expect(summary(page)).not_to_be_empty()
    typed = list(zip(*(result.example for result in calculator.results if result.example), strict=True))
    shown = [tuple(row[1:]) for row in table(page)] if typed else []
    assert [tuple(cell.replace(" or ", "–") for cell in row) for row in shown] == typed


# --- two hands, one result -------------------------------------------------------------------------


def test_script_and_second_hand_agree_on_random_numbers(open_page):
    page = open_page(DOUBLINGS)
    rng = random.Random(7)
    growth = [
        {
            "seeded": [rng.uniform(1, 1e7) for _ in range(lines)],
            "harvested": [rng.uniform(1, 1e9) for _ in range(lines)],
            "viable": [rng.uniform(1, 100) for _ in range(lines)],
            "days": [rng.uniform(0.5, 20) for _ in range(lines)],
        }
        for lines in (rng.randint(1, 12) for _ in range(100))
    ]
    found = page.evaluate(
        """async ([cases, address]) => {
          const { doublings } = await import(address);
          return cases.map((one) => doublings(one.seeded.map((seeded, at) =>
            ({ seeded, harvested: one.harvested[at], viable: one.viable[at], split: null, days: one.days[at] })), 2));
        }""",
        [growth, "/assets/calculators-math.js"],
    )
    for case, lines in zip(growth, found, strict=True):
        right = calculation.doublings({**case, "before": [2]})
        for name in ("fold", "doublings", "total"):
            assert [line[name] for line in lines] == pytest.approx([low for low, _ in right[name]])
        gained = [low for low, _ in right["doublings"]]
        hours = [low if more > 0 else None for (low, _), more in zip(right["hours"], gained, strict=True)]
        assert [line["hours"] for line in lines] == [hour if hour is None else pytest.approx(hour) for hour in hours]


def test_script_and_second_hand_agree_on_yields(open_page):
    page = open_page(YIELD)
    rng = random.Random(11)

    def case() -> dict[str, list[float]]:
        rounds = rng.randint(1, 12)
        some = rng.randint(1, rounds)
        chosen = rng.choice(["doublings", "fold"])
        values = {
            "start": [rng.uniform(1e3, 1e7)],
            chosen: [rng.uniform(0.5, 5) for _ in range(some)],
            "rounds": [rounds],
            "cost": [rng.uniform(0, 1e4) for _ in range(some)],
            "dose": [rng.uniform(1e5, 1e8)],
            "doses": [rng.randint(1, 500)],
        }
        if rng.random() < 0.7:
            values |= {"loss": [rng.uniform(0, 90)], "supply": [rng.uniform(0, 50)], "fixed": [rng.uniform(0, 1e5)]}
        return values

    cases = [case() for _ in range(200)]
    lists = {"doublings", "fold", "loss", "cost"}
    plain = [{name: value if name in lists else value[0] for name, value in one.items()} for one in cases]
    found = page.evaluate(
        "async ([cases, address]) => { const { yields } = await import(address); return cases.map(yields).map((lines) =>"
        " lines.map((line) => Object.fromEntries(Object.entries(line).map(([name, value]) => [name, String(value)])))); }",
        [plain, "/assets/calculators-math.js"],
    )
    for one, lines in zip(cases, found, strict=True):
        right = calculation.yields(one)
        for name, column in right.items():
            assert [float(line[name].replace("Infinity", "inf")) for line in lines] == pytest.approx([low for low, _ in column])


def test_script_and_second_hand_agree_on_counting(open_page):
    page = open_page(COUNTING)
    ways = KB.calculators["passage-number"].ways
    spans = [{"id": way.id, "low": way.ahead.low, "high": way.ahead.high} for way in ways]
    for told in ("unknown", *(way.id for way in ways)):
        found = page.evaluate(
            "async ([ways, told, address]) => { const { counting } = await import(address);"
            " return [...Array(15).keys()].map((given) => counting(ways, told, given)); }",
            [spans, told, "/assets/calculators-math.js"],
        )
        for given, one in enumerate(found):
            try:
                right = calculation.counting(ways, told, given)
            except calculation.ImpossibleError:
                right = None
            assert (one and [(way["low"], way["high"]) for way in one["ways"]]) == right


READ = {
    "1e6": 1e6,
    "1 000 000": 1e6,
    "1,000,000": 1e6,
    "1\u202f000\u202f000": 1e6,
    "1'000'000": 1e6,
    "1.5e3": 1500,
    " 2.5 ": 2.5,
    ".5": 0.5,
    "1.2×10^6": 1.2e6,
    "3 x 10^2": 300,
    "2 million": 2e6,
    "-3": -3,
    "\u22123": -3,
    "1,234.5": 1234.5,
    "0": 0,
}
REFUSED = ["abc", "1,5", "1 00", "1,00,000", "1e", "--1", "1e999", "0x10", "1.2.3", "Infinity", "=1+1", "1;2"]


def test_numbers_are_read_as_people_write_them(open_page):
    page = open_page(DOUBLINGS)
    reading = "async (texts) => { const { number } = await import('/assets/calculators-math.js'); return texts.map(number); }"
    read = page.evaluate(reading, list(READ))
    assert dict(zip(READ, (one.get("value") for one in read), strict=True)) == pytest.approx(READ)
    for text, one in zip(REFUSED, page.evaluate(reading, REFUSED), strict=True):
        assert "value" not in one, text
        assert one["error"].endswith((".", "?"))


# --- what applies ----------------------------------------------------------------------------------


def applies(passage: Range | None, tissue: set[str], product: set[str]) -> set[str]:
    """The claims that cover a case and are near it, straight from the base."""
    found = set()
    for claim in KB.claims.values():
        scope = claim.scope
        own = {"passage": scope and scope.passage, "tissue": set(scope.tissue) if scope else set()}
        own["product"] = {scope.product} - {None} if scope else set()
        if passage and own["passage"] and not own["passage"].overlaps(passage):
            continue
        if any(chosen and own[name] and not own[name] & chosen for name, chosen in (("tissue", tissue), ("product", product))):
            continue
        counted = [one.item.subject for one in KB.levels[claim.id].weighed if one.counted and one.item.subject]
        studied = any(one.passage and one.passage.overlaps(passage) for one in counted) if passage else False
        named = bool((tissue and own["tissue"]) or (product and own["product"]))
        if (own["passage"] is not None or studied) if passage else named:
            found.add(claim.id)
    return found


def show_all(page) -> None:
    while page.locator("#result .kb-rest:visible").count():
        page.locator("#result .kb-rest:visible").first.click()
        assert page.evaluate("document.activeElement.matches('#result a.kb-line')")  # one goes on where the list goes on


CASES = [
    ("?passage=3", Range(3, 3), set(), set()),
    ("?passage=9&tissue=adipose", Range(9, 9), {"adipose"}, set()),
    ("?passage=2-4&product=exosome", Range(2, 4), set(), {"exosome"}),
    ("?passage=8%2B&product=-", Range(8, None), set(), {"-"}),
    ("?tissue=umbilical-cord", None, {"umbilical-cord"}, set()),
    ("?product=exosome&product=microvesicle", None, set(), {"exosome", "microvesicle"}),
]


@pytest.mark.parametrize(("query", "passage", "tissue", "product"), CASES)
def test_every_claim_that_covers_a_case_is_listed_and_no_other(open_page, query, passage, tissue, product):
    page = open_page(SCOPE + query)
    expect(summary(page)).to_contain_text("cover")
    show_all(page)
    shown = {link.get_attribute("href").split("/")[-2] for link in page.locator("#result a.kb-line").all()}
    right = applies(passage, tissue, product)
    assert shown == right
    assert summary(page).inner_text().startswith(f"{len(right)} claim")
    for section in page.locator("#result section:visible").all():
        levels = section.get_attribute("data-levels").split()
        own = {link.get_attribute("href").split("/")[-2] for link in section.locator("a.kb-line").all()}
        assert {KB.levels[claim].level for claim in own} <= set(levels)


def test_general_claims_come_on_request(open_page):
    page = open_page(SCOPE + "?passage=3")
    expect(summary(page)).to_contain_text("cover")
    few = int(summary(page).inner_text().split()[0])
    page.get_by_label("Also claims that name neither").check()
    expect(summary(page)).not_to_contain_text(f"{few} claims")
    everything = int(summary(page).inner_text().split()[0])
    fitting = [c for c in KB.claims.values() if not (c.scope and c.scope.passage) or c.scope.passage.overlaps(Range(3, 3))]
    assert everything == len(fitting)
    page.wait_for_function("location.search.includes('all=1')")


def test_a_passage_that_nobody_studied_is_warned_of(open_page):
    counted = [one.item.subject for found in KB.levels.values() for one in found.weighed if one.counted and one.item.subject]
    windows = [subject.passage for subject in counted if subject.passage]
    highest = max(window.high or window.low for window in windows)
    page = open_page(f"{SCOPE}?passage={highest + 1}")
    warning = page.locator("#result .kb-warning")
    expect(warning).to_contain_text(f"Outside what was studied: what evidence here states lies from 1 to {highest}.")
    write(page, "passage", str(highest))
    expect(warning).to_have_count(0)
    write(page, "passage", "0")
    expect(warning).to_contain_text("Outside what was studied")
    expect(summary(page)).to_contain_text("No claim here covers this")


def test_a_claim_whose_evidence_looked_elsewhere_is_marked(open_page):
    page = open_page(SCOPE + "?passage=10&tissue=embryonic-stem-cell")
    expect(page.locator("#result .kb-warning")).to_contain_text("in the tissue chosen")
    page = open_page(SCOPE + "?passage=12&product=exosome")
    expect(summary(page)).to_contain_text("cover")
    show_all(page)
    flagged = page.locator("#result li").filter(has=page.locator(".kb-flag-bad", has_text="not studied at passage 12"))
    shown = {line.locator("a").get_attribute("href").split("/")[-2] for line in flagged.all()}
    wanted = set()
    for claim in applies(Range(12, 12), set(), {"exosome"}):
        counted = [one.item.subject for one in KB.levels[claim].weighed if one.counted and one.item.subject]
        windows = [subject.passage for subject in counted if subject.passage]
        if windows and not any(window.overlaps(Range(12, 12)) for window in windows):
            wanted.add(claim)
    assert shown == wanted
    assert wanted


def test_only_the_parts_that_can_matter_are_fetched(open_page):
    page = open_page(SCOPE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    write(page, "passage", "3")
    expect(summary(page)).to_contain_text("cover")
    index = json.loads(page.evaluate("fetch('/calculators/scopes.json').then((answer) => answer.text())"))
    general = {part["file"] for part in index["parts"] if part["rank"] == 2}
    assert general
    assert not general & set(asked)


def test_claims_that_cannot_be_fetched_are_said_to_be_missing(browser, address):
    page = browser.new_page()
    page.route("**/scopes*.json", lambda route: route.abort())
    page.goto(f"{address}{SCOPE}?passage=3")
    expect(summary(page)).to_contain_text("could not be fetched")
    page.close()


# --- state, input, files ---------------------------------------------------------------------------


@pytest.mark.parametrize(("path", "example"), EXAMPLES.items())
def test_state_goes_through_the_address_and_back(open_page, path, example):
    page = open_page(path + example)
    expect(summary(page)).not_to_be_empty()
    page.locator(".kb-form input").first.press("End")
    page.locator(".kb-form input").first.type(" ")  # anything that makes it write the address anew
    page.wait_for_timeout(300)
    again = open_page(path + page.url.partition(path)[2])
    expect(summary(again)).to_have_text(summary(page).inner_text())
    assert table(again) == table(page)

    def fields(one):
        return one.evaluate("[...new FormData(document.querySelector('.kb-form'))].map(([name, value]) => [name, value.trim()])")

    assert [field for field in fields(again) if field[1]] == [field for field in fields(page) if field[1]]


def test_hostile_address_does_no_harm(open_page):
    page = open_page(
        DOUBLINGS
        + "?seeded=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&harvested=9&first=1e99&toString=1&__proto__=2"
        + "&split=2" * 500
    )
    assert page.locator(".kb-one-line").count() == 60
    assert page.locator("#error-seeded-0").inner_text().startswith("“<img src=x onerror=alert(1)>” is not a number.")
    assert page.locator("main img").count() == 0
    page = open_page(COUNTING + "?way=nonsense&number=2")
    assert page.locator("[name=way]").input_value() == "unknown"


WRONG = [
    (DOUBLINGS, "seeded", "12 34", "is not a number"),
    (DOUBLINGS, "harvested", "0", "This must be above 0."),
    (DOUBLINGS, "viable", "101", "at most 100"),
    (DOUBLINGS, "split", "1:0.5", "1 or more"),
    (DOUBLINGS, "days", "3,5", "meant as 3.5"),
    (DOUBLINGS, "first", "2.5", "whole number"),
    (DOUBLINGS, "before", "-1", "0 or more"),
    (COUNTING, "number", "three", "is not a number"),
    (SCOPE, "passage", "4-2", "ends before it starts"),
    (SCOPE, "doublings", "many", "Write 3, or 3-4"),
    (YIELD, "doublings", "3; x", "is not a number"),
    (YIELD, "fold", "2;;3", "nothing between"),
    (YIELD, "loss", "100", "below 100"),
    (YIELD, "rounds", "51", "from 1 to 50"),
    (YIELD, "doses", "1.5", "whole number"),
]


@pytest.mark.parametrize(("path", "name", "text", "why"), WRONG)
def test_wrong_input_is_explained_beside_its_field(open_page, path, name, text, why):
    page = open_page(path)
    box = page.locator(f".kb-form [name={name}]").first
    box.fill(text)
    assert box.get_attribute("aria-invalid") is None  # not while one still writes
    box.press("Tab")
    assert box.get_attribute("aria-invalid") == "true"
    told = page.locator(f"#{box.get_attribute('aria-describedby').split()[-1]}")
    assert why in told.inner_text()
    box.fill("")
    assert box.get_attribute("aria-invalid") is None
    assert told.inner_text() == ""


@pytest.mark.parametrize(
    ("path", "one", "other", "why"),
    [
        (DOUBLINGS, ("seeded", "5"), ("split", "4"), "Give the counts or the split, not both."),
        (YIELD, ("doublings", "3"), ("fold", "8"), "Give doublings or growth, not both."),
    ],
)
def test_two_answers_to_one_question_are_refused(open_page, path, one, other, why):
    page = open_page(path)
    write(page, *one)
    write(page, *other)
    assert page.locator(f".kb-field[data-name={other[0]}] .kb-error").first.inner_text() == why
    write(page, one[0], "")
    assert page.locator(f".kb-field[data-name={other[0]}] .kb-error").first.inner_text() == ""


def test_what_is_still_needed_is_said(open_page):
    page = open_page(YIELD)
    assert page.locator("#result").is_hidden()
    write(page, "start", "1e6")
    assert summary(page).inner_text() == "Still needed: doublings per passage, passages to show, cost of a passage."


def test_lines_are_added_and_taken_out_by_keyboard(open_page):
    page = open_page(DOUBLINGS)
    page.locator(".kb-add").focus()
    page.keyboard.press("Enter")
    assert page.locator(".kb-one-line").count() == 4
    assert page.evaluate("document.activeElement.id") == "in-seeded-3"
    page.keyboard.type("100")
    page.keyboard.press("Tab")
    page.keyboard.type("800")
    page.locator(".kb-remove").first.focus()
    page.keyboard.press("Space")
    assert page.locator(".kb-one-line").count() == 3
    assert page.evaluate("document.activeElement.id") == "in-seeded-1"
    assert page.locator(".kb-one-line legend").all_inner_texts() == ["Line 1", "Line 2", "Line 3"]
    assert page.get_by_role("button", name="Remove Line 3").count() == 1
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((node) => node.id)")
    assert len(ids) == len(set(ids))
    page.locator(".kb-clear").focus()
    page.keyboard.press("Enter")
    assert page.locator("#in-first").evaluate("(node) => node === document.activeElement")
    assert page.evaluate("[...new FormData(document.querySelector('.kb-form')).values()].join('')") == ""
    page.wait_for_function("location.search === ''")


def test_link_is_copied(open_page):
    page = open_page(DOUBLINGS + EXAMPLES[DOUBLINGS], permissions=["clipboard-read", "clipboard-write"])
    page.locator(".kb-copy").click()
    expect(page.locator(".kb-told")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert "harvested=80000" in page.url


def saved(page) -> tuple[str, list[list[str]]]:
    with page.expect_download() as waiting:
        page.locator(".kb-csv").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    return waiting.value.suggested_filename, list(csv.reader(io.StringIO(text)))


def test_results_are_saved_as_a_table(open_page):
    name, rows = saved(open_page(DOUBLINGS + EXAMPLES[DOUBLINGS]))
    assert name == "doublings.csv"
    assert rows[0] == ["Passage", "Cells seeded", "Cells harvested", "Growth, times", "Doublings", "Doublings in all"]
    assert rows[1][:3] == ["1", "530", "80000"]
    assert float(rows[2][5]) == pytest.approx(math.log2(80000 / 530) + math.log2(1100000 / 530))
    page = open_page(SCOPE + "?passage=60&product=exosome")
    expect(summary(page)).to_contain_text("cover")
    name, rows = saved(page)
    assert name == "what-applies.csv"
    assert {row[0] for row in rows[1:]} == applies(Range(60, 60), set(), {"exosome"})
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


# --- for everyone ----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", EVERY)
def test_reads_without_scripts(open_page, path):
    calculator = KB.calculators[path.split("/")[1]]
    page = open_page(path, java_script_enabled=False)
    shown = page.locator("main").inner_text()
    assert "Calculating needs JavaScript" in shown
    assert page.locator(".kb-form").is_hidden()
    assert page.locator("#result").is_hidden()
    plain = re.sub(r"\s", "", shown)
    for text in (*(one.says for one in calculator.formula), *calculator.example, *(one.says for one in calculator.limits)):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)|[*~^]", r"\1", text)
        assert re.sub(r"\s", "", words) in plain
    named = {identity for identity, _ in calculator.named()}
    linked = {link.get_attribute("href").split("/")[-2] for link in page.locator("main a[href*='/claims/']").all()}
    assert named <= linked
    if path == SCOPE:
        assert page.locator("#coverage a[href*='passage=P3']").count() > 0


@pytest.mark.parametrize("path", [*EVERY, "calculators/"])
def test_no_barrier(open_page, path):
    page = open_page(path + EXAMPLES.get(path, ""), **STILL)
    page.wait_for_load_state("networkidle")
    if path == DOUBLINGS:
        box = page.locator(".kb-form [name=viable]").first
        box.fill("200")  # an error is shown too
        box.press("Tab")
    assert barriers(page) == []


@pytest.mark.parametrize("path", EVERY)
def test_charts_have_words_and_their_values_stand_in_the_table(open_page, path):
    page = open_page(path + EXAMPLES[path])
    expect(summary(page)).not_to_be_empty()
    for figure in page.locator("#result svg[role=img]").filter(has=page.locator("title")).all():
        if not figure.locator("desc").count():
            continue  # the mark of a level
        told = figure.locator("desc").text_content()
        values = [part.partition(": ")[2] for part in told.split("; ")]
        columns = list(zip(*table(page), strict=True))
        assert tuple(values) in columns


@pytest.mark.parametrize("path", EVERY)
def test_works_under_a_strict_policy(browser, address, path):
    """Nothing of ours is written into the page: a policy with hashes for the theme's own scripts blocks nothing."""
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)

    def guarded(route):
        answer = route.fetch()
        inline = re.findall(r"<script>(.*?)</script>", answer.text(), re.DOTALL)
        hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in inline)
        policy = (
            f"default-src 'none'; script-src 'self' {hashes}; style-src 'self'; img-src 'self' data:; font-src 'self';"
            " connect-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'"
        )
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": policy})

    page.route(f"{address}{path}*", guarded)
    page.goto(address + path + EXAMPLES[path])
    expect(summary(page)).not_to_be_empty()
    if path != COUNTING:
        saved(page)
    assert complaints == []
    ours = page.locator(".kb-calculator").inner_html()
    assert not re.search(r"\s(style|on[a-z]+)=", ours)
    context.close()


def test_prints_what_was_calculated(open_page):
    page = open_page(DOUBLINGS + EXAMPLES[DOUBLINGS])
    page.emulate_media(media="print")
    assert page.locator("#result table").is_visible()
    for gone in (".kb-copy", ".kb-add", ".kb-remove", ".kb-hints"):
        assert page.locator(gone).first.is_hidden()
