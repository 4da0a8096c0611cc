"""Whoever has filed on this computer finds the receipt and the same sheet of paper again: in any tab, on any day, without filing anew."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.support.browser.keeping import drafts
from tests.support.browser.reading import folded, print_words
from tests.support.browser.typing import put_table, ready, typed_table
from tests.support.browser.watching import watched
from tests.support.builders import UNIT_NAME, the_2021, valid_answers
from tests.support.http.origin import Origin

EDITION = the_2021()
ANSWERS = valid_answers(EDITION, posters=123456)
REASON = "方案尚在会签，预计七月印发"
SUBMIT = "button[type=submit]"
NOTICE = "#notice"


def sheet_of(page: Page) -> list[bytes]:
    """Each page of the print as it is seen, dot by dot."""
    expect(page.locator("#received")).to_be_visible()
    paper = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return [bytes(sheet.render(scale=1.5).buffer) for sheet in paper]


@dataclass(frozen=True, kw_only=True, slots=True)
class Filed:
    """A table that was filed with a reason: what it left on its computer, its paper, the file it was saved as, its record."""

    reference: str
    state: StorageState
    paper: list[bytes]
    file: Path
    records: dict[str, bytes]


def file_table(page: Page, origin: Origin, **changes: object) -> str:
    """File the table with a reason; its reference."""
    ready(page, origin.form)
    put_table(page, {**ANSWERS, "plan_made": False, **changes})
    page.locator("input[name=plan_made][value=否]").dispatch_event("change")
    page.fill("#plan_made-reason", REASON)
    page.click(SUBMIT)
    expect(page.locator("#received")).to_be_visible()
    return str(page.locator("#reference").text_content())


@pytest.fixture(scope="module")
def made(browser: Browser, served: Origin, tmp_path_factory: pytest.TempPathFactory) -> Filed:
    folder = tmp_path_factory.mktemp("filed")
    served.open_on(folder / "store")
    context = browser.new_context(locale="zh-CN", service_workers="block")
    page = context.new_page()
    reference = file_table(page, served)
    with page.expect_download() as download:
        page.click("#save")
    download.value.save_as(folder / "filed.json")
    filed = Filed(
        reference=reference,
        state=context.storage_state(),
        paper=sheet_of(page),
        file=folder / "filed.json",
        records={key: served.store.read(key) for key in served.store.list("submissions/")},
    )
    context.close()
    return filed


@pytest.fixture
def filed(made: Filed, origin: Origin) -> Filed:
    """The same, stored."""
    for key, data in made.records.items():
        origin.store.create(key, data)
    return made


@pytest.fixture
def tab(browser: Browser, filed: Filed) -> Iterator[Page]:
    """A new tab of the computer at which it was filed."""
    with (
        browser.new_context(locale="zh-CN", service_workers="block", storage_state=filed.state) as context,
        watched(context) as page,
    ):
        yield page


def test_a_new_tab_names_what_was_filed_and_prints_the_same_sheet(
    tab: Page, origin: Origin, filed: Filed
) -> None:
    """Without the function too; and who goes on from it once nothing is taken any more is not asked to file."""
    ready(tab, origin.form)
    expect(tab.locator(NOTICE)).to_contain_text(
        f"本设备已报送：{UNIT_NAME}，回执号 {filed.reference}，2021年6月30日 09:00"
    )
    tab.click("text=查看和打印")
    expect(tab.locator("#reference")).to_have_text(filed.reference)
    expect(tab.locator("#revision")).to_have_text("第 1 次")
    assert sheet_of(tab) == filed.paper
    assert len(origin.records()) == 1

    tab.evaluate("sessionStorage.clear()")
    tab.route("**/api/**", lambda route: route.abort())
    tab.reload()
    assert tab.url == f"{origin.form}received/#{filed.reference}"
    assert sheet_of(tab) == filed.paper

    tab.evaluate("sessionStorage.clear()")
    tab.unroute("**/api/**")
    origin.clock.set("2021-08-01T09:00:00+08:00")
    ready(tab, origin.form)
    expect(tab.locator("#form")).to_have_attribute("data-state", "closed")
    tab.click("text=在此基础上修改")
    expect(tab.locator(NOTICE)).to_contain_text(f"网上已停止接收，请与市局{EDITION.site.call}联系。")
    expect(tab.locator(NOTICE)).not_to_contain_text("重新提交")


def test_who_goes_on_from_it_files_a_revision_and_nothing_is_kept_as_a_draft_meanwhile(
    tab: Page, origin: Origin, filed: Filed
) -> None:
    """As long as the table is what was filed, its print says so; it is a draft from the first change on, however often
    its filing was learnt of.
    """
    ready(tab, origin.form)

    tab.click("text=在此基础上修改")

    assert typed_table(tab, EDITION)["posters"] == "123456"
    expect(tab.locator("#plan_made-reason")).to_have_value(REASON)
    assert folded(f"已报送：回执号{filed.reference}，校验码") in print_words(tab)[0]
    tab.fill("#drills", "99")
    assert folded("草稿：尚未提交，无回执号") in print_words(tab)[0]
    tab.set_input_files("#open-file", filed.file)
    expect(tab.locator(NOTICE)).to_contain_text("这份表已报送")
    tab.fill("#drills", "99")
    assert folded("草稿：尚未提交，无回执号") in print_words(tab)[0]
    tab.click(SUBMIT)
    expect(tab.locator("#revision")).to_have_text("第 2 次")
    assert drafts(tab) == {}
    assert [record["answers"]["drills"] for record in origin.records()] == [ANSWERS["drills"], 99]  # type: ignore[index]  # a record's answers


def test_of_several_units_each_is_listed_and_each_has_its_own_sheet(
    tab: Page, origin: Origin, filed: Filed
) -> None:
    """Though the tab of the last one ended before its receipt was drawn."""
    tab.route("**/2021/received/", lambda route: route.abort())
    ready(tab, origin.form)
    put_table(tab, {**ANSWERS, "unit": "海曙"})
    with tab.expect_event("requestfailed", lambda request: request.url.endswith("/received/")):
        tab.click(SUBMIT)
    another = tab.context.new_page()
    tab.close()
    last = str(origin.records()[-1]["reference"])

    ready(another, origin.form)

    listed = another.locator(f"{NOTICE} li")
    expect(listed).to_have_count(2)
    listed.filter(has_text=filed.reference).get_by_text("查看和打印").click()
    expect(another.locator("#reference")).to_have_text(filed.reference)
    assert sheet_of(another) == filed.paper
    another.evaluate("sessionStorage.clear()")  # it would go on from this one
    ready(another, origin.form)
    listed.filter(has_text=last).get_by_text("查看和打印").click()
    expect(another.locator("#reference")).to_have_text(last)
    assert sheet_of(another) != filed.paper


def test_the_saved_receipt_opened_on_another_computer_prints_the_same_sheet(
    elsewhere: Page, origin: Origin, filed: Filed, tmp_path: Path
) -> None:
    """Where its figures were changed it is no receipt. Where nothing was filed or begun the list of editions says nothing."""
    elsewhere.goto(origin.address)
    expect(elsewhere.locator(".state")).not_to_be_empty()
    expect(elsewhere.locator(".here")).to_be_hidden()

    document = json.loads(filed.file.read_text(encoding="utf-8"))
    document["table"]["raw"]["drills"] = "1000"
    (tmp_path / "changed.json").write_text(json.dumps(document), encoding="utf-8")
    ready(elsewhere, origin.form)
    elsewhere.set_input_files("#open-file", tmp_path / "changed.json")
    expect(elsewhere.locator(NOTICE)).to_contain_text("不一致，报送以后改过")
    expect(elsewhere.get_by_text("查看和打印")).to_have_count(0)

    elsewhere.set_input_files("#open-file", filed.file)
    expect(elsewhere.locator(NOTICE)).to_contain_text("已导入文件“filed.json”。")
    expect(elsewhere.locator(NOTICE)).to_contain_text(f"这份表已报送，回执号 {filed.reference}")
    assert typed_table(elsewhere, EDITION)["unit"] == UNIT_NAME
    elsewhere.click("text=查看和打印")
    assert sheet_of(elsewhere) == filed.paper
    assert len(origin.records()) == 1


def test_the_list_of_editions_shows_receipts_and_drafts_of_this_computer(
    tab: Page, origin: Origin, filed: Filed
) -> None:
    ready(tab, origin.form)
    tab.fill("#unit", "海曙区")
    tab.fill("#drills", "7")
    tab.wait_for_timeout(600)

    tab.goto(origin.address)

    receipt, draft = tab.locator(".here li").all()
    expect(receipt).to_contain_text(f"已报送：{UNIT_NAME}，回执号 {filed.reference}，2021年6月30日 09:00")
    expect(draft).to_contain_text("草稿：海曙区，已填 2 项，保存于")
    receipt.get_by_role("link").click()
    expect(tab.locator("#reference")).to_have_text(filed.reference)
    tab.go_back()
    tab.locator(".here li").nth(1).get_by_role("link").click()
    expect(tab.locator("#drills")).to_have_value("7")
