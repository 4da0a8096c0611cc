"""The desk over more units than it draws at once: real records, really merged."""

import json

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support.browser.officer import filled_desk, reviews, show
from tests.support.browser.reading import axe_finds
from tests.support.collecting.desk import many_units
from tests.support.http.origin import Origin

MANY = 250
FIRST = 100
MOST_NODES = 2_000
"""What the first view may draw; every row would be more than 2,250."""


@pytest.fixture
def crowded(page: Page, origin: Origin, monkeypatch: pytest.MonkeyPatch) -> Page:
    """The desk, filled, of a roster that is longer."""
    monkeypatch.setattr(origin, "catalogue", {"2021": many_units(MANY)})
    origin.use(origin.store)
    filled_desk(page, origin)
    return page


def test_the_first_hundred_are_drawn_all_are_found_all_are_printed_and_hundreds_are_accepted_at_once(
    crowded: Page, origin: Origin
) -> None:
    rows = crowded.locator(".units tbody tr:not(.group)")
    expect(crowded.locator(".big")).to_contain_text(f"{MANY - 2:,} / {MANY:,} 家已报")
    expect(rows).to_have_count(FIRST)
    assert crowded.evaluate("document.querySelectorAll('*').length") < MOST_NODES

    crowded.fill("#find", "第217街道")
    expect(rows).to_have_count(1)
    crowded.fill("#find", "")
    expect(rows).to_have_count(FIRST)

    crowded.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(rows).to_have_count(MANY)

    crowded.set_viewport_size({"width": 360, "height": 740})
    for view in ("suspects", "statistics"):
        show(crowded, view)
        assert axe_finds(crowded) == []
        assert crowded.evaluate("document.documentElement.scrollWidth") == 360
    show(crowded, "progress")
    are_accepted_and_what_failed_is_gone_on_with(crowded, origin)


def are_accepted_and_what_failed_is_gone_on_with(page: Page, origin: Origin) -> None:
    """Of the first request one is not stored; of the second some are, and the network fails before it is answered."""
    tries: list[str | None] = []

    def fail_first_two(route: Route) -> None:
        tries.append(route.request.headers["idempotency-key"])
        first, second, *others = json.loads(route.request.post_data or "")["reviews"]
        if len(tries) == 1:
            reply = route.fetch(post_data=json.dumps({"reviews": [first, *others]}))
            told = json.loads(reply.body())["reviews"]
            told.insert(1, {"status": 503, "message": "存储暂时不可用。"})
            route.fulfill(status=200, content_type="application/json", body=json.dumps({"reviews": told}))
        elif len(tries) == 2:
            route.fetch(post_data=json.dumps({"reviews": [first, second]}))
            route.abort()
        else:
            route.continue_()

    page.route("**/api/2021/reviews", fail_first_two)
    button = page.locator("text=/验收无疑点的/")
    many = int("".join(filter(str.isdigit, button.inner_text())))
    assert many > 200
    button.click()

    page.click("dialog button[type=submit]")
    said = page.locator("#said")
    expect(said).to_contain_text(f"记下了 99 条，{many - 99} 条没有记下（")
    expect(said).to_contain_text("存储暂时不可用。；网络连接失败")
    assert len(reviews(origin)) == 101
    page.click("text=继续记下其余的")

    expect(said).to_contain_text(f"已验收 {many} 家", timeout=20_000)
    assert len(set(tries)) == 1
    assert len({review["unit"] for review in reviews(origin)}) == len(reviews(origin)) == many
    page.select_option("#choose-status", "已验收")
    expect(page.locator(".units + .foot")).to_contain_text(f"{many} 家")
