"""Every question with its total, and what stands behind it."""

import re
import statistics

from playwright.sync_api import Page, expect

from tests.support.browser.officer import collection, filled_desk
from tests.support.http.origin import Origin


def row_of(page: Page, label: str) -> list[str]:
    """The cells of the question that begins with these words."""
    row = page.locator(".statistics tr", has=page.locator(f"th:text('{label}')")).first
    return [cell.strip() for cell in row.locator("td").all_inner_texts()]


def test_every_total_is_the_collections(page: Page, origin: Origin) -> None:
    filled_desk(page, origin, "statistics")
    totals = collection(origin)["totals"]

    shown = page.locator(".statistics .total").all_inner_texts()

    assert shown == [f"{totals[id_]:,}" for id_ in totals]


def test_median_largest_and_zeros_are_those_of_the_units_that_count(page: Page, origin: Origin) -> None:
    filled_desk(page, origin, "statistics")
    units = [unit for unit in collection(origin)["units"] if unit["filing"]]
    figures = [unit["filing"]["answers"]["posters"] for unit in units]
    largest = max(figures)

    total, _, _, median, most, zeros, _ = row_of(page, "在公共场所张贴")

    assert total == f"{sum(figures):,}"
    assert float(median.replace(",", "")) == statistics.median(figures)
    assert f"{largest:,}" in most
    assert f"{largest / sum(figures):.0%}" in most
    assert zeros == (str(figures.count(0)) if 0 in figures else "")


def test_who_chose_otherwise_is_named(page: Page, origin: Origin) -> None:
    filled_desk(page, origin, "statistics")
    units = [unit for unit in collection(origin)["units"] if unit["filing"]]
    said_no = [unit["name"] for unit in units if not unit["filing"]["answers"]["plan_made"]]

    said = row_of(page, "是否已制定活动方案")[0]

    assert f"否 {len(said_no)}" in said
    listed = re.split(r"[、 ]", said.partition(f"否 {len(said_no)}")[2].strip())
    assert said_no and all(any(part in name for name in said_no) for part in listed[:1] + listed[-1:])


def test_the_range_of_the_totals_is_said_first(page: Page, origin: Origin) -> None:
    filled_desk(page, origin, "statistics")

    expect(page.locator("#view")).to_contain_text(
        "合计的范围：已报且读得出的 12 家；未报 2 家、记录损坏 1 家不在内"
    )
