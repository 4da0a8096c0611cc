"""The desk opens with the bureau key alone, and keeps neither key nor figures where others find them."""

import json
from hashlib import sha256

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser.officer import filled_desk, open_desk
from tests.support.http.origin import KEY, Origin

KEPT = """async () => {
  const found = [JSON.stringify(localStorage)];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) found.push(request.url);
  }
  return found.join(" ");
}"""


def test_the_key_alone_opens_the_desk_and_leaves_the_address_and_each_tab_needs_it(
    page: Page, origin: Origin
) -> None:
    """A wrong one is said to be so and forgotten; one where servers log it opens nothing, with a word on it."""
    desk = f"{origin.address}/desk/"
    page.goto(f"{desk}#key=wrong")
    expect(page.locator("#refused")).to_contain_text("密钥不对")
    expect(page.locator("#view")).to_be_hidden()
    assert page.evaluate("() => sessionStorage.length") == 0

    page.goto(f"{desk}?key={KEY}")
    expect(page.locator("#refused")).to_contain_text("要写成 #key=密钥")
    assert page.url == desk
    expect(page.locator("#view")).to_be_empty()

    page.fill("#key", f" {KEY} ")
    page.keyboard.press("Enter")
    expect(page.locator("#view .panel").first).to_be_visible()

    other = page.context.new_page()
    other.goto(desk)
    expect(other.locator("#lock")).to_be_visible()
    open_desk(other, origin)
    assert other.url == desk
    other.reload()
    expect(other.locator("#view .panel").first).to_be_visible()
    other.close()


def test_where_the_network_fails_the_desk_says_so_and_who_opens_a_download_by_hand_is_led_to_it(
    page: Page, origin: Origin
) -> None:
    page.goto(f"{origin.address}/api/2021/collection.xlsx")
    page.click("text=打开汇总台")
    expect(page).to_have_url(f"{origin.address}/desk/")

    page.route("**/collection.desk.json", lambda route: route.abort())
    page.fill("#key", KEY)
    page.keyboard.press("Enter")
    expect(page.locator("#refused")).to_contain_text("网络连接失败")


@pytest.mark.offline
def test_figures_and_key_are_kept_by_no_storage_of_the_browser_and_go_with_who_leaves(
    page: Page, origin: Origin
) -> None:
    page.goto(origin.form)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
    filled_desk(page, origin)
    page.reload()
    expect(page.locator("#view .panel").first).to_be_visible()

    seen = json.loads(page.evaluate("() => localStorage.getItem('desk-seen-2021')"))
    records = {key: sha256(origin.store.read(key)).hexdigest() for key in origin.store.list("submissions/")}
    assert (
        seen.items() <= {key: digest[:15] for key, digest in records.items()}.items()
    )  # names and digests alone
    assert len(seen) == len(records) - 1  # one is damaged
    page.click("#leave")
    expect(page.locator("#lock")).to_be_visible()
    expect(page.locator("#view")).to_be_empty()
    assert page.evaluate("() => sessionStorage.length") == 0
    page.click("text=清除本设备记着的存证码清单")
    kept = page.evaluate(KEPT)

    assert "/2021/" in kept  # the form itself is
    assert not any(word in kept for word in ("collection", "desk", KEY, "海曙"))
