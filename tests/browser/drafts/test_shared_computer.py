"""这是公用电脑：报送后清除: nothing of a filing stays for who sits there next; and the time where nobody can be asked."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.browser.typing import put_table, ready, typed_table
from tests.support.builders import UNIT_NAME, the_2021, valid_answers
from tests.support.http.origin import Origin

EDITION = the_2021()
ANSWERS = valid_answers(EDITION)
SUBMIT = "button[type=submit]"
PAUSE = 600
KEPT = "() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])"


def test_after_filing_this_computer_knows_nothing_of_the_table(
    page: Page, origin: Origin, context: BrowserContext
) -> None:
    """Nor before, where only the unit is named. The receipt is open in its tab until it is cleared."""
    ready(page, origin.form)
    page.fill("#unit", UNIT_NAME)
    page.wait_for_timeout(PAUSE)
    fresh = context.new_page()
    ready(fresh, origin.form)
    expect(fresh.locator("#notice")).to_be_hidden()
    expect(fresh.locator("#unit")).to_have_value("")

    put_table(page, ANSWERS)
    page.wait_for_timeout(PAUSE)
    page.check("#_shared")
    page.click(SUBMIT)
    expect(page.locator("#shared")).to_be_visible()
    stays = page.evaluate("() => JSON.stringify(Object.entries(localStorage))")
    for word in (UNIT_NAME, "张三", "0574-87654321", "receipts", "filed-", "draft-", "filing-"):
        assert word not in stays
    ready(fresh, origin.form)
    expect(fresh.locator("#notice")).to_be_hidden()
    fresh.goto(f"{origin.address}/2021/received/")
    expect(fresh.locator("#unknown")).to_be_visible()

    page.reload()
    expect(page.locator("#reference")).to_contain_text("2021-330212-")
    assert "filed-" not in page.evaluate(KEPT)
    page.get_by_role("button", name="清除并离开").click()
    page.wait_for_url(f"{origin.address}/")
    assert "2021-330212" not in page.evaluate(KEPT)
    page.go_back()
    page.wait_for_timeout(300)
    if page.url == origin.form:
        assert typed_table(page, EDITION)["contact"] == ""


@pytest.mark.offline
def test_without_the_server_the_time_is_this_computers_and_says_so(
    page: Page, origin: Origin, context: BrowserContext
) -> None:
    ready(page, origin.form)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
    context.set_offline(True)
    page.clock.set_fixed_time("2021-06-30T08:00:00+08:00")  # behind what the server said

    page.reload()

    expect(page.locator(".due")).to_have_text(
        "2021年7月1日 12:00 前报送，还有 1 天 3 小时（网络连接失败，按本设备时间）"
    )
    expect(page.locator(SUBMIT)).to_be_enabled()
    page.clock.set_fixed_time("2021-09-01T08:00:00+08:00")
    page.reload()
    expect(page.locator(".due")).to_contain_text("停止接收填报")
    expect(page.locator(SUBMIT)).to_be_enabled()
