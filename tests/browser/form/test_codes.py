"""The filing code: from the personal link or its field, for this tab only, with and without script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from handler.access.filing_codes import Codes
from handler.stores.folder import FolderStore
from tests.support.browser.keeping import open_file, table_of
from tests.support.browser.reading import folded, print_words
from tests.support.browser.typing import as_typed, put_table, ready, typed_table
from tests.support.browser.watching import FOR_CODES, MOST, first_load
from tests.support.builders import UNIT_NAME, the_2021, valid_answers
from tests.support.http.origin import Origin, serve_origin

EDITION = the_2021()
ANSWERS = valid_answers(EDITION)
CODES = Codes(secret="a-secret-of-the-tests-with-more-than-32-bytes")
CODE, OTHER = CODES.make("2021", "330212"), CODES.make("2021", "330203")
SUBMIT = "button[type=submit]"


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Origin]:
    with serve_origin(tmp_path_factory.mktemp("site") / "public", CODES) as origin:
        yield origin


@pytest.fixture
def origin(asking: Origin, tmp_path: Path) -> Origin:
    asking.open_on(tmp_path / "store")
    return asking


def test_a_personal_link_names_the_unit_and_files(page: Page, origin: Origin) -> None:
    ready(page, f"{origin.form}#330212/{CODE}")

    expect(page.locator("#code-unit")).to_have_text(f"本链接供 {UNIT_NAME} 填报")
    expect(page.locator("#unit")).to_have_value(UNIT_NAME)
    assert page.url == origin.form, "the address is cleared of the code"
    put_table(page, ANSWERS)
    page.click(SUBMIT)
    page.wait_for_url("**/2021/received/")
    assert len(origin.records()) == 1


def test_a_link_opened_over_the_page_is_taken_too(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    expect(page.locator("#_code")).to_have_value("")

    page.evaluate("hash => { location.hash = hash; }", f"#330212/{CODE}")

    expect(page.locator("#_code")).to_have_value(CODE)


def test_a_link_to_a_part_of_the_page_is_no_code(page: Page, origin: Origin) -> None:
    ready(page, f"{origin.form}#330212/{CODE}")

    page.goto(f"{origin.address}/2021/received/")
    ready(page, f"{origin.form}#attachments")

    expect(page.locator("#_code")).to_have_value(CODE)
    expect(page.locator("#attachments")).to_be_in_viewport()
    assert page.url == f"{origin.form}#attachments"


def test_a_wrong_code_is_told_at_its_field_and_a_right_one_then_files(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
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


def test_the_code_is_remembered_by_this_tab_and_by_nothing_else(
    page: Page, context: BrowserContext, origin: Origin
) -> None:
    ready(page, f"{origin.form}#330212/{CODE}")
    put_table(page, ANSWERS)
    page.wait_for_function("() => localStorage.length > 0")  # the draft
    ready(page, origin.form)
    expect(page.locator("#_code")).to_have_value(CODE)

    other = context.new_page()
    ready(other, origin.form)

    expect(other.locator("#_code")).to_have_value("")
    assert CODE not in page.evaluate("() => JSON.stringify(localStorage) + document.cookie")


@pytest.mark.parametrize("scripted", [True, False], ids=["with script", "without script"])
def test_the_code_is_on_no_paper(browser: Browser, origin: Origin, scripted: bool) -> None:
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
    ready(page, f"{origin.form}#330212/{CODE}")
    put_table(page, {**ANSWERS, "plan_made": False})
    page.locator("input[name=plan_made][value=否]").dispatch_event("change")
    page.fill("#plan_made-reason", "方案尚在会签，预计七月印发")
    page.click(SUBMIT)
    page.wait_for_url("**/2021/received/")
    ready(elsewhere, f"{origin.form}#330212/{CODE}")
    elsewhere.fill("#drills", "77")

    elsewhere.click("#fetch-latest")

    expect(elsewhere.locator("#notice")).to_contain_text("已取回本单位第 1 次报送的内容（2021年6月30日 09:00")
    expect(elsewhere.locator("#notice")).to_contain_text("另有 1 份草稿")
    expect(elsewhere.locator("#plan_made-reason")).to_have_value("方案尚在会签，预计七月印发")
    assert typed_table(elsewhere, EDITION) == {
        id_: as_typed(answer) for id_, answer in {**ANSWERS, "plan_made": False}.items()
    }
    elsewhere.fill("#drills", "99")
    elsewhere.click(SUBMIT)
    elsewhere.wait_for_url("**/2021/received/")
    expect(elsewhere.locator("#revision")).to_have_text("第 2 次")


def test_what_stood_in_a_blank_that_the_filing_leaves_empty_does_not_mix_into_what_is_fetched(
    page: Page, origin: Origin
) -> None:
    ready(page, f"{origin.form}#330212/{CODE}")
    put_table(page, {"drills": 5, "posters": 6})
    answers = {id_: answer for id_, answer in ANSWERS.items() if id_ != "drills"}
    receipt = {
        "reference": "2021-330212-ABCDEFGH",
        "unit": {"code": "330212", "name": UNIT_NAME},
        "id": "x",
        "received_at": "2021-06-30T09:00:00+08:00",
    }
    page.route(
        "**/latest",
        lambda route: route.fulfill(
            json={"answers": answers, "explanations": {}, "nil": False, "receipt": receipt}
        ),
    )

    page.click("#fetch-latest")

    expect(page.locator("#notice")).to_contain_text("已取回本单位")
    expect(page.locator("#drills")).to_have_value("")
    expect(page.locator("#posters")).to_have_value(as_typed(ANSWERS["posters"]))


def test_with_its_code_a_unit_prints_its_sealed_sheet_on_another_computer_without_filing_anew(
    page: Page, elsewhere: Page, origin: Origin
) -> None:
    ready(page, f"{origin.form}#330212/{CODE}")
    put_table(page, ANSWERS)
    page.click(SUBMIT)
    page.wait_for_url("**/2021/received/")
    expect(page.locator("#received")).to_be_visible()
    paper = print_words(page)
    ready(elsewhere, f"{origin.form}#330212/{CODE}")
    elsewhere.click("#fetch-latest")

    elsewhere.click("text=查看和打印")

    expect(elsewhere.locator("#received")).to_be_visible()
    assert print_words(elsewhere) == paper
    assert elsewhere.locator("#qr").inner_html() == page.locator("#qr").inner_html()
    assert len(origin.records()) == 1


def test_what_cannot_be_fetched_is_said_and_what_was_typed_stays(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    put_table(page, {"unit": UNIT_NAME, "drills": 5})
    for code, words in (
        (CODE, "宁波市鄞州区市场监督管理局还没有报送过 2021 年的表"),
        (OTHER, "填报码与填报单位不一致，请核对。未取回。"),
        ("", "尚未填写填报码。未取回。"),
    ):
        page.fill("#_code", code)

        page.click("#fetch-latest")

        expect(page.locator("#notice")).to_contain_text(words)
        expect(page.locator("#drills")).to_have_value("5")


@pytest.mark.parametrize("lost", ["**/latest", "**/drafts/latest.js"], ids=["the answer", "the script"])
def test_without_network_nothing_is_fetched_and_that_is_said(page: Page, origin: Origin, lost: str) -> None:
    ready(page, f"{origin.form}#330212/{CODE}")
    page.route(lost, lambda route: route.abort())

    page.click("#fetch-latest")

    expect(page.locator("#notice")).to_contain_text("网络连接失败，未取回")


def test_without_script_the_field_files(browser: Browser, origin: Origin) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(origin.form)
    put_table(page, ANSWERS)
    page.fill("#_code", CODE)

    page.click(SUBMIT)

    expect(page.locator("h1")).to_have_text("报送成功")
    context.close()


@pytest.mark.offline
def test_a_page_that_asks_for_a_code_is_as_light(page: Page, origin: Origin) -> None:
    weights = first_load(page, origin)

    assert len(weights) <= 8, weights
    assert sum(weights.values()) <= MOST + FOR_CODES, weights


def test_what_was_said_of_a_wrong_code_goes_with_it(page: Page, origin: Origin) -> None:
    ready(page, f"{origin.form}#330212/{CODE}")
    put_table(page, ANSWERS)
    page.click(SUBMIT)
    page.wait_for_url("**/2021/received/")
    page.click("text=修改后重新报送")
    # What is typed before the filed table is back stays alone.
    expect(page.locator("#drills")).to_have_value(as_typed(ANSWERS["drills"]))
    page.fill("#drills", "9")
    page.fill("#_code", OTHER)
    page.click(SUBMIT)
    expect(page.locator("#_code-message")).to_be_visible()
    expect(page.locator("#summary li")).to_have_count(1)

    page.fill("#_code", CODE)
    page.click("#fetch-latest")

    expect(page.locator("#notice")).to_contain_text("已取回")
    expect(page.locator("#_code-message")).to_have_count(0)
    expect(page.locator("#summary h2")).to_have_text("均已改正，请重新提交。")


def test_a_link_that_does_not_fit_the_unit_typed_says_so_at_once(page: Page, origin: Origin) -> None:
    ready(page, f"{origin.form}#330212/{CODE}")

    page.fill("#unit", "海曙区")
    page.locator("#unit").press("Enter")
    expect(page.locator("#code-unit")).to_have_text(
        f"本链接供 {UNIT_NAME} 填报，与所填的“海曙区”不一致：请改正填报单位，或使用该单位的填报码"
    )
    page.fill("#unit", "鄞州")
    page.locator("#unit").press("Enter")

    expect(page.locator("#code-unit")).to_have_text(f"本链接供 {UNIT_NAME} 填报")


def test_a_draft_under_a_short_name_comes_back_with_the_personal_link(
    page: Page, context: BrowserContext, origin: Origin
) -> None:
    ready(page, f"{origin.form}#330212/{CODE}")
    put_table(page, {**ANSWERS, "unit": "鄞州区"})
    page.wait_for_timeout(600)
    page.close()

    page = context.new_page()
    ready(page, f"{origin.form}#330212/{CODE}")

    expect(page.locator("#notice")).to_contain_text("已恢复本设备上“鄞州区”的草稿")
    expect(page.locator("#filled")).to_have_text("已填 69 / 69")


def test_a_table_that_names_no_unit_is_of_the_unit_whose_link_it_is(page: Page, origin: Origin) -> None:
    ready(page, f"{origin.form}#330212/{CODE}")
    page.fill("#unit", "海曙区")

    open_file(page, table_of({"drills": "7"}))

    expect(page.locator("#drills")).to_have_value("7")
    expect(page.locator("#unit")).to_have_value(UNIT_NAME)


def test_a_name_that_no_code_fits_is_not_said_to_be_taken(page: Page, origin: Origin) -> None:
    ready(page, origin.form)

    page.fill("#unit", "火星")
    page.locator("#unit").press("Enter")

    expect(page.locator("#unit-hint")).to_have_text(
        "报送单位名单中没有“火星”，请核对名称。填报码仅限名单内单位使用。"
    )


def test_a_link_with_what_a_chat_puts_behind_it_is_taken(page: Page, origin: Origin) -> None:
    for after in ("。", "）", "，请查收", "%E3%80%82", "/"):
        ready(page, f"{origin.form}#330212/{CODE}{after}")

        expect(page.locator("#_code")).to_have_value(CODE)
        expect(page.locator("#code-unit")).to_have_text(f"本链接供 {UNIT_NAME} 填报")
        assert page.url == origin.form
        page.evaluate("sessionStorage.clear()")
        page.goto("about:blank")


def test_a_link_that_is_cut_says_so_and_leaves_nothing_in_the_address(page: Page, origin: Origin) -> None:
    for link in ("330212/", "330212/。", "/", "鄞州/码"):
        ready(page, f"{origin.form}#{link}")

        expect(page.locator("#code-unit")).to_contain_text("链接不完整，未取得填报码")
        expect(page.locator("#_code")).to_have_value("")
        assert page.url == origin.form
        page.goto("about:blank")


def test_what_a_gateway_answers_in_place_of_the_filing_is_told(page: Page, origin: Origin) -> None:
    ready(page, f"{origin.form}#330212/{CODE}")
    page.fill("#drills", "77")
    answers: list[tuple[int, str]] = []
    page.route("**/latest", lambda route: route.fulfill(status=answers[-1][0], body=answers[-1][1]))

    for status, body, said in (
        (429, '{"message": "Too Many Requests"}', "当前取回人数较多"),
        (200, "<html>", "网络连接失败"),
        (429, '{"message": "Too Many Requests"}', "当前取回人数较多"),
        (502, "[]", "网络连接失败"),
    ):
        answers.append((status, body))
        page.click("#fetch-latest")

        expect(page.locator("#notice")).to_contain_text(said)
        expect(page.locator("#drills")).to_have_value("77")


def test_a_newer_filing_that_cannot_be_read_is_told_with_the_older_one(page: Page, origin: Origin) -> None:
    for drills in (5, 50):
        ready(page, f"{origin.form}#330212/{CODE}")
        put_table(page, {**ANSWERS, "drills": drills})
        page.click(SUBMIT)
        page.wait_for_url("**/2021/received/")
    assert isinstance(origin.store, FolderStore)
    newest = origin.store.root / f"submissions/2021/330212/{origin.records()[-1]['id']}.json"
    newest.write_bytes(newest.read_bytes()[:-9])
    ready(page, f"{origin.form}#330212/{CODE}")

    page.click("#fetch-latest")

    expect(page.locator("#notice")).to_contain_text("另有报送的内容无法读取，可能比这一次新")


def test_what_was_fetched_is_known_to_this_computer(page: Page, elsewhere: Page, origin: Origin) -> None:
    ready(page, f"{origin.form}#330212/{CODE}")
    put_table(page, ANSWERS)
    page.click(SUBMIT)
    page.wait_for_url("**/2021/received/")
    ready(elsewhere, f"{origin.form}#330212/{CODE}")
    elsewhere.click("#fetch-latest")
    expect(elsewhere.locator("#notice")).to_contain_text("已取回")
    elsewhere.fill("#drills", "77")

    elsewhere.click(SUBMIT)

    expect(elsewhere.locator("#changed h2")).to_contain_text("改了 1 处")
    expect(elsewhere.locator("#others")).to_be_hidden()
