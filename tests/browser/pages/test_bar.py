"""The bar below the table and the line above it: what is kept, what is to be mended and the way there, how much room they take."""

import re
from itertools import product

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.browser.keeping import open_file, table_of
from tests.support.browser.typing import put_table, ready
from tests.support.builders import the_2021, valid_answers
from tests.support.http.origin import Origin

EDITION = the_2021()
TITLE = EDITION.title.replace("\n", "")
SUBMIT = "button[type=submit]"
NEXT = "#next-wrong"

WIDTHS = (320, 360, 640, 737, 900, 1265, 1366, 1920)
HEIGHTS = (225, 400, 545, 673, 768, 900)
"""Of windows, at 400 % and just beside where the sheet changes too."""
BAR = """() => {
  scrollTo(0, 1500);
  const inReach = document.querySelector("[type=submit]").getBoundingClientRect().bottom <= innerHeight;
  return inReach && (innerHeight - document.querySelector(".bar").getBoundingClientRect().top) / innerHeight;
}"""
COVERED = """() => {
  const parts = [".said", "#next-wrong", "[type=submit]"].map((part) => document.querySelector(part).getBoundingClientRect());
  return parts.filter((one, n) => parts.slice(n + 1).some((other) => one.left < other.right && other.left < one.right &&
    one.top < other.bottom && other.top < one.bottom)).length;
}"""
TORN = """() => [...document.querySelectorAll("td .blank")]
  .filter(each => each.getBoundingClientRect().height > 50).map(each => each.textContent)"""

WIDER = """() => {
  document.documentElement.classList.add("large");
  document.querySelectorAll(".official .count").forEach((blank) => blank.classList.add("amount"));
}"""
"""A form that asks for sums of money, in 大字版."""


def test_no_unit_of_measure_is_torn_from_its_blank(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    measured = [blank for blank in EDITION.blanks if blank.kind.measure]

    assert (page.locator("td .blank").count(), len(measured)) == (65, 50)  # a choice keeps what leads to it
    for blank in measured:
        beside = page.locator(f".blank:has(#{blank.id})").inner_text()
        assert beside.endswith(blank.kind.measure)
    for answers in ({}, valid_answers(EDITION)):
        put_table(page, answers)
        for width in (360, 1280, 1366, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(TORN) == []
    page.evaluate(WIDER)
    for width in (320, 360):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_an_empty_blank_is_tinted_and_a_filled_one_is_white(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    tint = "each => getComputedStyle(each).backgroundColor"
    choice = page.locator("input[name=plan_made] + span").first
    empty = page.locator("#drills").evaluate(tint), choice.evaluate(tint)

    page.fill("#drills", "0")
    page.check("input[name=plan_made][value=否]")

    assert empty == ("rgb(255, 251, 230)",) * 2
    assert (page.locator("#drills").evaluate(tint), choice.evaluate(tint)) == ("rgba(0, 0, 0, 0)",) * 2


def test_the_bar_leads_from_one_mistake_to_the_next_and_the_title_counts_them(
    page: Page, origin: Origin
) -> None:
    ready(page, origin.form)
    expect(page.locator(NEXT)).to_be_hidden()
    put_table(page, {**valid_answers(EDITION), "drills": "x", "posters": "", "plan_made": False})
    page.click(SUBMIT)

    expect(page.locator(NEXT)).to_have_text("要改 3 处 · 下一处")
    expect(page).to_have_title(f"（要改 3 处）{TITLE}")
    visited = []
    for _ in range(4):
        page.click(NEXT)
        visited.append(page.evaluate("document.activeElement.id"))
    assert visited[:3] == sorted(
        visited[:3], key=[*(blank.id for blank in EDITION.blanks), "plan_made-reason"].index
    )
    assert set(visited[:3]) == {"drills", "posters", "plan_made-reason"}
    assert visited[3] == visited[0]

    page.fill("#drills", "1")
    page.fill("#posters", "1")
    page.fill("#plan_made-reason", "方案尚在会签，预计七月印发")
    page.locator("#plan_made-reason").blur()
    expect(page.locator(NEXT)).to_be_hidden()
    expect(page).to_have_title(TITLE)


@pytest.mark.offline
def test_the_bar_says_when_the_table_was_kept_and_that_the_network_is_gone(
    page: Page, origin: Origin, context: BrowserContext
) -> None:
    ready(page, origin.form)
    kept = page.locator("#kept")
    expect(kept).to_be_empty()

    page.fill("#drills", "1")

    now = page.evaluate("new Date().toTimeString().slice(0, 4)")
    expect(kept).to_contain_text(f"已自动保存 {now}")
    context.set_offline(True)
    expect(kept).to_have_text("离线，已存本设备")
    context.set_offline(False)
    expect(kept).to_contain_text("已自动保存")


def test_an_empty_blank_has_its_mark_and_who_hears_the_page_its_sentence_what_was_typed_has_it_for_all(
    page: Page, origin: Origin
) -> None:
    ready(page, origin.form)
    put_table(page, {**valid_answers(EDITION), "drills": "x", "posters": "", "filed_on": ""})
    page.click(SUBMIT)

    for empty in ("posters", "filed_on"):
        expect(page.locator(f"#{empty}-message")).to_be_hidden()
        expect(page.locator(f"#{empty}")).to_have_accessible_description(re.compile("尚未填写|请"))
        expect(page.locator(f"#{empty}")).to_have_css("outline-style", "solid")
    expect(page.locator("#drills-message")).to_be_visible()

    page.focus("#filed_on")
    page.keyboard.press("Backspace")  # the year of today: half a date is none, and is not empty
    page.click(SUBMIT)

    expect(page.locator("#filed_on-message")).to_be_visible()


def test_where_the_browser_keeps_nothing_nothing_says_that_it_does(page: Page, origin: Origin) -> None:
    page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
    )
    ready(page, origin.form)

    page.fill("#drills", "1")

    expect(page.locator("#kept")).to_have_text("本设备不能保存")
    expect(page.locator(".keeps")).to_be_hidden()


@pytest.mark.parametrize("large", ["false", "true"])
def test_the_bar_is_in_reach_and_takes_a_fifth_of_the_height_at_most(
    page: Page, origin: Origin, large: str
) -> None:
    """It says most where the table is late and something is to be mended."""
    origin.clock.set("2021-07-02T09:00:00+08:00")
    page.add_init_script(f"localStorage.setItem('large', '{large}')")
    ready(page, origin.form)
    put_table(page, {**valid_answers(EDITION), "drills": "x"})
    page.click(SUBMIT)
    expect(page.locator(NEXT)).to_be_visible()
    expect(page.locator("#kept")).to_contain_text("已自动保存")

    for width, height in product(WIDTHS, HEIGHTS):
        page.set_viewport_size({"width": width, "height": height})
        assert 0 < page.evaluate(BAR) <= 0.2, (width, height)
        assert page.evaluate(COVERED) == 0, (width, height)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


def test_a_short_name_is_confirmed_with_the_full_one(page: Page, origin: Origin) -> None:
    ready(page, origin.form)

    page.fill("#unit", "鄞州")
    page.locator("#unit").blur()

    expect(page.locator("#unit-found")).to_have_text("即 宁波市鄞州区市场监督管理局")
    heading = page.locator(".heading > :last-child")
    expect(heading).to_have_id("unit-found")  # the blanks beside it stay in their line
    page.set_viewport_size({"width": 360, "height": 740})
    page.fill("#unit", "海曙")
    page.locator("#unit").blur()
    expect(page.locator(".pair:has(#unit) + #unit-found")).to_have_text("即 宁波市海曙区市场监督管理局")
    page.fill("#unit", "宁波市鄞州区市场监督管理局")
    page.locator("#unit").blur()
    expect(page.locator("#unit-found")).to_have_count(0)


def test_what_was_said_of_a_name_is_over_when_another_table_is_opened(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    page.fill("#unit", "鄞州")
    page.locator("#unit").blur()
    expect(page.locator("#unit-found")).to_be_visible()

    open_file(page, table_of({"unit": "宁波市江北区市场监督管理局", "drills": "5"}))

    expect(page.locator("#unit-found")).to_have_count(0)


def test_on_a_phone_a_requirement_with_nothing_to_fill_has_no_row_of_its_own(
    page: Page, origin: Origin
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    ready(page, origin.form)
    lone = page.locator(".official .lone")

    expect(lone).to_have_count(1)
    expect(lone.locator(".progress")).to_be_hidden()
    assert lone.evaluate("row => row.offsetHeight") <= 60
    lone.locator(".unfold").click()
    expect(lone.locator(".requirement > div")).to_be_visible()
