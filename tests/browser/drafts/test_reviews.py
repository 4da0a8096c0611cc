"""What the bureau has said of a filing is seen by whoever has its receipt or the unit's code, at the blank it names."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from handler.access.filing_codes import Codes
from handler.records.parse import parse_record
from handler.records.record import Record
from handler.records.review import Act
from tests.support.browser.typing import as_typed, put_table, ready, typed_table
from tests.support.builders import UNIT_NAME, the_2021, valid_answers
from tests.support.collecting.reviews import review, stored
from tests.support.http.origin import ON_TIME, Origin, serve_origin

EDITION = the_2021()
ANSWERS = valid_answers(EDITION)
TYPED = {id_: as_typed(answer) for id_, answer in ANSWERS.items()}
SUBMIT = "button[type=submit]"
LABEL = EDITION.labels["drills"]
NOTE = "演练次数与去年相差十倍，请核对。"
AT = datetime(2021, 7, 2, 2, tzinfo=UTC)
CODES = Codes(secret="a-secret-of-the-tests-with-more-than-32-bytes")
CODE = CODES.make("2021", "330212")


def file_table(page: Page, address: str) -> None:
    ready(page, address)
    put_table(page, ANSWERS)
    page.click(SUBMIT)
    expect(page.locator("#received")).to_be_visible()


def say(origin: Origin, kind: Act, at: datetime = AT) -> None:
    """The bureau's word on the newest filing."""
    record = parse_record(origin.store.read(next(key for key in origin.store.list("submissions/"))))
    assert isinstance(record, Record)
    returned = {"note": NOTE, "blank": "drills"} if kind is Act.RETURNED else {}
    said = stored(review(kind, record.unit.code, about=record, at=at, **returned))
    origin.store.create(said.key, said.data)


def test_who_filed_here_sees_that_the_table_was_returned_and_amends_from_there(
    page: Page, origin: Origin
) -> None:
    """Where nothing was said, or nobody can be asked, nothing is shown."""
    file_table(page, origin.form)
    ready(page, origin.form)
    page.wait_for_timeout(300)
    expect(page.locator("#reviewed")).to_have_count(0)
    say(origin, Act.RETURNED)
    page.route("**/receipts/**", lambda route: route.abort())
    ready(page, origin.form)
    page.wait_for_timeout(300)
    expect(page.locator("#reviewed")).to_have_count(0)
    tab = page.context.new_page()
    ready(tab, origin.form)

    told = tab.locator("#reviewed")
    expect(told).to_contain_text(f"市局退回{UNIT_NAME}报送的表（2021年7月2日 10:00）。“{LABEL}”：{NOTE}")
    told.get_by_text("在报送的内容上修改").click()

    assert typed_table(tab, EDITION) == TYPED
    expect(tab.locator("#drills")).to_be_focused()
    expect(tab.locator("#returned")).to_have_text(f"市局退回：{NOTE}")
    tab.fill("#drills", "7")
    tab.click(SUBMIT)
    expect(tab.locator("#received")).to_be_visible()
    assert len(origin.records()) == 2
    ready(tab, origin.form)
    tab.wait_for_timeout(300)
    expect(tab.locator("#reviewed")).to_have_count(0)


def test_a_receipt_says_what_the_bureau_has_said_since(page: Page, origin: Origin) -> None:
    """Nothing at first; then that the table was returned; once nothing is taken any more whom to call, and receipt and
    form offer no change; that it was accepted, which the form says too; and the note stands at its blank of the same unit's table, and
    leaves with it.
    """
    reviewed, receipt = page.locator("#reviewed"), page.locator("#received")
    ways = [page.get_by_role("link", name=name) for name in ("修改后重新报送", "补交附件")]
    file_table(page, origin.form)
    expect(reviewed).to_be_hidden()
    for way in ways:
        expect(way).to_be_visible()
    expect(receipt).not_to_contain_text("网上已停止接收", use_inner_text=True)
    bold = page.locator(".steps > li > span, .steps > li > span > span").evaluate_all(
        "all => all.filter((each) => getComputedStyle(each).fontWeight >= 600).map(({ id }) => id)"
    )
    assert bold == ["unattached"]

    say(origin, Act.ACCEPTED)
    page.reload()
    expect(reviewed).to_have_text("市局已验收（2021年7月2日 10:00）。")
    ready(page, origin.form)
    expect(reviewed).to_have_text(f"市局已验收{UNIT_NAME}报送的表（2021年7月2日 10:00）。")
    expect(page.locator("#returned")).to_have_count(0)

    say(origin, Act.RETURNED, AT + timedelta(hours=1))
    origin.clock.set("2021-08-01T09:00:00+08:00")
    page.goto(f"{origin.form}received/")
    call = f"网上已停止接收，请与市局{EDITION.site.call}联系。"
    expect(reviewed).to_have_text(f"市局已退回（2021年7月2日 11:00）。“{LABEL}”：{NOTE.rstrip('。')}。{call}")
    for way in ways:
        expect(way).to_be_hidden()
    expect(receipt).to_contain_text("需要修改或补交的，请与市局", use_inner_text=True)
    assert page.locator("#save").is_visible()  # its figures are still the clerk's
    ready(page, origin.form)
    for place in ("#notice", "#reviewed"):  # known before either is said
        expect(page.locator(place)).to_contain_text(call)
        expect(page.locator(place)).not_to_contain_text(re.compile("重新提交|修改"))

    origin.clock.set(ON_TIME)
    page.goto(f"{origin.form}received/")
    expect(reviewed).to_have_text(
        f"市局已退回（2021年7月2日 11:00）。“{LABEL}”：{NOTE}请点“修改后重新报送”。"
    )
    ways[0].click()
    expect(page.locator("#returned")).to_have_text(f"市局退回：{NOTE}")
    assert page.locator("#drills").evaluate(
        "blank => blank.closest('p').contains(document.getElementById('returned'))"
    )
    page.fill("#unit", "海曙")
    page.locator("#unit").blur()
    expect(page.locator("#returned")).to_have_count(0)
    expect(reviewed).to_have_count(0)


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Origin]:
    with serve_origin(tmp_path_factory.mktemp("site") / "public", CODES) as origin:
        yield origin


def test_on_another_computer_the_code_shows_it_and_here_what_was_filed_there_since(
    page: Page, elsewhere: Page, asking: Origin, tmp_path: Path
) -> None:
    asking.open_on(tmp_path / "store")
    file_table(page, f"{asking.form}#330212/{CODE}")
    say(asking, Act.RETURNED)
    ready(elsewhere, f"{asking.form}#330212/{CODE}")

    elsewhere.locator("#reviewed").get_by_text("在报送的内容上修改").click()

    expect(elsewhere.locator("#returned")).to_have_text(f"市局退回：{NOTE}")
    expect(elsewhere.locator("#drills")).to_be_focused()
    assert typed_table(elsewhere, EDITION) == TYPED
    elsewhere.fill("#drills", "7")
    elsewhere.click(SUBMIT)
    expect(elsewhere.locator("#received")).to_be_visible()
    last = elsewhere.locator("#reference").text_content()
    ready(page, f"{asking.form}#330212/{CODE}")
    expect(page.locator("#reviewed")).to_contain_text(f"{UNIT_NAME}此后又报送（回执号 {last}，")
    expect(page.locator("#reviewed")).not_to_contain_text("退回")  # what was amended since
