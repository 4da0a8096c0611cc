"""The bar below the table and the line above it: what is to be mended and the way there, how much room they take."""

import re
from itertools import product

from playwright.sync_api import Page, expect

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
  const share = inReach && (innerHeight - document.querySelector(".bar").getBoundingClientRect().top) / innerHeight;
  const parts = [".said", "#next-wrong", "[type=submit]"].map((part) => document.querySelector(part).getBoundingClientRect());
  const covered = parts.filter((one, n) => parts.slice(n + 1).some((other) => one.left < other.right && other.left < one.right &&
    one.top < other.bottom && other.top < one.bottom)).length;
  return [share, covered, document.documentElement.scrollWidth <= innerWidth];
}"""
"""How much of the height it takes, false where it is out of reach; its parts that cover one another; whether all fits."""


def test_the_bar_leads_from_one_mistake_to_the_next_and_the_title_counts_them(
    page: Page, origin: Origin
) -> None:
    """It says most where the table is late and something is to be mended, and stays in reach even then."""
    origin.clock.set("2021-07-02T09:00:00+08:00")
    ready(page, origin.form)
    expect(page.locator(NEXT)).to_be_hidden()
    wrong = {"drills": "x", "posters": "", "filed_on": "", "plan_made": False}
    put_table(page, {**valid_answers(EDITION), **wrong})
    page.click(SUBMIT)

    expect(page.locator(NEXT)).to_have_text("要改 4 处 · 下一处")
    expect(page).to_have_title(f"（要改 4 处）{TITLE}")
    an_empty_blank_has_its_mark_and_who_hears_the_page_its_sentence(page)
    visited = []
    for _ in range(5):
        page.click(NEXT)
        visited.append(page.evaluate("document.activeElement.id"))
    order = [*(blank.id for blank in EDITION.blanks), "plan_made-reason"]
    assert visited[:4] == sorted({"drills", "posters", "filed_on", "plan_made-reason"}, key=order.index)
    assert visited[4] == visited[0]
    expect(page.locator("#kept")).to_contain_text("已自动保存")
    the_bar_is_in_reach_and_takes_a_fifth_of_the_height_at_most(page)

    page.focus("#filed_on")
    page.keyboard.press("Backspace")  # the year of today: half a date is none, and is not empty
    page.click(SUBMIT)
    expect(page.locator("#filed_on-message")).to_be_visible()

    for id_, text in {"filed_on": "2021-06-30", "drills": "1", "posters": "1"}.items():
        page.fill(f"#{id_}", text)
    page.fill("#plan_made-reason", "方案尚在会签，预计七月印发")
    page.locator("#plan_made-reason").blur()
    expect(page.locator(NEXT)).to_be_hidden()
    expect(page).to_have_title(TITLE)


def an_empty_blank_has_its_mark_and_who_hears_the_page_its_sentence(page: Page) -> None:
    """What was typed has it for all."""
    for empty in ("posters", "filed_on"):
        expect(page.locator(f"#{empty}-message")).to_be_hidden()
        expect(page.locator(f"#{empty}")).to_have_accessible_description(re.compile("尚未填写|请"))
        expect(page.locator(f"#{empty}")).to_have_css("outline-style", "solid")
    expect(page.locator("#drills-message")).to_be_visible()


def the_bar_is_in_reach_and_takes_a_fifth_of_the_height_at_most(page: Page) -> None:
    """In both sizes of type; at twice the pixels nothing is cut off either."""
    for large in (False, True):
        assert page.evaluate("document.documentElement.classList.contains('large')") is large
        for width, height in product(WIDTHS, HEIGHTS):
            page.set_viewport_size({"width": width, "height": height})
            share, covered, fits = page.evaluate(BAR)
            assert (0 < share <= 0.2, covered, fits) == (True, 0, True), (large, width, height)
        page.click("#large")
    twice = {"width": 640, "height": 450, "deviceScaleFactor": 2, "mobile": False}
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setDeviceMetricsOverride", twice)
    assert page.evaluate("[devicePixelRatio, document.documentElement.scrollWidth]") == [2, 640]
    session.detach()
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_short_name_is_confirmed_with_the_full_one_until_another_is_there(
    page: Page, origin: Origin
) -> None:
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

    page.fill("#unit", "鄞州")
    page.locator("#unit").blur()
    expect(page.locator("#unit-found")).to_be_visible()
    open_file(page, table_of({"unit": "宁波市江北区市场监督管理局", "drills": "5"}))
    expect(page.locator("#unit-found")).to_have_count(0)
