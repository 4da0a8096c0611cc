"""The roster as the officer changes it: down to Excel, and back for a look before it counts."""

import json
from pathlib import Path

from playwright.sync_api import Page, expect

from schema.authoring.roster.preview import in_words, preview
from schema.authoring.roster.sheet import read_rows
from schema.authoring.roster.table import TITLES, from_rows
from tests.support.browser.officer import download, open_desk
from tests.support.files import xlsx
from tests.support.http.origin import Origin
from webform.assets import STATIC


def test_columns_are_known_by_the_words_that_the_command_knows() -> None:
    script = (STATIC / "desk/files/roster.js").read_text(encoding="utf-8")

    for member, known in TITLES.items():
        assert f"  {member}: {json.dumps(known, ensure_ascii=False)},\n" in script


def test_a_changed_roster_is_looked_at_as_the_command_does_and_given_back_for_it(
    page: Page, origin: Origin, tmp_path: Path
) -> None:
    old = origin.catalogue["2021"].roster
    open_desk(page, origin, "roster")
    rows = read_rows(
        "报送单位名单.csv", download(page, "text=下载现在的报送单位名单", tmp_path / "报送单位名单.csv")[1]
    )
    assert from_rows(rows, old, "报送单位名单.csv") == old

    rows[1][1] = "海曙区分局"  # another name
    rows[2][0] = "'330299"  # another code
    rows[3][4] = "'057412345678"  # another number
    rows[4:5] = [["330777", "新来的县局", "南片", "张三", ""]]  # one gone, one new
    changed = [["2021 年报送单位名单"], *rows]
    page.set_input_files("#roster-file", {"name": "新名单.xlsx", "mimeType": "", "buffer": xlsx(changed)})

    new = from_rows(read_rows("新名单.xlsx", xlsx(changed)), old, "新名单.xlsx")
    said = list(in_words(preview(old, new)))
    expect(page.locator("#view b").last).to_contain_text(said[0].replace("、电话或别名", "或电话"))
    lines = [
        f"{kind}：{text}"
        for kind in ("新增", "取消", "改名", "改代码")
        for text in page.locator(f"details:has(summary:text-matches('^{kind} ')) li").all_inner_texts()
    ]
    assert lines == said[1:]
    got = download(page, "text=下载核对过的名单", tmp_path / "给技术人员.csv")[1]
    assert from_rows(read_rows("给技术人员.csv", got), old, "给技术人员.csv") == new

    rows[1][0] = rows[5][0]
    rows[6][1] = ""
    rows.append(["", "没有代码的局", "", "", ""])
    page.set_input_files("#roster-file", {"name": "错的.xlsx", "mimeType": "", "buffer": xlsx(rows)})
    expect(page.locator(".refused")).to_contain_text(
        ["有 3 处要先改好", "第 6 家没有写单位名称", "没有代码的局：没有写单位代码", "用了 2 次"]
    )
    page.set_input_files("#roster-file", {"name": "照片.csv", "mimeType": "", "buffer": b"\x89PNG"})
    expect(page.locator(".refused")).to_contain_text(["没有找到“单位”一列"])
    page.set_input_files("#roster-file", {"name": "报送单位名单.pdf", "mimeType": "", "buffer": b"%PDF"})
    expect(page.locator(".refused")).to_contain_text(["“报送单位名单.pdf”读不出"])
