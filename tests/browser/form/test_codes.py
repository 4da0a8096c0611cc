"""The filing code: from the personal link or its field, for this tab only, with and without script."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from handler.access.filing_codes import Codes
from handler.stores.folder import FolderStore
from tests.support.browser.again import Tab
from tests.support.browser.keeping import open_file, table_of
from tests.support.browser.reading import folded, print_words
from tests.support.browser.typing import as_typed, put_table, ready, typed_table
from tests.support.browser.watching import FOR_CODES, MOST, first_load, listened
from tests.support.builders import UNIT_NAME, the_2021, valid_answers
from tests.support.http.origin import Origin, serve_origin

EDITION = the_2021()
ANSWERS = valid_answers(EDITION)
CODES = Codes(secret="a-secret-of-the-tests-with-more-than-32-bytes")
CODE, OTHER = CODES.make("2021", "330212"), CODES.make("2021", "330203")
SUBMIT = "button[type=submit]"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Origin]:
    with serve_origin(tmp_path_factory.mktemp("site") / "public", CODES) as origin:
        yield origin


@pytest.fixture
def page(tab: Tab, origin: Origin) -> Iterator[Page]:
    """A tab in which nothing is open yet."""
    with listened(tab.page):
        yield tab.page
        tab.leave(origin.form)


def open_link(page: Page, form: str) -> None:
    """As from a message: over a page that is open already, its script would not begin anew."""
    page.goto("about:blank")
    ready(page, f"{form}#330212/{CODE}")


def file(page: Page, origin: Origin, **changes: object) -> None:
    """As the page does, without it."""
    content = {"answers": valid_answers(EDITION, **changes), "code": CODE}
    reply = page.request.post(f"{origin.address}/api/2021/submissions", data=content)
    assert reply.status == 201


def fetch(page: Page, said: str) -> None:
    """取回本单位上次报送的内容, and what is said then."""
    page.evaluate("document.getElementById('notice').textContent = ''")
    page.click("#fetch-latest")
    expect(page.locator("#notice")).to_contain_text(said)


def test_a_personal_link_names_the_unit_is_remembered_by_this_tab_alone_and_files(
    page: Page, origin: Origin
) -> None:
    whose, unit, code = page.locator("#code-unit"), page.locator("#unit"), page.locator("#_code")
    open_link(page, origin.form)
    expect(whose).to_have_text(f"本链接供 {UNIT_NAME} 填报")
    expect(unit).to_have_value(UNIT_NAME)
    assert page.url == origin.form, "the address is cleared of the code"

    page.fill("#unit", "海曙区")
    unit.press("Enter")
    expect(whose).to_have_text(
        f"本链接供 {UNIT_NAME} 填报，与所填的“海曙区”不一致：请改正填报单位，或使用该单位的填报码"
    )
    page.fill("#unit", "鄞州")
    unit.press("Enter")
    expect(whose).to_have_text(f"本链接供 {UNIT_NAME} 填报")

    page.fill("#unit", "海曙区")
    open_file(page, table_of({"drills": "7"}))  # a table that names no unit is of the unit whose link it is
    expect(page.locator("#drills")).to_have_value("7")
    expect(unit).to_have_value(UNIT_NAME)

    page.wait_for_function("() => Object.keys(localStorage).some((name) => name.startsWith('draft-'))")
    page.goto(f"{origin.form}received/")
    ready(page, f"{origin.form}#attachments")  # a part of the page, and no code
    expect(code).to_have_value(CODE)
    expect(page.locator("#attachments")).to_be_in_viewport()
    assert page.url == f"{origin.form}#attachments"
    other = page.context.new_page()
    ready(other, origin.form)
    expect(other.locator("#_code")).to_have_value("")
    assert CODE not in page.evaluate("() => JSON.stringify(localStorage) + document.cookie")

    put_table(page, ANSWERS)
    page.click(SUBMIT)
    page.wait_for_url("**/2021/received/")
    assert len(origin.records()) == 1


def test_without_a_code_nothing_is_fetched_or_filed_until_the_right_one_is_typed(
    page: Page, origin: Origin
) -> None:
    ready(page, origin.form)
    page.fill("#unit", "火星")
    page.locator("#unit").press("Enter")
    expect(page.locator("#unit-hint")).to_have_text(
        "报送单位名单中没有“火星”，请核对名称。填报码仅限名单内单位使用。"
    )

    put_table(page, {"unit": UNIT_NAME, "drills": 5})
    for code, words in (
        (CODE, "宁波市鄞州区市场监督管理局还没有报送过 2021 年的表"),
        (OTHER, "填报码与填报单位不一致，请核对。未取回。"),
        ("", "尚未填写填报码。未取回。"),
    ):
        page.fill("#_code", code)
        fetch(page, words)
        expect(page.locator("#drills")).to_have_value("5")

    put_table(page, ANSWERS)
    page.click(SUBMIT)
    expect(page.locator("#_code-message")).to_contain_text("请填写市局发给本单位的填报码")
    page.fill("#_code", OTHER)
    page.click(SUBMIT)
    expect(page.locator("#_code-message")).to_contain_text("请核对填报码和填报单位")
    assert origin.records() == []
    page.fill("#_code", CODE.lower())
    page.click(SUBMIT)
    page.wait_for_url("**/2021/received/")


def test_a_link_opened_over_the_page_is_taken_whatever_a_chat_puts_behind_it_and_one_that_is_cut_is_told(
    page: Page, origin: Origin
) -> None:
    """In either case nothing of it stays in the address."""
    whose, code = page.locator("#code-unit"), page.locator("#_code")
    forget = """() => {
      sessionStorage.clear();
      for (const id of ["_code", "unit"]) document.getElementById(id).value = "";
      const whose = document.getElementById("code-unit");
      whose.textContent = "";
      delete whose.dataset.unit;
    }"""
    open_link(page, origin.form)
    links = [(f"330212/{CODE}{after}", True) for after in ("", "。", "）", "，请查收", "%E3%80%82", "/")]
    for link, whole in (*links, *((cut, False) for cut in ("330212/", "330212/。", "/", "鄞州/码"))):
        page.evaluate(forget)

        page.evaluate("link => { location.hash = link; }", link)

        expect(whose, link).to_contain_text(
            f"本链接供 {UNIT_NAME} 填报" if whole else "链接不完整，未取得填报码"
        )
        expect(code, link).to_have_value(CODE if whole else "")
        assert page.url == origin.form, link


@pytest.mark.parametrize("scripted", [True, False], ids=["with script", "without script"])
def test_the_code_files_and_is_on_no_paper(browser: Browser, origin: Origin, scripted: bool) -> None:
    context = browser.new_context(java_script_enabled=scripted, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{origin.form}#330212/{CODE}")
    page.fill("#_code", CODE)
    put_table(page, ANSWERS)

    draft = "".join(print_words(page))
    page.click(SUBMIT)
    expect(page.locator("h1").filter(has_text="报送成功")).to_be_visible()
    receipt = "".join(print_words(page))

    for paper in (draft, receipt):
        assert folded(UNIT_NAME) in paper
        assert folded(CODE) not in paper
        assert "填报码" not in paper
    context.close()


def test_a_unit_goes_on_from_its_last_filing_on_another_computer(
    page: Page, elsewhere: Page, origin: Origin
) -> None:
    """There it prints its sealed sheet without filing anew; what it files then is known to be a change."""
    open_link(page, origin.form)
    put_table(page, {**ANSWERS, "plan_made": False})
    page.locator("input[name=plan_made][value=否]").dispatch_event("change")
    page.fill("#plan_made-reason", "方案尚在会签，预计七月印发")
    page.click(SUBMIT)
    page.wait_for_url("**/2021/received/")
    expect(page.locator("#received")).to_be_visible()
    paper = print_words(page)
    open_link(elsewhere, origin.form)
    elsewhere.fill("#drills", "77")

    fetch(elsewhere, "已取回本单位第 1 次报送的内容（2021年6月30日 09:00")

    expect(elsewhere.locator("#notice")).to_contain_text("另有 1 份草稿")
    expect(elsewhere.locator("#plan_made-reason")).to_have_value("方案尚在会签，预计七月印发")
    assert typed_table(elsewhere, EDITION) == {
        id_: as_typed(answer) for id_, answer in {**ANSWERS, "plan_made": False}.items()
    }
    elsewhere.click("text=查看和打印")
    expect(elsewhere.locator("#received")).to_be_visible()
    assert print_words(elsewhere) == paper
    assert elsewhere.locator("#qr").inner_html() == page.locator("#qr").inner_html()
    assert len(origin.records()) == 1

    ready(elsewhere, origin.form)
    fetch(elsewhere, "已取回本单位第 1 次报送的内容")
    elsewhere.fill("#drills", "99")
    elsewhere.click(SUBMIT)
    elsewhere.wait_for_url("**/2021/received/")
    expect(elsewhere.locator("#revision")).to_have_text("第 2 次")
    expect(elsewhere.locator("#changed h2")).to_contain_text("改了 1 处")
    expect(elsewhere.locator("#others")).to_be_hidden()


def test_what_comes_in_place_of_the_last_filing_is_told_and_what_comes_is_not_mixed_with_what_was_typed(
    page: Page, origin: Origin
) -> None:
    drills = page.locator("#drills")
    open_link(page, origin.form)
    put_table(page, {"drills": 77, "posters": 6})
    for lost in ("**/drafts/latest.js", "**/latest"):
        page.route(lost, lambda route: route.abort())
        fetch(page, "网络连接失败，未取回")
        page.unroute(lost)

    answers: list[tuple[int, str]] = []
    page.route("**/latest", lambda route: route.fulfill(status=answers[-1][0], body=answers[-1][1]))
    for status, body, said in (
        (429, '{"message": "Too Many Requests"}', "当前取回人数较多"),
        (200, "<html>", "网络连接失败"),
        (429, '{"message": "Too Many Requests"}', "当前取回人数较多"),
        (502, "[]", "网络连接失败"),
    ):
        answers.append((status, body))
        fetch(page, said)
        expect(drills).to_have_value("77")

    receipt = {
        "reference": "2021-330212-ABCDEFGH",
        "unit": {"code": "330212", "name": UNIT_NAME},
        "id": "x",
        "received_at": "2021-06-30T09:00:00+08:00",
    }
    empty = {id_: answer for id_, answer in ANSWERS.items() if id_ != "drills"}
    filed = {"answers": empty, "explanations": {}, "nil": False, "receipt": receipt}
    answers.append((200, json.dumps(filed)))
    fetch(page, "已取回本单位")
    expect(drills).to_have_value("")
    expect(page.locator("#posters")).to_have_value(as_typed(ANSWERS["posters"]))


def test_what_was_said_of_a_wrong_code_goes_with_it_and_a_newer_filing_that_cannot_be_read_is_told(
    page: Page, origin: Origin
) -> None:
    file(page, origin, drills=5)
    open_link(page, origin.form)
    put_table(page, {**ANSWERS, "drills": 9})
    page.fill("#_code", OTHER)
    page.click(SUBMIT)
    expect(page.locator("#_code-message")).to_be_visible()
    expect(page.locator("#summary li")).to_have_count(1)

    page.fill("#_code", CODE)
    fetch(page, "已取回")

    expect(page.locator("#_code-message")).to_have_count(0)
    expect(page.locator("#summary h2")).to_have_text("均已改正，请重新提交。")

    file(page, origin, drills=50)
    assert isinstance(origin.store, FolderStore)
    newest = origin.store.root / f"submissions/2021/330212/{origin.records()[-1]['id']}.json"
    newest.write_bytes(newest.read_bytes()[:-9])
    fetch(page, "另有报送的内容无法读取，可能比这一次新")


@pytest.mark.offline
def test_a_page_that_asks_for_a_code_is_as_light(fresh: Page, origin: Origin) -> None:
    weights = first_load(fresh, origin)

    assert len(weights) <= 8, weights
    assert sum(weights.values()) <= MOST + FOR_CODES, weights


def test_a_draft_under_a_short_name_comes_back_with_the_personal_link(page: Page, origin: Origin) -> None:
    open_link(page, origin.form)
    put_table(page, {**ANSWERS, "unit": "鄞州区"})
    page.wait_for_timeout(600)
    page.evaluate("sessionStorage.clear()")  # as in another tab

    open_link(page, origin.form)

    expect(page.locator("#notice")).to_contain_text("已恢复本设备上“鄞州区”的草稿")
    expect(page.locator("#filled")).to_have_text("已填 69 / 69")
