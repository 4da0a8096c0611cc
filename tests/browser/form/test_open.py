"""导入文件 a table that an editor has saved anew in another encoding."""

import json

from playwright.sync_api import Page, expect

from tests.support.browser.typing import typed_table
from tests.support.builders import the_2021

EDITION = the_2021()
RECODED = "这个文件另存时换过编码，请核对姓名等文字。"


def saved(encoding: str) -> bytes:
    """A table as the page saves it, then saved anew."""
    content = {"kind": "yearly-form-table", "format": 1, "edition": "2021", "digest": EDITION.digest}
    table = {"raw": {"unit": "鄞州区", "contact": "张三", "drills": "5"}, "reasons": {}, "nil": False}
    text = json.dumps(
        {**content, "title": EDITION.title, "key": "k" * 32, "table": table}, ensure_ascii=False
    )
    return text.encode(encoding)


def test_a_table_opens_in_whatever_encoding_windows_saves_it(page: Page) -> None:
    notice = page.locator("#notice")
    for content, recoded in (
        (saved("utf-8"), False),
        (saved("utf-8-sig"), False),
        (b"\xff\xfe" + saved("utf-16-le"), False),
        (b"\xfe\xff" + saved("utf-16-be"), False),
        (saved("gbk"), True),
        (saved("gb18030"), True),
    ):
        page.evaluate("document.getElementById('notice').textContent = ''")
        page.evaluate("document.getElementById('form').reset()")

        page.set_input_files("#open-file", {"name": "table.json", "mimeType": "", "buffer": content})

        expect(notice).to_contain_text("已导入文件“table.json”。")
        assert (RECODED in notice.inner_text()) is recoded, content[:40]
        typed = typed_table(page, EDITION)
        assert (typed["unit"], typed["contact"], typed["drills"]) == ("鄞州区", "张三", "5"), content[:40]


def test_what_cannot_be_read_for_certain_is_not_opened(page: Page) -> None:
    for content, words in (
        (saved("utf-8").replace("张三".encode(), b"\xe5\xbc"), "里的文字无法读取"),
        (saved("utf-8").replace("张三".encode(), b"\xff\xff"), "里的文字无法读取"),
        (saved("gbk")[:-40], "不是导出的表"),
        (saved("utf-16-le"), "不是导出的表"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "不是导出的表"),
        (b"", "不是导出的表"),
    ):
        page.evaluate("document.getElementById('notice').textContent = ''")

        page.set_input_files("#open-file", {"name": "table.json", "mimeType": "", "buffer": content})

        expect(page.locator("#notice"), str(content[-40:])).to_contain_text(words)
        assert set(typed_table(page, EDITION).values()) == {""}, content[-40:]
