"""Attachments: chosen, uploaded with a bar, named in the record, downloaded by the bureau as they were."""

import hashlib
import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, FilePayload, Page, Route, expect

from handler.access.filing_codes import Codes
from handler.commands.collect.import_file import Looked
from handler.commands.collect.output_folder import Folder
from handler.commands.collect.write import collect
from handler.stores.folder import FolderStore
from handler.stores.s3 import S3Store
from handler.submit.settings import Settings
from schema.loading.catalogue import load_catalogue
from schema.validation.attachments import LARGEST
from tests.support.browser.attaching import LIST, SUBMIT, choose, file_it, named, payload, row, stored
from tests.support.browser.typing import put_table, ready
from tests.support.builders import UNIT_NAME, survey_2021, the_2021, valid_answers
from tests.support.collecting.saved import add_file
from tests.support.files import DOCX, JPEG, PDF, PNG, attachment, key_of, noise, pdf
from tests.support.http.origin import Origin, serve_origin
from tests.support.http.proxy import serve_proxy
from tests.support.s3.s3_server import S3Server

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

EDITION = the_2021()
UPLOADS = "**/api/uploads"
SAID = "#attachments-said"


def opened(page: Page, origin: Origin) -> None:
    """The form, filled and ready to be filed."""
    ready(page, origin.form)
    put_table(page, valid_answers(EDITION))


def remove(page: Page, name: str = "活动总结.pdf") -> None:
    page.get_by_role("button", name=f"移除“{name}”").click()


def retry(page: Page, name: str = "活动总结.pdf") -> None:
    page.get_by_role("button", name=f"重试“{name}”").click()


def test_what_may_not_be_attached_is_said_before_anything_is_sent(
    page: Page, origin: Origin, tmp_path: Path
) -> None:
    """The unit is asked for first."""
    ready(page, origin.form)
    choose(page, payload(PDF))
    expect(page.locator(SAID)).to_have_text("请先填写“填报单位”，再选择附件。")
    expect(page.locator("#unit")).to_be_focused()

    put_table(page, valid_answers(EDITION))
    for file, sentence in (
        (payload(PDF, "总结.exe"), "“总结.exe”的格式不支持"),
        (payload(b"", "空.pdf"), "“空.pdf”是空的（0 字节），请重新选择。"),
        (payload(PDF + noise(LARGEST), "大.pdf"), "“大.pdf”超过 20 MB"),
    ):
        (tmp_path / file["name"]).write_bytes(file["buffer"])

        page.set_input_files("#_attachments", tmp_path / file["name"])

        expect(row(page, file["name"])).to_contain_text(sentence)
        expect(row(page, file["name"]).get_by_role("button")).to_have_text(["移除"])
    assert origin.hits == 0


RED = """() => { const canvas = Object.assign(document.createElement("canvas"), { width: 300, height: 200 });
  const ink = canvas.getContext("2d"); ink.fillStyle = "#f00"; ink.fillRect(0, 0, 300, 200);
  return canvas.toDataURL("image/png").split(",")[1]; }"""


def scan(data: bytes) -> FilePayload:
    return {"name": "盖章表.png", "mimeType": "image/png", "buffer": data}


def test_a_file_is_dropped_onto_the_section_taken_off_by_keyboard_and_a_scan_is_shown_small(
    page: Page, origin: Origin
) -> None:
    """What is no picture has no thumbnail."""
    opened(page, origin)
    transfer = page.evaluate_handle(
        """(content) => {
          const transfer = new DataTransfer();
          const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
          transfer.items.add(new File([bytes], "活动总结.pdf"));
          return transfer;
        }""",
        b64encode(PDF).decode(),
    )
    page.dispatch_event("#attachments", "dragover", {"dataTransfer": transfer})
    expect(page.locator("#attachments.over")).to_have_count(1)
    page.dispatch_event("#attachments", "drop", {"dataTransfer": transfer})
    stored(page)
    choose(page, scan(b"no picture"))
    expect(row(page, "盖章表.png")).to_be_visible()
    expect(page.locator("#attached canvas")).to_have_count(0)
    remove(page, "盖章表.png")

    page.focus("#_attachments")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="移除“活动总结.pdf”")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(LIST)).to_be_hidden()

    choose(page, scan(b64decode(page.evaluate(RED))))
    thumbnail = page.get_by_role("img", name="“盖章表.png”的缩略图")
    expect(thumbnail).to_have_js_property("height", 64)
    assert thumbnail.evaluate(
        "canvas => Array.from(canvas.getContext('2d').getImageData(9, 9, 1, 1).data)"
    ) == [255, 0, 0, 255]
    stored(page, "盖章表.png")


def test_what_is_chosen_is_filed_and_reaches_the_bureau_byte_by_byte(
    page: Page, origin: Origin, tmp_path: Path
) -> None:
    """A sixth file, the same content again, what is not what its name says, and what was removed are not filed; a name is
    shown as it is kept.
    """
    files = {
        "活动总结.docx": DOCX,
        "盖章后的统计表.jpg": JPEG + noise(2_000_000),
        "盖章表 第2页.png": PNG,
        "总结  终稿.pdf": PDF + b"2",
    }
    said = page.locator(SAID)
    opened(page, origin)

    choose(page, payload(PDF, "一.pdf"), payload(PDF, "二.pdf"))
    expect(said).to_contain_text("“二.pdf”与“一.pdf”内容相同，未重复附上。")
    expect(said).to_contain_text("“一.pdf”已传好。")  # whichever came first, both are said
    expect(page.locator(LIST).get_by_role("listitem")).to_have_count(1)
    choose(page, *(payload(data, name) for name, data in files.items()), payload(PDF + b"6", "六.pdf"))
    files["总结 终稿.pdf"] = files.pop("总结  终稿.pdf")
    for name in files:
        stored(page, name)
    expect(row(page, "六.pdf")).to_contain_text("附件最多 5 个")
    page.click(SUBMIT)
    expect(page.locator("#summary li")).to_contain_text("附件最多 5 个")
    remove(page, "六.pdf")

    remove(page, "一.pdf")
    expect(said).to_have_text("已移除“一.pdf”。")
    expect(page.locator("#_attachments")).to_be_focused()

    sentence = "“活动总结.pdf”的内容不是 PDF 文件，是 PNG 图片。请打开查看，另存为正确的格式后再附。"
    choose(page, payload(PNG + b"2"))
    expect(row(page)).to_contain_text(sentence)
    expect(said).to_have_text(f"“活动总结.pdf”未附上。{sentence}")
    expect(page.get_by_role("button", name="重试“活动总结.pdf”")).to_be_hidden()
    page.click(SUBMIT)
    expect(page.locator("#summary")).to_contain_text(sentence)
    remove(page)

    file_it(page)
    expect(page.locator("#attachments")).to_have_text("、".join(files))
    assert named(origin) == list(files)
    list(collect(survey_2021(), origin.store, Folder.at(tmp_path / "out"), attachments=True))
    folder = tmp_path / "out" / "附件" / UNIT_NAME
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == files


def test_without_network_the_list_says_so_and_loses_nothing(page: Page, origin: Origin) -> None:
    """A file that was just chosen is waited for."""
    held: list[Route] = []
    page.route("**/attachments/list.js", lambda route: held.append(route))
    page.route("**/attachments/list.js", lambda route: route.abort(), times=1)
    opened(page, origin)

    choose(page, payload(PDF))
    expect(page.locator(SAID)).to_have_text("网络连接失败，附件暂不能上传。请检查网络后重新选择。")
    page.click(SUBMIT)
    expect(page.locator("#summary li")).to_contain_text("刚才选择的附件未附上")
    assert origin.records() == []
    file_it(page)
    assert named(origin) == []

    page.click("text=修改后重新报送")
    expect(page.locator("html.ready")).to_have_count(1)
    choose(page, payload(PDF))
    page.click(SUBMIT)
    expect(page.locator("#summary li")).to_contain_text("附件正在上传")
    held[0].continue_()
    stored(page)
    file_it(page)
    assert named(origin) == ["活动总结.pdf"]


def test_an_upload_that_was_cut_off_is_tried_again_by_itself_then_by_hand(page: Page, origin: Origin) -> None:
    """Its bar moves, and filing waits; what arrived although its answer was lost is not sent again; what was removed under
    way is stopped.
    """
    page.clock.install()
    opened(page, origin)
    held: list[Route] = []
    page.route(UPLOADS, lambda route: held.append(route), times=1)
    choose(page, payload(PDF, "等待.pdf"))
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.click(SUBMIT)
    expect(page.locator("#summary")).to_contain_text(
        "“等待.pdf”正在上传。请在上传完成后提交，或者移除后提交。"
    )
    assert origin.records() == []
    held[0].continue_()
    stored(page, "等待.pdf")

    page.route(UPLOADS, lambda route: route.abort("connectionreset"), times=1)
    choose(page, payload(PDF + b"1", "一次.pdf"))
    expect(row(page, "一次.pdf")).to_contain_text("秒后自动重试")
    page.clock.run_for(2000)
    stored(page, "一次.pdf")

    page.route(UPLOADS, lambda route: route.abort("connectionreset"))
    choose(page, payload(PDF + b"3", "三次.pdf"))
    for seconds in (2, 5):
        expect(row(page, "三次.pdf")).to_contain_text(f"未能上传，{seconds} 秒后自动重试")
        page.clock.run_for(seconds * 1000)
    expect(row(page, "三次.pdf")).to_contain_text("网络连接失败，未上传成功。请检查网络，再点“重试”。")
    page.unroute(UPLOADS)
    retry(page, "三次.pdf")
    stored(page, "三次.pdf")

    sent: list[Route] = []

    def lose(route: Route) -> None:
        sent.append(route)
        route.fetch()
        route.abort("connectionreset")

    page.route(UPLOADS, lose)
    choose(page, payload(PDF + b"4", "已收到.pdf"))
    page.clock.run_for(2000)
    stored(page, "已收到.pdf")
    assert len(sent) == 1
    page.unroute(UPLOADS)

    page.route(UPLOADS, lambda route: held.append(route))
    with page.expect_request(UPLOADS):
        choose(page, payload(PDF + b"5"))
    expect(row(page)).to_contain_text("正在")
    with page.expect_event("requestfailed"):
        remove(page)
    expect(row(page)).to_have_count(0)
    file_it(page)
    assert named(origin) == ["等待.pdf", "一次.pdf", "三次.pdf", "已收到.pdf"]


def test_a_file_too_large_for_the_networks_proxy_is_said_so_and_not_sent_again(
    page: Page, origin: Origin
) -> None:
    sentence = (
        "网络中的代理服务器限制了文件大小，本文件无法上传。"
        "请移除，换一个小一些的（如压缩图片、减少页数），或者联系市局。"
    )
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.url.endswith("/uploads") else None)
    with serve_proxy(origin.port, largest=2**20, keeps_host=True) as port:
        ready(page, f"http://127.0.0.1:{port}/2021/")
        put_table(page, valid_answers(EDITION))

        choose(page, payload(pdf(2**20)))
        expect(row(page)).to_contain_text(sentence)
        choose(page, payload(PDF, "小一些.pdf"))
        stored(page, "小一些.pdf")

        expect(row(page).get_by_role("button")).to_have_text(["移除"])
        page.click(SUBMIT)
        expect(page.locator("#summary li")).to_contain_text(sentence)
        page.get_by_role("button", name="移除“活动总结.pdf”").click()
        file_it(page)

    assert len(sent) == 2
    assert named(origin) == ["小一些.pdf"]


def test_a_closed_tab_loses_no_attachment_and_amending_keeps_them_unless_they_are_removed(
    page: Page, origin: Origin, tmp_path: Path
) -> None:
    """A forged ticket is refused and the file looked at again; a saved file carries the attachments to the bureau."""
    opened(page, origin)
    choose(page, payload(PDF))
    stored(page)

    def forge(route: Route) -> None:
        sent = route.request.post_data or ""
        route.continue_(post_data=re.sub(r"\.[0-9A-Z]{26}\"", f'.{"0" * 26}"', sent))

    page.route("**/submissions", forge)
    page.click(SUBMIT)
    expect(page.locator("#summary")).to_contain_text("“活动总结.pdf”未经校验，或者是为其他单位上传的。")
    assert origin.records() == []
    page.unroute("**/submissions")
    retry(page)
    stored(page)
    page.wait_for_function("() => Object.values(localStorage).some((kept) => kept.includes('ticket'))")

    ready(page, origin.form)
    stored(page)
    file_it(page)
    assert named(origin) == ["活动总结.pdf"]

    page.click("text=修改后重新报送")
    stored(page)
    page.fill("#drills", "777")
    with page.expect_download() as downloading:
        page.click("#save-file")
    downloading.value.save_as(tmp_path / "table.json")
    file_it(page)

    page.click("text=修改后重新报送")
    page.click("text=清空重填")
    expect(page.locator(LIST)).to_be_hidden()
    page.set_input_files("#open-file", tmp_path / "table.json")
    stored(page)
    remove(page)
    file_it(page)
    expect(page.locator("#changed li")).to_have_text("附件：活动总结.pdf → （无）")
    assert [record.get("attachments") is not None for record in origin.records()] == [True, True, False]
    settings = Settings(
        catalogue=load_catalogue(), shell="", clock=origin.clock, upload_tokens=Looked(origin.store)
    )
    receipt = add_file(settings, origin.store, "2021", tmp_path / "table.json")
    assert receipt.attachments == (attachment(PDF, "活动总结.pdf"),)


def test_for_another_unit_the_file_is_sent_again_or_chosen_again_where_the_page_has_it_no_more(
    page: Page, origin: Origin
) -> None:
    opened(page, origin)
    choose(page, payload(PDF))
    stored(page)
    put_table(page, {"unit": "海曙区"})
    page.click(SUBMIT)
    expect(row(page)).to_contain_text("为其他单位上传的")
    retry(page)
    stored(page)
    file_it(page)
    assert dict(origin.store.sizes("attachments/")).keys() == {key_of(PDF), key_of(PDF, "330203")}
    assert origin.records()[0]["unit"] == {"code": "330203", "name": "宁波市海曙区市场监督管理局"}

    page.click("text=修改后重新报送")
    stored(page)
    assert isinstance(origin.store, FolderStore)
    (origin.store.root / key_of(PDF)).unlink()
    put_table(page, {"unit": UNIT_NAME})
    page.click(SUBMIT)
    retry(page)
    expect(row(page)).to_contain_text("本文件需要重新选择")
    expect(page.get_by_role("button", name="重试“活动总结.pdf”")).to_be_hidden()


def test_with_codes_a_wrong_one_is_said_at_the_file_and_the_newest_filing_is_fetched_with_its_attachments(
    page: Page, tmp_path: Path
) -> None:
    codes = Codes(secret="a-secret-of-the-tests-with-more-than-32-bytes")
    code = codes.make("2021", "330212")
    with serve_origin(tmp_path / "public", codes) as origin:
        origin.open_on(tmp_path / "store")
        ready(page, origin.form)
        put_table(page, valid_answers(EDITION, _code="AAAAA-AAAAA"))
        choose(page, payload(PDF))
        expect(row(page)).to_contain_text("请核对填报码和填报单位")
        page.fill("#_code", code)
        retry(page)
        stored(page)
        file_it(page)
        assert named(origin) == ["活动总结.pdf"]

        elsewhere = page.context.new_page()
        ready(elsewhere, f"{origin.form}#330212/{code}")
        elsewhere.click("#fetch-latest")
        stored(elsewhere)
        elsewhere.fill("#drills", "777")
        file_it(elsewhere)
        assert [record["attachments"] for record in origin.records()] == [
            [asdict(attachment(PDF, "活动总结.pdf"))]
        ] * 2


def test_where_the_page_is_not_https_a_script_of_its_own_adds_up_the_files_as_python_does(
    page: Page, origin: Origin
) -> None:
    sizes = [0, 1, 55, 56, 64, 1000, 1_048_575, 1_048_576, 1_048_577, 3_000_000]
    page.add_init_script("delete Object.getPrototypeOf(crypto).subtle")
    opened(page, origin)
    script = str(page.locator("script[type=module]").get_attribute("src"))

    found = page.evaluate(
        """async ([address, sizes]) => {
          const { digestOf } = await import(address);
          return Promise.all(sizes.map((length) =>
            digestOf(new Blob([Uint8Array.from({ length }, (_, place) => (place * 7 + (place >> 8)) & 255)]))));
        }""",
        [script.replace("form.js", "attachments/upload.js"), sizes],
    )

    data = bytes((place * 7 + (place >> 8)) & 255 for place in range(max(sizes)))
    assert found == [hashlib.sha256(data[:size]).hexdigest() for size in sizes]
    choose(page, payload(PDF))
    stored(page)
    file_it(page)
    assert named(origin) == ["活动总结.pdf"]


def test_without_script_the_page_says_how_and_files_without(browser: Browser, origin: Origin) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(origin.form)

    expect(page.locator("#attachments")).to_contain_text("附件在网页脚本运行后才能上传")
    expect(page.locator("#_attachments")).to_be_hidden()
    context.close()


# Straight to a bucket: another origin, by a presigned form


@pytest.fixture
def on_s3(s3_server: S3Server, s3_client: "S3Client", bucket: str, tmp_path: Path) -> Iterator[Origin]:
    with serve_origin(tmp_path / "public", upload_origin=s3_server.endpoint) as origin:
        rule = {"AllowedMethods": ["POST"], "AllowedOrigins": [origin.address]}
        s3_client.put_bucket_cors(Bucket=bucket, CORSConfiguration={"CORSRules": [rule]})  # type: ignore[list-item]  # as documented
        origin.use(S3Store.at(f"s3://{bucket}/some/prefix"))
        yield origin


def test_a_file_goes_straight_to_the_bucket(page: Page, on_s3: Origin, tmp_path: Path) -> None:
    opened(page, on_s3)

    choose(page, payload(PDF))
    stored(page)
    file_it(page)

    assert named(on_s3) == ["活动总结.pdf"]
    list(collect(survey_2021(), on_s3.store, Folder.at(tmp_path / "out"), attachments=True))
    assert (tmp_path / "out" / "附件" / UNIT_NAME / "活动总结.pdf").read_bytes() == PDF
    document = json.loads((tmp_path / "out" / "collected.json").read_bytes())
    [filing] = [unit["filing"] for unit in document["units"] if unit["filing"]]
    assert filing["attachments"][0]["state"] == "stored"
