"""The clerk's road: fill the page, file it, get a receipt; nothing typed is lost on the way."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

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


def file(page: Page, **changes: object) -> None:
    put_table(page, valid_answers(EDITION, **changes))
    page.click(SUBMIT)
    page.wait_for_url(RECEIVED)
    expect(page.locator("h1.got")).to_be_visible()  # this computer knows of it from now on


def lose_receipt(page: Page, **changes: object) -> None:
    """Each try reaches the function, and no answer comes back; the seconds before each are left out."""
    page.evaluate(HASTE)
    page.route("**/submissions", lose_reply, times=3)
    put_table(page, valid_answers(EDITION, **changes))
    page.click(SUBMIT)
    expect(page.locator("#summary h2")).to_contain_text("网络连接失败", timeout=15_000)


HASTE = """() => {
  if (window.hasty) return;
  const wait = window.hasty = window.setTimeout;
  window.setTimeout = (then, after, ...rest) => wait(then, [2000, 5000].includes(after) ? 0 : after, ...rest);
}"""


def filed(origin: Origin) -> list[object]:
    """开展各类应急综合演练 of each record, oldest first."""
    return [record["answers"]["drills"] for record in origin.records()]  # type: ignore[index]  # a record's answers


def test_what_was_typed_is_stored_stands_on_the_receipt_and_on_paper_and_can_be_amended(
    page: Page, origin: Origin
) -> None:
    """Meanwhile the function is woken once, when the last blank is filled that must be."""
    asked: list[str] = []
    ready(page, origin.form)
    page.on("request", lambda request: asked.append(request.url.removeprefix(origin.address)))
    last = EDITION.blanks[-1].id
    typed = ("unit", "contact", "phone", "filed_on", "plan_made", "drills")  # test_keys.py types the rest
    page.evaluate("last => { page.edition.blanks.find(({id}) => id === last).optional = true; }", last)
    put_table(page, {id_: answer for id_, answer in ANSWERS.items() if id_ not in (*typed, last)})
    with page.expect_request("**/api/health"):
        type_table(page, EDITION, {id_: ANSWERS[id_] for id_ in typed})
    assert asked.count("/api/health") == 1
    type_table(page, EDITION, {id_: ANSWERS[id_] for id_ in (last, "drills")})
    assert asked.count("/api/health") == 1
    page.click(SUBMIT)
    page.wait_for_url(RECEIVED)

    [record] = origin.records()
    assert record["answers"] == ANSWERS
    assert record["unit"] == {"code": "330212", "name": "宁波市鄞州区市场监督管理局"}
    assert record["late"] is False
    expect(page.locator("#reference")).to_have_text(str(record["reference"]))
    expect(page.locator("#checksum")).to_have_text(short_code(checksum(ANSWERS)))  # type: ignore[arg-type]  # all valid
    expect(page.locator("#unit-name")).to_have_text("宁波市鄞州区市场监督管理局")
    expect(page.locator("#received-at")).to_have_text("2021年6月30日 09:00")
    expect(page.locator("#paper-reference")).to_contain_text("2021-")
    shown = page.evaluate(
        "() => Object.fromEntries([...document.querySelectorAll('[data-blank]')]"
        ".map(place => [place.dataset.blank, place.textContent]))"
    )
    words = {True: "☑是 □否", False: "□是 ☑否"}
    assert shown == {id_: words[a] if isinstance(a, bool) else str(a) for id_, a in ANSWERS.items()}

    other = page.context.new_page()  # has nothing to give back: the draft is over
    ready(other, origin.form)
    assert set(typed_table(other, EDITION).values()) == {""}

    page.click("text=修改后重新报送")
    expect(page.locator("#notice")).to_contain_text("已填入刚才报送的内容")
    page.fill("#drills", "99")
    page.click(SUBMIT)
    page.wait_for_url(RECEIVED)
    first, second = origin.records()
    assert second["answers"] == {**ANSWERS, "drills": 99}
    assert first["reference"] != second["reference"]


def answer_as_a_put_only_role(route: Route) -> None:
    """What the function answers to a replay where it may not read the store."""
    reply = route.fetch()
    route.fulfill(status=200, json={**reply.json(), "received_at": None, "late": None, "revision": None})


def test_what_a_put_only_role_leaves_open_the_receipt_page_asks_for_and_shows_the_rest_meanwhile(
    page: Page,
) -> None:
    page.route("**/submissions", answer_as_a_put_only_role)
    page.route("**/receipts/**", lambda route: route.abort())

    file(page)

    expect(page.locator("#reference")).to_contain_text("2021-330212-")
    expect(page.locator("#received-at")).to_contain_text("本次内容与此前报送一致")
    page.unroute("**/receipts/**")
    page.reload()
    expect(page.locator("#received-at")).to_have_text("2021年6月30日 09:00")
    expect(page.locator("#revision")).to_have_text("第 1 次")


def test_what_is_wrong_is_said_in_its_place_and_listed_until_it_is_mended(page: Page, origin: Origin) -> None:
    """What is typed stays meanwhile, and nothing is sent."""
    drills = page.locator("#drills")
    page.fill("#drills", "x")
    drills.blur()
    expect(page.locator("#drills-message")).to_be_visible()
    page.fill("#drills", "３，０００")
    drills.blur()
    expect(page.locator("#drills-message")).to_have_count(0)
    expect(drills).to_have_value("3000")
    page.fill("#drills", "")

    page.click(SUBMIT)  # an empty table
    expect(page.locator("#summary h2")).to_have_text("有 69 处需要改正，改正后请重新提交。")
    expect(page.locator("#summary li")).to_have_count(69)
    expect(page.locator("#form .message")).to_have_count(69)
    expect(page.locator("#summary")).to_be_focused()

    put_table(page, valid_answers(EDITION, drills="十二", phone="不知道"))
    page.click(SUBMIT)
    expect(page.locator("#summary li")).to_have_count(2)
    expect(drills).to_have_value("十二")
    expect(drills).to_have_attribute("aria-invalid", "true")
    expect(drills).to_have_accessible_description(
        "“开展各类应急综合演练（次）”请填写 0 或正整数，如 12。只填数字，不填计量单位（表中已印“次”），不填小数和“约”等字样。"
    )
    expect(page.locator("#phone-message")).to_be_visible()
    page.click("#summary li[data-blank=drills] a")
    expect(drills).to_be_focused()
    expect(drills).to_be_in_viewport()

    put_table(page, {**ANSWERS, "study_sessions": 0})  # people without an event
    page.click(SUBMIT)
    expect(page.locator("#study_attendance-message")).to_have_text(
        "理论学习中心组学习为 0 次，参与人次也应为 0。"
    )
    expect(page.locator("#study_attendance-reason")).to_be_hidden()
    assert origin.hits == 0


def test_a_lost_reply_to_a_double_click_is_tried_again_by_itself_and_meets_the_same_record(
    page: Page, origin: Origin
) -> None:
    put_table(page, ANSWERS)
    page.route("**/submissions", lose_reply, times=1)

    page.dblclick(SUBMIT)
    expect(page.locator("#notice")).to_contain_text("2 秒后自动重试")
    page.wait_for_url(RECEIVED)

    assert origin.hits == 2
    [record] = origin.records()
    expect(page.locator("#reference")).to_have_text(str(record["reference"]))


def test_neither_a_dead_network_nor_an_unclear_answer_is_a_receipt_and_a_later_try_meets_the_same_record(
    page: Page, origin: Origin
) -> None:
    """Everything stays meanwhile."""
    lose_receipt(page)
    assert typed_table(page, EDITION) == {id_: as_typed(answer) for id_, answer in ANSWERS.items()}
    page.route("**/submissions", lambda route: route.fulfill(status=200, body="<html>proxy</html>"), times=1)
    page.click(SUBMIT)
    expect(page.locator("#summary h2")).to_contain_text("暂不能确认报送是否成功")

    page.dblclick(SUBMIT)
    page.wait_for_url(RECEIVED)

    assert origin.hits == 4
    assert len(origin.records()) == 1


def test_earlier_figures_are_a_new_revision_once_others_may_have_been_stored(
    page: Page, origin: Origin
) -> None:
    """Met again as a replay, they would leave the others counting. Another unit's do not matter."""
    for drills in (1, 2, 1):
        file(page, drills=drills)
        ready(page, origin.form)
    assert filed(origin) == [1, 2, 1]

    lose_receipt(page, drills=2)  # and they are not asked about: a question would leave these counting
    file(page, drills=1)
    assert filed(origin)[3:] == [2, 1]

    for lost, unit in ((3, "鄞州"), (5, ANSWERS["unit"])):
        ready(page, origin.form)
        lose_receipt(page, drills=lost)
        file(page, drills=lost + 1, unit=unit)
        ready(page, origin.form)
        file(page, drills=lost)
        assert filed(origin)[-3:] == [lost, lost + 1, lost]
        expect(page.locator("#others")).to_be_hidden()

    for others, then in (({}, [7, 8, 7]), ({"unit": "宁波市海曙区市场监督管理局"}, [9, 10])):
        ready(page, origin.form)
        before = len(filed(origin))
        lose_receipt(page, drills=then[0])
        lose_receipt(page, drills=then[1], **others)
        file(page, drills=then[0])
        assert filed(origin)[before:] == then


def test_a_closed_tab_loses_nothing_and_another_that_writes_the_same_draft_is_named(
    page: Page, origin: Origin
) -> None:
    typed = {"unit": "鄞州", "drills": "12", "plan_made": "否"}
    tab = page.context.new_page()
    ready(tab, origin.form)
    tab.fill("#drills", "12")
    expect(page.locator("#notice")).to_contain_text("另一个标签页")
    put_table(tab, typed)
    tab.locator("input[name=plan_made][value=否]").dispatch_event("change")
    tab.fill("#plan_made-reason", "方案尚在会签，预计七月印发")
    tab.wait_for_timeout(600)
    tab.close()

    ready(page, origin.form)

    assert {id_: text for id_, text in typed_table(page, EDITION).items() if text} == typed
    expect(page.locator("#plan_made-reason")).to_have_value("方案尚在会签，预计七月印发")
    expect(page.locator("#notice")).to_contain_text("已恢复")
    page.click("text=清空重填")
    expect(page.locator("#notice")).to_contain_text("已清空")  # its script is loaded when it is used
    assert set(typed_table(page, EDITION).values()) == {""}


def test_a_refusal_of_the_function_is_shown_and_what_was_typed_stays_until_a_late_receipt_says_so(
    page: Page, origin: Origin
) -> None:
    """What was refused is not under way: its draft is not called sent, nor is anybody asked to file it once that is over."""
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

    origin.clock.set("2021-07-01T12:00:01+08:00")
    ready(page, origin.form)
    page.click(SUBMIT)
    expect(page.locator("#received-at")).to_have_text("2021年7月1日 12:00:01（逾期）")


STATES = (
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
)


def test_the_state_follows_the_servers_clock_whatever_the_clerks_says(fresh: Page, origin: Origin) -> None:
    fresh.clock.set_fixed_time("2031-01-01T00:00:00Z")
    computer = fresh.context.new_cdp_session(fresh)
    for moment, state, sentence in STATES:
        zone = {"open": "Etc/GMT+12", "closed": "Asia/Shanghai"}.get(state, "Pacific/Kiritimati")
        computer.send("Emulation.setTimezoneOverride", {"timezoneId": zone})
        origin.clock.set(moment)

        ready(fresh, origin.form)

        assert fresh.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone") == zone
        expect(fresh.locator(".due"), moment).to_contain_text(sentence)
        expect(fresh.locator("#form"), moment).to_have_attribute("data-state", state)


@pytest.mark.parametrize("blocked", ["localStorage", "sessionStorage"])
def test_a_browser_that_refuses_storage_still_files(fresh: Page, origin: Origin, blocked: str) -> None:
    fresh.add_init_script(
        f"Object.defineProperty(window, '{blocked}', {{get() {{ throw new Error('blocked'); }}}});"
    )
    ready(fresh, origin.form)
    put_table(fresh, ANSWERS)

    fresh.click(SUBMIT)

    shown = fresh.locator("#reference:visible, #notice:visible")
    expect(shown).to_contain_text("2021-330212-")
    [record] = origin.records()
    expect(shown).to_contain_text(str(record["reference"]))


def test_an_odd_figure_opens_a_box_for_its_reason_and_a_hint_does_not_stop_the_filing(
    page: Page, origin: Origin
) -> None:
    """Nor is a press lost where leaving the last blank, whose message goes, moves the button."""
    put_table(page, {**ANSWERS, "plan_made": False})
    page.fill("#warning_films_shown", "0")
    page.locator("#warning_films_shown").blur()
    expect(page.locator(".message.hint")).to_contain_text("请核实是否漏填")
    page.click(SUBMIT)
    expect(page.locator("#summary li")).to_have_count(1)
    page.fill("#plan_made-reason", "核实无误")
    page.click(SUBMIT)
    expect(page.locator("#plan_made-message")).to_contain_text("“无”“核实无误”等不能单独作为说明")
    page.fill("#plan_made-reason", "方案尚在会签，预计七月印发")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")

    page.click(SUBMIT)

    page.wait_for_url(RECEIVED)
    [record] = origin.records()
    assert record["explanations"] == {"plan_made": "方案尚在会签，预计七月印发"}


def test_a_reason_is_asked_for_as_soon_as_its_blanks_are_filled_and_not_before(page: Page) -> None:
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


def test_the_rest_can_be_filled_with_0_and_undone(page: Page) -> None:
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
    put_table(page, {**heading_and_choices, "drills": 2})
    page.check("#nil")
    expect(page.locator("#drills-message")).to_contain_text("零报告")

    page.fill("#drills", "0")
    page.click(SUBMIT)
    page.wait_for_url(RECEIVED)

    [record] = origin.records()
    assert record["nil"] is True
    assert record["answers"]["study_sessions"] == 0  # type: ignore[index]  # a record's answers


def test_a_table_saved_as_a_file_comes_back_whole_in_another_browser_and_the_bureau_can_file_it(
    page: Page, origin: Origin, elsewhere: Page, tmp_path: Path
) -> None:
    file = save_file(page, tmp_path)
    settings = Settings(catalogue=load_catalogue(), shell="", clock=origin.clock)

    ready(elsewhere, origin.form)
    elsewhere.set_input_files("#open-file", file)

    expect(elsewhere.locator("#notice")).to_contain_text("已导入文件“table.json”。")
    assert typed_table(elsewhere, EDITION) == {
        id_: as_typed(answer) for id_, answer in {**ANSWERS, "plan_made": False}.items()
    }
    expect(elsewhere.locator("#plan_made-reason")).to_have_value("方案尚在会签，预计七月印发")

    first = add_file(settings, origin.store, "2021", file)
    again = add_file(settings, origin.store, "2021", file)

    assert first == again
    [record] = origin.records()
    assert record["answers"] == {**ANSWERS, "plan_made": False}
    assert record["explanations"] == {"plan_made": "方案尚在会签，预计七月印发"}


def save_file(page: Page, folder: Path) -> Path:
    put_table(page, {**ANSWERS, "plan_made": False})
    page.locator("input[name=plan_made][value=否]").dispatch_event("change")
    page.fill("#plan_made-reason", "方案尚在会签，预计七月印发")
    with page.expect_download() as download:
        page.click("#save-file")
    assert download.value.suggested_filename == "2021统计表-宁波市鄞州区市场监督管理局.json"
    download.value.save_as(folder / "table.json")
    return folder / "table.json"


def test_progress_is_shown_for_the_whole_and_each_part(page: Page) -> None:
    put_table(page, {"unit": "鄞州", "study_sessions": 1, "plan_made": True})

    expect(page.locator("#filled")).to_have_text("已填 3 / 69")
    expect(page.locator("[data-part]")).to_have_text(["1/43", "0/9", "1/13"])


def test_the_next_empty_blank_is_one_click_away(page: Page) -> None:
    put_table(page, {"unit": "鄞州", "contact": "张三"})

    page.click("#next-empty")
    expect(page.locator("#phone")).to_be_focused()
    page.click("#next-empty")

    expect(page.locator("#filed_on")).to_be_focused()


def test_the_receipt_page_alone_shows_nobody_elses_receipt(page: Page, origin: Origin) -> None:
    page.goto(f"{origin.form}received/")

    expect(page.locator("#none")).to_contain_text("本设备上没有")
    expect(page.locator("#received")).to_be_hidden()


def test_without_javascript_every_problem_is_listed_and_the_mended_form_files(
    browser: Browser, origin: Origin
) -> None:
    """Going back keeps what was typed; a receipt that is loaded again is a replay."""
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
