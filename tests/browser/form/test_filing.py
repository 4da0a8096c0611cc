"""The clerk's road: fill the page, file it, get a receipt; nothing typed is lost on the way."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from handler.submit.settings import Settings
from schema.loading.catalogue import load_catalogue
from schema.validation.checksum import checksum, short_code
from tests.support.browser.typing import as_typed, put_table, ready, type_table, typed_table
from tests.support.browser.watching import lose_reply
from tests.support.builders import the_2021, valid_answers
from tests.support.collecting.saved import add_file
from tests.support.http.origin import Origin

EDITION = the_2021()
ANSWERS = valid_answers(EDITION)
SUBMIT = "button[type=submit]"
RECEIVED = "**/2021/received/"


def fill_and_file(page: Page, origin: Origin, **changes: object) -> None:
    ready(page, origin.form)
    put_table(page, valid_answers(EDITION, **changes))
    page.click(SUBMIT)
    page.wait_for_url(RECEIVED)
    expect(page.locator("h1.got")).to_be_visible()  # this computer knows of it from now on


def test_the_stored_record_equals_what_was_typed(page: Page, origin: Origin) -> None:
    """Meanwhile the function is woken once, when the last blank is filled that must be."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(origin.address)))
    ready(page, origin.form)
    last = EDITION.blanks[-1].id
    page.evaluate("last => { page.edition.blanks.find(({id}) => id === last).optional = true; }", last)
    type_table(page, EDITION, {id_: answer for id_, answer in ANSWERS.items() if id_ != last})
    assert asked.count("/api/health") == 1
    type_table(page, EDITION, {id_: ANSWERS[id_] for id_ in (last, "drills")})
    assert asked.count("/api/health") == 1
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
    expect(page.locator("#paper-reference")).to_contain_text("2021-")

    shown = page.evaluate(
        "() => Object.fromEntries([...document.querySelectorAll('[data-blank]')]"
        ".map(place => [place.dataset.blank, place.textContent]))"
    )
    words = {True: "☑是 □否", False: "□是 ☑否"}
    expected = {id_: words[a] if isinstance(a, bool) else str(a) for id_, a in ANSWERS.items()}
    assert shown == expected


def answer_as_a_put_only_role(route: Route) -> None:
    """What the function answers to a replay where it may not read the store."""
    reply = route.fetch()
    route.fulfill(status=200, json={**reply.json(), "received_at": None, "late": None, "revision": None})


def test_what_a_put_only_role_leaves_open_the_receipt_page_asks_for(page: Page, origin: Origin) -> None:
    page.route("**/submissions", answer_as_a_put_only_role)

    fill_and_file(page, origin)

    expect(page.locator("#received-at")).to_have_text("2021年6月30日 09:00")
    expect(page.locator("#revision")).to_have_text("第 1 次")


def test_a_receipt_that_cannot_be_completed_is_shown_as_it_is(page: Page, origin: Origin) -> None:
    page.route("**/submissions", answer_as_a_put_only_role)
    page.route("**/receipts/**", lambda route: route.abort())

    fill_and_file(page, origin)

    expect(page.locator("#reference")).to_contain_text("2021-330212-")
    expect(page.locator("#received-at")).to_contain_text("本次内容与此前报送一致")


def test_an_empty_table_names_every_blank_at_once(page: Page, origin: Origin) -> None:
    ready(page, origin.form)

    page.click(SUBMIT)

    expect(page.locator("#summary h2")).to_have_text("有 69 处需要改正，改正后请重新提交。")
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
        "“开展各类应急综合演练（次）”请填写 0 或正整数，如 12。只填数字，不填计量单位（表中已印“次”），不填小数和“约”等字样。"
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


def test_a_lost_reply_is_tried_again_by_itself_and_meets_the_same_record(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    put_table(page, ANSWERS)
    page.route("**/submissions", lose_reply, times=1)

    page.click(SUBMIT)
    expect(page.locator("#notice")).to_contain_text("2 秒后自动重试")
    page.wait_for_url(RECEIVED)

    assert origin.hits == 2
    [record] = origin.records()
    expect(page.locator("#reference")).to_have_text(str(record["reference"]))


def test_a_dead_network_keeps_everything_and_a_later_try_meets_the_same_record(
    page: Page, origin: Origin
) -> None:
    ready(page, origin.form)
    put_table(page, ANSWERS)
    page.route("**/submissions", lose_reply, times=3)
    page.click(SUBMIT)
    expect(page.locator("#summary h2")).to_contain_text("网络连接失败", timeout=15_000)
    assert typed_table(page, EDITION) == {id_: as_typed(answer) for id_, answer in ANSWERS.items()}

    page.click(SUBMIT)
    page.wait_for_url(RECEIVED)

    assert origin.hits == 4
    assert len(origin.records()) == 1


def test_earlier_figures_filed_again_are_a_new_revision(page: Page, origin: Origin) -> None:
    for drills in (1, 2, 1):
        fill_and_file(page, origin, drills=drills)

    filed = [record["answers"]["drills"] for record in origin.records()]  # type: ignore[index]  # a record's answers
    assert filed == [1, 2, 1]


@pytest.mark.parametrize("unit", ["鄞州", ANSWERS["unit"]])
def test_figures_whose_receipt_was_lost_are_a_new_revision_once_others_are_filed(
    page: Page, origin: Origin, unit: str
) -> None:
    """They may have been stored: met again as a replay, they would leave the others counting."""
    ready(page, origin.form)
    put_table(page, valid_answers(EDITION, drills=1))
    page.route("**/submissions", lose_reply, times=3)
    page.click(SUBMIT)
    expect(page.locator("#summary h2")).to_contain_text("网络连接失败", timeout=15_000)

    for drills, name in ((2, unit), (1, ANSWERS["unit"])):
        fill_and_file(page, origin, drills=drills, unit=name)

    filed = [record["answers"]["drills"] for record in origin.records()]  # type: ignore[index]  # a record's answers
    assert filed == [1, 2, 1]
    expect(page.locator("#others")).to_be_hidden()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [({"drills": 2}, [1, 2, 1]), ({"drills": 2, "unit": "宁波市海曙区市场监督管理局"}, [1, 2])],
    ids=["one unit", "two units"],
)
def test_earlier_figures_are_a_new_revision_where_the_receipts_of_both_were_lost(
    page: Page, origin: Origin, changes: dict[str, object], expected: list[int]
) -> None:
    """Both may have been stored: met again as a replay, the first would leave the others counting. Another unit's do not matter."""
    first = valid_answers(EDITION, drills=1)
    for answers in (first, first | changes):
        ready(page, origin.form)
        put_table(page, answers)
        page.route("**/submissions", lose_reply, times=3)
        page.click(SUBMIT)
        expect(page.locator("#summary h2")).to_contain_text("网络连接失败", timeout=15_000)

    fill_and_file(page, origin, drills=1)

    filed = [record["answers"]["drills"] for record in origin.records()]  # type: ignore[index]  # a record's answers
    assert filed == expected


def test_figures_that_others_may_have_followed_are_filed_again_without_a_question(
    page: Page, origin: Origin
) -> None:
    """A question whether to file what is known to be filed would leave figures whose receipt was lost counting."""
    fill_and_file(page, origin, drills=1)
    ready(page, origin.form)
    put_table(page, valid_answers(EDITION, drills=2))
    page.route("**/submissions", lose_reply, times=3)
    page.click(SUBMIT)
    expect(page.locator("#summary h2")).to_contain_text("网络连接失败", timeout=15_000)

    page.fill("#drills", "1")
    page.click(SUBMIT)
    page.wait_for_url(RECEIVED)

    filed = [record["answers"]["drills"] for record in origin.records()]  # type: ignore[index]  # a record's answers
    assert filed == [1, 2, 1]


def test_a_filed_table_can_be_amended_from_its_receipt(page: Page, origin: Origin) -> None:
    fill_and_file(page, origin)

    page.click("text=修改后重新报送")
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
    page.click("text=清空重填")
    expect(page.locator("#notice")).to_contain_text("已清空")  # its script is loaded when it is used
    assert set(typed_table(page, EDITION).values()) == {""}


def test_a_filed_draft_is_not_given_back(page: Page, origin: Origin, context: BrowserContext) -> None:
    fill_and_file(page, origin)

    page = context.new_page()
    ready(page, origin.form)

    assert set(typed_table(page, EDITION).values()) == {""}


def test_a_refusal_of_the_function_is_shown_and_what_was_typed_stays(page: Page, origin: Origin) -> None:
    """What was refused is not under way: its draft is not called sent, nor is anybody asked to file it once that is over."""
    ready(page, origin.form)
    put_table(page, ANSWERS)
    origin.clock.set("2021-08-01T09:00:00+08:00")

    page.click(SUBMIT)

    expect(page.locator("#summary h2")).to_contain_text("本表已于 2021年7月31日 18:00 停止接收填报")
    assert typed_table(page, EDITION) == {id_: as_typed(answer) for id_, answer in ANSWERS.items()}
    page.wait_for_timeout(600)
    ready(page, origin.form)
    assert typed_table(page, EDITION) == {id_: as_typed(answer) for id_, answer in ANSWERS.items()}
    expect(page.locator("#notice")).to_contain_text(
        f"尚未报送，网上已停止接收，请与市局{EDITION.site.call}联系）"
    )


@pytest.mark.parametrize(
    ("moment", "state", "sentence"),
    [
        ("2021-05-31T23:00:00+08:00", "not_open", "2021年6月1日 00:00 起接收填报"),
        ("2021-06-30T09:00:00+08:00", "open", "2021年7月1日 12:00 前报送，还有 1 天 2 小时"),
        ("2021-07-01T11:29:00+08:00", "open", "2021年7月1日 12:00 前报送，还有 30 分钟"),
        ("2021-07-01T11:59:40+08:00", "open", "2021年7月1日 12:00 前报送，还有不足 1 分钟"),
        (
            "2021-07-01T12:00:02+08:00",
            "late",
            "已过报送截止时间（2021年7月1日 12:00），仍可补报，将标注“逾期报送”",
        ),
        ("2021-08-02T09:00:00+08:00", "closed", "已于 2021年7月31日 18:00 停止接收填报"),
    ],
)
def test_the_state_follows_the_servers_clock_whatever_the_clerks_says(
    browser: Browser, origin: Origin, moment: str, state: str, sentence: str
) -> None:
    zone = {"open": "Etc/GMT+12", "closed": "Asia/Shanghai"}.get(state, "Pacific/Kiritimati")
    origin.clock.set(moment)
    context = browser.new_context(timezone_id=zone, service_workers="block")
    page = context.new_page()
    page.clock.set_fixed_time("2031-01-01T00:00:00Z")

    ready(page, origin.form)

    expect(page.locator(".due")).to_contain_text(sentence)
    expect(page.locator("#form")).to_have_attribute("data-state", state)
    context.close()


def test_an_unclear_answer_is_not_taken_for_a_receipt(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    put_table(page, ANSWERS)
    page.route("**/submissions", lambda route: route.fulfill(status=200, body="<html>proxy</html>"))

    page.click(SUBMIT)

    expect(page.locator("#summary h2")).to_contain_text("暂不能确认报送是否成功")


def test_a_late_filing_says_so_on_its_receipt(page: Page, origin: Origin) -> None:
    origin.clock.set("2021-07-01T12:00:01+08:00")

    fill_and_file(page, origin)

    expect(page.locator("#received-at")).to_have_text("2021年7月1日 12:00:01（逾期）")


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


def test_an_odd_figure_opens_a_box_and_its_reason_is_stored(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    put_table(page, {**ANSWERS, "plan_made": False})
    page.click(SUBMIT)
    expect(page.locator("#summary li")).to_have_count(1)
    page.fill("#plan_made-reason", "核实无误")
    page.click(SUBMIT)
    expect(page.locator("#plan_made-message")).to_contain_text("“无”“核实无误”等不能单独作为说明")

    page.fill("#plan_made-reason", "方案尚在会签，预计七月印发")
    page.click(SUBMIT)
    page.wait_for_url(RECEIVED)

    [record] = origin.records()
    assert record["explanations"] == {"plan_made": "方案尚在会签，预计七月印发"}


def test_a_reason_is_asked_for_as_soon_as_its_blanks_are_filled_and_not_before(
    page: Page, origin: Origin
) -> None:
    ready(page, origin.form)
    page.fill("#study_sessions", "3")
    page.locator("#study_sessions").blur()
    expect(page.locator(".message")).to_have_count(0)

    page.fill("#study_attendance", "0")
    page.locator("#study_attendance").blur()
    expect(page.locator("#study_attendance-reason")).to_be_visible()
    page.fill("#study_attendance", "30")
    page.locator("#study_attendance").blur()

    expect(page.locator("#study_attendance-reason")).to_be_hidden()
    expect(page.locator(".message")).to_have_count(0)


def test_people_without_an_event_must_be_mended(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    put_table(page, {**ANSWERS, "study_sessions": 0})

    page.click(SUBMIT)

    expect(page.locator("#study_attendance-message")).to_have_text(
        "理论学习中心组学习为 0 次，参与人次也应为 0。"
    )
    expect(page.locator("#study_attendance-reason")).to_be_hidden()
    assert origin.hits == 0


def test_a_hint_is_shown_and_does_not_stop_the_filing(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    put_table(page, ANSWERS)
    page.fill("#warning_films_shown", "0")
    page.locator("#warning_films_shown").blur()
    expect(page.locator(".message.hint")).to_contain_text("请核实是否漏填")

    page.click(SUBMIT)
    page.wait_for_url(RECEIVED)

    assert len(origin.records()) == 1


def test_the_rest_can_be_filled_with_0_and_undone(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    put_table(page, {"study_sessions": 3, "unit": "鄞州"})

    page.click("#fill-zero")
    zeros = [id_ for id_, typed in typed_table(page, EDITION).items() if typed == "0"]
    assert len(zeros) == 49
    page.click("#fill-zero")

    assert {id_: t for id_, t in typed_table(page, EDITION).items() if t} == {
        "study_sessions": "3",
        "unit": "鄞州",
    }


def test_a_nil_return_is_said_and_stored_as_one(page: Page, origin: Origin) -> None:
    heading_and_choices = {id_: a for id_, a in ANSWERS.items() if type(a) is not int}
    ready(page, origin.form)
    put_table(page, {**heading_and_choices, "drills": 2})
    page.check("#nil")
    expect(page.locator("#drills-message")).to_contain_text("零报告")

    page.fill("#drills", "0")
    page.click(SUBMIT)
    page.wait_for_url(RECEIVED)

    [record] = origin.records()
    assert record["nil"] is True
    assert record["answers"]["study_sessions"] == 0  # type: ignore[index]  # a record's answers


def test_another_tab_that_writes_the_same_draft_is_named(
    page: Page, origin: Origin, context: BrowserContext
) -> None:
    ready(page, origin.form)
    other = context.new_page()
    ready(other, origin.form)

    other.fill("#drills", "5")

    expect(page.locator("#notice")).to_contain_text("另一个标签页")


def test_a_reason_comes_back_with_the_draft(page: Page, origin: Origin, context: BrowserContext) -> None:
    ready(page, origin.form)
    put_table(page, {"plan_made": False})
    page.locator("input[name=plan_made][value=否]").dispatch_event("change")
    page.fill("#plan_made-reason", "方案尚在会签，预计七月印发")
    page.wait_for_timeout(600)

    page = context.new_page()
    ready(page, origin.form)

    expect(page.locator("#plan_made-reason")).to_have_value("方案尚在会签，预计七月印发")


def test_a_table_saved_as_a_file_comes_back_whole_in_another_browser(
    page: Page, origin: Origin, elsewhere: Page, tmp_path: Path
) -> None:
    file = save_file(page, origin, tmp_path)

    ready(elsewhere, origin.form)
    elsewhere.set_input_files("#open-file", file)

    expect(elsewhere.locator("#notice")).to_contain_text("已导入文件“table.json”。")
    assert typed_table(elsewhere, EDITION) == {
        id_: as_typed(answer) for id_, answer in {**ANSWERS, "plan_made": False}.items()
    }
    expect(elsewhere.locator("#plan_made-reason")).to_have_value("方案尚在会签，预计七月印发")


def test_the_bureau_can_file_a_saved_table(page: Page, origin: Origin, tmp_path: Path) -> None:
    file = save_file(page, origin, tmp_path)
    settings = Settings(catalogue=load_catalogue(), shell="", clock=origin.clock)

    first = add_file(settings, origin.store, "2021", file)
    again = add_file(settings, origin.store, "2021", file)

    assert first == again
    [record] = origin.records()
    assert record["answers"] == {**ANSWERS, "plan_made": False}
    assert record["explanations"] == {"plan_made": "方案尚在会签，预计七月印发"}


def save_file(page: Page, origin: Origin, folder: Path) -> Path:
    ready(page, origin.form)
    put_table(page, {**ANSWERS, "plan_made": False})
    page.locator("input[name=plan_made][value=否]").dispatch_event("change")
    page.fill("#plan_made-reason", "方案尚在会签，预计七月印发")
    with page.expect_download() as download:
        page.click("#save-file")
    assert download.value.suggested_filename == "2021统计表-宁波市鄞州区市场监督管理局.json"
    download.value.save_as(folder / "table.json")
    return folder / "table.json"


def test_enter_goes_on_and_never_files(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    page.focus("#contact")

    page.keyboard.press("Enter")
    expect(page.locator("#phone")).to_be_focused()
    page.focus("#study_sessions")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#study_attendance")).to_be_focused()
    page.keyboard.press("ArrowUp")

    expect(page.locator("#study_sessions")).to_be_focused()
    expect(page.locator("#summary")).to_be_hidden()


def test_progress_is_shown_for_the_whole_and_each_part(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    put_table(page, {"unit": "鄞州", "study_sessions": 1, "plan_made": True})

    expect(page.locator("#filled")).to_have_text("已填 3 / 69")
    expect(page.locator("[data-part]")).to_have_text(["1/43", "0/9", "1/13"])


def test_the_next_empty_blank_is_one_click_away(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    put_table(page, {"unit": "鄞州", "contact": "张三"})

    page.click("#next-empty")
    expect(page.locator("#phone")).to_be_focused()
    page.click("#next-empty")

    expect(page.locator("#filed_on")).to_be_focused()


def test_without_javascript_a_reason_can_be_given(browser: Browser, origin: Origin) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(origin.form)
    type_table(page, EDITION, {**ANSWERS, "plan_made": False})
    page.click(SUBMIT)
    expect(page.locator(".problems li")).to_have_count(1)
    page.go_back()

    page.fill("input[name='reason.plan_made']", "方案尚在会签，预计七月印发")
    page.click(SUBMIT)

    expect(page.locator("h1")).to_have_text("报送成功")
    [record] = origin.records()
    assert record["explanations"] == {"plan_made": "方案尚在会签，预计七月印发"}
    context.close()


def test_the_receipt_page_alone_shows_nobody_elses_receipt(page: Page, origin: Origin) -> None:
    page.goto(f"{origin.form}received/")

    expect(page.locator("#none")).to_contain_text("本设备上没有")
    expect(page.locator("#received")).to_be_hidden()


def test_without_the_forms_script_the_plain_form_files(page: Page, origin: Origin) -> None:
    page.route("**/form.js", lambda route: route.abort())
    page.goto(origin.form)
    put_table(page, ANSWERS)

    page.click(SUBMIT)

    expect(page.locator("h1")).to_have_text("报送成功")
    assert [record["answers"] for record in origin.records()] == [ANSWERS]


def test_without_javascript_the_form_files_shows_its_receipt_and_a_reload_of_that_is_a_replay(
    browser: Browser, origin: Origin
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(origin.form)
    put_table(page, ANSWERS)

    page.click(SUBMIT)

    expect(page.locator("h1")).to_have_text("报送成功")
    [record] = origin.records()
    assert record["answers"] == ANSWERS
    expect(page.locator("dl")).to_contain_text(str(record["reference"]))
    expect(page.locator("dl")).to_contain_text("2021年6月30日 09:00")
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

    expect(page.locator("h1")).to_have_text("提交未成功")
    expect(page.locator(".problems li")).to_have_count(67)
    page.go_back()
    expect(page.locator("#unit")).to_have_value("鄞州")
    expect(page.locator("#drills")).to_have_value("<b>x")
    context.close()


def test_a_press_is_not_lost_when_leaving_the_last_blank_moves_the_button(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    put_table(page, ANSWERS)
    page.check("input[name=plan_made][value=否]")
    page.fill("#plan_made-reason", "方案尚在会签，预计七月印发")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")

    page.click(SUBMIT)

    page.wait_for_url(RECEIVED)
