"""Every page as it is seen: at a desk and on a phone, in large type and forced colours, and who can use it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import FilePayload, Page, expect

from handler.records.parse import parse_record
from handler.records.record import Record
from handler.records.review import Act
from tests.support.browser.reading import axe_finds
from tests.support.browser.showing import EDITION, file_table
from tests.support.browser.typing import put_table, ready
from tests.support.builders import valid_answers
from tests.support.collecting.reviews import review, stored
from tests.support.files import PDF
from tests.support.http.origin import Origin

Walk = Callable[[Page, Origin], Iterator[str]]
"""Goes from state to state of a page, and names each where it is to be looked at."""
SUBMIT = "button[type=submit]"


def show_pages(page: Page, origin: Origin) -> Iterator[str]:
    for path in ("/", "/nowhere", "/guide/", "/accessibility/", "/2021/print/", "/2021/received/"):
        page.goto(origin.address + path)
        yield path


def show_one_table(page: Page, origin: Origin) -> Iterator[str]:
    """It is filed with mistakes, sent along with files, sent back by the bureau, and filed with a reason at last."""
    ready(page, origin.form)
    yield "form"
    page.click(SUBMIT)
    expect(page.locator("#summary")).to_be_visible()
    yield "problems"
    page.click("#contrast")
    expect(page.locator("html.contrast")).to_have_count(1)
    yield "problems in high contrast"
    page.click("#contrast")
    file_table(page)
    yield "receipt"
    send_back(origin)
    amend(page)
    expect(page.locator("#returned")).to_be_visible()
    yield "returned"
    page.fill("#drills", "99")
    page.click(SUBMIT)
    expect(page.locator("#changed li")).to_have_count(1)
    page.click("#copy")
    yield "amended receipt"
    amend(page)
    page.fill("#unit", "鄞州")
    page.check("input[name=plan_made][value=否]")
    page.fill("#plan_made-reason", "方案尚在会签，预计七月印发" * 5)
    files = [
        ("长" * 60 + ".pdf", PDF),
        ("盖章后的统计表，很长的文件名也不把页面撑宽" + "长" * 60 + ".png", PDF + b"2"),
    ]
    chosen: list[FilePayload] = [{"name": name, "mimeType": "", "buffer": data} for name, data in files]
    page.set_input_files("#_attachments", chosen)
    expect(page.locator("#attached")).to_contain_text("已传好", timeout=20_000)
    expect(page.locator("#attached")).to_contain_text("的内容不是 PNG 图片")
    yield "attachments"
    page.locator("#attached li", has_text="PNG 图片").get_by_role("button", name="移除").click()
    page.click(SUBMIT)
    expect(page.locator("#remarks p")).to_have_count(2)
    yield "receipt with remarks"


def send_back(origin: Origin) -> None:
    """The bureau does, with a note at a blank."""
    record = parse_record(origin.store.read(next(iter(origin.store.list("submissions/")))))
    assert isinstance(record, Record)
    said = stored(review(Act.RETURNED, record.unit.code, about=record, note="请核对次数", blank="drills"))
    origin.store.create(said.key, said.data)


def amend(page: Page) -> None:
    page.click("text=修改后重新报送")
    expect(page.locator("html.ready")).to_have_count(1)


def show_plain(page: Page, origin: Origin) -> Iterator[str]:
    page.route("**/form.js", lambda route: route.abort())
    page.goto(origin.form)
    page.click(SUBMIT)
    expect(page.locator("h1")).to_have_text("提交未成功")
    yield "plain problems"
    page.goto(origin.form)
    put_table(page, valid_answers(EDITION))
    page.click(SUBMIT)
    expect(page.locator("h1")).to_have_text("报送成功")
    yield "plain receipt"


def show_one_computer(page: Page, origin: Origin) -> Iterator[str]:
    """A table waits for the network and is filed, so is another; a draft is begun, and there are those of two units."""
    ready(page, origin.form)
    put_table(page, valid_answers(EDITION, unit="海曙"))
    page.focus("#drills")
    page.wait_for_timeout(600)  # what filing needs is there
    page.context.set_offline(True)
    page.click(SUBMIT)
    expect(page.locator("#told")).to_contain_text("自动重试")  # seen where the clerk is
    yield "offline"
    page.context.set_offline(False)
    expect(page.locator("#reference")).to_contain_text("2021-")
    ready(page, origin.form)
    file_table(page)
    page.evaluate("() => sessionStorage.clear()")
    page.goto(f"{origin.form}received/")
    expect(page.locator("#filed li")).to_have_count(2)
    yield "receipts of this computer"
    ready(page, origin.form)
    expect(page.locator("#notice li")).to_have_count(2)
    yield "filed on this computer"
    page.fill("#drills", "1")
    page.wait_for_timeout(600)
    page.goto(origin.address)
    expect(page.locator(".here li")).to_have_count(3)
    yield "index of this computer"
    ready(page, origin.form)
    expect(page.locator("#notice")).to_contain_text("已恢复")
    yield "draft"
    page.goto(origin.address)
    page.evaluate(TWO_DRAFTS)
    ready(page, origin.form)
    expect(page.locator("#notice li")).to_have_count(3)
    yield "drafts"
    page.click("#notice button >> nth=0")
    page.fill("#unit", "宁波市北仑区市场监督管理局的一个名称很长的下属单位")
    page.locator("#unit").blur()
    expect(page.locator("#notice")).to_contain_text("仍留在本设备上")
    yield "parted drafts"


TWO_DRAFTS = """() => {
  localStorage.clear();
  sessionStorage.clear();
  ["宁波市鄞州区市场监督管理局", "宁波市海曙区市场监督管理局"].forEach((unit, place) =>
    localStorage.setItem(`draft-2021-${place}`, JSON.stringify(
      {digest: "", saved: place, unit, table: {raw: {unit, drills: "1"}, reasons: {}, nil: false}})));
}"""
WALKS = {
    "pages": show_pages,
    "one table": show_one_table,
    "one computer": show_one_computer,
    "plain": show_plain,
}


@pytest.mark.parametrize("walk", WALKS.values(), ids=WALKS)
def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(page: Page, origin: Origin, walk: Walk) -> None:
    for state in walk(page, origin):
        fits_and_axe_finds_nothing(page, state)
        if state in ("form", "problems", "receipt"):
            page.click("#large")
            fits_and_axe_finds_nothing(page, f"{state} in large type")
            page.click("#large")
            shows_every_blank_and_mark_in_forced_colours(page, state)


def fits_and_axe_finds_nothing(page: Page, state: str) -> None:
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 740})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert (state, wide, axe_finds(page)) == (state, width, [])
    page.set_viewport_size({"width": 1280, "height": 900})


def shows_every_blank_and_mark_in_forced_colours(page: Page, state: str) -> None:
    page.emulate_media(forced_colors="active", color_scheme="dark")
    found = axe_finds(page, but="color-contrast")  # which reads the colours before they are forced
    assert (state, found) == (state, [])
    if state == "receipt":  # a scanner wants dark on light
        style = "() => { const s = getComputedStyle(document.querySelector('#qr svg')); return [s.backgroundColor, s.fill]; }"
        assert page.evaluate(style) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    else:
        line = "() => getComputedStyle(document.getElementById('drills')).borderTopWidth"
        assert page.evaluate(line) == "1px"
    page.emulate_media(forced_colors="none", color_scheme="light")
