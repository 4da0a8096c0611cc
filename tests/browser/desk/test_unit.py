"""One unit at the desk: its paper, what happened, the way to the next."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from handler.records.record import find_unit
from handler.records.review import Act
from tests.support.browser.officer import filled_desk, open_desk
from tests.support.browser.reading import folded, print_words
from tests.support.collecting.desk import OUTSIDE, amend
from tests.support.collecting.reviews import review, stored
from tests.support.files import PDF
from tests.support.filings import SURVEY
from tests.support.http.origin import Origin

BEILUN = "330206"


def newest(origin: Origin) -> dict[str, Any]:
    """The record of 北仑 that counts."""
    found = [json.loads(origin.store.read(key)) for key in origin.store.list(f"submissions/2021/{BEILUN}/")]
    latest: dict[str, Any] = max(found, key=lambda record: str(record["received_at"]))
    return latest


def test_the_table_shows_what_is_stored_of_the_newest_filing(page: Page, origin: Origin) -> None:
    filled_desk(page, origin, f"unit/{BEILUN}")

    shown = page.evaluate(SHOWN)
    assert shown == {id_: in_words(answer) for id_, answer in newest(origin)["answers"].items()}


SHOWN = """() => Object.fromEntries(Array.from(document.querySelectorAll("#view [data-blank]"), (place) =>
  [place.dataset.blank, (Array.from(place.querySelectorAll("ins")).pop() || place).innerText]))"""
"""What stands in each blank; where it was amended, what it is now."""


def in_words(answer: object) -> str:
    if isinstance(answer, bool):
        return "是" if answer else "否"
    return f"{answer:,}" if isinstance(answer, int) else str(answer)


def test_before_and_next_walk_the_units_as_they_are_listed(page: Page, origin: Origin) -> None:
    filled_desk(page, origin)
    page.fill("#find", "县")
    expect(page.locator(".units tbody tr")).to_have_count(2)

    page.click("text=象山县市场监督管理局")
    expect(page.locator("h1.unit-name")).to_have_text("象山县市场监督管理局")
    assert page.locator(".crumbs a").all_inner_texts() == ["← 各单位", "下一家"]
    page.click("text=下一家")
    expect(page.locator("h1.unit-name")).to_have_text("宁海县市场监督管理局")
    page.click("text=← 各单位")
    expect(page.locator("#find")).to_have_value("县")


def test_a_unit_in_whose_name_another_has_filed_says_that_they_are_not_added_up(
    page: Page, origin: Origin
) -> None:
    """As two that became one, or a name that was given to it."""
    filled_desk(page, origin, f"unit/{BEILUN}")
    expect(page.locator(".side")).not_to_contain_text("没有相加")
    stranger = find_unit(SURVEY.roster, OUTSIDE)
    said = stored(review(Act.ALIAS, stranger.code, name=OUTSIDE, code=BEILUN))
    origin.store.create(said.key, said.data)

    open_desk(page, origin, f"unit/{BEILUN}")

    expect(page.locator(".side")).to_contain_text("没有相加，合计里只有最后一份")


def test_a_damaged_unit_is_told_from_a_missing_one(page: Page, origin: Origin) -> None:
    filled_desk(page, origin)
    page.click(".todo >> text=看说明")

    expect(page.locator("#view")).to_contain_text("这不是未报")
    page.click("text=下一家")
    expect(page.locator("#view")).to_contain_text("还没有报送")


def test_the_sheet_for_the_archive_is_the_receipts_two_pages(page: Page, origin: Origin) -> None:
    filled_desk(page, origin, f"unit/{BEILUN}")

    texts = print_words(page)

    assert len(texts) == 2
    assert folded(str(newest(origin)["reference"])) in texts[0]
    assert "退回" not in "".join(texts)
    assert "经过" not in "".join(texts)


def test_a_unit_that_is_not_listed_is_no_error(page: Page, origin: Origin) -> None:
    filled_desk(page, origin, "unit/x")

    expect(page.locator("#view")).to_contain_text("没有这个单位")


def test_an_attachment_is_one_click(page: Page, origin: Origin, tmp_path: Path) -> None:
    filled_desk(page, origin, "unit/330203")

    with page.expect_download() as started:
        page.click(".attached >> text=活动总结.pdf")
    started.value.save_as(tmp_path / "got")

    assert started.value.suggested_filename == "海曙区-活动总结.pdf"
    assert (tmp_path / "got").read_bytes() == PDF


def test_what_is_being_written_is_not_lost_when_something_new_comes(page: Page, origin: Origin) -> None:
    page.clock.install()
    filled_desk(page, origin, f"unit/{BEILUN}")
    page.click("text=退回修改")
    page.fill("#note", "请核实专题行的场次，写到一半")
    amend(origin.store, origin.catalogue["2021"], "330203")

    page.clock.fast_forward("01:01")

    expect(page.locator("#said")).to_contain_text("有新的数据")
    expect(page.locator("#note")).to_have_value("请核实专题行的场次，写到一半")
