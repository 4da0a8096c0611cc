"""What the bureau says of a filing at the desk: stored once, in force at once, for this filing or figure alone."""

import json
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from handler.records.record import find_unit
from tests.support.browser.officer import copied, filled_desk, open_desk, read_at
from tests.support.collecting.desk import OUTSIDE, amend, fill, many_units, whole_answers
from tests.support.filings import make_record, store_record
from tests.support.http.origin import Origin


def reviews(origin: Origin) -> list[dict[str, Any]]:
    return [json.loads(origin.store.read(key)) for key in origin.store.list("reviews/2021/")]


def test_the_worst_figure_is_returned_with_words_that_are_ready(page: Page, origin: Origin) -> None:
    filled_desk(page, origin)
    page.click("text=逐个核实")
    page.click(".suspect >> nth=0 >> text=退回…")
    page.fill("dialog label:has-text('经办人') input", "林远龙")

    page.click("dialog button[type=submit]")

    expect(page.locator("#said")).to_contain_text("已退回 宁海县市场监督管理局")
    expect(page.locator("dialog")).to_have_count(0)
    [review] = reviews(origin)
    assert (review["kind"], review["unit"], review["by"]) == ("returned", "330226", "林远龙")
    assert "“开展安全宣传咨询活动”填报 200,002 场" in review["note"]
    page.click("text=复制这段话发给单位")
    assert copied(page).startswith("宁海县市场监督管理局：请核实：")
    page.click(".suspect >> nth=0 >> text=宁海县市场监督管理局")
    said = page.locator(".side .review.returned")
    expect(said).to_contain_text(review["note"])
    assert said.evaluate("each => each.scrollWidth <= each.clientWidth")  # all of it can be read
    page.click("nav >> text=进度")
    expect(page.locator(".todo")).to_contain_text("1 家退回后还没有改好")


def test_once_nothing_is_taken_any_more_a_return_says_before_and_after_that_the_unit_cannot_file(
    page: Page, origin: Origin
) -> None:
    read_at(page, "2021-07-31T18:00:01+08:00")
    filled_desk(page, origin, "suspects")

    page.click(".suspect >> nth=0 >> text=退回…")

    expect(page.locator("dialog")).to_contain_text("网上已停止接收，该单位现在不能重新报送")
    assert "重新报送" not in page.locator("dialog textarea").input_value()
    page.click("dialog button[type=submit]")
    expect(page.locator("#said")).to_contain_text("网上已停止接收，请与该单位联系")
    page.click("text=复制这段话发给单位")
    assert "网上已停止接收，有误的请与我们联系更正" in copied(page)
    page.click("nav >> text=进度")
    expect(page.locator(".todo")).to_contain_text("家退回后还没有改好")


def test_a_figure_is_verified_with_words_and_the_bare_phrase_is_refused(page: Page, origin: Origin) -> None:
    filled_desk(page, origin, "suspects")
    many = page.locator(".suspect").count()
    page.click(".suspect >> nth=0 >> text=核实无误…")
    page.check("dialog input[value=phone]")
    page.fill("dialog textarea", "核实无误")
    page.click("dialog button[type=submit]")
    expect(page.locator("dialog .refused")).to_contain_text("没有记下")
    assert reviews(origin) == []

    page.fill("dialog textarea", "打电话问过，是全县大会的人数")
    page.click("dialog button[type=submit]")

    expect(page.locator("#said")).to_contain_text("已记下")
    expect(page.locator(".suspect")).to_have_count(many - 1)
    page.check("#verified")
    expect(page.locator(".suspect")).to_have_count(many)
    expect(page.locator(".suspects")).to_contain_text("已核实（打过电话）：打电话问过，是全县大会的人数")


def test_a_name_outside_the_roster_is_assigned_with_one_click_and_taken_back(
    page: Page, origin: Origin
) -> None:
    fill(origin.store, origin.catalogue["2021"])
    file_as(OUTSIDE.replace("工会", "\u200b工会"), origin)  # again, with what cannot be seen
    open_desk(page, origin)
    expect(page.locator(".todo")).to_contain_text("鄞州区市监系统⟨U+200B⟩工会，可能就是 鄞州区")

    page.click("text=认作 鄞州区")

    expect(page.locator("#said")).to_contain_text(f"已把“{OUTSIDE}”认作 宁波市鄞州区市场监督管理局")
    expect(page.locator("#legend-outside")).to_have_count(0)
    page.click("text=撤销")
    expect(page.locator("#legend-outside")).to_have_text("1 名单外")
    assert [review["code"] for review in sorted(reviews(origin), key=lambda each: str(each["at"]))] == [
        "330212",
        "",
    ]


def file_as(name: str, origin: Origin) -> None:
    """Somebody whom the roster does not name files."""
    survey = origin.catalogue["2021"]
    answers, at = whole_answers(survey.edition, name, {}), survey.edition.due - timedelta(hours=1)
    record = store_record(make_record(answers, unit=find_unit(survey.roster, name), at=at))
    assert origin.store.create(record.key, record.data)


def test_whose_name_is_like_nobodys_is_assigned_only_to_a_unit_that_was_chosen(
    page: Page, origin: Origin
) -> None:
    file_as("上饶县自来水公司", origin)
    open_desk(page, origin)
    expect(page.locator(".todo")).not_to_contain_text("可能就是")
    page.click("text=选是哪一家…")
    expect(page.locator("dialog")).not_to_contain_text("最像的在前")

    page.click("dialog button[type=submit]")
    assert page.locator("dialog select").evaluate("select => select.validity.valueMissing")
    assert reviews(origin) == []
    page.select_option("dialog select", "宁波保税区市场监督管理局（未报）")
    page.click("dialog button[type=submit]")

    expect(page.locator("#said")).to_contain_text("认作 宁波保税区市场监督管理局")


def test_whose_unit_has_filed_itself_it_is_said_that_the_later_filing_counts(
    page: Page, origin: Origin
) -> None:
    """They are not added up."""
    file_as("宁波市海曙区市场监督管理局", origin)
    file_as("上饶县自来水公司", origin)
    open_desk(page, origin)
    page.click("text=选是哪一家…")
    expect(page.locator("dialog")).to_contain_text("该单位自己也报过的，收到较晚的一份计入合计")
    page.select_option("dialog select", "宁波市海曙区市场监督管理局")

    page.click("dialog button[type=submit]")

    expect(page.locator("#said")).to_contain_text("该单位自己也报过，计入合计的是收到较晚的一份")


def test_another_unit_than_the_likeliest_can_be_chosen(page: Page, origin: Origin) -> None:
    filled_desk(page, origin)
    page.click("text=另选…")
    page.select_option("dialog select", "宁波保税区市场监督管理局（未报）")

    page.click("dialog button[type=submit]")

    expect(page.locator("#said")).to_contain_text("认作 宁波保税区市场监督管理局，报送的内容计入该单位")
    expect(page.locator("#legend-missing")).to_have_text("1 未报")


def test_a_unit_is_accepted_and_the_next_is_offered(page: Page, origin: Origin) -> None:
    filled_desk(page, origin, "unit/330203")

    page.click(".side >> text=验收 >> nth=0")
    expect(page.locator("#said")).to_contain_text("已验收 宁波市海曙区市场监督管理局")
    expect(page.locator(".side")).to_contain_text("已验收")
    page.click("text=下一家：江北区")

    expect(page.locator("h1.unit-name")).to_have_text("宁波市江北区市场监督管理局")


def test_hundreds_without_a_doubt_are_accepted_and_what_failed_is_gone_on_with(
    page: Page, origin: Origin, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the first request one is not stored; of the second some are, and the network fails before it is answered."""
    tries: list[str | None] = []

    def fail_first_two(route: Route) -> None:
        tries.append(route.request.headers["idempotency-key"])
        first, second, *others = json.loads(route.request.post_data or "")["reviews"]
        if len(tries) == 1:
            reply = route.fetch(post_data=json.dumps({"reviews": [first, *others]}))
            told = json.loads(reply.body())["reviews"]
            told.insert(1, {"status": 503, "message": "存储暂时不可用。"})
            route.fulfill(status=200, content_type="application/json", body=json.dumps({"reviews": told}))
        elif len(tries) == 2:
            route.fetch(post_data=json.dumps({"reviews": [first, second]}))
            route.abort()
        else:
            route.continue_()

    monkeypatch.setattr(origin, "catalogue", {"2021": many_units(230)})
    origin.use(origin.store)
    filled_desk(page, origin)
    page.route("**/api/2021/reviews", fail_first_two)
    button = page.locator("text=/验收无疑点的/")
    many = int("".join(filter(str.isdigit, button.inner_text())))
    assert many > 200
    button.click()

    page.click("dialog button[type=submit]")
    said = page.locator("#said")
    expect(said).to_contain_text(f"记下了 99 条，{many - 99} 条没有记下（")
    expect(said).to_contain_text("存储暂时不可用。；网络连接失败")
    assert len(reviews(origin)) == 101
    page.click("text=继续记下其余的")

    expect(said).to_contain_text(f"已验收 {many} 家", timeout=20_000)
    assert len(set(tries)) == 1
    assert len({review["unit"] for review in reviews(origin)}) == len(reviews(origin)) == many
    page.select_option("#choose-status", "已验收")
    expect(page.locator(".units + .foot")).to_contain_text(f"{many} 家")


def test_a_revision_after_acceptance_tops_the_list(page: Page, origin: Origin) -> None:
    filled_desk(page, origin, "unit/330203")
    page.click(".side >> text=验收 >> nth=0")
    expect(page.locator("#said")).to_contain_text("已验收")
    amend(origin.store, origin.catalogue["2021"], "330203", posters=421)

    open_desk(page, origin)

    expect(page.locator(".todo")).to_contain_text("1 家验收后又改了")
    page.click(".todo li:has-text('验收后又改了') >> text=查看")
    expect(page.locator(".units .review.reopened")).to_have_count(1)


def test_a_bureau_that_is_too_fast_waits_and_loses_nothing(page: Page, origin: Origin) -> None:
    held = iter([True, True])

    def hold(route: Route) -> None:
        if next(held, False):
            route.fulfill(status=429, headers={"Retry-After": "1"}, body="{}")
        else:
            route.continue_()

    filled_desk(page, origin, "unit/330203")
    page.route("**/api/2021/reviews", hold)

    page.click(".side >> text=验收 >> nth=0")

    expect(page.locator("#said")).to_contain_text("已验收")
    assert len(reviews(origin)) == 1


def test_a_store_that_fails_is_said_and_what_was_written_stays(page: Page, origin: Origin) -> None:
    filled_desk(page, origin, "suspects")
    page.route(
        "**/api/2021/reviews",
        lambda route: route.fulfill(
            status=503, content_type="application/problem+json", body='{"detail": "存储暂时不可用。"}'
        ),
    )
    page.click(".suspect >> nth=0 >> text=退回…")
    page.fill("dialog textarea", "请核实场次，像是多了几位")

    page.click("dialog button[type=submit]")

    expect(page.locator("dialog .refused")).to_contain_text("没有记下：存储暂时不可用。")
    expect(page.locator("dialog textarea")).to_have_value("请核实场次，像是多了几位")
