"""The table on paper and as the paper has it: blank, as a draft, as a receipt, at its largest."""

import re

import pypdfium2
from PIL import ImageOps
from playwright.sync_api import Page, expect

from tests.support.browser.reading import folded, words_of
from tests.support.browser.showing import EDITION, file_table, show_receipt
from tests.support.browser.typing import put_table, ready
from tests.support.builders import valid_answers
from tests.support.documents.paper import official_words
from tests.support.http.origin import Origin

SMALL = """() => [...document.querySelectorAll("main *")].filter((element) =>
  [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) &&
  element.getClientRects().length && parseFloat(getComputedStyle(element).fontSize) < 12
).map((element) => element.outerHTML)"""
PARTED = """() => [...document.querySelectorAll(".option")].filter((option) =>
  option.getClientRects().length !== 1 || !/^[☑□]./.test(option.textContent)).length"""


def printed(page: Page) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))


def says_every_word_in_order(page: Page) -> None:
    text = re.sub(r"\s", "", page.locator("main").text_content() or "")
    position = 0
    for word in official_words():
        found = text.find(word, position)
        assert found >= 0, word
        position = found + len(word)


def prints_on_two_pages(page: Page) -> list[str]:
    """A4, the header on each; the first ends with a section, and nothing is smaller than 9 points. Their words."""
    paper = printed(page)
    texts = words_of(paper)
    assert {tuple(map(round, sheet.get_size())) for sheet in paper} == {(595, 842)}
    assert [re.findall(r"第(.).共(.)", text) for text in texts] == [[("1", "2")], [("2", "2")]]
    assert all("活动项目内容要求进展情况" in text for text in texts)
    assert folded(EDITION.sections[0].activities[-1].requirement)[-6:] in texts[0]
    assert folded(EDITION.sections[1].activities[0].requirement)[:6] in texts[1]
    page.emulate_media(media="print")
    assert page.evaluate(SMALL) == []
    page.emulate_media(media="null")
    return texts


def never_parts_a_box_from_its_word(page: Page) -> None:
    expect(page.locator(".option")).to_have_count(30)
    for width in range(280, 1300, 40):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate(PARTED) == 0, width
    page.emulate_media(media="print")
    assert page.evaluate(PARTED) == 0
    page.emulate_media(media="null")


def test_the_blank_table_is_the_paper_and_where_a_page_ends_within_a_row_it_ends_with_a_line(
    page: Page, origin: Origin
) -> None:
    page.goto(f"{origin.form}print/")
    says_every_word_in_order(page)
    assert "打印" not in prints_on_two_pages(page)[0]
    never_parts_a_box_from_its_word(page)

    page.evaluate("() => { document.querySelector('h1').style.marginBottom = '25mm'; }")
    paper = printed(page)

    sheet = paper[0].render(scale=2).to_pil().convert("L")
    table = sheet.crop((0, 0, sheet.width, sheet.height - 2 * 34))  # without the page's number
    _, _, _, bottom = ImageOps.invert(table).getbbox() or (0, 0, 0, 0)
    line = [min(table.getpixel((x, bottom - up)) for up in (1, 2, 3)) for x in range(80, sheet.width - 80)]
    assert len(paper) == 2
    assert max(line) < 160


def test_a_print_of_the_form_is_the_paper_and_says_that_it_is_a_draft(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    says_every_word_in_order(page)
    put_table(page, {**valid_answers(EDITION), "drills": "x"})
    expect(page.locator(".draft-mark")).to_be_hidden()
    page.click("button[type=submit]")
    expect(page.locator("#summary")).to_be_visible()

    words = "".join(prints_on_two_pages(page))

    assert words.count(folded("草稿：尚未提交，无回执号")) == 1
    assert "需要改正" not in words
    assert "请填写 0 或正整数" not in words
    assert "大字版" not in words


def test_a_receipt_prints_as_the_paper_with_its_checksum_and_is_no_draft_however_long_its_words(
    page: Page, origin: Origin
) -> None:
    page.goto(f"{origin.form}received/")
    says_every_word_in_order(page)
    show_receipt(page, origin)
    code = page.locator("#checksum").text_content()
    text = "".join(prints_on_two_pages(page))
    assert f"校验码{code}" in text
    assert folded("理论学习中心组学习（50）次，参与（49）人次") in text
    assert "☑是□否" in text
    assert "草稿" not in text
    never_parts_a_box_from_its_word(page)

    page.set_viewport_size({"width": 1280, "height": 900})
    ready(page, origin.form)
    counts = {id_: 9999 for id_, answer in valid_answers(EDITION).items() if type(answer) is int}
    unit = "宁波市某某经济技术开发区与保税区联合管理委员会市场监督管理分局特种设备安全监察科"
    file_table(page, unit=unit, **counts)
    prints_on_two_pages(page)
