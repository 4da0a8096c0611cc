"""The desk over more units than it draws at once: real records, really merged."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser.officer import open_desk, show
from tests.support.browser.reading import axe_finds
from tests.support.collecting.desk import fill, many_units
from tests.support.http.origin import Origin, serve_origin

MANY = 250
FIRST = 100
MOST_NODES = 2_000
"""What the first view may draw; every row would be more than 2,250."""


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Origin]:
    survey = many_units(MANY)
    with serve_origin(tmp_path_factory.mktemp("many") / "public", catalogue={"2021": survey}) as origin:
        origin.open_on(tmp_path_factory.mktemp("many-store"))
        fill(origin.store, survey)
        yield origin


def test_the_first_hundred_are_drawn_all_are_found_and_all_are_printed(page: Page, crowded: Origin) -> None:
    open_desk(page, crowded)
    rows = page.locator(".units tbody tr:not(.group)")

    expect(page.locator(".big")).to_contain_text(f"{MANY - 2:,} / {MANY:,} 家已报")
    expect(rows).to_have_count(FIRST)
    assert page.evaluate("document.querySelectorAll('*').length") < MOST_NODES

    page.fill("#find", "第217街道")
    expect(rows).to_have_count(1)
    page.fill("#find", "")
    expect(rows).to_have_count(FIRST)

    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(rows).to_have_count(MANY)

    page.set_viewport_size({"width": 360, "height": 740})
    for view in ("suspects", "statistics"):
        show(page, view)
        assert axe_finds(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 360
