"""Drafts: one for each unit on this computer; none overwrites another, and the clerk picks."""

from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.support.browser.keeping import drafts, forget_all, keep_draft
from tests.support.browser.typing import put_table, ready, typed_table
from tests.support.builders import UNIT_NAME, the_2021, valid_answers
from tests.support.http.origin import Origin

EDITION = the_2021()
OTHER_UNIT = "宁波市海曙区市场监督管理局"
THIRD_UNIT = "宁波市镇海区市场监督管理局"
PAUSE = 600


def typed(page: Page) -> dict[str, str]:
    return {id_: text for id_, text in typed_table(page, EDITION).items() if text}


def begin(page: Page, origin: Origin) -> None:
    """On a page of the site that keeps nothing: what the form then finds is put there."""
    page.goto(f"{origin.form}edition.json")


def test_a_draft_that_cannot_be_given_back_yet_is_kept_and_the_page_says_so(
    page: Page, origin: Origin
) -> None:
    """Whichever of the scripts fails that give it back; what is typed meanwhile is kept beside it. On a slow line it is
    given back as another tab has it by then.
    """
    begin(page, origin)
    keep_draft(page, "a", drills="12")
    page.route("**/restore.js", lambda route: route.abort())
    ready(page, origin.form)
    expect(page.locator("#notice")).to_contain_text("草稿暂未读出，仍然保留")
    page.unroute("**/restore.js")

    untold: list[Route] = []  # what time it is: for a second the draft waits for that
    page.route(
        origin.form,
        lambda route: untold.append(route) if route.request.method == "HEAD" else route.continue_(),
    )
    page.goto(origin.form)
    page.wait_for_timeout(300)
    keep_draft(page, "a", drills="13")
    untold[0].continue_()
    page.unroute(origin.form)

    expect(page.locator("#drills")).to_have_value("13")
    expect(page.locator("html.ready")).to_have_count(1)
    forget_all(page)
    keep_draft(page, "a", unit=UNIT_NAME, drills="1")
    keep_draft(page, "b", unit=OTHER_UNIT, drills="1")
    page.route("**/notices.js", lambda route: route.abort())
    ready(page, origin.form)
    expect(page.locator("#notice")).to_contain_text("草稿暂未读出，仍然保留")
    page.fill("#drills", "3")
    page.wait_for_timeout(PAUSE)
    assert drafts(page) == {UNIT_NAME: "1", OTHER_UNIT: "1", "": "3"}


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
    begin(page, origin)
    keep_draft(page, "a", unit=UNIT_NAME, drills="12", posters="1")

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


def test_a_table_is_one_draft_until_another_unit_is_named(page: Page, origin: Origin) -> None:
    """A unit typed letter by letter is one; another parts the drafts; a name that was touched and left as it was keeps no
    older figures; what was parted by mistake can be dropped. Nothing of it needs the script that gives drafts back.
    """
    page.route("**/restore.js", lambda route: route.abort())
    ready(page, origin.form)
    page.fill("#drills", "1")
    for end in range(1, 6):
        page.fill("#unit", UNIT_NAME[:end])
        page.wait_for_timeout(PAUSE)
    assert drafts(page) == {UNIT_NAME[:5]: "1"}

    page.fill("#unit", UNIT_NAME)
    page.fill("#drills", "12")
    page.wait_for_timeout(PAUSE)
    page.fill("#unit", OTHER_UNIT)
    page.fill("#drills", "7")
    notice = page.locator("#notice")
    expect(notice).to_contain_text(f"“{UNIT_NAME}”的草稿仍留在本设备上")
    page.wait_for_timeout(PAUSE)
    assert drafts(page) == {UNIT_NAME: "12", OTHER_UNIT: "7"}

    page.focus("#unit")
    page.keyboard.press("End")
    page.keyboard.type("x")
    page.keyboard.press("Backspace")
    page.fill("#drills", "15")
    page.wait_for_timeout(PAUSE)
    page.fill("#unit", THIRD_UNIT)
    page.fill("#drills", "9")
    page.wait_for_timeout(PAUSE)
    assert drafts(page) == {UNIT_NAME: "12", OTHER_UNIT: "15", THIRD_UNIT: "9"}

    expect(notice).to_contain_text(f"“{OTHER_UNIT}”的草稿仍留在本设备上")
    page.click("text=删去那份草稿")
    expect(notice).to_be_hidden()
    assert drafts(page) == {UNIT_NAME: "12", THIRD_UNIT: "9"}


def test_of_several_drafts_the_clerk_picks_one(page: Page, origin: Origin, context: BrowserContext) -> None:
    """A new table beside them leaves them alone; one that waits for the unit just named is offered; and a reload comes back
    to this tab's.
    """
    both = {UNIT_NAME: "12", OTHER_UNIT: "7"}
    begin(page, origin)
    keep_draft(page, "a", unit=UNIT_NAME, drills="12")
    ready(page, origin.form)
    page.fill("#unit", OTHER_UNIT)
    page.fill("#drills", "7")
    page.wait_for_timeout(PAUSE)
    ready(page, origin.form)
    assert typed(page) == {"unit": OTHER_UNIT, "drills": "7"}
    page.close()

    page = context.new_page()
    ready(page, origin.form)
    notice = page.locator("#notice")
    expect(notice).to_contain_text("有 2 份草稿")
    assert typed(page) == {}
    page.click(f"#notice button:has-text('{UNIT_NAME}')")
    assert typed(page) == {"unit": UNIT_NAME, "drills": "12"}
    expect(notice).to_contain_text("已恢复")
    page.click("text=另有 1 份草稿")
    page.click(f"#notice button:has-text('{OTHER_UNIT}')")
    assert typed(page) == {"unit": OTHER_UNIT, "drills": "7"}
    assert drafts(page) == both

    page.evaluate("sessionStorage.clear()")
    ready(page, origin.form)
    page.click("text=新填一张")
    put_table(page, {"drills": "3"})
    page.wait_for_timeout(PAUSE)
    assert drafts(page) == {**both, "": "3"}
    page.fill("#unit", UNIT_NAME)
    page.locator("#unit").blur()
    expect(notice).to_contain_text(f"已有“{UNIT_NAME}”的草稿")
    page.click("text=打开那一份")
    assert typed(page) == {"unit": UNIT_NAME, "drills": "12"}


def test_filing_clears_its_own_draft_only_and_amending_comes_before_another_units(
    page: Page, origin: Origin
) -> None:
    begin(page, origin)
    keep_draft(page, "a", unit=OTHER_UNIT, drills="7")
    ready(page, origin.form)
    put_table(page, valid_answers(EDITION))
    page.locator("#unit").dispatch_event("change")

    page.click("button[type=submit]")
    page.wait_for_url("**/2021/received/")

    assert drafts(page) == {OTHER_UNIT: "7"}
    page.click("text=修改后重新报送")
    expect(page.locator("#notice")).to_contain_text("已填入刚才报送的内容")
    expect(page.locator("#notice button")).to_have_text(["清空重填", "另有 1 份草稿"])
    expect(page.locator("#unit")).to_have_value(UNIT_NAME)
