"""By keyboard alone: Enter goes from blank to blank and from the last one to 提交; every key that the table takes is counted."""

import re

from playwright.sync_api import Page, expect

from tests.support.browser.typing import as_typed, put_table, ready, typed_table
from tests.support.builders import the_2021, valid_answers
from tests.support.http.origin import Origin

EDITION = the_2021()
ANSWERS = valid_answers(EDITION, unit="鄞州", contact="张三", phone="87654321")
MOST_KEYS = 245
SUBMIT = "button[type=submit]"


def test_the_whole_table_is_filled_and_filed_with_few_keys(page: Page, origin: Origin) -> None:
    page.focus("#unit")
    keys = 0
    for blank in EDITION.blanks:
        word = as_typed(ANSWERS[blank.id])
        if blank.kind.words:
            page.keyboard.press(str(blank.kind.words.index(word) + 1))
            keys += 1
            continue
        if blank.id != "filed_on":  # today is there already
            page.keyboard.type(word)
            keys += len(word)
        page.keyboard.press("Enter")
        keys += 1
    page.keyboard.press("Enter")
    keys += 1

    expect(page.locator("#received")).to_be_visible()
    [record] = origin.records()
    assert record["answers"] == {**ANSWERS, "filed_on": "2021-06-30"}
    assert keys <= MOST_KEYS


def test_the_day_of_filing_is_todays_by_the_servers_clock_until_it_is_changed(
    page: Page, origin: Origin
) -> None:
    day = page.locator("#filed_on")
    for moment in ("2021-06-30T23:59:00+08:00", "2021-07-01T00:01:00+08:00"):
        page.evaluate("localStorage.clear()")
        origin.clock.set(moment)
        ready(page, origin.form)
        expect(day).to_have_value("")

        page.focus("#filed_on")

        expect(day).to_have_value(moment[:10])
        page.fill("#filed_on", "2021-06-29")
        page.focus("#drills")
        page.focus("#filed_on")
        expect(day).to_have_value("2021-06-29")
        page.evaluate("window.page.session.stop()")


def test_where_the_servers_time_is_not_known_no_day_is_filled_in_until_there_is_a_network(
    page: Page, origin: Origin
) -> None:
    page.route(
        origin.form, lambda route: route.abort() if route.request.method == "HEAD" else route.continue_()
    )
    ready(page, origin.form)

    page.focus("#filed_on")

    expect(page.locator("#filed_on")).to_have_value("")
    expect(page.locator(".due")).to_contain_text("（网络连接失败，按本设备时间）")
    page.unroute(origin.form)
    page.evaluate("() => void dispatchEvent(new Event('online'))")
    expect(page.locator(".due")).to_have_text(re.compile("前报送，还有 .*小时$"))
    page.focus("#contact")
    page.focus("#filed_on")
    expect(page.locator("#filed_on")).to_have_value("2021-06-30")


def test_ctrl_and_enter_ask_whether_to_file(page: Page, origin: Origin) -> None:
    asked = page.get_by_role("alertdialog")
    put_table(page, ANSWERS)
    page.focus("#drills")

    page.keyboard.press("Control+Enter")
    asked.get_by_role("button", name="再看看").click()
    expect(page.locator("#drills")).to_be_focused()
    assert typed_table(page, EDITION)["drills"] == str(ANSWERS["drills"])
    assert origin.records() == []

    page.keyboard.press("Control+Enter")
    asked.get_by_role("button", name="提交").click()
    expect(page.locator("#received")).to_be_visible()
    assert len(origin.records()) == 1


def test_a_choice_is_made_by_a_key_of_either_width(page: Page) -> None:
    for key, word in (("1", "是"), ("２", "否"), ("Y", "是"), ("ｎ", "否")):
        page.locator("[name=plan_made]").first.focus()

        page.evaluate(
            "key => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}))",
            key,
        )

        assert typed_table(page, EDITION)["plan_made"] == word, key


def test_a_phones_keyboard_says_that_enter_goes_on(page: Page) -> None:
    assert page.locator("#drills").get_attribute("enterkeyhint") == "next"
