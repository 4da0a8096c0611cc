"""A server, or a gateway before it, that asks to come back later: the page waits as long, and says why."""

from playwright.sync_api import Page, Route, expect

from tests.support.browser.typing import put_table, ready
from tests.support.builders import the_2021, valid_answers
from tests.support.http.origin import Origin

EDITION = the_2021()
SUBMIT = "button[type=submit]"


def filled(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    put_table(page, valid_answers(EDITION))


def test_a_crowd_is_waited_out_as_long_as_the_gateway_asks(page: Page, origin: Origin) -> None:
    filled(page, origin)
    crowd = {"status": 429, "headers": {"Retry-After": "3"}, "json": {"message": "Too Many Requests"}}
    page.route("**/submissions", lambda route: route.fulfill(**crowd), times=1)

    page.click(SUBMIT)

    expect(page.locator("#notice")).to_contain_text("当前提交人数较多，3 秒后自动重试。")
    expect(page.locator("#received")).to_be_visible(timeout=10_000)
    assert len(origin.records()) == 1


def test_a_crowd_that_stays_is_no_mistake_of_the_clerk(page: Page, origin: Origin) -> None:
    filled(page, origin)
    page.clock.install()
    page.route("**/submissions", lambda route: route.fulfill(status=429, body="slow down"))

    page.click(SUBMIT)
    for seconds in (2, 5):  # each in its own words, lest the clock run on before the next begins
        expect(page.locator("#notice")).to_contain_text(f"{seconds} 秒后自动重试")
        page.clock.run_for(seconds * 1000)

    expect(page.locator("#summary")).to_contain_text("当前提交人数较多，本次未取得回执。已填内容仍在")


def test_a_server_that_is_away_is_not_called_the_clerks_network(page: Page, origin: Origin) -> None:
    filled(page, origin)
    page.route(
        "**/submissions", lambda route: route.fulfill(status=502, body="<h1>Bad Gateway</h1>"), times=1
    )

    page.click(SUBMIT)

    expect(page.locator("#notice")).to_contain_text("系统暂时没有响应，2 秒后自动重试。")
    expect(page.locator("#received")).to_be_visible(timeout=10_000)


def test_a_request_that_took_too_long_is_sent_again(page: Page, origin: Origin) -> None:
    filled(page, origin)
    page.route("**/submissions", lambda route: route.fulfill(status=408, body=""), times=1)

    page.click(SUBMIT)

    expect(page.locator("#received")).to_be_visible(timeout=10_000)


def test_filing_that_cannot_be_loaded_says_so_and_is_loaded_next_time(page: Page, origin: Origin) -> None:
    def cut(route: Route) -> None:
        route.abort()

    filled(page, origin)
    page.route("**/form/submit.js", cut)
    page.click(SUBMIT)
    expect(page.locator("#summary")).to_contain_text("网络连接失败，本次未提交。已填内容仍在")
    page.unroute("**/form/submit.js", cut)

    page.click(SUBMIT)

    expect(page.locator("#received")).to_be_visible()
