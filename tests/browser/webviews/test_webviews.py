"""In the window of a chat, or a browser that keeps little: what is missing is said before it is needed, nothing claims to
have been saved that was not, nothing is filed unasked, and the receipt and the table can be taken elsewhere."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from handler.commands.collect.saved_table import read_table
from tests.support.browser.attaching import choose, payload, stored
from tests.support.browser.reading import axe_finds
from tests.support.browser.typing import as_typed, put_table, ready, typed_table
from tests.support.browser.watching import watched
from tests.support.browser.webviews import NO_CLIPBOARD, SURROUNDINGS, Surroundings
from tests.support.builders import UNIT_NAME, the_2021, valid_answers
from tests.support.files import PDF
from tests.support.http.origin import Origin

EDITION = the_2021()
ANSWERS = valid_answers(EDITION)
TYPED = {id_: as_typed(answer) for id_, answer in ANSWERS.items()}
SUBMIT = "button[type=submit]"
COPIES = """window.copied = ""; document.addEventListener("copy", (event) => {
  window.copied = document.activeElement.value;
  event.preventDefault();
});"""


@pytest.fixture(params=SURROUNDINGS)
def around(request: pytest.FixtureRequest) -> Surroundings:
    return SURROUNDINGS[request.param]


@pytest.fixture
def window(browser: Browser, around: Surroundings) -> Iterator[BrowserContext]:
    context = around.open(browser)
    yield context
    context.close()


@pytest.fixture
def webview(window: BrowserContext, origin: Origin) -> Iterator[Page]:
    """The form, opened there. A script error fails the test."""
    page = window.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    ready(page, origin.form)
    yield page
    assert complaints == []


@pytest.fixture(scope="module")
def elsewhere(browser: Browser) -> Iterator[Page]:
    """A page on another computer, which forgets what it had whenever it is opened anew."""
    with (
        browser.new_context(locale="zh-CN", service_workers="block") as context,
        watched(context) as page,
    ):
        page.add_init_script("localStorage.clear(); sessionStorage.clear();")
        yield page


def test_what_is_missing_is_said_first_the_table_is_filed_once_and_can_be_taken_elsewhere(
    webview: Page, elsewhere: Page, origin: Origin, around: Surroundings, tmp_path: Path
) -> None:
    says_what_is_missing(webview, around)
    axe_finds_nothing(webview, around)
    put_table(webview, ANSWERS)
    claims_to_keep_only_what_it_keeps(webview, around)
    goes_on_elsewhere(the_copied_text(webview, around), elsewhere, origin, tmp_path)

    choose(webview, payload(PDF))
    stored(webview)
    said = filed(webview)

    [record] = origin.records()
    assert str(record["reference"]) in said
    assert record["answers"] == ANSWERS
    assert [each["name"] for each in record["attachments"]] == ["活动总结.pdf"]  # type: ignore[attr-defined]  # a list
    axe_finds_nothing(webview, around)
    offers_what_works_there(webview, around)
    a_second_tap_files_nothing_unasked(webview, origin)


def says_what_is_missing(webview: Page, around: Surroundings) -> None:
    line = webview.locator("#lacking")

    if around.missing:
        expect(line).to_contain_text(around.missing)
        expect(line).to_contain_text("在浏览器打开" if around.agent else "换一个浏览器")
        expect(line).to_be_in_viewport()
        line.get_by_text("网址二维码").click()
        expect(line).to_contain_text("请用另一台设备扫码打开。")
        [code] = zxingcpp.read_barcodes(Image.open(io.BytesIO(line.screenshot())))
        assert code.text == webview.url
    else:
        expect(line).to_have_count(0)


def filed(page: Page) -> str:
    """File and find the reference, on the receipt's page or, where it cannot be kept for that, on this one."""
    page.click(SUBMIT)
    shown = page.locator("#reference, #notice").filter(has_text="2021-330212-")
    expect(shown.first).to_be_visible()
    return str(shown.first.text_content())


def a_second_tap_files_nothing_unasked(webview: Page, origin: Origin) -> None:
    if "received" in webview.url:
        webview.go_back()
        expect(webview.locator("html.ready")).to_have_count(1)
    expect(webview.locator("#drills")).to_have_value(TYPED["drills"])

    webview.click(SUBMIT)

    asked = webview.get_by_role("alertdialog")
    expect(asked).to_contain_text("一致，是否重新报送？")
    asked.get_by_text("不报送").click()
    expect(asked).to_have_count(0)
    assert len(origin.records()) == 1


def axe_finds_nothing(webview: Page, around: Surroundings) -> None:
    """Nor is anything wider than the window; where a chat adds to the page."""
    if around.agent:
        for width in (1280, 360):
            webview.set_viewport_size({"width": width, "height": 740})
            assert webview.evaluate("document.documentElement.scrollWidth") == width
            assert axe_finds(webview) == []


def claims_to_keep_only_what_it_keeps(webview: Page, around: Surroundings) -> None:
    """Large type is switched all the same where it is not remembered."""
    if "保存草稿" in around.missing:
        expect(webview.locator("#kept")).to_have_text("本设备不能保存")
        expect(webview.locator(".keeps")).to_be_hidden()
        webview.click("#large")
        assert webview.evaluate("() => getComputedStyle(document.body).fontSize") == "20.8px"
        webview.click("#large")


def the_copied_text(webview: Page, around: Surroundings) -> str:
    """Of the table; nothing claims to have been saved."""
    webview.evaluate(COPIES)
    webview.click("#save-file")
    expect(webview.locator("#notice, dialog").filter(has_text="。").last).to_be_visible()
    assert "已存成" not in str(webview.locator("#notice").text_content())
    if not around.agent:
        webview.click("#notice >> text=复制成文字")
    return copied(webview, around)


def goes_on_elsewhere(text: str, elsewhere: Page, origin: Origin, folder: Path) -> None:
    ready(elsewhere, origin.form)
    elsewhere.focus("#posters")
    elsewhere.evaluate(PASTE, text)

    expect(elsewhere.locator("#notice")).to_contain_text("已导入文件“粘贴的内容”")
    assert typed_table(elsewhere, EDITION) == TYPED
    (folder / "chat.txt").write_text(text, encoding="utf-8")
    assert read_table("2021", folder / "chat.txt").submission.raw == TYPED


PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def copied(page: Page, around: Surroundings) -> str:
    """The text that was copied; where nothing can be, the one that is shown to be copied by hand."""
    if NO_CLIPBOARD in around.scripts:
        box = page.locator("dialog textarea")
        expect(box).to_be_visible()
        text = box.input_value()
        page.click("dialog >> text=好了")
        return text
    expect(page.locator("#notice")).to_contain_text("已复制。发送给本人或市局时请整段发送")
    return str(page.evaluate("window.copied || navigator.clipboard.readText()"))


def offers_what_works_there(webview: Page, around: Surroundings) -> None:
    if "received" not in webview.url:
        expect(webview.locator("#notice")).to_contain_text("请复制或记录")
        expect(webview.locator("#notice strong")).to_have_text("✓ 报送成功")
        expect(webview.locator("#notice strong")).to_be_in_viewport()
        expect(webview.get_by_role("link", name="打开回执")).to_have_attribute(
            "href", re.compile("/api/2021/receipts/330212/")
        )
        return
    if "打印" not in around.missing:
        return
    address = webview.evaluate("document.getElementById('address').href")  # the page's own is empty elsewhere
    assert "/api/2021/receipts/330212/" in address
    webview.evaluate(NO_CLIPBOARD)
    for way in ("复制网址", "网址二维码"):
        webview.click(f"#lacking >> text={way}")
        expect(webview.locator("#lacking [role=status]")).to_have_text(f"未能复制，请记录网址：{address}")
        assert webview.evaluate("document.documentElement.scrollWidth <= innerWidth")
        webview.evaluate("document.querySelector('#lacking [role=status]').textContent = ''")
    webview.click("#print")
    expect(webview.locator("#done")).to_contain_text("这里不能打印")
    expect(webview.locator("#lacking")).to_contain_text(around.missing)
    assert UNIT_NAME in str(webview.locator("#unit-name").text_content())
