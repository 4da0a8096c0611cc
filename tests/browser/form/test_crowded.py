"""A server, or a gateway before it, that asks to come back later: the page waits as long, and says why."""

from playwright.sync_api import Page, Route, expect

from tests.support.browser.typing import put_table, ready
from tests.support.builders import the_2021, valid_answers
from tests.support.http.origin import Origin

EDITION = the_2021()
SUBMIT = "button[type=submit]"


def test_a_crowd_and_a_server_that_is_away_are_waited_out_as_long_as_the_gateway_asks(
    page: Page, origin: Origin
) -> None:
    """A server that is away is not called the clerk's network."""
    crowd = {"status": 429, "headers": {"Retry-After": "6"}, "json": {"message": "Too Many Requests"}}
    page.route("**/submissions", lambda route: route.fulfill(**crowd), times=1)
    away = {"status": 502, "body": "<h1>Bad Gateway</h1>"}
    page.route("**/submissions", lambda route: route.fulfill(**away), times=1)  # the last is asked first
    put_table(page, valid_answers(EDITION))

    page.click(SUBMIT)

    expect(page.locator("#notice")).to_contain_text("系统暂时没有响应，2 秒后自动重试。")
    expect(page.locator("#notice")).to_contain_text("当前提交人数较多，6 秒后自动重试。")
    expect(page.locator("#received")).to_be_visible(timeout=15_000)
    assert len(origin.records()) == 1


def test_what_cannot_be_sent_at_last_is_no_mistake_of_the_clerk_and_is_sent_with_the_next_press(
    fresh: Page, origin: Origin
) -> None:
    """The script that files does not come; then a crowd stays; then a request takes too long, which is sent again."""

    def cut(route: Route) -> None:
        route.abort()

    def crowd(route: Route) -> None:
        route.fulfill(status=429, body="slow down")

    notice, summary = fresh.locator("#notice"), fresh.locator("#summary")
    ready(fresh, origin.form)
    put_table(fresh, valid_answers(EDITION))
    fresh.route("**/form/submit.js", cut)
    fresh.click(SUBMIT)
    expect(summary).to_contain_text("网络连接失败，本次未提交。已填内容仍在")
    fresh.unroute("**/form/submit.js", cut)

    fresh.clock.install()
    fresh.route("**/submissions", crowd)
    fresh.click(SUBMIT)
    for seconds in (2, 5):  # each in its own words, lest the clock run on before the next begins
        expect(notice).to_contain_text(f"{seconds} 秒后自动重试")
        fresh.clock.run_for(seconds * 1000)
    expect(summary).to_contain_text("当前提交人数较多，本次未取得回执。已填内容仍在")
    fresh.unroute("**/submissions", crowd)

    fresh.route("**/submissions", lambda route: route.fulfill(status=408, body=""), times=1)
    fresh.click(SUBMIT)
    expect(notice).to_contain_text("2 秒后自动重试")
    fresh.clock.run_for(2000)
    expect(fresh.locator("#received")).to_be_visible(timeout=10_000)
    assert len(origin.records()) == 1
