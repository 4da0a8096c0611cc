"""A date is typed as it is written in a Chinese office; what no edition can mean is not counted as filled."""

import random

from playwright.sync_api import Page, expect

from schema.edition.kinds import Date
from schema.validation.normalise import normaliser
from tests.support.browser.typing import put_table, ready
from tests.support.builders import the_2021, valid_answers
from tests.support.http.origin import Origin

EDITION = the_2021()
FILLED = len(EDITION.blanks)
DATES = 800
DATE = "#filed_on"
YEARS = (1, 21, 202, 1921, 1999, 2000, 2012, 2021, 2099, 2100, 2163, 9999, 10000, 202106, 275760)
TYPED = (
    *("20210630", "2021630", "2021/06/30", "2021/6/30", "2021.6.30", "2021-06-30", "2021-6-30"),
    *("2021年6月30日", "2021年06月30日"),
)
PUT = """texts => {
  const control = document.getElementById("filed_on");
  return texts.map((text) => {
    control.value = text;
    window.dispatchEvent(new Event("pageshow"));  // shows at once what a key shows in a task of its own
    const [, filled] = /已填 (\\d+)/.exec(document.getElementById("filled").textContent);
    return [control.value, Number(filled)];
  });
}"""


def press(page: Page, text: str) -> None:
    """Each letter by its key; one that has none comes from an input method."""
    for letter in text:
        if letter.isascii():
            page.keyboard.press(letter)
        else:
            page.keyboard.insert_text(letter)


def test_a_date_is_typed_as_an_office_writes_it(page: Page, origin: Origin) -> None:
    origin.clock.set("2021-06-15T09:00:00+08:00")
    ready(page, origin.form)
    page.focus(DATE)
    expect(page.locator(DATE)).to_have_value("2021-06-15")  # today, until another day is typed

    for typed in TYPED:
        press(page, typed)

        expect(page.locator(DATE)).to_have_value("2021-06-30")
        expect(page.locator("#filled")).to_have_text(f"已填 1 / {FILLED}")
        page.fill(DATE, "2021-06-15")
        page.locator("#contact").focus()
        page.focus(DATE)


def test_a_date_is_pasted_as_it_was_written_elsewhere_or_not_without_a_word(page: Page) -> None:
    """A browser pastes nothing into a date's field, and today's would stay there."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    for text in ("2021年6月3日", "2021/6/3\r\n", " 2021.06.03 ", "２０２１－６－３", "6月3日", "约6月"):
        page.fill(DATE, "2021-06-15")
        page.evaluate("text => navigator.clipboard.writeText(text)", text)
        page.focus(DATE)
        page.keyboard.press("Control+v")

        if "2" in text or "２" in text:
            expect(page.locator(DATE)).to_have_value("2021-06-03")
        else:
            expect(page.locator("#notice")).to_contain_text(f"“{text}”里看不出年、月、日，未填入")
            expect(page.locator(DATE)).to_have_value("2021-06-15")


def test_a_date_that_was_pasted_is_kept_as_one_that_was_typed(page: Page, origin: Origin) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText('2021年6月3日')")

    page.focus(DATE)  # which fills in today
    page.wait_for_timeout(600)
    page.keyboard.press("Control+v")
    expect(page.locator(DATE)).to_have_value("2021-06-03")
    page.wait_for_timeout(600)
    ready(page, origin.form)

    expect(page.locator(DATE)).to_have_value("2021-06-03")


def test_a_date_that_is_not_whole_or_not_of_this_century_is_still_to_be_filled(
    page: Page, origin: Origin
) -> None:
    page.route(
        origin.form, lambda route: route.abort() if route.request.method == "HEAD" else route.continue_()
    )
    ready(page, origin.form)
    put_table(page, {id_: answer for id_, answer in valid_answers(EDITION).items() if id_ != "filed_on"})
    for typed in ("21/6/30", "210630", "19210630", "202106", "20210631"):
        page.fill(DATE, "")
        page.focus(DATE)
        press(page, typed)
        page.locator("#contact").focus()
        expect(page.locator("#filled")).to_have_text(f"已填 {FILLED - 1} / {FILLED}")
        page.evaluate("() => new Promise(requestIdleCallback)")  # one of the two takes the other's place

        page.click("#next-empty:visible, #next-wrong:visible")

        expect(page.locator(DATE)).to_be_focused()


def some_dates() -> list[str]:
    """Days of every sort of year as a date field writes them, some of which no calendar has."""
    chance = random.Random(2021)  # noqa: S311  # the same dates on every run
    years = (*YEARS, *(chance.randint(1990, 2110) for _ in range(15)))
    days = (
        f"{chance.choice(years):04}-{chance.randint(1, 13):02}-{chance.randint(0, 31):02}"
        for _ in range(DATES)
    )
    return ["", *days]


def test_a_date_counts_as_filled_exactly_where_the_judge_takes_it(page: Page) -> None:
    judge = normaliser(Date())

    shown = page.evaluate(PUT, some_dates())

    assert len(shown) > DATES
    taken = [isinstance(judge(value), str) and judge(value) == value for value, _ in shown]
    assert [bool(filled) for _, filled in shown] == taken
    assert 100 < sum(taken) < DATES - 100


def test_a_day_of_filing_in_another_decade_is_asked_about_and_may_stand(page: Page) -> None:
    page.fill(DATE, "2012-06-30")
    page.locator(DATE).blur()

    expect(page.locator(".message.hint")).to_have_text("“填报日期”与本表不在同一年前后，请核实年份。")
    expect(page.locator("#next-wrong")).to_be_hidden()


def test_a_date_that_is_wrong_is_on_the_paper_as_it_is_on_the_screen(page: Page) -> None:
    page.emulate_media(media="print")
    colour = "blank => getComputedStyle(blank).color"
    assert page.eval_on_selector(DATE, colour) == "rgba(0, 0, 0, 0)"  # an empty one would print its pattern

    page.evaluate(PUT, ["1921-06-30"])

    assert page.eval_on_selector(DATE, colour) != "rgba(0, 0, 0, 0)"
