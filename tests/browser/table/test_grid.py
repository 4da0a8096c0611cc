"""A paper of grids on the page: filled with the keys of a spreadsheet, on a phone row by row, printed whole."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from schema.loading.catalogue import Survey
from tests.support.browser.reading import AXE, print_page, words_of
from tests.support.browser.typing import put_table, ready, typed_table
from tests.support.builders import survey_2021, valid_answers
from tests.support.grids import the_grids
from tests.support.http.origin import Origin, serve_origin

EDITION = the_grids()


@pytest.fixture(scope="module")
def served_grids(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Origin]:
    catalogue = {"2022": Survey(edition=EDITION, roster=survey_2021().roster)}
    with serve_origin(tmp_path_factory.mktemp("grids") / "public", catalogue=catalogue) as origin:
        origin.open_on(tmp_path_factory.mktemp("store"))
        yield origin


@pytest.fixture
def form(served_grids: Origin) -> str:
    return f"{served_grids.address}/2022/"


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_keys_go_as_in_excel_and_elsewhere_as_ever(page: Page, form: str) -> None:
    ready(page, form)
    page.focus("#got_now")

    press(page, "1", "Tab", "2", "Enter", "3", "Tab", "4", "Enter", "5", "Enter")  # rows of two
    assert {id_: text for id_, text in typed_table(page, EDITION).items() if text} == {
        "got_now": "1",
        "got_all": "2",
        "own_now": "3",
        "own_all": "4",
        "open_now": "5",
    }
    expect(page.locator("#got_all")).to_be_focused()  # the head of the next column
    press(page, "ArrowDown", "ArrowDown", "ArrowLeft", "ArrowUp")
    expect(page.locator("#own_now")).to_be_focused()
    press(page, "7", "ArrowRight")  # what is chosen is written over; the caret stands at its end
    expect(page.locator("#own_all")).to_be_focused()
    press(page, "End", "ArrowLeft")  # within the figure
    expect(page.locator("#own_all")).to_be_focused()
    assert page.input_value("#own_now") == "7"
    press(page, "Shift+Enter")
    expect(page.locator("#got_all")).to_be_focused()
    page.focus("#open_note")
    press(page, "Enter")
    expect(page.locator("#m11")).to_be_focused()  # after the grid
    page.focus("#m32")
    press(page, "Tab", "Enter")
    expect(page.locator("#w1")).to_be_focused()
    page.focus("#leader")
    press(page, "Enter")
    expect(page.locator("#filler")).to_be_focused()
    press(page, "ArrowUp")
    expect(page.locator("#leader")).to_be_focused()
    assert page.locator("#m12").get_attribute("aria-label") == "不予公开 · 国家秘密 · 申请人 · 法人（件）"


def test_what_is_said_of_a_cell_stands_at_it_while_it_is_in_use(page: Page, form: str) -> None:
    ready(page, form)
    page.fill("#got_now", "约五")
    page.press("#got_now", "Enter")

    expect(page.locator("#got_now")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#got_now-message")).to_be_hidden()
    page.click("#next-wrong")
    expect(page.locator("#got_now-message")).to_be_in_viewport(ratio=1)
    found = Axe().run(page, options=AXE).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found] == []


def test_on_a_phone_a_row_is_filled_at_a_time(page: Page, form: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    ready(page, form)

    assert page.evaluate("document.documentElement.scrollWidth") == 360
    head = page.locator("td:has(#m21)").evaluate("cell => getComputedStyle(cell, '::before').content")
    above = page.locator("tr:has(#m21)").evaluate("row => getComputedStyle(row, '::before').content")
    assert (above, head) == ('"不予公开"', '"申请人 · 自然人"')
    page.focus("#m21")
    press(page, "8", "Enter")
    expect(page.locator("#m22")).to_be_focused()
    assert page.locator("#m22").bounding_box()["width"] > 100  # type: ignore[index]  # it is shown
    found = Axe().run(page, options=AXE).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found] == []


def test_a_filed_table_of_grids_is_printed_whole(page: Page, form: str) -> None:
    ready(page, form)
    answers = valid_answers(EDITION, unit="鄞州", got_now=999999999999, w2=123456789012, got_note="说" * 60)
    put_table(page, answers)
    page.click("button[type=submit]")
    expect(page.locator("#received")).to_be_visible()

    printed = "".join(words_of(sheet) for sheet in print_page(page).pages)

    for words in ("办理结果", "总计", "报出日期", "999999999999", "123456789012", "说" * 60):
        assert words in printed, words
    cut = page.evaluate(
        "Array.from(document.querySelectorAll('.grid *')).filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth).length"
    )
    assert cut == 0
