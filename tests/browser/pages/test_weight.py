"""What the first load of the form weighs, as its network log has it; and that nothing of it is missing offline."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.browser.typing import ready
from tests.support.browser.watching import MOST, first_load
from tests.support.http.origin import Origin
from webform.assets import OFFLINE, lazy_scripts


@pytest.mark.offline
def test_the_first_load_is_30_kb_and_8_requests_at_most(page: Page, origin: Origin) -> None:
    weights = first_load(page, origin)

    assert len(weights) <= 8, weights
    assert sum(weights.values()) <= MOST, weights
    assert not any(address.endswith(lazy_scripts()) for address in weights)


@pytest.mark.offline
def test_what_is_loaded_when_it_is_used_is_there_without_network(
    page: Page, origin: Origin, context: BrowserContext
) -> None:
    ready(page, origin.form)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
    script = str(page.locator("script[type=module]").get_attribute("src"))
    context.set_offline(True)
    page.click("#save-file")  # on the page of a first visit too
    expect(page.locator("#notice")).to_contain_text("已导出")
    page.reload()
    expect(page.locator("html.ready")).to_have_count(1)

    for name in lazy_scripts(OFFLINE):
        found = page.evaluate("address => import(address).then(Object.keys)", script.replace("form.js", name))
        assert found
