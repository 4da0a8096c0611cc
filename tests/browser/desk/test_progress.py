"""The first view of the desk: what is to be done, and every unit."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from handler.stores.folder import FolderStore
from tests.support.browser.officer import copied, filled_desk, open_desk, read_at
from tests.support.collecting.desk import OUTSIDE, amend, fill
from tests.support.http.origin import Origin

MISSING = ["宁波大榭开发区市场监督管理局", "宁波保税区市场监督管理局"]


def rows(page: Page) -> list[str]:
    return page.locator(".units tbody tr:not(.group) th").all_inner_texts()


def test_the_bar_counts_every_unit_once(page: Page, origin: Origin) -> None:
    filled_desk(page, origin)

    expect(page.locator(".big")).to_contain_text("13 / 15 家已报")
    assert page.locator(".legend button").all_inner_texts() == [
        "10 按时",
        "1 按时报送、逾期修订",
        "1 逾期",
        "1 记录损坏",
        "2 未报",
        "1 名单外",
    ]


def test_a_part_of_the_bar_filters_the_units_and_lets_them_go(page: Page, origin: Origin) -> None:
    filled_desk(page, origin)

    page.click("#legend-missing")
    assert rows(page) == MISSING
    expect(page.locator("#legend-missing")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#choose-status")).to_have_value("missing")

    page.click("#legend-missing")
    assert len(rows(page)) == 16


@pytest.mark.parametrize(
    ("moment", "until", "left", "asked"),
    [
        (
            "2021-07-01T12:00:00.900+08:00",
            "7月1日 12:00",
            "离截止还有 不足 1 分钟",
            "请下列单位于 7月1日 12:00 前报送：",
        ),
        (
            "2021-07-01T12:00:01+08:00",
            "7月1日 12:00:01",
            "已过截止时间 不足 1 分钟",
            "报送截止时间为 7月1日 12:00，请下列单位尽快补报：",
        ),
    ],
)
def test_the_chasing_message_is_copied_with_one_click(
    page: Page, origin: Origin, moment: str, until: str, left: str, asked: str
) -> None:
    """By the second in which a filing would be late; what is after it is not said to be in it."""
    read_at(page, moment)
    filled_desk(page, origin)
    expect(page.locator(".left")).to_have_text(left)
    page.click("text=消息里写什么")
    page.fill("#own-phone", "0574-12345678")

    page.click("text=复制催报消息")

    expect(page.locator("#said")).to_contain_text("催报消息已复制")
    lines = copied(page).splitlines()
    assert "应报 15 家，已报 13 家，未报 2 家。" in lines[1]
    assert lines[1].startswith(f"截至 {until}，")
    assert lines[2] == asked
    assert lines[3:5] == MISSING  # who filed and cannot be read is not chased
    assert lines[5:] == [f"填报网址：{origin.form}", "联系电话：0574-12345678"]


def test_once_nothing_is_taken_any_more_the_message_sends_nobody_to_the_page(
    page: Page, origin: Origin
) -> None:
    """It would be refused there."""
    read_at(page, "2021-07-31T18:00:01+08:00")
    filled_desk(page, origin)

    page.click("text=复制催报消息")

    expect(page.locator("#said")).to_contain_text("催报消息已复制")
    assert copied(page).splitlines()[2:] == ["网上已停止接收，请下列单位与我们联系：", *MISSING]


def test_what_is_to_be_done_stands_first_and_nothing_else(page: Page, origin: Origin) -> None:
    open_desk(page, origin)
    assert page.locator(".todo li").count() == 1  # all are missing, nothing else is to be done

    fill(origin.store, origin.catalogue["2021"])
    page.click("#again")

    expect(page.locator(".todo")).to_contain_text("2 家未报")
    expect(page.locator(".todo")).to_contain_text(f"{OUTSIDE}，可能就是 鄞州区")
    expect(page.locator(".todo")).to_contain_text("1 家的记录不能计入")


def test_units_are_found_by_name_contact_or_telephone(page: Page, origin: Origin) -> None:
    filled_desk(page, origin)
    page.fill("#find", "慈溪")
    expect(page.locator(".units tbody tr")).to_have_count(1)
    phone = page.locator(".units .call").inner_text()

    page.fill("#find", phone[-6:])

    expect(page.locator(".units tbody tr")).to_have_count(1)
    assert rows(page) == ["慈溪市市场监督管理局"]


def test_a_heading_sorts_and_gives_the_rosters_order_back(page: Page, origin: Origin) -> None:
    filled_desk(page, origin)
    before = rows(page)

    page.click(".units thead button:text('状态')")
    assert rows(page)[:2] == MISSING
    expect(page.locator("th[aria-sort]")).to_have_text("状态")

    page.click(".units thead button:text('状态')")
    assert rows(page) == before


def test_what_is_typed_stays_when_the_desk_draws_itself_anew(page: Page, origin: Origin) -> None:
    filled_desk(page, origin)
    page.fill("#find", "慈溪")
    expect(page.locator(".units tbody tr")).to_have_count(1)

    page.click("#again")
    expect(page.locator("#said")).to_be_hidden()

    expect(page.locator("#find")).to_have_value("慈溪")
    assert rows(page) == ["慈溪市市场监督管理局"]


def test_what_is_new_comes_by_itself_and_what_is_not_costs_nothing(page: Page, origin: Origin) -> None:
    answers: list[int] = []
    page.on("response", lambda reply: answers.append(reply.status) if "/collection" in reply.url else None)
    page.clock.install()
    filled_desk(page, origin)
    expect(page.locator("#legend-on_time")).to_have_text("10 按时")

    page.clock.fast_forward("01:01")
    expect(page.locator("#as-of")).not_to_be_empty()
    page.wait_for_timeout(500)
    assert answers == [200, 304]

    amend(origin.store, origin.catalogue["2021"], "330203")
    page.clock.fast_forward("01:01")

    expect(page.locator("#legend-on_time")).to_have_text("9 按时")
    expect(page.locator("#legend-amended_late")).to_have_text("2 按时报送、逾期修订")
    assert answers == [200, 304, 200]


def test_over_plain_http_the_message_is_copied_too(page: Page, origin: Origin) -> None:
    """There a browser gives scripts no clipboard, and no cryptography."""
    page.add_init_script(
        "for (const [owner, name] of [[Navigator, 'clipboard'], [Crypto, 'subtle']])"
        " Object.defineProperty(owner.prototype, name, { get: () => undefined });"
    )
    filled_desk(page, origin)

    page.click("text=复制催报消息")

    expect(page.locator("#said")).to_contain_text("催报消息已复制")
    page.fill("#find", "")
    page.focus("#find")
    page.keyboard.press("Control+V")
    expect(page.locator("#find")).to_have_value(re.compile("应报 15 家，已报 13 家，未报 2 家。"))


def set_aside_as_it_was(route: Route) -> None:
    """The first unit's filing does not fit a form that was changed; it lies there as it lay."""
    reply = route.fetch()
    data = reply.json()
    filing = data["units"][0]["filing"]
    data["set_aside"].append(
        {"code": "330203", "reason": "另一版表格", **{name: filing[name] for name in ("key", "digest")}}
    )
    filing.update({name: data["units"][1]["filing"][name] for name in ("key", "digest")})
    route.fulfill(response=reply, json=data)


def test_a_record_that_was_there_and_is_gone_or_changed_is_named_until_that_is_settled(
    page: Page, origin: Origin
) -> None:
    filled_desk(page, origin)
    store = origin.store
    assert isinstance(store, FolderStore)
    page.route("**/collection.desk.json*", set_aside_as_it_was)
    page.reload()
    expect(page.locator(".todo")).to_be_visible()
    expect(page.locator(".todo")).not_to_contain_text("与上次所见不同")
    page.unroute("**/collection.desk.json*")
    gone, cut = (next(iter(store.list(f"submissions/2021/{code}/"))) for code in ("330203", "330206"))
    (store.root / gone).unlink()
    (store.root / cut).write_bytes(b"{}")

    page.reload()

    said = page.locator(".todo li", has_text="份记录与上次所见不同")
    expect(said).to_contain_text("2 份记录与上次所见不同")
    said.locator("summary").click()
    expect(said).to_contain_text("宁波市海曙区市场监督管理局：不见了")
    expect(said).to_contain_text("宁波市北仑区市场监督管理局：现在不能计入：")
    page.click("#again")
    expect(said).to_have_count(1)  # it is not forgotten by looking
    said.get_by_text("查清了，不再列出").click()
    expect(said).to_have_count(0)
    page.reload()
    expect(page.locator(".todo")).to_be_visible()
    expect(said).to_have_count(0)
