"""What a tired clerk does: Enter from blank to blank, two tabs, a dead network, going back; nothing files by itself."""

import json

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from schema.loading.catalogue import load_catalogue
from tests.support.browser.typing import as_typed, put_table, ready, typed_table
from tests.support.browser.watching import COVERED, WATCH, still
from tests.support.builders import UNIT_NAME, the_2021, valid_answers
from tests.support.http.origin import Origin

EDITION = the_2021()
ANSWERS = valid_answers(EDITION)
SUBMIT = "button[type=submit]"
RECEIVED = "**/2021/received/"
PAUSE = 600


def in_focus(page: Page) -> str:
    return str(page.evaluate("document.activeElement.name"))


def test_enter_files_on_the_button_and_in_no_field(page: Page, origin: Origin) -> None:
    put_table(page, ANSWERS)
    for blank in ("unit", "contact", "phone", "filed_on", "drills", "plan_made", "nil"):
        page.locator(f"[name={blank}], #{blank}:not(span)").first.focus()
        page.keyboard.press("Enter")
    page.wait_for_timeout(100)
    expect(page.locator("#summary")).to_be_hidden()
    assert (origin.hits, page.url) == (0, origin.form)
    page.focus(SUBMIT)

    page.keyboard.press("Enter")

    page.wait_for_url(RECEIVED)


STOPS = """(times) => {
  const seen = [document.activeElement.name];
  for (let time = 0; time < times; time += 1) {
    const enter = new KeyboardEvent("keydown", {key: "Enter", bubbles: true, cancelable: true});
    if (document.activeElement.dispatchEvent(enter)) throw new Error("the browser would file");
    seen.push(document.activeElement.name);
  }
  return seen;
}"""


def test_enter_stops_at_every_blank_and_choice_to_the_end_of_the_table(page: Page) -> None:
    """And from the last of them at the button."""
    page.focus("#unit")

    seen = page.evaluate(STOPS, len(EDITION.blanks))

    names = [blank.id for blank in EDITION.blanks]
    assert seen == [*names, ""]
    expect(page.locator("button[type=submit]")).to_be_focused()


def test_a_suggested_name_is_taken_and_enter_goes_on(page: Page) -> None:
    page.focus("#unit")
    page.keyboard.type("海曙")
    page.keyboard.press("ArrowDown")

    page.keyboard.press("Enter")
    page.keyboard.press("Enter")

    expect(page.locator("#summary")).to_be_hidden()
    expect(page.locator("#unit")).not_to_be_focused()


def test_a_key_chooses_and_goes_on(page: Page) -> None:
    choices = [blank.id for blank in EDITION.blanks if blank.kind.words]
    last = choices[-1]
    before = EDITION.blanks[[blank.id for blank in EDITION.blanks].index(last) - 1].id
    for key, word in (("1", "是"), ("2", "否"), ("y", "是"), ("N", "否")):
        page.locator(f"[name={before}]").first.focus()
        page.keyboard.press("Enter")
        assert in_focus(page) == last

        page.keyboard.press(key)

        assert typed_table(page, EDITION)[last] == word


def test_arrows_in_a_choice_choose_and_between_counts_they_walk(page: Page) -> None:
    page.locator("[name=plan_made]").first.focus()
    page.keyboard.press("ArrowDown")
    assert typed_table(page, EDITION)["plan_made"] == "否"

    page.focus("#study_sessions")
    page.keyboard.press("ArrowDown")
    assert in_focus(page) == "study_attendance"
    page.keyboard.press("ArrowUp")

    assert in_focus(page) == "study_sessions"


def clear_the_table(page: Page) -> None:
    page.click("text=清空重填")
    expect(page.locator("#notice")).to_contain_text("已清空。")
    assert set(typed_table(page, EDITION).values()) == {""}
    page.wait_for_timeout(PAUSE)


def test_what_was_cleared_comes_back_whole_until_something_new_is_typed(page: Page, origin: Origin) -> None:
    """Also where the page was opened again meanwhile."""
    put_table(page, ANSWERS)
    page.wait_for_timeout(PAUSE)
    for reopened in (False, True):
        ready(page, origin.form)
        clear_the_table(page)
        if reopened:
            ready(page, origin.form)

        page.click("#notice button:has-text('撤销')")

        assert typed_table(page, EDITION) == {id_: as_typed(answer) for id_, answer in ANSWERS.items()}
        page.wait_for_timeout(PAUSE)
    ready(page, origin.form)
    assert typed_table(page, EDITION)["unit"] == ANSWERS["unit"]

    clear_the_table(page)
    page.fill("#drills", "7")
    expect(page.locator("#notice")).to_be_hidden()
    page.fill("#drills", "")
    page.wait_for_timeout(PAUSE)
    ready(page, origin.form)
    expect(page.locator("#notice")).to_be_hidden()


@pytest.mark.parametrize("width", [360, 1280])
def test_what_is_said_is_seen_where_the_clerk_is_and_moves_nothing(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    put_table(page, ANSWERS)
    page.route("**/api/**", lambda route: route.abort())
    page.evaluate(f"({WATCH})()")
    page.click(SUBMIT)
    page.focus("#drills")
    page.wait_for_timeout(600)
    page.evaluate("window.shifts = []")

    expect(page.locator("#told")).to_contain_text("5 秒后自动重试")
    expect(page.locator("#told")).to_be_in_viewport(ratio=1)
    expect(page.locator("#told")).not_to_have_attribute("role", "status")
    assert page.evaluate(COVERED.replace('(".bar")', '("#told")')) <= 0
    still(page)
    page.click("text=知道了")
    expect(page.locator("#told")).to_be_hidden()


def test_two_tabs_on_one_draft_take_over_each_others_figures(page: Page, origin: Origin) -> None:
    """Of a blank that is changed in both, what stands where it is changed last is kept."""
    put_table(page, {"unit": UNIT_NAME, "drills": 1, "study_sessions": 1})
    page.wait_for_timeout(PAUSE)
    other = page.context.new_page()
    ready(other, origin.form)

    other.fill("#drills", "5")
    other.check("input[name=plan_made][value=是]")
    page.wait_for_timeout(PAUSE // 3)  # nobody types in two tabs at once; and what waits here is not kept yet
    page.fill("#study_sessions", "7")

    for tab in (page, other):
        expect(tab.locator("#study_sessions")).to_have_value("7")
        expect(tab.locator("#drills")).to_have_value("5")
        expect(tab.locator("input[name=plan_made][value=是]")).to_be_checked()
    expect(page.locator("#notice")).to_contain_text("已从那里取来 2 项，这里改过的没有动")
    expect(other.locator("#notice")).to_contain_text("已从那里取来 1 项")
    page.wait_for_timeout(PAUSE)

    other.evaluate("document.getElementById('drills').value = '9'")  # typed, not kept yet
    page.fill("#drills", "6")
    page.fill("#study_sessions", "3")
    expect(other.locator("#study_sessions")).to_have_value("3")
    expect(other.locator("#drills")).to_have_value("9")
    other.locator("#drills").dispatch_event("input")
    other.wait_for_timeout(PAUSE)

    kept = page.evaluate(
        "JSON.parse(Object.entries(localStorage).find(([name]) => name.startsWith('draft-'))[1]).table.raw"
    )
    assert (kept["drills"], kept["study_sessions"]) == ("9", "3")


def test_of_two_tabs_that_keep_their_tables_in_one_instant_neither_loses_a_figure(
    page: Page, origin: Origin
) -> None:
    put_table(page, {"unit": UNIT_NAME, "study_sessions": 1})
    page.wait_for_timeout(PAUSE)
    other = (
        page.context.new_page()
    )  # keeps what it wrote without having seen what the first tab has just written
    other.goto(f"{origin.address}/guide/")
    name, before = other.evaluate("Object.entries(localStorage).find(([each]) => each.startsWith('draft-'))")
    theirs = json.loads(before)
    theirs.update(mark="other", after=theirs["mark"])
    theirs["table"]["raw"].update(posters="9", study_sessions="4")
    page.fill("#drills", "12")
    page.fill("#study_sessions", "3")
    page.wait_for_timeout(PAUSE)

    other.evaluate("([name, text]) => localStorage.setItem(name, text)", [name, json.dumps(theirs)])

    expect(page.locator("#posters")).to_have_value("9")
    page.wait_for_timeout(PAUSE)
    kept = json.loads(other.evaluate("name => localStorage.getItem(name)", name))["table"]["raw"]
    for figures in (kept, typed_table(page, EDITION)):
        changed = {id_: figures[id_] for id_ in ("drills", "posters", "study_sessions")}
        assert changed == {"drills": "12", "posters": "9", "study_sessions": "3"}


ANOTHER_WRITES = """([events, ...changes]) => {
  const [name, text] = Object.entries(localStorage).find(([each]) => each.startsWith("draft-"));
  const {mark, after, ...draft} = JSON.parse(text);
  const raw = {...draft.table.raw};
  changes.forEach((figures, place) => {
    Object.assign(raw, figures);
    const before = place ? `other${place - 1}` : events ? after : mark; // a busy tab's last write is not known to the other
    const newValue = JSON.stringify({...draft, mark: `other${place}`, after: before, table: {...draft.table, raw}});
    if (events) window.dispatchEvent(new StorageEvent("storage", {key: name, newValue}));
    else localStorage.setItem(name, newValue); // in one's own tab that raises no event, as for one that sleeps
  });
}"""


@pytest.mark.parametrize(
    ("last", "changes", "then"),
    [
        ({"posters": "3"}, [True, {"posters": "", "drills": "12"}, {"study_sessions": "7"}], {}),
        ({"drills": "120"}, [False, {"drills": "12"}, {"study_sessions": "7"}], {"posters": "3"}),
    ],
    ids=["busy: neither write knew its own", "asleep: both did"],
)
def test_of_two_writes_of_another_tab_just_what_it_has_changed_is_taken(
    page: Page, last: dict[str, str], changes: list[object], then: dict[str, str]
) -> None:
    for figures in ({"unit": UNIT_NAME, "drills": "1"}, last):
        put_table(page, figures)
        page.wait_for_timeout(PAUSE)

    page.evaluate(ANOTHER_WRITES, changes)
    put_table(page, then)
    page.wait_for_timeout(PAUSE)

    kept = page.evaluate("Object.entries(localStorage).find(([each]) => each.startsWith('draft-'))[1]")
    for found in (json.loads(kept)["table"]["raw"], typed_table(page, EDITION)):
        changed = {id_: found[id_] for id_ in ("drills", "posters", "study_sessions")}
        assert changed == {"drills": "12", "posters": "3", "study_sessions": "7"}


def test_a_draft_written_while_the_tab_slept_is_not_written_over(page: Page) -> None:
    put_table(page, {"unit": UNIT_NAME, "drills": 1})
    page.wait_for_timeout(PAUSE)
    page.evaluate(  # a write of one's own tab raises no event, as for one that sleeps
        """() => { const name = Object.keys(localStorage).find((each) => each.startsWith('draft-'));
          const draft = JSON.parse(localStorage.getItem(name)); draft.table.raw.contact = '李四';
          draft.table.nil = true; draft.table.reasons.plan_made = '方案尚在会签'; draft.table.raw.plan_made = '否';
          localStorage.setItem(name, JSON.stringify(draft)); }"""
    )

    page.fill("#drills", "2")

    expect(page.locator("#contact")).to_have_value("李四")
    expect(page.locator("#nil")).to_be_checked()
    expect(page.locator("#plan_made-reason")).to_have_value("方案尚在会签")
    expect(page.locator("#drills")).to_have_value("2")


@pytest.mark.offline
def test_a_network_that_returns_is_spoken_of_where_filing_was_given_up_and_not_else(
    fresh: Page, origin: Origin, context: BrowserContext
) -> None:
    notice, summary = fresh.locator("#notice"), fresh.locator("#summary")
    ready(fresh, origin.form)
    context.set_offline(True)
    context.set_offline(False)
    fresh.wait_for_timeout(200)
    expect(notice).to_be_hidden()
    put_table(fresh, ANSWERS)
    context.set_offline(True)
    fresh.click(SUBMIT)
    expect(summary.locator("h2")).to_contain_text("网络连接失败", timeout=15_000)

    context.set_offline(False)

    expect(notice).to_have_text("网络已恢复，请重新提交。")
    expect(summary).to_be_hidden()
    assert origin.hits == 0
    fresh.click(SUBMIT)
    fresh.wait_for_url(RECEIVED)
    assert len(origin.records()) == 1


def test_the_list_of_what_is_to_be_mended_keeps_up(page: Page) -> None:
    heading, mended = page.locator("#summary h2"), page.locator("#summary li.mended")
    put_table(page, {**ANSWERS, "drills": "x", "phone": "不知道"})
    page.click(SUBMIT)
    expect(heading).to_have_text("有 2 处需要改正，改正后请重新提交。")

    page.fill("#phone", "０５７４－８７６５４３２１")
    page.locator("#phone").press("Enter")
    expect(page.locator("#phone")).to_have_value("0574-87654321")
    expect(heading).to_have_text("还有 1 处需要改正，改正后请重新提交。")
    expect(mended).to_have_count(1)
    page.fill("#study_sessions", "x")
    page.locator("#study_sessions").press("Enter")
    expect(heading).to_have_text("还有 2 处需要改正，改正后请重新提交。")
    expect(page.locator("#summary li")).to_have_count(3)
    page.fill("#study_sessions", "3")
    page.fill("#drills", "3")
    page.locator("#drills").press("Enter")

    expect(heading).to_have_text("均已改正，请重新提交。")
    expect(mended).to_have_count(3)
    assert in_focus(page) != "drills"
    assert page.locator("#drills").evaluate("blank => blank.getBoundingClientRect().bottom > 0")


def test_a_closed_edition_takes_no_click_and_keeps_what_is_filled(page: Page, origin: Origin) -> None:
    origin.clock.set("2021-08-01T09:00:00+08:00")

    ready(page, origin.form)

    expect(page.locator(SUBMIT)).to_be_disabled()
    expect(page.locator(".due")).to_have_text(
        "本表已于 2021年7月31日 18:00 停止接收填报。已填内容仍在本页，可以打印或导出文件"
    )


@pytest.mark.parametrize("typed", ["海署区", "宁波市海署区市场监督管理局", "海区"])
def test_a_name_that_the_roster_does_not_know_is_hinted_at(page: Page, typed: str) -> None:
    page.fill("#unit", typed)
    page.fill("#drills", "3")
    hint = page.locator("#unit-hint")
    expect(hint).to_have_text(
        f"报送单位名单中没有“{typed}”。也可继续提交，由市局核对。请确认是否为：宁波市海曙区市场监督管理局"
    )

    hint.locator("button").click()

    expect(page.locator("#unit")).to_have_value("宁波市海曙区市场监督管理局")
    expect(hint).to_have_count(0)
    expect(page.locator("#notice")).to_be_hidden()  # it is the same unit's table


def test_a_name_that_is_like_no_other_is_hinted_at_plainly_and_files(page: Page) -> None:
    put_table(page, ANSWERS)
    page.fill("#unit", "火星")
    page.locator("#unit").press("Enter")
    expect(page.locator("#unit-hint")).to_have_text(
        "报送单位名单中没有“火星”，请核对名称。也可继续提交，由市局核对。"
    )

    page.click(SUBMIT)

    page.wait_for_url(RECEIVED)


def test_the_names_that_the_roster_does_not_find_are_called_unknown_and_no_others(page: Page) -> None:
    roster = load_catalogue()["2021"].roster
    names = [name for unit in roster.units for name in (unit.name, *unit.aliases, f" {unit.name[:3]} ")]
    names += [
        "宁波高新技术产业开发区市场监督管理局",
        "东钱湖度假区市场监督管理局",
        "前湾区市场监管局",
        "大榭区",
        "鄞区",
        "姚市",
    ]
    names += ["鄞州区\u200b", "\u2068鄞\u00ad州区\u2069（盖章）"]
    page.fill("#unit", "火星")
    page.locator("#unit").press("Enter")
    expect(page.locator("#unit-hint")).to_have_count(1)

    unknown = page.evaluate(
        """async (names) => {
          const unit = document.getElementById("unit"), unknown = [];
          document.documentElement.style.display = "none";  // to draw it takes longer than to look up
          for (const name of names) {
            unit.value = name;
            unit.dispatchEvent(new Event("change"));
            await new Promise((resolve) => setTimeout(resolve, 20));
            await new Promise(requestIdleCallback);  // a machine under load is later
            if (document.getElementById("unit-hint")) unknown.push(name);
          }
          document.documentElement.style.display = "";
          return unknown;
        }""",
        names,
    )

    assert unknown == [name for name in names if not roster.by_name(name)]


def file_and_go_back(page: Page) -> None:
    page.click(SUBMIT)
    page.wait_for_url(RECEIVED)
    page.go_back()
    expect(page.locator("html.ready")).to_have_count(1)


def test_back_after_the_receipt_it_says_so_and_asks_before_the_same_is_filed_again(
    page: Page, origin: Origin
) -> None:
    """Also where the browser has kept the page whole; a change is filed without asking."""
    notice, asked = page.locator("#notice"), page.get_by_role("alertdialog")
    put_table(page, ANSWERS)
    file_and_go_back(page)
    [record] = origin.records()
    expect(notice).to_contain_text(str(record["reference"]))
    expect(notice).to_contain_text("以最后一次为准")
    page.evaluate("document.getElementById('notice').hidden = true")
    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(notice).to_contain_text("已报送，回执号")

    page.click(SUBMIT)
    expect(asked).to_contain_text(f"表格内容与已报送的（回执号 {record['reference']}）一致，是否重新报送？")
    page.keyboard.press("Escape")
    expect(asked).to_have_count(0)
    expect(page.locator(SUBMIT)).to_be_focused()
    assert len(origin.records()) == 1

    page.fill("#drills", "99")
    file_and_go_back(page)
    assert len(origin.records()) == 2

    page.click(SUBMIT)
    asked.get_by_text("重新报送", exact=True).click()
    page.wait_for_url(RECEIVED)
    assert len(origin.records()) == 3


def test_what_another_tab_has_filed_as_it_stands_is_not_filed_once_more_unasked(
    page: Page, origin: Origin
) -> None:
    put_table(page, ANSWERS)
    page.wait_for_timeout(PAUSE)
    other = page.context.new_page()
    ready(other, origin.form)
    page.click(SUBMIT)
    page.wait_for_url(RECEIVED)
    expect(page.locator("#reference")).to_contain_text("2021-")

    other.click(SUBMIT)

    expect(other.get_by_role("alertdialog")).to_contain_text("一致，是否重新报送？")
    assert len(origin.records()) == 1


def test_on_a_phone_the_bar_is_whole(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    for large in (False, True):
        page.evaluate("large => document.documentElement.classList.toggle('large', large)", large)
        expect(page.locator(".parts a:visible")).to_have_count(0)
        cut = page.evaluate(
            """() => [...document.querySelectorAll("#filled, #next-empty, .actions button")].filter((each) => {
              const [box, bar] = [each, each.closest(".parts, .actions")].map((one) => one.getBoundingClientRect());
              return box.right > Math.min(bar.right + 1, 352) || box.left < bar.left - 1;
            }).map(({ textContent }) => textContent)"""
        )
        assert cut == [], large


def test_a_nil_return_with_figures_is_told_beside_its_box(page: Page) -> None:
    put_table(page, {"drills": 2, "study_sessions": 1, "study_attendance": 4})

    page.check("#nil")
    expect(page.locator("#nil-said")).to_have_text("已填的 3 项不是 0，零报告要求各项数字都是 0")
    page.uncheck("#nil")

    expect(page.locator("#nil-said")).to_be_empty()


def test_a_draft_that_comes_back_names_its_unit_and_a_saved_file_its_name(page: Page, origin: Origin) -> None:
    """What has been seen at the top is not said again below."""
    notice = page.locator("#notice")
    put_table(page, {"unit": "镇海区", "drills": "1"})
    page.wait_for_timeout(PAUSE)
    ready(page, origin.form)
    expect(notice).to_contain_text("已恢复本设备上“镇海区”的草稿")
    page.wait_for_timeout(200)  # a notice that comes and is gone at once has not been seen
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(200)
    expect(page.locator("#told")).to_be_hidden()

    with page.expect_download():
        page.click("#save-file")

    expect(notice).to_have_text(
        "“2021统计表-镇海区.json”已导出，请在浏览器“下载”中查看；可发送市局，也可用“导入文件”接着填。未找到文件的，请 复制成文字"
    )


def test_no_ring_is_printed_round_what_has_the_focus(page: Page) -> None:
    page.focus("#drills")
    page.keyboard.press("Enter")
    ring = "() => getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(ring) == "solid"

    page.emulate_media(media="print")

    assert page.evaluate(ring) != "solid"
