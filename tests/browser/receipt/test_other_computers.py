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


def test_what_another_computer_has_filed_is_said_and_who_goes_on_alone_is_told_nothing(
    page: Page, elsewhere: Page, origin: Origin
) -> None:
    file_table(page, origin, drills=1)
    own = file_table(page, origin, drills=2)
    expect(page.locator("#others")).to_be_hidden()

    other = file_table(elsewhere, origin, drills=3)
    file_table(page, origin, drills=4)

    told = elsewhere.locator("#others")
    expect(told).to_contain_text(f"本单位此前已报送（回执号 {own}，2021年6月30日 09:00）")
    expect(told).to_contain_text("可能在其他设备上报送")
    expect(page.locator("#others")).to_contain_text(other)


def test_the_role_that_may_only_put_leaves_it_to_the_receipts_address(page: Page, origin: Origin) -> None:
    elsewhere = {"answers": valid_answers(EDITION, drills=1)}
    first = page.request.post(f"{origin.address}/api/2021/submissions", data=elsewhere).json()["reference"]

    def put_only(route: Route) -> None:
        reply = route.fetch()
        route.fulfill(response=reply, json={**reply.json(), "revision": None, "previous": None})

    page.route("**/submissions", put_only)
    file_table(page, origin, drills=2)

    expect(page.locator("#others")).to_contain_text(first)


def test_an_older_receipts_tab_does_not_turn_history_round(page: Page, origin: Origin) -> None:
    first = file_table(page, origin, drills=5)
    later = page.context.new_page()
    second = file_table(later, origin, drills=50)

    page.reload()
    expect(page.locator("#received")).to_be_visible()

    expect(page.locator("#reference")).to_have_text(first)
    expect(page.locator("#changed")).to_be_hidden()
    expect(page.locator("#others")).to_contain_text(f"本单位此后又报送（回执号 {second}")
    fresh = page.context.new_page()
    fresh.goto(f"{origin.address}/2021/received/")
    expect(fresh.locator("#reference")).to_have_text(second)
    file_table(later, origin, drills=51)
    expect(later.locator("#changed h2")).to_contain_text(f"与本设备上次报送（{second}）相比，改了 1 处")


def test_a_receipt_and_a_form_in_whose_place_another_computer_has_filed_say_so_on_page_and_paper(
    page: Page, elsewhere: Page, origin: Origin
) -> None:
    """A sealed sheet with figures that count no more would go to the bureau unnoticed."""
    file_table(page, origin, drills=1)
    last = file_table(elsewhere, origin, drills=2)

    page.reload()

    expect(page.locator("#others")).to_contain_text(f"本单位此后又报送（回执号 {last}，2021年6月30日 09:00）")
    expect(page.locator(".paper .draft-mark")).to_have_text(f"此后又报送（回执号 {last}），以那一次为准")
    expect(elsewhere.locator(".draft-mark")).to_have_count(0)
    own = page.locator("#reference").text_content()
    ready(page, origin.form)  # with the earlier figures, which may be amended and printed there too
    expect(page.locator("#notice")).to_contain_text(str(own))
    expect(page.locator("#reviewed")).to_contain_text(
        f"此后又报送（回执号 {last}，2021年6月30日 09:00），以那一次为准"
    )
    page.emulate_media(media="print")
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".draft-mark")).to_have_text(f"此后又报送（回执号 {last}），以那一次为准")


def test_page_and_paper_of_a_receipt_name_the_same_later_one(
    page: Page, elsewhere: Page, origin: Origin
) -> None:
    """This computer knows of the second filing at once, of the third only from the function."""
    file_table(page, origin, drills=1)
    file_table(page.context.new_page(), origin, drills=2)
    last = file_table(elsewhere, origin, drills=3)

    page.reload()

    expect(page.locator("#others")).to_contain_text(f"此后又报送（回执号 {last}")
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
