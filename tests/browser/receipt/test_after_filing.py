"""A receipt ends the draft of what was filed, under any name of the unit, and of nothing else."""

import random
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.support.browser.asked import say_when_asked
from tests.support.browser.attaching import choose, payload, stored
from tests.support.browser.keeping import drafts, forget_all, keep_draft
from tests.support.browser.typing import as_typed, put_table, ready, typed_table
from tests.support.browser.watching import lose_reply
from tests.support.builders import UNIT_NAME, survey_2021, the_2021, valid_answers
from tests.support.files import PDF
from tests.support.http.origin import Origin

EDITION = the_2021()
ROSTER = survey_2021().roster
ANSWERS = valid_answers(EDITION)
OTHER_UNIT = "宁波市海曙区市场监督管理局"
SUBMIT = "button[type=submit]"
RECEIVED = "**/2021/received/"
PAUSE = 600
SEED, STEPS = 2381, 22
"""Of twenty thousand seeds the one whose steps follow each other in the most ways, 21."""
REASON = "方案尚在会签，预计七月印发"


def empty_tab(context: BrowserContext, origin: Origin) -> Page:
    """Whoever opens the form in a new tab finds it empty: what was filed is named, and nothing is left to be filed."""
    page = context.new_page()
    ready(page, origin.form)
    expect(page.locator("#notice")).to_contain_text("本设备已报送")
    expect(page.locator("#notice")).not_to_contain_text("尚未报送")
    assert set(typed_table(page, EDITION).values()) == {""}
    return page


def file_it(page: Page) -> None:
    page.click(SUBMIT)
    page.wait_for_url(RECEIVED)


def send_in_vain(page: Page) -> None:
    """The answer is lost; the page will send again by itself."""
    page.route("**/submissions", lose_reply, times=1)
    page.click(SUBMIT)
    expect(page.locator("#notice")).to_contain_text("2 秒后自动重试")


# What is typed while the page is sending


def test_what_is_typed_while_the_page_is_sending_is_kept_said_and_filed_next(
    page: Page, origin: Origin, context: BrowserContext
) -> None:
    """Before the page tries again: a word, a mistake, a reason, an attachment; in the last moment before the receipt: a
    figure. What is only written otherwise is no change, and another unit's table, begun meanwhile, is kept as that unit's.
    """
    held: list[Route] = []
    ready(page, origin.form)
    put_table(page, {**ANSWERS, "drills": 5, "plan_made": False})
    page.locator("input[name=plan_made][value=否]").dispatch_event("change")
    page.fill("#plan_made-reason", REASON)
    choose(page, payload(PDF))
    stored(page)
    page.route("**/submissions", lambda route: held.append(route), times=1)
    send_in_vain(page)

    with page.expect_request("**/submissions"):
        page.fill("#contact", "李四")
        page.fill("#posters", "约五十")
        page.fill("#plan_made-reason", "方案由区安委办统一印发")
        page.get_by_role("button", name="移除“活动总结.pdf”").click()
    page.fill("#drills", "50")
    held[0].continue_()

    notice = page.locator("#notice")
    expect(notice).to_contain_text("提交后又改了 5 处，尚未报送")
    [record] = origin.records()
    expect(notice).to_contain_text(f"报送成功。回执号 {record['reference']}")
    assert record["answers"] == {**ANSWERS, "drills": 5, "plan_made": False}
    typed = typed_table(page, EDITION)
    tab = context.new_page()
    ready(tab, origin.form)
    expect(tab.locator("#notice")).to_contain_text("尚未报送")
    assert typed_table(tab, EDITION) == typed
    tab.close()
    page.click("text=查看回执")
    page.wait_for_url(RECEIVED)
    page.click("text=修改后重新报送")
    expect(page.locator("#drills")).to_have_value("50")

    page.fill("#posters", "1200")
    send_in_vain(page)
    page.fill("#posters", "１,200")
    page.wait_for_url(RECEIVED)
    filed = [record["answers"]["drills"] for record in origin.records()]  # type: ignore[index]  # a record's answers
    assert filed == [5, 50]
    page.close()
    page = empty_tab(context, origin)

    put_table(page, {**ANSWERS, "drills": 5})
    page.locator("#unit").dispatch_event("change")
    send_in_vain(page)
    page.fill("#unit", OTHER_UNIT)
    page.fill("#drills", "500")
    expect(page.locator("#notice")).to_contain_text("尚未报送", timeout=15_000)
    assert drafts(page) == {OTHER_UNIT: "500"}


# One unit by all its names


def test_a_unit_has_one_draft_by_all_its_names_and_older_ones_end_with_its_filing(
    page: Page, origin: Origin
) -> None:
    ready(page, origin.form)
    assert_names_are_the_rosters(page)
    page.fill("#unit", "鄞州")
    page.locator("#unit").blur()
    put_table(page, {id_: answer for id_, answer in ANSWERS.items() if id_ != "unit"})
    page.wait_for_timeout(PAUSE)

    page.fill("#unit", UNIT_NAME)
    page.locator("#unit").blur()
    page.wait_for_timeout(PAUSE)

    expect(page.locator("#notice")).to_be_hidden()
    assert drafts(page) == {UNIT_NAME: as_typed(ANSWERS["drills"])}
    for name, unit in (("a", "鄞州"), ("b", UNIT_NAME), ("c", OTHER_UNIT), ("d", "")):
        keep_draft(page, name, unit=unit, drills=name)
    keep_draft(page, "e", saved=10**15, unit="鄞州区", drills="newer")
    file_it(page)
    assert drafts(page) == {OTHER_UNIT: "c", "": "d", "鄞州区": "newer"}


def assert_names_are_the_rosters(page: Page) -> None:
    """The page takes the same names for one as Python does."""
    names = [name for unit in ROSTER.units for name in (unit.name, *unit.aliases, f" {unit.name}（盖章）")]
    keys = page.evaluate(
        """async (names) => {
          const script = document.querySelector("script[type=module]").src;
          const { unitKey } = await import(script.replace("form.js", "validation/roster.js"));
          const edition = await (await fetch("edition.json")).json();
          const page = { edition, unitBlank: document.querySelector("input.unit") };
          return [...names, "火星 局", "火星局", "水星局"].map((name) => unitKey(page, name));
        }""",
        names,
    )
    known = [unit.name for name in names if (unit := ROSTER.by_name(name))]
    assert keys == [*known, "火星局", "火星局", "水星局"]


def test_units_are_told_apart_however_late_the_script_comes_that_knows_them(
    page: Page, origin: Origin
) -> None:
    """And once it has come, the draft of a unit that is named otherwise now is offered."""
    held: list[Route] = []
    page.route("**/drafts/ownership.js", lambda route: held.append(route))
    ready(page, origin.form)
    page.fill("#unit", "鄞州")
    page.fill("#drills", "12")
    page.wait_for_timeout(PAUSE)
    page.fill("#unit", OTHER_UNIT)
    page.fill("#drills", "7")
    page.wait_for_timeout(PAUSE)

    [route] = held
    route.continue_()

    expect(page.locator("#notice")).to_contain_text("“鄞州”的草稿仍留在本设备上")
    assert drafts(page) == {"鄞州": "12", OTHER_UNIT: "7"}
    page.fill("#unit", UNIT_NAME)
    page.locator("#unit").blur()
    expect(page.locator("#notice")).to_contain_text("已有“鄞州”的草稿")
    page.click("text=打开那一份")
    expect(page.locator("#drills")).to_have_value("12")


# What the browser fills in again


def leave_and_come_back(page: Page, origin: Origin) -> None:
    """Without the browser's own copy of the page, as in an older one: it fills the blanks in, and the script starts anew."""
    page.goto(f"{origin.form}edition.json")
    page.go_back()
    expect(page.locator("html.ready")).to_have_count(1)


def test_what_the_browser_fills_in_again_is_still_the_same_draft(page: Page, origin: Origin) -> None:
    """It is parted where another unit is named, and what could not be kept is not written over with what was."""
    page.on("dialog", lambda dialog: dialog.accept())  # leaving is asked about where nothing can be kept
    ready(page, origin.form)
    put_table(page, {**ANSWERS, "plan_made": False})
    page.locator("input[name=plan_made][value=否]").dispatch_event("change")
    page.fill("#plan_made-reason", REASON)
    page.wait_for_timeout(PAUSE)

    leave_and_come_back(page, origin)
    page.fill("#drills", "77")
    page.wait_for_timeout(PAUSE)
    assert drafts(page) == {UNIT_NAME: "77"}
    expect(page.locator("#plan_made-reason")).to_have_value(REASON)

    page.evaluate("sessionStorage.clear()")
    leave_and_come_back(page, origin)
    page.fill("#unit", OTHER_UNIT)
    page.fill("#drills", "7")
    page.wait_for_timeout(PAUSE)
    expect(page.locator("#notice")).to_contain_text(f"“{UNIT_NAME}”的草稿仍留在本设备上")
    assert drafts(page) == {UNIT_NAME: "77", OTHER_UNIT: "7"}

    page.evaluate(
        """() => { const set = Storage.prototype.setItem;
          Storage.prototype.setItem = function (...pair) {
            if (this === localStorage) throw new DOMException("full", "QuotaExceededError");
            set.apply(this, pair);
          }; }"""
    )
    page.fill("#drills", "50")
    page.wait_for_timeout(PAUSE)
    leave_and_come_back(page, origin)
    expect(page.locator("#drills")).to_have_value("50")
    file_it(page)
    assert drafts(page) == {UNIT_NAME: "77"}


# Drafts that a filing has settled


def test_a_table_changed_back_to_what_was_filed_last_is_no_draft_to_what_was_filed_before_it_is(
    page: Page, origin: Origin, context: BrowserContext
) -> None:
    ready(page, origin.form)
    put_table(page, {**ANSWERS, "drills": 5})
    file_it(page)
    page.click("text=修改后重新报送")
    expect(page.locator("html.ready")).to_have_count(1)
    for drills in ("99", "5"):
        page.fill("#drills", drills)
        page.wait_for_timeout(PAUSE)
    page.close()
    page = empty_tab(context, origin)

    page.click("text=在此基础上修改")
    page.fill("#drills", "50")
    file_it(page)
    page.click("text=修改后重新报送")
    expect(page.locator("html.ready")).to_have_count(1)
    page.fill("#drills", "5")
    page.wait_for_timeout(PAUSE)
    page.close()
    page = context.new_page()
    ready(page, origin.form)

    expect(page.locator("#notice")).to_contain_text("尚未报送")
    expect(page.locator("#drills")).to_have_value("5")


BROKEN = "export const settle = () => { throw new Error('broken'); }, unfiled = (page, drafts) => drafts;"


def test_draft_and_receipt_come_though_the_script_does_not_that_knows_the_units_or_is_broken(
    page: Page, origin: Origin, context: BrowserContext
) -> None:
    """Units are then told apart as they are typed."""
    page.route("**/drafts/ownership.js", lambda route: route.abort())
    ready(page, origin.form)
    put_table(page, {"unit": UNIT_NAME, "drills": 12})
    page.wait_for_timeout(PAUSE)
    ready(page, origin.form)
    expect(page.locator("#drills")).to_have_value("12")
    page.fill("#unit", OTHER_UNIT)
    page.locator("#unit").blur()
    page.wait_for_timeout(PAUSE)
    assert drafts(page) == {UNIT_NAME: "12", OTHER_UNIT: "12"}
    put_table(page, {**ANSWERS, "unit": OTHER_UNIT})
    file_it(page)
    expect(page.locator("#reference")).to_contain_text("2021-330203-")
    page.close()
    page = context.new_page()
    ready(page, origin.form)
    assert drafts(page) == {UNIT_NAME: "12"}

    forget_all(page)
    page.route(
        "**/drafts/ownership.js", lambda route: route.fulfill(body=BROKEN, content_type="text/javascript")
    )
    ready(page, origin.form)
    put_table(page, ANSWERS)
    page.wait_for_timeout(PAUSE)
    file_it(page)
    expect(page.locator("#reference")).to_contain_text("2021-330212-")
    empty_tab(context, origin)


# All of it together


@dataclass(kw_only=True)
class Desk:
    """A clerk who fills for two units, and what must not be lost: the figure last typed for each, till it is filed."""

    page: Page
    origin: Origin
    chance: random.Random
    unit: str = ""
    figure: int = 0
    waiting: dict[str, str] = field(default_factory=dict)

    def type(self) -> None:
        self.figure += 1
        self.page.fill("#drills", str(self.figure))
        self.page.wait_for_timeout(PAUSE)
        self.waiting[self.unit] = str(self.figure)

    def name(self) -> None:
        """Either unit, by one of its names; then a figure of its own."""
        unit = self.chance.choice([ROSTER.by_code(code) for code in ("330212", "330203")])
        assert unit
        self.page.fill("#unit", self.chance.choice((unit.name, *unit.aliases)))
        self.page.locator("#unit").blur()
        self.unit = unit.name
        self.type()

    def reload(self) -> None:
        ready(self.page, self.origin.form)

    def come_back(self) -> None:
        leave_and_come_back(self.page, self.origin)

    def file(self) -> None:
        file_it(self.page)
        self.waiting.pop(self.unit, None)
        self.page.click("text=修改后重新报送")
        expect(self.page.locator("html.ready")).to_have_count(1)

    def look(self) -> Page:
        """Another tab finds what waits, and nothing that was filed, and says so."""
        other = self.page.context.new_page()
        ready(other, self.origin.form)
        kept = kept_drafts(other)
        assert {unit for unit, _ in kept} == set(self.waiting)
        assert ("草稿" in str(other.locator("#notice").text_content())) == bool(kept)
        return other

    def begin(self) -> None:
        """In a new tab, with one of the drafts there are, else with a new table."""
        self.page.close()
        self.page = self.look()
        choice = self.page.locator("#notice .drafts button")
        if choice.count():
            choice.first.click()
        if typed_table(self.page, EDITION)["unit"]:
            found = ROSTER.by_name(typed_table(self.page, EDITION)["unit"])
            assert found
            self.unit = found.name
            if not self.waiting:
                self.type()  # it has gone on from what was filed, which is a draft from the first change on
        else:
            put_table(self.page, ANSWERS)
            self.name()


def test_no_draft_is_lost_or_comes_back_after_it_was_filed_whatever_the_clerk_does(
    page: Page, origin: Origin
) -> None:
    chance = random.Random(SEED)  # noqa: S311  # the same steps on every run
    desk = Desk(page=page, origin=origin, chance=chance)
    say_when_asked(page.context, "重新报送")
    steps = [desk.type, desk.name, desk.name, desk.reload, desk.come_back, desk.file, desk.file, desk.begin]
    ready(page, origin.form)
    put_table(page, ANSWERS)
    desk.name()

    for step in chance.choices(steps, k=STEPS):
        step()

        if step in (desk.name, desk.file):
            desk.look().close()
        kept = kept_drafts(desk.page)
        assert {unit for unit, _ in kept} == set(desk.waiting), step
        assert set(desk.waiting.items()) <= kept, step
    assert len(origin.records()) > 3


def kept_drafts(page: Page) -> set[tuple[str, str]]:
    """The unit, by the roster, and 开展各类应急综合演练 of every draft."""
    found: list[tuple[str, str]] = page.evaluate(
        """() => Object.keys(localStorage).filter((name) => name.startsWith("draft-"))
          .map((name) => JSON.parse(localStorage.getItem(name))).map(({unit, table}) => [unit, table.raw.drills])"""
    )
    return {(unit.name, drills) for name, drills in found if (unit := ROSTER.by_name(name))}
