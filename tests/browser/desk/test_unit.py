"""One unit at the desk: its paper, what happened, the way to the next."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from handler.records.record import find_unit
from handler.records.review import Act
from tests.support.browser.officer import download, filled_desk, open_desk, show
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


SHOWN = """() => Object.fromEntries(Array.from(document.querySelectorAll("#view [data-blank]"), (place) =>
  [place.dataset.blank, (Array.from(place.querySelectorAll("ins")).pop() || place).innerText]))"""
"""What stands in each blank; where it was amended, what it is now."""


def in_words(answer: object) -> str:
    if isinstance(answer, bool):
        return "是" if answer else "否"
    return f"{answer:,}" if isinstance(answer, int) else str(answer)


def test_the_units_are_walked_as_they_are_listed_each_with_what_is_to_be_said_of_it(
    page: Page, origin: Origin, tmp_path: Path
) -> None:
    filled_desk(page, origin)
    page.click(".todo >> text=看说明")
    expect(page.locator("#view")).to_contain_text("这不是未报")  # damaged is told from missing
    page.click("text=下一家")
    expect(page.locator("#view")).to_contain_text("还没有报送")

    page.click("text=← 各单位")
    page.fill("#find", "县")
    expect(page.locator(".units tbody tr")).to_have_count(2)
    page.click("text=象山县市场监督管理局")
    expect(page.locator("h1.unit-name")).to_have_text("象山县市场监督管理局")
    assert page.locator(".crumbs a").all_inner_texts() == ["← 各单位", "下一家"]
    page.click("text=下一家")
    expect(page.locator("h1.unit-name")).to_have_text("宁海县市场监督管理局")
    page.click("text=← 各单位")
    expect(page.locator("#find")).to_have_value("县")

    show(page, "unit/330203")
    named, content = download(page, ".attached >> text=活动总结.pdf", tmp_path / "got")
    assert (named, content) == ("海曙区-活动总结.pdf", PDF)
    show(page, "unit/x")
    expect(page.locator("#view")).to_contain_text("没有这个单位")


def test_a_units_table_shows_and_prints_what_is_stored_of_the_newest_filing(
    page: Page, origin: Origin
) -> None:
    """The sheet for the archive is the receipt's two pages.

    Where another has filed in its name, as of two that became one, it is said that they are not added up.
    """
    filled_desk(page, origin, f"unit/{BEILUN}")
    assert page.evaluate(SHOWN) == {
        id_: in_words(answer) for id_, answer in newest(origin)["answers"].items()
    }
    texts = print_words(page)
    assert len(texts) == 2
    assert folded(str(newest(origin)["reference"])) in texts[0]
    assert "退回" not in "".join(texts)
    assert "经过" not in "".join(texts)

    expect(page.locator(".side")).not_to_contain_text("没有相加")
    stranger = find_unit(SURVEY.roster, OUTSIDE)
    said = stored(review(Act.ALIAS, stranger.code, name=OUTSIDE, code=BEILUN))
    origin.store.create(said.key, said.data)
    open_desk(page, origin, f"unit/{BEILUN}")
    expect(page.locator(".side")).to_contain_text("没有相加，合计里只有最后一份")


def test_what_is_being_written_is_not_lost_when_something_new_comes(page: Page, origin: Origin) -> None:
    page.clock.install()
    filled_desk(page, origin, f"unit/{BEILUN}")
    page.click("text=退回修改")
    page.fill("#note", "请核实专题行的场次，写到一半")
    amend(origin.store, origin.catalogue["2021"], "330203")

    page.clock.fast_forward("01:01")

    expect(page.locator("#said")).to_contain_text("有新的数据")
    expect(page.locator("#note")).to_have_value("请核实专题行的场次，写到一半")
