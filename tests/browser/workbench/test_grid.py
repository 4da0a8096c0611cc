"""A statutory form of 200 cells from the document to the bureau's totals, filled on a desk and on a phone."""

import io
import random
import re
import urllib.request
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl
from playwright.sync_api import Browser, Page, expect

from schema.edition.model import Edition
from schema.loading.catalogue import load_catalogue
from tests.support.browser.typing import put_table, ready, typed_table
from tests.support.builders import valid_answers
from tests.support.documents.road_conditions import KINDS, write_road
from tests.support.http.served import Served
from tests.support.workbench_piece import KEY

EDITION = "road-2022"
ROWS = 25


def publish(page: Page, folder: Path) -> None:
    page.fill("#bench-edition", EDITION)
    page.select_option("#bench-like", "")
    page.set_input_files("#bench-file", write_road(folder))
    result = page.locator(".card", has_text="评定结果")
    expect(result).to_be_visible(timeout=20_000)

    # the paper's own words are seen, marked in the document; what they ask is said for the whole column
    result.get_by_role("button", name="看这一处").click()
    page.locator(".card").get_by_role("button", name="看原件").click()
    expect(page.locator(".original td .doubted")).to_have_text("评定结果")
    page.get_by_role("button", name="看认出的表").click()
    page.select_option("#bench-kind", "文字")
    expect(page.locator(".card.chosen")).to_contain_text("改这 25 格")
    page.get_by_role("button", name="改填法").click()
    expect(page.locator(".card.settled", has_text="改过了")).to_be_visible()
    while page.locator(".side .card.chosen").count():
        before = page.locator(".side h2").first.inner_text()
        page.locator(".side .card.chosen .do button").first.click()
        expect(page.locator(".side h2").first).not_to_have_text(before)

    # the page fills the sums of the paper in, but the last 总计, which is to be typed
    page.get_by_role("button", name="2 审核关系").click()
    by_words = page.locator(".card", has_text="沿线设施(TCI) 总计")
    by_words.get_by_role("button", name="改为自己填").click()
    expect(by_words).to_contain_text("现在：合计自己填，不相等要写说明")
    page.get_by_role("button", name="都照用").click()
    expect(page.locator(".side h2").first).to_contain_text("规则都定了")
    page.get_by_role("button", name="3 时间").click()
    page.get_by_role("button", name="时间就是这样").click()
    roster = "单位代码,单位\n330203,海曙\n330212,鄞州\n".encode()
    page.set_input_files("#bench-roster", {"name": "名单.csv", "mimeType": "", "buffer": roster})
    expect(page.locator(".side h2").first).to_contain_text("2 家")
    page.get_by_role("button", name="6 发布").click()
    page.locator("#bench-publish").click()
    expect(page.locator("#bench-form")).to_be_visible(timeout=20_000)


def figures_of(unit: str) -> dict[str, Decimal]:
    """What the unit has in the cells that are no sums."""
    chance = random.Random(unit)  # noqa: S311  # the same figures on every run
    rows = (row for row in range(1, ROWS + 1) if row % len(KINDS) != 1)
    return {
        f"r{row}_{column}": Decimal(chance.randint(0, 99_999)) / 100 for row in rows for column in range(2, 7)
    }


def with_sums(figures: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """By the rules of the paper, and nothing of ours."""
    every = dict(figures)
    for row in range(1, ROWS + 1, len(KINDS)):
        for column in range(2, 7):
            every[f"r{row}_{column}"] = sum(
                (every[f"r{row + below}_{column}"] for below in range(1, 5)), Decimal()
            )
    for row in range(1, ROWS + 1):
        every[f"r{row}_1"] = sum((every[f"r{row}_{column}"] for column in range(2, 7)), Decimal())
    return every


def file_as(unit: str, page: Page, address: str, edition: Edition) -> None:
    """All cells but those that the page fills in."""
    every = with_sums(figures_of(unit))
    filled = {check.at for check in edition.checks if check.fill}
    sums = {f"r{row}_{column}" for row in (1, 6, 11, 16) for column in range(2, 7)}
    assert filled == sums | {each for each in every if each.endswith("_1")}
    rates = {f"r{row}_7": "98.50" for row in range(1, ROWS + 1)}
    typed = valid_answers(edition, unit=unit) | every | rates
    ready(page, address)
    put_table(page, {id_: answer for id_, answer in typed.items() if id_ not in filled})
    shown = typed_table(page, edition)
    assert {id_: Decimal(shown[id_]) for id_ in every} == every
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.click("button[type=submit]")
    expect(page).to_have_url(re.compile("/received/"))


def totals_in(book: bytes) -> dict[str, Decimal]:
    """What stands on the official table, by its row's number."""
    found: dict[str, Decimal] = {}
    for row in openpyxl.load_workbook(io.BytesIO(book))["正式表"].iter_rows(values_only=True):
        figures = [Decimal(str(value)) for value in row if isinstance(value, int | float)]
        number = next((value for value in row if isinstance(value, str) and value.isdigit()), "")
        if number and figures:
            found |= {f"r{number}_{column}": figure for column, figure in enumerate(figures[:6], 1)}
    return found


def test_a_form_of_200_cells_from_the_document_to_the_totals(
    bench: Page, browser: Browser, server: Served, tmp_path: Path
) -> None:
    publish(bench, tmp_path)
    edition = load_catalogue(server.folder / "editions")[EDITION].edition
    address = f"{server.address}/{EDITION}/"

    file_as("海曙", bench, address, edition)
    phone = browser.new_context(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True)
    file_as("鄞州", phone.new_page(), address, edition)
    phone.close()

    asked = urllib.request.Request(
        f"{server.address}/api/{EDITION}/collection.xlsx", headers={"Authorization": f"Bearer {KEY}"}
    )
    with urllib.request.urlopen(asked, timeout=20) as answer:
        totals = totals_in(answer.read())
    one, other = (with_sums(figures_of(unit)) for unit in ("海曙", "鄞州"))
    assert totals == {id_: one[id_] + other[id_] for id_ in one}
