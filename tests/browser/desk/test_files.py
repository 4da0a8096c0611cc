"""What the desk gives as a file, and the way of the totals to the level above."""

import csv
import io
import json
import re
from pathlib import Path

from playwright.sync_api import Download, Page, Route, expect

from handler.collect.read_and_merge import read_and_merge
from handler.commands.collect.download import download as download_all
from handler.commands.collect.output_folder import Folder
from handler.commands.collect.unit_tables import write_tables
from handler.commands.progress import untold
from tests.support.browser.officer import collection, download, filled_desk
from tests.support.browser.typing import ready, typed_table
from tests.support.builders import the_2021, valid_answers
from tests.support.collecting.desk import send_along
from tests.support.files import parts_of
from tests.support.http.origin import Origin

EDITION = the_2021()
FILES = {
    "正式统计表（填好合计）": ("正式统计表-2021.docx", b"PK"),
    "汇总工作簿": ("汇总-2021.xlsx", b"PK"),
    "全部数据": ("汇总数据-2021.json", b"{\n"),
    "宽表": ("各单位-2021.csv", b"\xef\xbb"),
    "名单外的宽表": ("名单外-2021.csv", b"\xef\xbb"),
    "长表": ("长表-2021.csv", b"\xef\xbb"),
    "代码本": ("代码本-2021.csv", b"\xef\xbb"),
}
"""What is offered, the name it is saved by and its first bytes."""
CHOICES = [blank.id for blank in EDITION.blanks if blank.kind.words]


def test_each_file_of_the_collection_is_one_click_and_one_that_does_not_come_says_so(
    page: Page, origin: Origin, tmp_path: Path
) -> None:
    """Who is missing is a table of its own, in which nothing runs in Excel and a telephone number keeps its first 0."""
    page.route("**/collection.desk.json*", give_the_units_odd_words)
    filled_desk(page, origin, "files")
    got = {name: download(page, f"[aria-label='下载{name}']", tmp_path / "got") for name in FILES}
    assert {name: (named, content[:2]) for name, (named, content) in got.items()} == FILES

    named, content = download(page, "[aria-label='下载未报名单']", tmp_path / "got")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert named == "未报名单-2021.csv"
    assert [row[0] for row in rows] == [
        "单位",
        "宁波大榭开发区市场监督管理局",
        "宁波保税区市场监督管理局",
    ]
    assert rows[1][1:] == ["'-1", "'＝1+1", "'057487654321"]

    page.route("**/collection.xlsx", lambda route: route.abort())
    page.click("[aria-label='下载汇总工作簿']")
    expect(page.locator("#said")).to_contain_text("网络连接失败")
    expect(page.locator("[aria-label='下载汇总工作簿']")).to_be_enabled()
    page.route("**/unit.docx", lambda route: route.fulfill(status=404))
    page.click("[aria-label='下载各单位统计表']")
    expect(page.locator("#said")).to_have_text("没有取到各单位统计表的底表，请稍后再点一次。")


def give_the_units_odd_words(route: Route) -> None:
    reply = route.fetch()
    document = reply.json()
    for unit in document["units"]:
        unit.update(group="-1", contact="＝1+1", phone="057487654321")
    route.fulfill(response=reply, json=document)


def test_the_archives_are_those_that_the_command_writes(page: Page, origin: Origin, tmp_path: Path) -> None:
    """Attachments by unit, one that is gone named; each unit's table, part for part what Python writes.

    What is too much for one archive goes into several.
    """
    code = origin.catalogue["2021"].roster.units[1].code
    [name] = [unit.name for unit in origin.catalogue["2021"].roster.units if unit.code == code]
    filled_desk(page, origin)
    send_along(origin.store, origin.catalogue["2021"], code, ("活动总结.pdf", "活动 <总结>.pdf", "宏.docx"))
    page.click("#again")
    expect(page.locator("#said")).to_be_hidden()
    page.click("nav >> text=下载和上报")

    _, sent = download(page, "[aria-label='下载全部附件']", tmp_path / "附件.zip")
    said = page.locator("#said").inner_text()
    _, tables = download(page, "[aria-label='下载各单位统计表']", tmp_path / "表.zip")

    collection = read_and_merge(origin.catalogue["2021"], origin.store, None)
    folder = Folder.at(tmp_path)
    list(download_all(collection, origin.store, tmp_path, untold))
    list(write_tables(collection, folder, untold))
    written = {
        path.relative_to(tmp_path / "附件").as_posix(): path.read_bytes()
        for path in (tmp_path / "附件").glob("*/*")
    }
    got = parts_of(sent)
    assert got.pop("没有取到的附件.txt").decode("utf-8-sig") == f"{name}：活动 <总结>.pdf（缺失）\r\n"
    assert got == written
    assert f"没有取到 1 个：{name}：活动 <总结>.pdf（缺失）" in said
    assert f"含宏的 1 个，打开时请不要启用：{name}：宏.docx" in said
    own = {path.name: parts_of(path.read_bytes()) for path in (tmp_path / "各单位统计表").iterdir()}
    assert {name: parts_of(data) for name, data in parts_of(tables).items()} == own
    goes_into_several_where_it_is_too_much_for_one(page)


def goes_into_several_where_it_is_too_much_for_one(page: Page) -> None:
    saved: list[Download] = []
    page.on("download", lambda each: saved.append(each))

    page.evaluate(
        """async () => {
          const { archiveOf } = await import(new URL("files/archive.js", document.querySelector("script[type=module]").src));
          const archive = await archiveOf("附件", 10);
          ["甲", "乙", "丙", "丁"].forEach((name, place) => archive.add(name, new Uint8Array([6, 4, 11, 1][place]), "2021-07-01T00:00:00Z"));
          archive.save(true);
        }"""
    )
    page.wait_for_timeout(300)

    assert [(each.suggested_filename, sizes(each)) for each in saved] == [
        ("附件-1.zip", {"甲": 6, "乙": 4}),
        ("附件-2.zip", {"丙": 11}),
        ("附件-3.zip", {"丁": 1}),
    ]


def sizes(archive: Download) -> dict[str, int]:
    return {name: len(data) for name, data in parts_of(Path(archive.path()).read_bytes()).items()}


def fill_report(page: Page) -> None:
    page.fill("#report-unit", "宁波市市场监督管理局")
    page.fill("#report-contact", "林远龙")
    page.fill("#report-phone", "0574-87654321")
    page.fill("#report-filed_on", "2021-07-02")
    for id_ in CHOICES:
        page.check(f"input[name=report-{id_}][value=是]")
    for reason in page.locator(".asked input").all():
        reason.fill("各单位合计如此，已逐家核对")


def test_the_totals_of_today_go_upward_as_a_file_that_the_form_opens(
    page: Page, origin: Origin, tmp_path: Path
) -> None:
    """What the level above would refuse is asked for first; what was written stays while the desk is open."""
    filled_desk(page, origin, "report")
    expect(page.locator("#view")).to_contain_text("应报 15 家，计入合计 12 家")
    page.click("text=下载上报数据")
    expect(page.locator(".refused")).to_contain_text("填报单位")
    fill_report(page)
    page.click("nav >> text=进度")
    page.click("nav >> text=下载和上报")
    page.click("text=填写并下载")
    expect(page.locator("#report-contact")).to_have_value("林远龙")

    named, content = download(page, "text=下载上报数据", tmp_path / "上报-2021.json")
    document = json.loads(content)
    assert named == "上报-2021.json"
    assert document["report"]["coverage"]["expected"] == 15
    assert document["report"]["coverage"]["counted"] == 12
    assert re.fullmatch("[0-9a-f]{64}", document["report"]["collection_digest"])

    # one more files, and what goes upward are the totals of today, whatever was typed before
    sent = {"answers": valid_answers(EDITION, unit="宁波保税区市场监督管理局", study_sessions=4321)}
    assert page.request.post(f"{origin.address}/api/2021/submissions", data=sent).status == 201
    page.click("#again")
    expect(page.locator("#view")).to_contain_text("计入合计 13 家")
    expect(page.locator("#report-contact")).to_have_value("林远龙")
    fill_report(page)  # what not all agree upon any more, and reasons of other totals
    _, content = download(page, "text=下载上报数据", tmp_path / "上报-2021.json")
    raw = json.loads(content)["table"]["raw"]
    totals = collection(origin)["totals"]
    assert {id_: int(raw[id_]) for id_ in totals} == totals

    ready(page, origin.form)
    page.set_input_files("#open-file", tmp_path / "上报-2021.json")
    expect(page.locator("#unit")).to_have_value("宁波市市场监督管理局")
    assert typed_table(page, EDITION) == raw
    assert len([text for text in raw.values() if text.isdigit()]) == 50
    page.click("button[type=submit]")
    expect(page.locator("#reference")).to_contain_text("2021-")
