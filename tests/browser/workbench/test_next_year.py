"""Next year's table from the bureau's document to a receipt, by an officer who never saw a command line."""

import io
import re
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from schema.loading.catalogue import load_catalogue
from tests.support.browser.reading import axe_finds
from tests.support.documents.next_year import write_2022
from tests.support.http.served import Served
from tests.support.workbench_piece import KEY


def test_a_document_becomes_a_form_without_a_command(bench: Page, server: Served, tmp_path: Path) -> None:
    page = bench
    page.select_option("#bench-like", "2021")  # another test's form may stand there, too
    for typed, said in (
        ("２０２３年 第三季度", "2021 和 2023-q3 不是同样长的两期"),
        ("明年", "“明年”看不出是哪一期"),
    ):
        page.fill("#bench-edition", typed)
        page.get_by_role("button", name="没有新文件").click()
        expect(page.locator("#said")).to_contain_text(said)
    page.fill("#bench-edition", "2022年")
    page.set_input_files("#bench-file", write_2022(tmp_path))

    # two questions, in the words of both years
    card = page.locator(".card.chosen")
    expect(card).to_contain_text("联系人", timeout=20_000)
    card.get_by_role("button", name="是同一项").click()
    expect(card.locator("b").first).to_contain_text("奖励")
    card.get_by_role("button", name="是新的一项").click()
    expect(page.locator(".side h2").first).to_contain_text("都定好了")

    assert axe_finds(page) == []

    # words are corrected, a blank is put in where one was missed; a mistake is told, and nothing is lost by closing the tab
    page.locator(".sheet .words", has_text="推出党政领导署名文章").last.click()
    page.locator("#bench-line").fill("推出署名文章（〖12〗）篇，其中头版（〖数〗）。")
    page.get_by_role("button", name="改好了").click()
    expect(page.locator("#said")).to_contain_text("没有计量单位")
    page.locator("#bench-line").fill("推出署名文章（〖12〗）篇，其中头版（〖数〗）篇。")
    page.get_by_role("button", name="改好了").click()
    expect(page.locator(".bench-foot")).to_contain_text("要填 70 处")
    page.reload()
    expect(page.locator(".bench-foot")).to_contain_text("要填 70 处，还有 4 条审核关系要你决定")

    page.get_by_role("button", name="2 审核关系").click()
    page.get_by_role("button", name="都照用").click()
    expect(page.locator(".side h2").first).to_contain_text("规则都定了")
    page.get_by_role("button", name="3 时间").click()
    page.get_by_role("button", name="时间就是这样").click()

    # the roster as a table, out and in; what changes is seen
    with page.expect_download() as saved:
        page.get_by_role("button", name="下载现在的名单").click()
    book = openpyxl.load_workbook(io.BytesIO(saved.value.path().read_bytes()))
    sheet = book.active
    assert sheet
    sheet["B2"] = "宁波市海曙区新局"
    book.save(tmp_path / "名单.xlsx")
    page.set_input_files("#bench-roster", tmp_path / "名单.xlsx")
    expect(page.locator(".unit-changes")).to_contain_text("→ 宁波市海曙区新局")
    page.get_by_role("button", name="名单就是这样").click()
    expect(page.locator(".side")).to_contain_text("与 2021 相比有")

    # the preview is the form itself, and goes nowhere
    page.get_by_role("button", name="6 发布").click()
    with page.expect_popup() as popup:
        page.get_by_role("button", name="按手机的宽度预览").click()
    expect(popup.value.locator("h2").first).to_contain_text("预览", timeout=20_000)
    expect(popup.value.locator("html.ready")).to_have_count(1)
    popup.value.close()

    # what is half done is put aside only by who says so, to the page itself
    address = page.url
    page.get_by_role("link", name="制表").click()
    page.fill("#bench-edition", "2022")
    page.select_option("#bench-like", "2021")
    page.get_by_role("button", name="没有新文件").click()
    asked = page.get_by_role("alertdialog")
    expect(asked).to_contain_text("2022 已经做了一半")
    asked.get_by_role("button", name="不做").click()
    page.locator("li", has_text="form-2022.docx").get_by_role("button", name="收起来").click()
    expect(asked).to_contain_text("把做到一半的 2022 收起来？")
    page.keyboard.press("Escape")
    expect(asked).to_have_count(0)
    page.goto(address)
    page.get_by_role("button", name="6 发布").click()

    page.locator("#bench-publish").click()
    page.locator("#bench-form").click(timeout=20_000)

    # the form is served, without a restart
    expect(page).to_have_url(re.compile("/2022/$"))
    assert len(load_catalogue(server.folder / "editions")["2022"].edition.blanks) == 70
    expect(page.locator("html.ready")).to_have_count(1)


CHANGED = """async () => {
  const { beginPanel } = await import(document.querySelector("script[type=module]").src.replace(/[^/]*$/, "workbench/begin.js"));
  const asked = [];
  const bench = { desk: { tell() {}, go() {} }, trying: (act) => act(), ask: (path) => asked.push(path) };
  const [, published] = beginPanel(bench, { drafts: [], editions: ["2022h1"], next: "2023" });
  published.querySelector("button").click();
  return asked;
}"""


def test_a_published_table_is_changed_under_the_name_that_it_has(bench: Page) -> None:
    assert bench.evaluate(CHANGED) == ["/2022h1/edition"]


def test_of_two_who_change_one_table_the_second_is_told_and_sees_what_the_first_did(
    bench: Page, server: Served
) -> None:
    bench.select_option("#bench-like", "2021")
    bench.fill("#bench-edition", "2027")
    bench.get_by_role("button", name="没有新文件").click()
    line = bench.locator(".sheet .words", has_text="推出党政领导署名文章").last
    line.click()
    other = bench.context.new_page()
    other.goto(f"{server.address}/desk/#key={KEY}")
    expect(other.locator("#open")).to_be_visible()
    other.goto(f"{server.address}/desk/#workbench/2027")
    other.locator(".sheet .words", has_text="推出党政领导署名文章").last.click()

    for window, words in ((other, "推出领导署名文章"), (bench, "推出党委政府署名文章")):
        text = window.locator("#bench-line").input_value()
        window.locator("#bench-line").fill(text.replace("推出党政领导署名文章", words))
        window.get_by_role("button", name="改好了").click()
        expect(window.locator(".sheet")).to_contain_text("推出领导署名文章")

    expect(other.locator("#said")).to_be_hidden()
    expect(bench.locator("#said")).to_contain_text("你这一处没有改成")
    expect(bench.locator(".sheet")).not_to_contain_text("推出党委政府署名文章")
    assert "推出党委政府署名文章" in bench.locator("#bench-line").input_value()  # written once is enough
