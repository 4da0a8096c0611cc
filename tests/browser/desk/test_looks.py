"""Every view of the desk: who can use it, its width, its weight, its print."""

import gzip

from playwright.sync_api import Page, Response, expect

from tests.support.browser.officer import filled_desk, show
from tests.support.browser.reading import axe_finds, print_words
from tests.support.http.origin import Origin

VIEWS = ("progress", "suspects", "statistics", "unit/330206", "unit/3302Z4", "files", "report")
MOST = 20_000
"""Bytes of the first load, compressed, without the collection."""


def test_axe_finds_nothing_and_no_view_is_wider_than_a_phone_nor_before_the_desk_is_open(
    page: Page, origin: Origin
) -> None:
    page.goto(f"{origin.address}/desk/")
    expect(page.locator("#lock")).to_be_visible()
    assert axe_finds(page) == []

    filled_desk(page, origin)
    found = {}
    for view in VIEWS:
        show(page, view)
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            found[view, width] = axe_finds(page), page.evaluate("document.documentElement.scrollWidth")
    assert found == {(view, width): ([], width) for view in VIEWS for width in (1280, 360)}


def test_the_first_load_is_20_kb_at_most_without_the_figures_and_the_units_print_whole(
    page: Page, origin: Origin
) -> None:
    """Without what is pressed."""
    seen: list[Response] = []
    page.on("response", lambda reply: seen.append(reply))
    filled_desk(page, origin)

    weights = {reply.url: len(gzip.compress(reply.body(), 9)) for reply in seen if "/api/" not in reply.url}
    assert sum(weights.values()) <= MOST, weights

    text = "".join(print_words(page))
    assert "宁波保税区市场监督管理局" in text
    assert "13/15家已报" in text
    assert "复制催报消息" not in text
