"""The figures that may be mistyped, as the desk lists them."""

from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.support.browser.officer import download, filled_desk, open_desk
from tests.support.collecting.desk import MISTYPED
from tests.support.http.origin import Origin


def test_what_weighs_most_stands_first_and_every_slip_can_be_ordered_taken_away_and_seen_on_its_paper(
    page: Page, origin: Origin, tmp_path: Path
) -> None:
    filled_desk(page, origin, "suspects")
    first = page.locator(".suspect").first
    expect(page.locator(".band").first).to_contain_text("占合计 10% 以上")
    expect(first.locator("mark")).to_have_text("200,002")
    expect(first.locator(".sentence")).to_contain_text("开展安全宣传咨询活动（200,002）场")
    expect(first.locator(".share")).to_contain_text("99.9%")
    expect(first.locator(".compared li").first).to_contain_text("同类单位一般在")
    expect(first.locator("svg[role=img]")).to_contain_text("宁海县")

    shown = page.locator(".suspect mark").all_inner_texts()
    assert {f"{2 + 1000 * times:,}" for _, times in MISTYPED.values()} <= set(shown)
    expect(page.locator(".badge")).to_have_text(str(len(shown)))

    # as a sheet of the workbook to work with
    named, _ = download(page, "text=下载清单", tmp_path / "got.xlsx")
    heads, *rows = load_workbook(tmp_path / "got.xlsx", read_only=True)["待核实"].values
    assert named == "汇总-2021.xlsx"
    assert len(rows) == len(shown)
    assert dict(zip(heads, rows[0], strict=True))["单位"] == "宁海县市场监督管理局"

    page.select_option("#order", "按单位")
    names = page.locator(".suspect .who > a").all_inner_texts()
    assert len(names) == len(shown)
    assert names[0] == "慈溪市市场监督管理局"
    assert page.locator(".band").count() == 0

    page.click("nav >> text=进度")
    expect(page.locator(".todo")).to_contain_text(f"{len(shown)} 个数像是打错了")
    open_desk(page, origin, "suspects")
    page.click(".suspect >> nth=0 >> text=宁海县市场监督管理局")
    expect(page.locator(".doubted")).to_have_text("200,002")
    expect(page.locator("#note")).to_have_value(
        "请核实：“开展安全宣传咨询活动”填报 200,002 场。网上已停止接收，有误的请与我们联系更正；情况属实的，请告知原因。"
    )
