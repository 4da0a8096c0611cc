"""One unit, several computers and tabs: what another has filed is told, and the past does not come back as the present."""

from playwright.sync_api import Page, Route, expect

from tests.support.browser.typing import put_table, ready
from tests.support.builders import UNIT_NAME, the_2021, valid_answers
from tests.support.http.origin import Origin

EDITION = the_2021()
SUBMIT = "button[type=submit]"


def file_table(page: Page, origin: Origin, **changes: object) -> str:
    """Its reference."""
    ready(page, origin.form)
    put_table(page, valid_answers(EDITION, **changes))
    page.click(SUBMIT)
    expect(page.locator("#received")).to_be_visible()
    return str(page.locator("#reference").text_content())


def file_elsewhere(page: Page, origin: Origin, **changes: object) -> str:
    """On another computer, which this test does not look at; its reference."""
    table = {"answers": valid_answers(EDITION, **changes)}
    reply = page.request.post(f"{origin.address}/api/2021/submissions", data=table)
    return str(reply.json()["reference"])


def test_what_another_computer_has_filed_is_said_and_who_goes_on_alone_is_told_nothing(
    page: Page, origin: Origin
) -> None:
    """A role that may only put does not know it when it answers: then the receipt's address does."""
    first = file_elsewhere(page, origin, drills=1)

    def put_only(route: Route) -> None:
        reply = route.fetch()
        route.fulfill(response=reply, json={**reply.json(), "revision": None, "previous": None})

    told = page.locator("#others")
    page.route("**/submissions", put_only, times=1)
    file_table(page, origin, drills=2)
    expect(told).to_contain_text(first)
    file_table(page, origin, drills=3)
    expect(told).to_be_hidden()

    other = file_elsewhere(page, origin, drills=4)
    file_table(page, origin, drills=5)
    expect(told).to_contain_text(f"本单位此前已报送（回执号 {other}，2021年6月30日 09:00）")
    expect(told).to_contain_text("可能在其他设备上报送")
    expect(page.locator(".draft-mark")).to_have_count(0)


def test_a_receipt_and_a_form_in_whose_place_another_was_filed_say_so_on_page_and_paper(
    page: Page, origin: Origin
) -> None:
    """A sealed sheet with figures that count no more would go to the bureau unnoticed. Whoever filed last, on this computer,
    which knows it at once, or on another, which only the function knows: page and paper name the same; and an older
    receipt's tab does not turn history round.
    """
    first = file_table(page, origin, drills=5)
    other = file_elsewhere(page, origin, drills=7)
    page.reload()
    told, mark = page.locator("#others"), page.locator(".paper .draft-mark")
    expect(told).to_contain_text(f"本单位此后又报送（回执号 {other}，2021年6月30日 09:00）")
    expect(mark).to_have_text(f"此后又报送（回执号 {other}），以那一次为准")
    ready(page, origin.form)  # with the earlier figures, which may be amended and printed there too
    expect(page.locator("#notice")).to_contain_text(first)
    expect(page.locator("#reviewed")).to_contain_text(
        f"此后又报送（回执号 {other}，2021年6月30日 09:00），以那一次为准"
    )
    page.emulate_media(media="print")
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".draft-mark")).to_have_text(f"此后又报送（回执号 {other}），以那一次为准")
    page.emulate_media(media="screen")

    later = page.context.new_page()
    second = file_table(later, origin, drills=50)
    page.goto(f"{origin.form}received/")
    expect(page.locator("#received")).to_be_visible()
    expect(page.locator("#reference")).to_have_text(first)
    expect(page.locator("#changed")).to_be_hidden()
    expect(told).to_contain_text(f"本单位此后又报送（回执号 {second}")
    fresh = page.context.new_page()
    fresh.goto(f"{origin.address}/2021/received/")
    expect(fresh.locator("#reference")).to_have_text(second)
    fresh.close()
    file_table(later, origin, drills=51)
    expect(later.locator("#changed h2")).to_contain_text(f"与本设备上次报送（{second}）相比，改了 1 处")

    last = file_elsewhere(page, origin, drills=8)
    page.reload()
    expect(told).to_contain_text(f"此后又报送（回执号 {last}")
    expect(page.locator("#overtaken")).to_contain_text(f"（回执号 {last}）")


def test_a_reply_that_was_lost_with_its_tab_is_a_replay(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    page.focus("#drills")
    put_table(page, valid_answers(EDITION))
    page.route("**/submissions", lambda route: (route.fetch(), route.abort()))
    page.click(SUBMIT)
    expect(page.locator("#notice")).to_contain_text("秒后自动重试")
    page.wait_for_timeout(600)
    tab = page.context.new_page()
    page.close()

    ready(tab, origin.form)
    expect(tab.locator("#notice")).to_contain_text(f"已恢复本设备上“{UNIT_NAME}”的草稿")
    expect(tab.locator("#notice")).to_contain_text("曾提交，未取得回执，请重新提交")
    tab.click(SUBMIT)
    expect(tab.locator("#received")).to_be_visible()

    assert len(origin.records()) == 1
    assert tab.evaluate("() => Object.keys(localStorage).filter((name) => name.startsWith('filing-'))") == []
