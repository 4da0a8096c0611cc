"""What the first load of the form weighs, as its network log has it; and that nothing of it is missing offline."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.browser.watching import MOST, first_load
from tests.support.http.origin import Origin
from webform.assets import OFFLINE, lazy_scripts


@pytest.mark.offline
def test_the_first_load_is_30_kb_and_8_requests_at_most_and_the_form_then_goes_on_without_network(
    page: Page, origin: Origin, context: BrowserContext
) -> None:
    """With its draft, with what is loaded when it is used, and with a word on where the table is kept."""
    weights = first_load(page, origin)
    assert len(weights) <= 8, weights
    assert sum(weights.values()) <= MOST, weights
    assert not any(address.endswith(lazy_scripts()) for address in weights)
    script = str(page.locator("script[type=module]").get_attribute("src"))

    kept = page.locator("#kept")
    expect(kept).to_be_empty()
    page.fill("#drills", "12")
    now = page.evaluate("new Date().toTimeString().slice(0, 4)")
    expect(kept).to_contain_text(f"已自动保存 {now}")
    context.set_offline(True)
    expect(kept).to_have_text("离线，已存本设备")
    context.set_offline(False)
    expect(kept).to_contain_text("已自动保存")

    context.set_offline(True)
    page.click("#save-file")  # on the page of a first visit too
    expect(page.locator("#notice")).to_contain_text("已导出")
    page.reload()
    expect(page.locator("html.ready")).to_have_count(1)
    expect(page.locator("#notice")).to_contain_text("已恢复")
    expect(page.locator("#drills")).to_have_value("12")
    for name in lazy_scripts(OFFLINE):
        found = page.evaluate("address => import(address).then(Object.keys)", script.replace("form.js", name))
        assert found
