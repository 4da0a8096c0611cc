"""Every question with its total, and what stands behind it."""

import re
import statistics
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser.officer import collection, filled_desk
from tests.support.browser.watching import watched
from tests.support.http.origin import Origin


@pytest.fixture(scope="module")
def shown(browser: Browser, served: Origin, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """They are only looked at."""
    served.open_on(tmp_path_factory.mktemp("statistics"))
    with browser.new_context(locale="zh-CN") as context, watched(context) as page:
        filled_desk(page, served, "statistics")
        yield page


@pytest.fixture(scope="module")
def collected(shown: Page, served: Origin) -> dict[str, Any]:  # noqa: ARG001  # the store is filled by then
    return collection(served)


def row_of(page: Page, label: str) -> list[str]:
    """The cells of the question that begins with these words."""
    row = page.locator(".statistics tr", has=page.locator(f"th:text('{label}')")).first
    return [cell.strip() for cell in row.locator("td").all_inner_texts()]


def test_every_total_is_the_collections(shown: Page, collected: dict[str, Any]) -> None:
    totals = collected["totals"]

    assert shown.locator(".statistics .total").all_inner_texts() == [f"{totals[id_]:,}" for id_ in totals]


def test_median_largest_and_zeros_are_those_of_the_units_that_count(
    shown: Page, collected: dict[str, Any]
) -> None:
    units = [unit for unit in collected["units"] if unit["filing"]]
    figures = [unit["filing"]["answers"]["posters"] for unit in units]
    largest = max(figures)

    total, _, _, median, most, zeros, _ = row_of(shown, "在公共场所张贴")

    assert total == f"{sum(figures):,}"
    assert float(median.replace(",", "")) == statistics.median(figures)
    assert f"{largest:,}" in most
    assert f"{largest / sum(figures):.0%}" in most
    assert zeros == (str(figures.count(0)) if 0 in figures else "")


def test_who_chose_otherwise_is_named(shown: Page, collected: dict[str, Any]) -> None:
    units = [unit for unit in collected["units"] if unit["filing"]]
    said_no = [unit["name"] for unit in units if not unit["filing"]["answers"]["plan_made"]]

    said = row_of(shown, "是否已制定活动方案")[0]

    assert f"否 {len(said_no)}" in said
    listed = re.split(r"[、 ]", said.partition(f"否 {len(said_no)}")[2].strip())
    assert said_no and all(any(part in name for name in said_no) for part in listed[:1] + listed[-1:])


def test_the_range_of_the_totals_is_said_first(shown: Page) -> None:
    expect(shown.locator("#view")).to_contain_text(
        "合计的范围：已报且读得出的 12 家；未报 2 家、记录损坏 1 家不在内"
    )
