"""The receipt page: copy, save, which revision, what has changed; never more than its holder sent."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, FilePayload, Page, Route, expect

from handler.commands.collect.import_file import Looked
from handler.commands.collect.saved_table import NotAddedError
from handler.stores import Store
from handler.submit.settings import Settings
from schema.loading.catalogue import load_catalogue
from schema.validation.checksum import checksum, short_code
from tests.support.browser.asked import say_when_asked
from tests.support.browser.reading import folded, print_words
from tests.support.browser.showing import Drawn
from tests.support.browser.typing import put_table, ready
from tests.support.builders import UNIT_NAME, the_2021, valid_answers
from tests.support.collecting.saved import add_file
from tests.support.files import PDF
from tests.support.http.origin import Origin

EDITION = the_2021()
ANSWERS = valid_answers(EDITION)
REASON = "方案尚在会签，预计七月印发"
SUBMIT = "button[type=submit]"


def file_table(page: Page, origin: Origin, **changes: object) -> None:
    ready(page, origin.form)
    put_table(page, valid_answers(EDITION, **changes))
    submit(page)


def submit(page: Page) -> None:
    page.click(SUBMIT)
    expect(page.locator("#received")).to_be_visible()


def receipt_in_words(page: Page, store: Store, record: dict[str, object], address: str) -> str:
    [stored] = store.list("submissions/2021/")
    digest = sha256(store.read(stored)).hexdigest()
    return (
        f"宁波市2021年特种设备“安全生产月”、“特种设备安全月”和“安全生产万里行”活动情况统计表\n"
        f"回执号：{page.locator('#reference').text_content()}\n"
        f"校验码：{short_code(checksum(ANSWERS))}\n"  # type: ignore[arg-type]  # all valid
        f"存证码：{short_code(digest)}\n"
        f"填报单位：{UNIT_NAME}\n接收时间：2021年6月30日 09:00\n报送次数：第 1 次\n"
        f"回执网址：{address}/api/2021/receipts/330212/{record['id']}"
    )


COPIED = """() => document.addEventListener("copy", (event) => {
  event.preventDefault();
  window.copied = document.activeElement.value;
})"""


def test_the_receipt_is_copied_as_text(drawn: Drawn, served: Origin) -> None:
    """Without a clipboard for scripts all the same; where nothing can be copied it says so."""
    page = drawn.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=served.address)
    words = receipt_in_words(page, drawn.store, drawn.record, served.address)

    page.click("#copy")
    expect(page.locator("#done")).to_have_text("已复制")
    assert page.evaluate("() => navigator.clipboard.readText()") == words

    page.evaluate(COPIED)
    for clipboard in ("undefined", "{ writeText: () => Promise.reject(new Error('refused')) }"):
        page.evaluate(
            f"""() => {{
              Object.defineProperty(navigator, "clipboard", {{ value: {clipboard}, configurable: true }});
              window.copied = document.getElementById("done").textContent = "";
            }}"""
        )
        page.click("#copy")
        expect(page.locator("#done")).to_have_text("已复制")
        assert page.evaluate("window.copied") == words
        assert page.locator("textarea").count() == 0

    page.evaluate("() => { document.execCommand = () => false; }")
    page.click("#copy")
    expect(page.locator("#done")).to_have_text("未能复制，请记录回执号和校验码")
    page.evaluate(
        "() => { delete navigator.clipboard; delete document.execCommand; }"
    )  # others look at this page


def save_receipt(page: Page, folder: Path) -> Path:
    with page.expect_download() as download:
        page.click("#save")
    assert download.value.suggested_filename == f"2021统计表（已报）-{UNIT_NAME}.json"
    download.value.save_as(folder / "filed.json")
    return folder / "filed.json"


LABEL = "是否已制定活动方案，明确责任单位、责任人和时间节点"


def test_reasons_and_attachments_stand_below_the_table_and_in_the_saved_receipt(
    page: Page, origin: Origin, tmp_path: Path
) -> None:
    """On screen and on paper; the file is the same filing when it is added."""
    ready(page, origin.form)
    put_table(page, {**ANSWERS, "plan_made": False})
    page.locator("input[name=plan_made][value=否]").dispatch_event("change")
    page.fill("#plan_made-reason", REASON)
    attach(page)
    submit(page)

    said = [f"说明：{LABEL}：{REASON}", "附件：活动总结.pdf"]
    assert page.locator("#remarks p").all_text_contents() == said
    texts = print_words(page)
    assert len(texts) == 2
    assert folded("".join(said)) in texts[1]

    file = save_receipt(page, tmp_path)
    reference = page.locator("#reference").text_content()
    document = json.loads(file.read_text(encoding="utf-8"))
    assert document["receipt"]["reference"] == reference
    assert document["table"]["reasons"] == {"plan_made": REASON}
    tokens = Looked(origin.store)
    settings = Settings(catalogue=load_catalogue(), shell="", clock=origin.clock, upload_tokens=tokens)
    assert add_file(settings, origin.store, "2021", file).reference == reference
    assert len(origin.records()) == 1


def attach(page: Page) -> None:
    files: list[FilePayload] = [{"name": "活动总结.pdf", "mimeType": "", "buffer": PDF}]
    page.set_input_files("#_attachments", files)
    expect(page.locator("#attached")).to_contain_text("已传好", timeout=20_000)


def test_a_saved_receipt_whose_figures_were_changed_is_another_filing(
    drawn: Drawn, origin: Origin, tmp_path: Path
) -> None:
    file = save_receipt(drawn.page, tmp_path)
    document = json.loads(file.read_text(encoding="utf-8"))
    document["table"]["raw"]["drills"] = "1000"
    file.write_text(json.dumps(document), encoding="utf-8")
    settings = Settings(catalogue=load_catalogue(), shell="", clock=origin.clock)

    added = add_file(settings, origin.store, "2021", file)

    assert added.reference != document["receipt"]["reference"]
    del document["table"]["nil"]
    file.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(NotAddedError, match="内容不完整"):
        add_file(settings, origin.store, "2021", file)


def answer_with(page: Page, **members: object) -> None:
    """The function's receipt, with these members set."""

    def fulfil(route: Route) -> None:
        reply = route.fetch()
        route.fulfill(response=reply, json={**reply.json(), **members})

    page.route("**/submissions", fulfil)


LEFT_EMPTY = """() => {
  const name = Object.keys(localStorage).find((each) => (localStorage[each] || "").includes('"answers"'));
  const kept = JSON.parse(localStorage[name]);
  kept.table.answers.contact = "";
  localStorage[name] = JSON.stringify(kept);
}"""
"""What this computer keeps of the last filing, as though a blank that may stay empty had been left so."""


def amend(page: Page, way: str = "修改后重新报送") -> None:
    """From the receipt back into the form, with what was filed."""
    page.get_by_role("link", name=way).click()
    expect(page.locator("html.ready")).to_have_count(1)


def test_each_filing_says_what_has_changed_since_the_one_before(page: Page, origin: Origin) -> None:
    """零报告 in place of figures, though the filing is a replay; figures, a reason and the sealed table, for which the
    receipt asks; the same table anew has not changed; another unit's is not compared.
    """
    say_when_asked(page.context, "重新报送")
    zero = {id_: 0 if type(answer) is int else answer for id_, answer in ANSWERS.items()}
    file_table(page, origin, **zero)
    heading, changed = page.locator("#changed h2"), page.locator("#changed li")
    first = page.locator("#reference").text_content()

    amend(page)
    page.press("#nil", "Space")  # what is said above the bar may lie over it, and does not keep a key from it
    page.route("**/submissions", lambda route: (route.fetch(), route.continue_()), times=1)
    submit(page)
    assert len(origin.records()) == 2
    expect(heading).to_contain_text(f"{first}")
    assert changed.all_text_contents() == ["零报告：否 → 是"]
    assert page.locator("#remarks p").all_text_contents() == ["零报告：本单位没有活动可报，各项数字都是 0。"]
    page.reload()
    expect(changed).to_have_count(1)

    second = page.locator("#reference").text_content()
    expect(page.locator("#unattached")).to_have_text("尚无附件。")
    amend(page, "补交附件")
    assert page.url == f"{origin.form}#attachments"
    expect(page.locator("#attachments")).to_be_in_viewport()
    expect(page.locator("#notice")).to_contain_text("已填入刚才报送的内容")
    attach(page)
    page.press("#nil", "Space")
    page.fill("#drills", "99")
    page.check("input[name=plan_made][value=否]")
    page.fill("#plan_made-reason", REASON)
    page.evaluate(LEFT_EMPTY)
    submit(page)
    expect(page.locator("#unattached")).to_be_hidden()
    expect(heading).to_have_text(f"与本设备上次报送（{second}）相比，改了 6 处")
    assert changed.all_text_contents() == [
        f"联系人：（无） → {ANSWERS['contact']}",
        "开展各类应急综合演练（次）：0 → 99",
        f"{LABEL}：是 → 否",
        f"{LABEL}：说明：（无） → {REASON}",
        "零报告：是 → 否",
        "附件：（无） → 活动总结.pdf",
    ]

    amend(page)
    submit(page)
    expect(heading).to_contain_text("没有改动")

    amend(page)
    page.get_by_role("button", name="移除“活动总结.pdf”").click()
    put_table(page, {"unit": "海曙"})
    page.locator("#unit").dispatch_event("change")
    submit(page)
    expect(page.locator("#changed")).to_be_hidden()
    assert ["attachments" in record for record in origin.records()[-2:]] == [True, False]


def test_a_receipt_does_not_wait_for_what_it_leaves_open_and_notes_what_came_late(
    page: Page, origin: Origin
) -> None:
    """While it does not know its revision, it says none, nor what has changed."""
    answer_with(page, revision=None, received_at=None)
    held: list[Route] = []
    page.route("**/receipts/**", lambda route: held.append(route))

    file_table(page, origin)

    expect(page.locator("#reference")).to_contain_text("2021-330212-")
    for id_ in ("#none", "#revision", "#changed"):
        expect(page.locator(id_)).to_be_hidden()
    assert page.evaluate("JSON.parse(localStorage.getItem('filed-2021-330212')).receipt.at") is None
    held[0].continue_()
    expect(page.locator("#revision")).to_have_text("第 1 次")
    expect(page.locator("#received-at")).to_have_text("2021年6月30日 09:00")
    page.wait_for_function("JSON.parse(localStorage.getItem('filed-2021-330212')).receipt.at")


def test_where_there_is_nothing_to_say_nothing_is_said(drawn: Drawn) -> None:
    expect(drawn.page.locator("#remarks p")).to_have_count(0)


def test_the_paper_has_what_was_typed_and_the_rosters_name_beside_it_and_is_marked_where_it_changed(
    page: Page, origin: Origin
) -> None:
    file_table(page, origin, unit="海曙")

    assert origin.records()[0]["answers"]["unit"] == "海曙"  # type: ignore[index]  # the checksum is of these
    expect(page.locator("[data-blank=unit]")).to_have_text("海曙")
    expect(page.locator("#paper-unit")).to_have_text("（宁波市海曙区市场监督管理局）")
    words = print_words(page)[0]
    assert folded("填报单位（盖章）：海曙（宁波市海曙区市场监督管理局）") in words

    mark = page.locator(".paper .draft-mark")
    expect(mark).to_have_count(0)
    edition = page.request.get(f"{origin.form}edition.json").json()
    edition["blanks"] = [blank for blank in edition["blanks"] if blank["id"] != "drills"]
    page.route("**/edition.json", lambda route: route.fulfill(json=edition))
    page.reload()
    expect(mark).to_contain_text("没有印全，不能用来盖章")
    assert "没有印全" in print_words(page)[0]

    several = {"kind": "several", "options": ["是", "否"]}
    edition["blanks"] = [
        {**blank, **(several if blank["id"] in ("posters", "drills", "study_sessions") else {})}
        for blank in edition["blanks"]
    ]
    page.evaluate(
        """() => {
          const kept = JSON.parse(sessionStorage.getItem("receipt-2021"));
          delete kept.table.answers.posters;  // it was not asked then
          sessionStorage.setItem("receipt-2021", JSON.stringify(kept));
        }"""
    )
    page.reload()
    expect(mark).to_have_count(1)


def test_a_unit_that_typed_its_full_name_has_it_once(drawn: Drawn) -> None:
    expect(drawn.page.locator("#paper-unit")).to_be_empty()


WITHOUT_TIME = """() => {
  const kept = JSON.parse(localStorage.getItem("filed-2021-330203"));
  Object.assign(kept.receipt, { at: null, unit: "宁波市镇海区市场监督管理局" });
  localStorage.setItem("filed-2021-330211", JSON.stringify(kept));
}"""
"""One more filing, as it is kept where the function has not said when it came."""


def test_another_tab_lists_the_receipts_of_this_computer_the_newest_first(
    page: Page, origin: Origin, context: BrowserContext
) -> None:
    """Each has an address at which it opens again; one whose time is not known is listed without."""
    file_table(page, origin)
    references = [page.locator("#reference").text_content()]
    answer_with(page, revision=3)
    page.route("**/receipts/**", lambda route: route.abort())
    file_table(page, origin, unit="海曙")
    references.append(page.locator("#reference").text_content())
    expect(page.locator("#revision")).to_have_text("第 3 次")
    page.evaluate(WITHOUT_TIME)
    tab = context.new_page()

    tab.goto(f"{origin.form}received/")

    expect(tab.locator("#filed li")).to_have_count(3)
    code = short_code(checksum(ANSWERS))  # type: ignore[arg-type]  # all valid
    newest, oldest, timeless = tab.locator("#filed li").all_text_contents()
    assert newest.startswith(f"宁波市海曙区市场监督管理局：回执号 {references[1]}，校验码 ")
    assert "收到" not in timeless
    assert oldest == f"{UNIT_NAME}：回执号 {references[0]}，校验码 {code}，2021年6月30日 09:00 收到"
    expect(tab.locator("#unknown")).to_be_hidden()
    tab.get_by_role("link", name=f"回执号 {references[0]}").click()
    expect(tab.locator("#reference")).to_have_text(str(references[0]))
    tab.get_by_role("link", name="这份回执的网址（可以收藏，随时再打开）").click()
    expect(tab.locator("h1")).to_have_text("报送成功")
    expect(tab.locator("dl.receipt")).to_contain_text(str(references[0]))
    assert tab.url == f"{origin.address}/api/2021/receipts/330212/{origin.records()[0]['id']}"


def test_what_is_kept_of_a_receipt_is_only_what_draws_it_again(drawn: Drawn) -> None:
    page, record = drawn.page, drawn.record

    kept = json.loads(page.evaluate("() => localStorage.getItem('filed-2021-330212')"))

    assert sorted(kept) == ["before", "key", "receipt", "reference", "table"]
    assert kept["receipt"] == {
        "checksum": short_code(str(record["checksum"])),
        "digest": page.locator("#digest").text_content(),
        "unit": UNIT_NAME,
        "at": record["received_at"],
        "address": f"330212/{record['id']}",
        "late": False,
        "revision": 1,
    }
