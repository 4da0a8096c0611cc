"""While a page loads nothing moves and nothing is lost, whatever comes late or not at all."""

import time
from collections.abc import Iterator
from itertools import product

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.support.browser.showing import EDITION, file_table
from tests.support.browser.typing import put_table, ready
from tests.support.browser.watching import WATCH, still
from tests.support.builders import valid_answers
from tests.support.http.origin import Origin

LARGE = "#large"


@pytest.fixture
def watched(context: BrowserContext) -> Iterator[Page]:
    """A page that notes every movement from its first paint on, and has nothing of what it loads yet."""
    context.add_init_script(f"({WATCH})()")
    page = context.new_page()
    context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    yield page
    page.close()


def at_each_width(page: Page) -> Iterator[None]:
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        yield


def test_nothing_moves_while_the_list_an_empty_form_one_with_a_draft_and_a_receipt_load(
    watched: Page, origin: Origin
) -> None:
    for _ in at_each_width(watched):
        watched.goto(origin.address)
        expect(watched.locator(".state")).not_to_be_empty()
        still(watched)

    moments = ("2021-06-30T09:00:00+08:00", "2021-07-01T12:00:02+08:00")
    for moment, large in product(moments, ("false", "true")):
        origin.clock.set(moment)
        watched.evaluate("large => localStorage.setItem('large', large)", large)
        for _ in at_each_width(watched):
            ready(watched, origin.form)
            still(watched)
    watched.click(LARGE)
    origin.clock.set(moments[0])

    put_table(watched, {**valid_answers(EDITION), "plan_made": "否", "study_sessions": 0})
    watched.wait_for_timeout(600)
    for _ in at_each_width(watched):
        ready(watched, origin.form)
        expect(watched.locator("#notice")).to_contain_text("已恢复")
        expect(watched.locator("#plan_made-reason")).to_be_visible()
        still(watched)

    file_table(watched)
    for _ in at_each_width(watched):
        watched.reload()
        expect(watched.locator("#reference")).to_contain_text("2021-")
        still(watched)


def test_a_draft_comes_back_where_what_is_settled_before_the_paint_comes_last(
    watched: Page, origin: Origin
) -> None:
    """Nothing moves then. An older engine paints before that has come: what is typed there is not written over."""
    ready(watched, origin.form)
    watched.click(LARGE)
    watched.fill("#drills", "1")
    watched.wait_for_timeout(600)

    def late(route: Route) -> None:
        time.sleep(0.5)
        route.continue_()

    watched.route("**/before_paint.js", late)
    ready(watched, origin.form)

    expect(watched.locator("#drills")).to_have_value("1")
    expect(watched.locator(LARGE)).to_have_attribute("aria-pressed", "true")
    assert watched.evaluate("() => getComputedStyle(document.body).fontSize") == "20.8px"
    still(watched)

    watched.unroute("**/before_paint.js")
    waiting: list[Route] = []
    watched.route("**/before_paint.js", lambda route: waiting.append(route))
    watched.route(
        origin.form, lambda route: route.fulfill(body=route.fetch().text().replace('blocking="render"', ""))
    )
    watched.goto(origin.form, wait_until="commit")
    watched.locator("#drills").press_sequentially("7")

    waiting[0].continue_()
    expect(watched.locator("html.ready")).to_have_count(1)

    expect(watched.locator("#drills")).to_have_value("7")


def test_where_the_script_fails_the_table_that_waits_for_its_draft_is_shown_and_a_requirement_opens(
    context: BrowserContext, origin: Origin
) -> None:
    page = context.new_page()
    ready(page, origin.form)
    page.fill("#drills", "1")
    page.wait_for_timeout(600)
    page.route("**/form.js", lambda route: route.abort())

    page.goto(origin.form)
    assert page.locator("#drills").is_hidden()

    expect(page.locator("#drills")).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 740})
    page.locator(".unfold").first.click()
    expect(page.locator(".requirement > div").first).to_be_visible()
    expect(page.locator("#save-file")).to_be_hidden()
