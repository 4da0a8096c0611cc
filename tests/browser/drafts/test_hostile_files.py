"""导入文件 takes a table as it was saved, whole, and nothing else: one sentence says why a file was not taken."""

import json

from playwright.sync_api import Page, expect

from tests.support.browser.keeping import drafts, saved, table_of
from tests.support.browser.typing import put_table, ready, typed_table
from tests.support.builders import the_2021
from tests.support.http.origin import Origin

EDITION = the_2021()
PAUSE = 600
WHOLE = json.loads(saved(table_of({"drills": "7"}, {"plan_made": "方案尚在会签，预计七月印发"})))
NO_TABLE = "不是导出的表，未导入。"
ALTERED = "里的内容不完整，或者已被修改，未导入。请使用原来导出的文件。"


def changed(**members: object) -> str:
    return json.dumps(WHOLE | members)


def table(**members: object) -> str:
    return changed(table={**WHOLE["table"], **members})


RECEIPT = {
    "reference": "2021-330212-0123ABCD",
    "checksum_short": "0000-0000-0000",
    "unit": {"code": "330212", "name": "鄞州"},
    "id": "0" * 26,
    "received_at": "2021-06-30T01:00:00Z",
}
HOSTILE = {
    "empty": ("", NO_TABLE),
    "a page": ("<!doctype html><title>{}</title>", NO_TABLE),
    "a picture": ("\x89PNG\r\n\x1a\n{\x00}", NO_TABLE),
    "a list": ("[1, 2]", NO_TABLE),
    "another document": ('{"name": "package"}', NO_TABLE),
    "nested without end": ('{"a":' * 50_000, NO_TABLE),
    "too large": (changed(more="x" * 2_100_000), "太大，不是导出的表，未导入。"),
    "of a later format": (changed(format=2), "由其他版本的网页导出，未导入。"),
    "of another year": (changed(edition="1999"), "是 1999 年的表，不是 2021 年的，未导入。"),
    "without a table": (changed(table=None), ALTERED),
    "a table that is a list": (changed(table=[1]), ALTERED),
    "figures that are a list": (table(raw=["7"]), ALTERED),
    "a figure that is no text": (table(raw={"drills": 7}), ALTERED),
    "a figure that is an object": (table(raw={"drills": {"toString": "x"}}), ALTERED),
    "a figure without end": (table(raw={"drills": "9" * 30_000}), ALTERED),
    "a name that is not asked": (table(raw={"drills": "7", "__proto__": "x"}), ALTERED),
    "a reason that is no text": (table(reasons={"plan_made": ["x"]}), ALTERED),
    "零报告 that is no yes or no": (table(nil="yes"), ALTERED),
    "attachments that are none": (table(attachments=[{"name": "a.pdf"}]), ALTERED),
    "a key that is none": (changed(key={"length": 9}), ALTERED),
    "a receipt that is none": (changed(receipt=RECEIPT | {"unit": None}), ALTERED),
    "a receipt without a time": (changed(receipt=RECEIPT | {"received_at": "yesterday"}), ALTERED),
}


def choose(page: Page, name: str, text: str) -> None:
    page.set_input_files("#open-file", {"name": name, "mimeType": "", "buffer": text.encode()})


def test_a_file_that_is_no_saved_table_changes_nothing_and_says_why(page: Page, origin: Origin) -> None:
    """First it cannot be read for want of a network. One of an earlier wording is taken and leaves the draft alone: it says
    what the table has no more.
    """
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    notice = page.locator("#notice")
    ready(page, origin.form)
    put_table(page, {"unit": "镇海区", "drills": "3"})
    before = typed_table(page, EDITION)

    page.route("**/drafts/open_file.js", lambda route: route.abort(), times=1)
    choose(page, "x.json", json.dumps(WHOLE))
    expect(notice).to_contain_text("网络连接失败，“x.json”未导入")
    for name, (text, sentence) in HOSTILE.items():
        choose(page, f"{name}.json", text)

        expect(notice).to_contain_text(f"“{name}.json”{sentence}")
        assert typed_table(page, EDITION) == before, name
    assert complaints == []

    raw = {"unit": "海曙区", "drills": "7", "dropped_since": "9"}
    choose(page, "x.json", json.dumps(WHOLE | {"digest": "another", "table": table_of(raw)}))
    expect(notice).to_contain_text("表格的文字后来有改动，请逐项核对。有 1 项现在的表没有，未导入。")
    expect(page.locator("#drills")).to_have_value("7")
    page.wait_for_timeout(PAUSE)
    assert drafts(page) == {"镇海区": "3", "海曙区": "7"}


KEPT = {
    "draft": ['"{"', '{"table": null}', "{}", '{"table": {"raw": {"drills": 5}}}'],
    "filed": ["1", "[]", '"x"', "{}", '{"receipt": 1}', '{"reference": "x", "receipt": {}}'],
}


def test_a_draft_or_filing_that_cannot_be_read_is_passed_over(page: Page, origin: Origin) -> None:
    page.goto(f"{origin.form}edition.json")
    kept = [
        [f"{sort}-2021-{330201 + place}", text]
        for sort, texts in KEPT.items()
        for place, text in enumerate(texts)
    ]
    page.evaluate("kept => kept.forEach((pair) => localStorage.setItem(...pair))", kept)

    ready(page, origin.form)

    assert set(typed_table(page, EDITION).values()) == {""}
    expect(page.locator("#notice")).to_be_hidden()
    page.goto(f"{origin.address}/2021/received/")
    expect(page.locator("#unknown")).to_be_visible()
