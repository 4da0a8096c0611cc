"""Drafts: one for each unit on this computer; none overwrites another, and the clerk picks."""

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.support.browser.keeping import drafts
from tests.support.browser.typing import put_table, ready, typed_table
from tests.support.builders import UNIT_NAME, the_2021, valid_answers
from tests.support.http.origin import Origin

EDITION = the_2021()
OTHER_UNIT = "宁波市海曙区市场监督管理局"
PAUSE = 600


def typed(page: Page) -> dict[str, str]:
    return {id_: text for id_, text in typed_table(page, EDITION).items() if text}


def leave_draft(context: BrowserContext, origin: Origin, **texts: str) -> None:
    """Type into a tab of its own and close it."""
    page = context.new_page()
    ready(page, origin.form)
    new = page.locator("text=新填一张")
    if new.count():
        new.click()
    elif page.get_by_text("清空重填").count():
        page.click("text=清空重填")
        expect(page.locator("#notice")).to_contain_text("已清空")
    put_table(page, texts)
    page.wait_for_timeout(PAUSE)
    page.close()


def put_drafts(page: Page, *units: str) -> None:
    """As they lie there from other days."""
    page.evaluate(
        """([edition, units]) => units.forEach((unit, place) => localStorage.setItem(`draft-${edition}-${place}`,
          JSON.stringify({digest: "", saved: place, unit, table: {raw: {unit, drills: "1"}, reasons: {}, nil: false}})))""",
        ["2021", units],
    )


def test_a_draft_that_cannot_be_given_back_yet_is_kept_and_the_page_says_so(
    page: Page, origin: Origin, context: BrowserContext
) -> None:
    """Whichever of the scripts fails that give it back; what is typed meanwhile is kept beside it."""
    leave_draft(context, origin, drills="12")
    page.route("**/restore.js", lambda route: route.abort())
    ready(page, origin.form)
    expect(page.locator("#notice")).to_contain_text("草稿暂未读出，仍然保留")
    page.unroute("**/restore.js")

    ready(page, origin.form)

    expect(page.locator("#drills")).to_have_value("12")
    page.close()
    elsewhere = context.new_page()
    elsewhere.goto(origin.address)
    elsewhere.evaluate(
        "localStorage.clear()"
    )  # the draft of the tab that was closed bears no unit's name either
    put_drafts(elsewhere, UNIT_NAME, OTHER_UNIT)
    last = context.new_page()
    last.route("**/notices.js", lambda route: route.abort())
    ready(last, origin.form)
    expect(last.locator("#notice")).to_contain_text("草稿暂未读出，仍然保留")
    last.fill("#drills", "3")
    last.wait_for_timeout(PAUSE)
    assert drafts(last) == {UNIT_NAME: "1", OTHER_UNIT: "1", "": "3"}


def type_before_it_is_ready(page: Page, origin: Origin, posters: str) -> None:
    """On a slow line: the table is shown after three seconds, and what gives the draft back comes later still."""
    held: list[Route] = []
    page.route("**/restore.js", lambda route: held.append(route))
    with page.expect_request("**/restore.js"):
        page.goto(origin.form)
    page.evaluate("document.documentElement.classList.remove('waiting')")
    page.fill("#posters", posters)
    held[0].continue_()
    page.unroute("**/restore.js")
    expect(page.locator("html.ready")).to_have_count(1)


def test_what_was_typed_before_a_draft_could_be_given_back_stays_and_the_draft_is_offered(
    page: Page, origin: Origin, context: BrowserContext
) -> None:
    ready(page, origin.form)
    put_table(page, {"unit": UNIT_NAME, "drills": "12", "posters": "1"})
    page.wait_for_timeout(PAUSE)

    type_before_it_is_ready(page, origin, "9")

    assert typed(page) == {"posters": "9"}
    expect(page.locator("#notice")).to_contain_text("有 1 份草稿；刚才填的内容未动")
    page.wait_for_timeout(PAUSE)  # kept, though nothing more is typed
    page.click(f"#notice button:has-text('{UNIT_NAME}')")
    assert typed(page) == {"unit": UNIT_NAME, "drills": "12", "posters": "1"}
    expect(page.locator("#notice button")).to_have_text(["清空重填", "另有 1 份草稿"])
    fresh = context.new_page()
    type_before_it_is_ready(fresh, origin, "5")
    assert typed(fresh) == {"posters": "5"}
    expect(fresh.locator("#notice")).to_contain_text("有 2 份草稿")


def test_another_unit_in_the_same_table_parts_the_drafts(page: Page, origin: Origin) -> None:
    page.route("**/restore.js", lambda route: route.abort())  # nothing is given back
    ready(page, origin.form)
    page.fill("#unit", UNIT_NAME)
    page.fill("#drills", "12")
    page.wait_for_timeout(PAUSE)

    page.fill("#unit", OTHER_UNIT)
    page.fill("#drills", "7")

    expect(page.locator("#notice")).to_contain_text(f"“{UNIT_NAME}”的草稿仍留在本设备上")
    page.wait_for_timeout(PAUSE)
    assert drafts(page) == {UNIT_NAME: "12", OTHER_UNIT: "7"}


def test_a_name_that_was_touched_and_left_as_it_was_keeps_no_older_figures(
    page: Page, origin: Origin
) -> None:
    ready(page, origin.form)
    page.fill("#unit", UNIT_NAME)
    page.fill("#drills", "12")
    page.focus("#unit")
    page.keyboard.press("End")
    page.keyboard.type("x")
    page.keyboard.press("Backspace")
    page.fill("#drills", "15")
    page.wait_for_timeout(PAUSE)

    page.fill("#unit", OTHER_UNIT)
    page.fill("#drills", "7")
    page.wait_for_timeout(PAUSE)

    assert drafts(page) == {UNIT_NAME: "15", OTHER_UNIT: "7"}


def test_a_draft_that_was_parted_by_mistake_can_be_dropped(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    page.fill("#unit", OTHER_UNIT)
    page.fill("#drills", "12")
    page.fill("#unit", UNIT_NAME)
    page.locator("#unit").blur()

    page.click("text=删去那份草稿")

    expect(page.locator("#notice")).to_be_hidden()
    assert drafts(page) == {UNIT_NAME: "12"}


def test_a_unit_typed_letter_by_letter_is_one_draft(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    page.fill("#drills", "1")

    for end in range(1, 6):
        page.fill("#unit", UNIT_NAME[:end])
        page.wait_for_timeout(PAUSE)

    assert drafts(page) == {UNIT_NAME[:5]: "1"}


def test_of_several_drafts_the_clerk_picks_one(page: Page, origin: Origin, context: BrowserContext) -> None:
    leave_draft(context, origin, unit=UNIT_NAME, drills="12")
    page.evaluate("() => 0")
    ready(page, origin.form)
    put_table(page, {"unit": OTHER_UNIT, "drills": "7"})
    page.locator("#unit").dispatch_event("change")
    page.wait_for_timeout(PAUSE)

    last = context.new_page()
    ready(last, origin.form)
    expect(last.locator("#notice")).to_contain_text("有 2 份草稿")
    assert typed(last) == {}
    last.click(f"#notice button:has-text('{UNIT_NAME}')")

    assert typed(last) == {"unit": UNIT_NAME, "drills": "12"}
    expect(last.locator("#notice")).to_contain_text("已恢复")
    last.click("text=另有 1 份草稿")
    last.click(f"#notice button:has-text('{OTHER_UNIT}')")
    assert typed(last) == {"unit": OTHER_UNIT, "drills": "7"}
    assert drafts(last) == {UNIT_NAME: "12", OTHER_UNIT: "7"}


def test_a_new_table_beside_drafts_leaves_them_alone(
    page: Page, origin: Origin, context: BrowserContext
) -> None:
    ready(page, origin.form)
    put_drafts(page, UNIT_NAME, OTHER_UNIT)

    fresh = context.new_page()
    ready(fresh, origin.form)
    fresh.click("text=新填一张")
    put_table(fresh, {"drills": "3"})
    fresh.wait_for_timeout(PAUSE)

    assert drafts(fresh) == {UNIT_NAME: "1", OTHER_UNIT: "1", "": "3"}


def test_a_draft_waiting_for_the_unit_just_named_is_offered(
    page: Page, origin: Origin, context: BrowserContext
) -> None:
    ready(page, origin.form)
    leave_draft(context, origin, unit=UNIT_NAME, drills="12")

    page.fill("#unit", UNIT_NAME)
    page.locator("#unit").blur()
    expect(page.locator("#notice")).to_contain_text(f"已有“{UNIT_NAME}”的草稿")
    page.click("text=打开那一份")

    assert typed(page) == {"unit": UNIT_NAME, "drills": "12"}


def test_a_reload_comes_back_to_this_tabs_draft(page: Page, origin: Origin, context: BrowserContext) -> None:
    leave_draft(context, origin, unit=UNIT_NAME, drills="12")
    ready(page, origin.form)
    page.fill("#unit", OTHER_UNIT)
    page.fill("#drills", "7")
    page.wait_for_timeout(PAUSE)

    ready(page, origin.form)

    assert typed(page) == {"unit": OTHER_UNIT, "drills": "7"}


def test_filing_clears_its_own_draft_only(page: Page, origin: Origin, context: BrowserContext) -> None:
    leave_draft(context, origin, unit=OTHER_UNIT, drills="7")
    ready(page, origin.form)
    put_table(page, valid_answers(EDITION))
    page.locator("#unit").dispatch_event("change")

    page.click("button[type=submit]")
    page.wait_for_url("**/2021/received/")

    assert drafts(page) == {OTHER_UNIT: "7"}


def test_amending_in_a_tab_comes_before_another_units_draft(
    page: Page, origin: Origin, context: BrowserContext
) -> None:
    ready(page, origin.form)
    put_table(page, valid_answers(EDITION))
    page.click("button[type=submit]")
    page.wait_for_url("**/2021/received/")
    leave_draft(context, origin, unit=OTHER_UNIT, drills="7")

    page.click("text=修改后重新报送")

    expect(page.locator("#notice")).to_contain_text("已填入刚才报送的内容")
    expect(page.locator("#notice button")).to_have_text(["清空重填", "另有 1 份草稿"])
    expect(page.locator("#unit")).to_have_value(UNIT_NAME)


def test_a_file_opened_over_a_table_leaves_its_draft(page: Page, origin: Origin, tmp_path: object) -> None:
    import json
    from pathlib import Path

    table = {"raw": {"unit": OTHER_UNIT, "drills": "7"}, "reasons": {}, "nil": False}
    saved = {"kind": "yearly-form-table", "format": 1, "edition": "2021", "digest": EDITION.digest}
    file = Path(str(tmp_path)) / "table.json"
    file.write_text(json.dumps({**saved, "key": "k" * 8, "table": table}), encoding="utf-8")
    ready(page, origin.form)
    put_table(page, {"unit": UNIT_NAME, "drills": "12"})

    page.set_input_files("#open-file", file)
    expect(page.locator("#drills")).to_have_value("7")
    page.wait_for_timeout(PAUSE)

    assert drafts(page) == {UNIT_NAME: "12", OTHER_UNIT: "7"}


@pytest.mark.parametrize("kept", ['"{"', '{"table": null}', "{}", '{"table": {"raw": {"drills": 5}}}'])
def test_a_draft_that_cannot_be_read_is_passed_over(page: Page, origin: Origin, kept: str) -> None:
    ready(page, origin.form)
    page.evaluate("text => localStorage.setItem('draft-2021-x', text)", kept)

    ready(page, origin.form)

    assert typed(page) == {}
    expect(page.locator("#notice")).to_be_hidden()
