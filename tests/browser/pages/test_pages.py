"""Every page as it is seen: its words, its width, its print, and who can use it."""

import re
from collections.abc import Callable, Iterator

import pypdfium2
import pytest
from PIL import ImageOps
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect

from handler.records.parse import parse_record
from handler.records.record import Record
from handler.records.review import Act
from tests.support.browser.reading import axe_finds, folded, print_words, words_of
from tests.support.browser.showing import EDITION, show_receipt
from tests.support.browser.typing import put_table, ready
from tests.support.browser.webviews import SURROUNDINGS
from tests.support.builders import valid_answers
from tests.support.collecting.reviews import review, stored
from tests.support.documents.paper import official_words
from tests.support.files import PDF
from tests.support.http.origin import Origin

Walk = Callable[[Page, Origin], Iterator[str]]
"""Goes from state to state of a page, and names each where it is to be looked at."""


def show_draft(page: Page, origin: Origin) -> Iterator[str]:
    ready(page, origin.form)
    page.fill("#drills", "1")
    page.wait_for_timeout(600)
    ready(page, origin.form)
    expect(page.locator("#notice")).to_be_visible()
    yield "draft"


def show_filled(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    put_table(page, valid_answers(EDITION))


def show_largest(page: Page, origin: Origin) -> None:
    """A receipt with a long unit and with four digits in every count."""
    ready(page, origin.form)
    counts = {id_: 9999 for id_, answer in valid_answers(EDITION).items() if type(answer) is int}
    unit = "宁波市某某经济技术开发区与保税区联合管理委员会市场监督管理分局特种设备安全监察科"
    put_table(page, valid_answers(EDITION, unit=unit, **counts))
    page.click("button[type=submit]")
    expect(page.locator("#reference")).to_contain_text("2021-")


def show_receipts(page: Page, origin: Origin) -> Iterator[str]:
    """The last with a reason, an attachment, a short name and a change."""
    show_receipt(page, origin)
    yield "receipt"
    amend(page)
    page.fill("#drills", "99")
    page.click("button[type=submit]")
    expect(page.locator("#changed li")).to_have_count(1)
    page.click("#copy")
    yield "amended receipt"
    amend(page)
    page.fill("#unit", "鄞州")
    page.check("input[name=plan_made][value=否]")
    page.fill("#plan_made-reason", "方案尚在会签，预计七月印发" * 5)
    file: FilePayload = {"name": f"{'长' * 60}.pdf", "mimeType": "", "buffer": PDF}
    page.set_input_files("#_attachments", file)
    expect(page.locator("#attached")).to_contain_text("已传好", timeout=20_000)
    page.click("button[type=submit]")
    expect(page.locator("#remarks p")).to_have_count(2)
    yield "receipt with remarks"


def amend(page: Page) -> None:
    page.click("text=修改后重新报送")
    expect(page.locator("html.ready")).to_have_count(1)


def show_plain(page: Page, origin: Origin) -> Iterator[str]:
    page.route("**/form.js", lambda route: route.abort())
    page.goto(origin.form)
    page.click("button[type=submit]")
    expect(page.locator("h1")).to_have_text("提交未成功")
    yield "plain problems"
    page.goto(origin.form)
    put_table(page, valid_answers(EDITION))
    page.click("button[type=submit]")
    expect(page.locator("h1")).to_have_text("报送成功")
    yield "plain receipt"


def at(path: str) -> Callable[[Page, Origin], None]:
    def show(page: Page, origin: Origin) -> None:
        page.goto(origin.address + path)

    return show


def show_attachments(page: Page, origin: Origin) -> Iterator[str]:
    ready(page, origin.form)
    page.fill("#unit", "鄞州区")
    long = f"盖章后的统计表，很长的文件名也不把页面撑宽{'长' * 60}.png"
    files: list[FilePayload] = [
        {"name": "活动总结.pdf", "mimeType": "", "buffer": PDF},
        {"name": long, "mimeType": "", "buffer": PDF + b"2"},
    ]
    page.set_input_files("#_attachments", files)
    expect(page.locator("#attached")).to_contain_text("已传好")
    expect(page.locator("#attached")).to_contain_text("的内容不是 PNG 图片")
    yield "attachments"


def show_drafts(page: Page, origin: Origin) -> Iterator[str]:
    ready(page, origin.form)
    page.evaluate(
        """() => ["宁波市鄞州区市场监督管理局", "宁波市海曙区市场监督管理局"].forEach((unit, place) =>
          localStorage.setItem(`draft-2021-${place}`, JSON.stringify(
            {digest: "", saved: place, unit, table: {raw: {unit, drills: "1"}, reasons: {}, nil: false}})))"""
    )
    ready(page, origin.form)
    expect(page.locator("#notice li")).to_have_count(3)
    yield "drafts"
    page.click("#notice button >> nth=0")
    page.fill("#unit", "宁波市北仑区市场监督管理局的一个名称很长的下属单位")
    page.locator("#unit").blur()
    expect(page.locator("#notice")).to_contain_text("仍留在本设备上")
    yield "parted drafts"


def show_two_filed(page: Page, origin: Origin) -> Iterator[str]:
    """What is on this computer: two receipts, and at last a draft."""
    for unit in ("海曙", "鄞州"):
        ready(page, origin.form)
        put_table(page, valid_answers(EDITION, unit=unit))
        page.click("button[type=submit]")
        expect(page.locator("#reference")).to_contain_text("2021-")
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


def show_mistakes(page: Page, origin: Origin) -> Iterator[str]:
    ready(page, origin.form)
    yield "form"
    page.click("button[type=submit]")
    expect(page.locator("#summary")).to_be_visible()
    yield "problems"
    page.click("#contrast")
    expect(page.locator("html.contrast")).to_have_count(1)
    yield "problems in high contrast"


def window_of(name: str) -> Walk:
    """The form and its receipt in the window of a chat, which keeps little, neither prints nor downloads."""

    def show(page: Page, origin: Origin) -> Iterator[str]:
        around = SURROUNDINGS[name]
        agent = f"Object.defineProperty(navigator, 'userAgent', {{ get: () => '{around.agent}' }});"
        for script in (agent, *around.scripts):
            page.add_init_script(script)
        ready(page, origin.form)
        expect(page.locator("#lacking")).to_be_visible()
        yield f"in {name}"
        put_table(page, valid_answers(EDITION))
        page.click("button[type=submit]")
        expect(page.locator("#notice, #reference").filter(has_text="2021-330212-").first).to_be_visible()
        yield f"receipt in {name}"

    return show


def show_returned(page: Page, origin: Origin) -> Iterator[str]:
    """A table that the bureau sent back, its note at the blank."""
    show_receipt(page, origin)
    record = parse_record(origin.store.read(next(iter(origin.store.list("submissions/")))))
    assert isinstance(record, Record)
    said = stored(review(Act.RETURNED, record.unit.code, about=record, note="请核对次数", blank="drills"))
    origin.store.create(said.key, said.data)
    page.click("text=修改后重新报送")
    expect(page.locator("#returned")).to_be_visible()
    yield "returned"


def show_offline(page: Page, origin: Origin) -> Iterator[str]:
    """The network is gone, and the table was not filed."""
    ready(page, origin.form)
    put_table(page, valid_answers(EDITION))
    page.focus("#drills")
    page.wait_for_timeout(600)  # what filing needs is there
    page.context.set_offline(True)
    page.click("button[type=submit]")
    expect(page.locator("#told")).to_contain_text("自动重试")  # seen where the clerk is
    yield "offline"


def still(path: str) -> Walk:
    def show(page: Page, origin: Origin) -> Iterator[str]:
        page.goto(origin.address + path)
        yield path

    return show


WALKS = {
    "index": still("/"),
    "404": still("/nowhere"),
    "guide": still("/guide/"),
    "accessibility": still("/accessibility/"),
    "print": still("/2021/print/"),
    "no receipt": still("/2021/received/"),
    "mistakes": show_mistakes,
    "offline": show_offline,
    "returned": show_returned,
    "WeChat": window_of("WeChat"),
    "DingTalk": window_of("DingTalk"),
    "浙政钉": window_of("浙政钉"),
    "draft": show_draft,
    "attachments": show_attachments,
    "drafts": show_drafts,
    "receipts": show_receipts,
    "this computer": show_two_filed,
    "plain": show_plain,
}


@pytest.mark.parametrize("walk", WALKS.values(), ids=WALKS)
def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(page: Page, origin: Origin, walk: Walk) -> None:
    for state in walk(page, origin):
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 740})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert (state, wide, axe_finds(page)) == (state, width, [])
        page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize("path", ["/2021/", "/2021/print/", "/2021/received/"])
def test_every_word_of_the_paper_is_on_the_page_in_order(page: Page, origin: Origin, path: str) -> None:
    page.goto(origin.address + path)

    text = re.sub(r"\s", "", page.locator("main").text_content() or "")

    words = official_words()
    position = 0
    for word in words:
        found = text.find(word, position)
        assert found >= 0, word
        position = found + len(word)


def test_the_blank_table_prints_on_two_a4_pages_with_the_header_on_each(page: Page, origin: Origin) -> None:
    page.goto(f"{origin.form}print/")

    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))

    assert {tuple(map(round, sheet.get_size())) for sheet in printed} == {(595, 842)}
    texts = words_of(printed)
    assert len(texts) == 2
    assert all("活动项目内容要求进展情况" in text for text in texts)
    assert [re.findall(r"第(.).共(.)", text) for text in texts] == [[("1", "2")], [("2", "2")]]
    assert "打印" not in texts[0]


def test_the_filled_table_prints_with_its_checksum(page: Page, origin: Origin) -> None:
    show_receipt(page, origin)
    code = page.locator("#checksum").text_content()

    texts = print_words(page)
    text = "".join(texts)
    assert all("活动项目内容要求进展情况" in each for each in texts)
    assert [re.findall(r"第(.).共(.)", each) for each in texts] == [[("1", "2")], [("2", "2")]]
    assert f"校验码{code}" in text
    assert folded("理论学习中心组学习（50）次，参与（49）人次") in text
    assert "☑是□否" in text


SMALL = """() => [...document.querySelectorAll("main *")].filter((element) =>
  [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) &&
  element.getClientRects().length && parseFloat(getComputedStyle(element).fontSize) < 12
).map((element) => element.outerHTML)"""


PAPERS = {"blank": at("/2021/print/"), "draft": show_filled, "receipt": show_receipt, "long": show_largest}


@pytest.mark.parametrize("show", PAPERS.values(), ids=PAPERS)
def test_a_page_of_the_paper_ends_with_a_section_and_nothing_is_smaller_than_9_points(
    page: Page, origin: Origin, show: Callable[[Page, Origin], None]
) -> None:
    show(page, origin)

    texts = print_words(page)

    assert len(texts) == 2
    assert folded(EDITION.sections[0].activities[-1].requirement)[-6:] in texts[0]
    assert folded(EDITION.sections[1].activities[0].requirement)[:6] in texts[1]
    page.emulate_media(media="print")
    assert page.evaluate(SMALL) == []


PARTED = """() => [...document.querySelectorAll(".option")].filter((option) =>
  option.getClientRects().length !== 1 || !/^[☑□]./.test(option.textContent)).length"""


@pytest.mark.parametrize("show", [at("/2021/print/"), show_receipt], ids=["blank", "receipt"])
def test_a_box_is_never_parted_from_its_word(
    page: Page, origin: Origin, show: Callable[[Page, Origin], None]
) -> None:
    show(page, origin)
    expect(page.locator(".option")).to_have_count(30)

    for width in range(280, 1300, 40):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate(PARTED) == 0
    page.emulate_media(media="print")
    assert page.evaluate(PARTED) == 0


def test_a_page_that_ends_within_a_row_ends_with_a_line(page: Page, origin: Origin) -> None:
    page.goto(f"{origin.form}print/")
    page.evaluate("() => { document.querySelector('h1').style.marginBottom = '25mm'; }")

    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))

    sheet = printed[0].render(scale=2).to_pil().convert("L")
    table = sheet.crop((0, 0, sheet.width, sheet.height - 2 * 34))  # without the page's number
    _, _, _, bottom = ImageOps.invert(table).getbbox() or (0, 0, 0, 0)
    line = [min(table.getpixel((x, bottom - up)) for up in (1, 2, 3)) for x in range(80, sheet.width - 80)]
    assert len(printed) == 2
    assert max(line) < 160


def test_the_form_loads_with_few_requests_from_one_origin(page: Page, origin: Origin) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    ready(page, origin.form)

    assert all(url.startswith(origin.address) for url in asked)
    assert len(asked) <= 8


@pytest.mark.offline
def test_after_a_first_visit_the_form_opens_without_network_with_its_draft(
    page: Page, origin: Origin, context: BrowserContext
) -> None:
    ready(page, origin.form)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
    page.fill("#drills", "12")
    page.wait_for_timeout(600)
    context.set_offline(True)

    page.reload()

    expect(page.locator("#notice")).to_contain_text("已恢复")
    expect(page.locator("#drills")).to_have_value("12")


def test_the_whole_table_can_be_walked_by_keyboard(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    page.focus("#unit")

    walked = ["unit"]
    while walked[-1] != "purchases_lawful":
        page.keyboard.press("Tab")
        walked.append(page.evaluate("document.activeElement.name || document.activeElement.tagName"))

    assert list(dict.fromkeys(walked)) == [blank.id for blank in EDITION.blanks]


def test_at_twice_the_size_nothing_is_cut_off(browser: Browser, origin: Origin) -> None:
    context = browser.new_context(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    page = context.new_page()

    ready(page, origin.form)

    assert page.evaluate("document.documentElement.scrollWidth") == 640
    context.close()
