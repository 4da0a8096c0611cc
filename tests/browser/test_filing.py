"""The clerk's road: fill the page, file it, get a receipt; nothing typed is lost on the way."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from schema.checksum import checksum, short_code
from tests.browser.typing import as_typed, put_table, ready, type_table, typed_table
from tests.builders import the_2021, valid_answers
from tests.origin import Origin

EDITION = the_2021()
ANSWERS = valid_answers(EDITION)
SUBMIT = "button[type=submit]"
RECEIVED = "**/2021/received/"


def fill_and_file(page: Page, origin: Origin, **changes: object) -> None:
    ready(page, origin.form)
    put_table(page, valid_answers(EDITION, **changes))
    page.click(SUBMIT)
    page.wait_for_url(RECEIVED)


def test_the_stored_record_equals_what_was_typed(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    type_table(page, EDITION, ANSWERS)
    page.click(SUBMIT)
    page.wait_for_url(RECEIVED)

    [record] = origin.records()
    assert record["answers"] == ANSWERS
    assert record["unit"] == {"code": "330212", "name": "宁波市鄞州区市场监督管理局"}
    assert record["late"] is False


def test_the_receipt_shows_reference_checksum_unit_and_time(page: Page, origin: Origin) -> None:
    fill_and_file(page, origin)

    [record] = origin.records()
    expect(page.locator("#reference")).to_have_text(str(record["reference"]))
    expect(page.locator("#checksum")).to_have_text(short_code(checksum(ANSWERS)))  # type: ignore[arg-type]  # all valid
    expect(page.locator("#unit-name")).to_have_text("宁波市鄞州区市场监督管理局")
    expect(page.locator("#received-at")).to_have_text("2021年6月30日 09:00")


def test_the_receipt_carries_the_filled_table_for_the_seal(page: Page, origin: Origin) -> None:
    fill_and_file(page, origin)
    expect(page.locator("#received")).to_be_visible()

    shown = page.evaluate(
        "() => Object.fromEntries([...document.querySelectorAll('[data-blank]')]"
        ".map(place => [place.dataset.blank, place.textContent]))"
    )
    words = {True: "☑是 □否", False: "□是 ☑否"}
    expected = {id_: words[a] if isinstance(a, bool) else str(a) for id_, a in ANSWERS.items()}
    assert shown == expected


def test_an_empty_table_names_every_blank_at_once(page: Page, origin: Origin) -> None:
    ready(page, origin.form)

    page.click(SUBMIT)

    expect(page.locator("#summary h2")).to_have_text("有 69 处需要改正，改好后再提交。")
    expect(page.locator("#summary li")).to_have_count(69)
    expect(page.locator("#form .message")).to_have_count(69)
    expect(page.locator("#summary")).to_be_focused()
    assert origin.hits == 0


def test_a_wrong_blank_is_explained_in_place_and_keeps_what_was_typed(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    put_table(page, valid_answers(EDITION, drills="十二", phone="不知道"))

    page.click(SUBMIT)

    expect(page.locator("#summary li")).to_have_count(2)
    drills = page.locator("#drills")
    expect(drills).to_have_value("十二")
    expect(drills).to_have_attribute("aria-invalid", "true")
    expect(drills).to_have_accessible_description(
        "“开展各类应急综合演练（次）”应是整数，只填数字，如 12（单位“次”已印在表上）。"
    )
    expect(page.locator("#phone-message")).to_be_visible()
    assert origin.records() == []


def test_a_link_of_the_summary_leads_to_its_blank(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    put_table(page, valid_answers(EDITION, drills="x"))
    page.click(SUBMIT)

    page.click("#summary li a")

    expect(page.locator("#drills")).to_be_focused()
    expect(page.locator("#drills")).to_be_in_viewport()


def test_a_mended_blank_is_no_longer_called_wrong(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    page.fill("#drills", "x")
    page.locator("#drills").blur()
    expect(page.locator("#drills-message")).to_be_visible()

    page.fill("#drills", "３，０００")
    page.locator("#drills").blur()

    expect(page.locator("#drills-message")).to_have_count(0)
    expect(page.locator("#drills")).to_have_value("3000")


def test_a_double_click_makes_one_record(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    put_table(page, ANSWERS)

    page.dblclick(SUBMIT)
    page.wait_for_url(RECEIVED)

    assert len(origin.records()) == 1


def test_a_lost_reply_keeps_everything_and_the_next_try_meets_the_same_record(
    page: Page, origin: Origin
) -> None:
    def lose_reply(route: Route) -> None:
        route.fetch()
        route.abort()

    ready(page, origin.form)
    put_table(page, ANSWERS)
    page.route("**/api/**", lose_reply, times=1)
    page.click(SUBMIT)
    expect(page.locator("#summary h2")).to_contain_text("没有连上市局的服务器")
    assert typed_table(page, EDITION) == {id_: as_typed(answer) for id_, answer in ANSWERS.items()}

    page.click(SUBMIT)
    page.wait_for_url(RECEIVED)

    assert origin.hits == 2
    [record] = origin.records()
    expect(page.locator("#reference")).to_have_text(str(record["reference"]))


def test_earlier_figures_filed_again_are_a_new_revision(page: Page, origin: Origin) -> None:
    for drills in (1, 2, 1):
        fill_and_file(page, origin, drills=drills)

    filed = [record["answers"]["drills"] for record in origin.records()]  # type: ignore[index]  # a record's answers
    assert filed == [1, 2, 1]


def test_a_filed_table_can_be_amended_from_its_receipt(page: Page, origin: Origin) -> None:
    fill_and_file(page, origin)

    page.click("text=修改后再报一次")
    expect(page.locator("#notice")).to_contain_text("已填入刚才报送的内容")
    page.fill("#drills", "99")
    page.click(SUBMIT)
    page.wait_for_url(RECEIVED)

    first, second = origin.records()
    assert second["answers"] == {**ANSWERS, "drills": 99}
    assert first["reference"] != second["reference"]


def test_a_closed_tab_loses_nothing(page: Page, origin: Origin, context: BrowserContext) -> None:
    ready(page, origin.form)
    put_table(page, {"unit": "鄞州", "drills": 12, "plan_made": False})
    page.wait_for_timeout(600)
    page.close()

    page = context.new_page()
    ready(page, origin.form)

    assert {id_: v for id_, v in typed_table(page, EDITION).items() if v} == {
        "unit": "鄞州",
        "drills": "12",
        "plan_made": "否",
    }
    expect(page.locator("#notice")).to_contain_text("已恢复")
    page.click("text=不要，全部清空")
    assert set(typed_table(page, EDITION).values()) == {""}


def test_a_filed_draft_is_not_given_back(page: Page, origin: Origin, context: BrowserContext) -> None:
    fill_and_file(page, origin)

    page = context.new_page()
    ready(page, origin.form)

    assert set(typed_table(page, EDITION).values()) == {""}


def test_a_refusal_of_the_function_is_shown_and_what_was_typed_stays(page: Page, origin: Origin) -> None:
    origin.clock.set("2021-08-01T09:00:00+08:00")
    ready(page, origin.form)
    put_table(page, ANSWERS)

    page.click(SUBMIT)

    expect(page.locator("#summary h2")).to_contain_text("本表已于 2021年7月31日 18:00 停止接收填报")
    assert typed_table(page, EDITION) == {id_: as_typed(answer) for id_, answer in ANSWERS.items()}


def test_an_unclear_answer_is_not_taken_for_a_receipt(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    put_table(page, ANSWERS)
    page.route("**/api/**", lambda route: route.fulfill(status=200, body="<html>proxy</html>"))

    page.click(SUBMIT)

    expect(page.locator("#summary h2")).to_contain_text("不能确定是否收到")


def test_a_late_filing_says_so_on_its_receipt(page: Page, origin: Origin) -> None:
    origin.clock.set("2021-07-01T12:00:01+08:00")

    fill_and_file(page, origin)

    expect(page.locator("#received-at")).to_have_text("2021年7月1日 12:00（逾期）")


@pytest.mark.parametrize("blocked", ["localStorage", "sessionStorage"])
def test_a_browser_that_refuses_storage_still_files(page: Page, origin: Origin, blocked: str) -> None:
    page.add_init_script(
        f"Object.defineProperty(window, '{blocked}', {{get() {{ throw new Error('blocked'); }}}});"
    )
    ready(page, origin.form)
    put_table(page, ANSWERS)

    page.click(SUBMIT)

    shown = page.locator("#reference:visible, #notice:visible")
    expect(shown).to_contain_text("2021-330212-")
    [record] = origin.records()
    expect(shown).to_contain_text(str(record["reference"]))


def test_the_receipt_page_alone_shows_nobody_elses_receipt(page: Page, origin: Origin) -> None:
    page.goto(f"{origin.form}received/")

    expect(page.locator("#none")).to_contain_text("本机没有找到")
    expect(page.locator("#received")).to_be_hidden()


def test_without_the_edition_document_the_plain_form_files(page: Page, origin: Origin) -> None:
    page.route("**/edition.json", lambda route: route.abort())
    page.goto(origin.form)
    put_table(page, ANSWERS)

    page.click(SUBMIT)

    expect(page.locator("h1")).to_have_text("已收到")
    assert [record["answers"] for record in origin.records()] == [ANSWERS]


def test_without_javascript_the_form_files_and_shows_its_receipt(browser: Browser, origin: Origin) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(origin.form)
    type_table(page, EDITION, ANSWERS)

    page.click(SUBMIT)

    expect(page.locator("h1")).to_have_text("已收到")
    [record] = origin.records()
    assert record["answers"] == ANSWERS
    expect(page.locator("dl")).to_contain_text(str(record["reference"]))
    expect(page.locator("dl")).to_contain_text("2021年6月30日 09:00")
    context.close()


def test_without_javascript_a_reload_of_the_receipt_is_a_replay(browser: Browser, origin: Origin) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(origin.form)
    type_table(page, EDITION, ANSWERS)
    page.click(SUBMIT)
    first = page.locator("dl").text_content()

    page.reload()

    assert page.locator("dl").text_content() == first
    assert len(origin.records()) == 1
    context.close()


def test_without_javascript_every_problem_is_listed_and_going_back_keeps_what_was_typed(
    browser: Browser, origin: Origin
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(origin.form)
    type_table(page, EDITION, {"unit": "鄞州", "contact": "张三", "drills": "<b>x"})

    page.click(SUBMIT)

    expect(page.locator("h1")).to_have_text("没有提交成功")
    expect(page.locator(".problems li")).to_have_count(67)
    page.go_back()
    expect(page.locator("#unit")).to_have_value("鄞州")
    expect(page.locator("#drills")).to_have_value("<b>x")
    context.close()
