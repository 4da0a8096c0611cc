"""What the bureau says of a filing at the desk: stored once, in force at once, for this filing or figure alone."""

from datetime import timedelta

from playwright.sync_api import Page, Route, expect

from handler.records.record import find_unit
from tests.support.browser.officer import copied, filled_desk, open_desk, read_at, reviews
from tests.support.collecting.desk import OUTSIDE, amend, fill, whole_answers
from tests.support.filings import make_record, store_record
from tests.support.http.origin import Origin


def test_a_figure_is_returned_with_words_that_are_ready_or_verified_with_words_of_the_officers_own(
    page: Page, origin: Origin
) -> None:
    """The bare phrase is refused. A store that fails is said, and what was written stays."""
    filled_desk(page, origin)
    page.click("text=逐个核实")
    the_worst_is_returned(page, origin)
    page.click("text=逐个核实")

    page.route("**/api/2021/reviews", fail)
    page.click(".suspect >> nth=1 >> text=退回…")
    page.fill("dialog textarea", "请核实场次，像是多了几位")
    page.click("dialog button[type=submit]")
    expect(page.locator("dialog .refused")).to_contain_text("没有记下：存储暂时不可用。")
    expect(page.locator("dialog textarea")).to_have_value("请核实场次，像是多了几位")
    page.unroute("**/api/2021/reviews")
    page.keyboard.press("Escape")

    many = page.locator(".suspect").count()
    page.click(".suspect >> nth=1 >> text=核实无误…")
    page.check("dialog input[value=phone]")
    page.fill("dialog textarea", "核实无误")
    page.click("dialog button[type=submit]")
    expect(page.locator("dialog .refused")).to_contain_text("没有记下")
    assert len(reviews(origin)) == 1
    page.fill("dialog textarea", "打电话问过，是全县大会的人数")
    page.click("dialog button[type=submit]")
    expect(page.locator("#said")).to_contain_text("已记下")
    expect(page.locator(".suspect")).to_have_count(many - 1)
    page.check("#verified")
    expect(page.locator(".suspect")).to_have_count(many)
    expect(page.locator(".suspects")).to_contain_text("已核实（打过电话）：打电话问过，是全县大会的人数")


def fail(route: Route) -> None:
    route.fulfill(status=503, content_type="application/problem+json", body='{"detail": "存储暂时不可用。"}')


def the_worst_is_returned(page: Page, origin: Origin) -> None:
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


def test_a_name_outside_the_roster_is_assigned_to_the_unit_that_is_chosen_and_taken_back(
    page: Page, origin: Origin
) -> None:
    """One that is like nobody's only to a unit that was chosen; to one that has filed itself it is not added up."""
    file_as("上饶县自来水公司", origin)
    file_as("宁波市海曙区市场监督管理局", origin)
    open_desk(page, origin)
    said = page.locator("#said")
    expect(page.locator(".todo")).not_to_contain_text("可能就是")
    page.click("text=选是哪一家…")
    expect(page.locator("dialog")).not_to_contain_text("最像的在前")
    page.click("dialog button[type=submit]")
    assert page.locator("dialog select").evaluate("select => select.validity.valueMissing")
    assert reviews(origin) == []
    page.select_option("dialog select", "宁波保税区市场监督管理局（未报）")
    page.click("dialog button[type=submit]")
    expect(said).to_contain_text("认作 宁波保税区市场监督管理局")

    page.click("text=撤销")
    page.click("text=选是哪一家…")
    expect(page.locator("dialog")).to_contain_text("该单位自己也报过的，收到较晚的一份计入合计")
    page.select_option("dialog select", "宁波市海曙区市场监督管理局")
    page.click("dialog button[type=submit]")
    expect(said).to_contain_text("该单位自己也报过，计入合计的是收到较晚的一份")

    fill(origin.store, origin.catalogue["2021"])
    file_as(OUTSIDE.replace("工会", "\u200b工会"), origin)  # again, with what cannot be seen
    page.click("#again")
    expect(page.locator(".todo")).to_contain_text("鄞州区市监系统⟨U+200B⟩工会，可能就是 鄞州区")
    page.click("text=认作 鄞州区")
    expect(said).to_contain_text(f"已把“{OUTSIDE}”认作 宁波市鄞州区市场监督管理局")
    expect(page.locator("#legend-outside")).to_have_count(0)
    page.click("text=撤销")
    expect(page.locator("#legend-outside")).to_have_text("1 名单外")
    assert [each["code"] for each in sorted(reviews(origin), key=lambda each: str(each["at"]))][-2:] == [
        "330212",
        "",
    ]

    # another than the likeliest can be chosen
    page.click("text=另选…")
    page.select_option("dialog select", "宁波保税区市场监督管理局（未报）")
    page.click("dialog button[type=submit]")
    expect(said).to_contain_text("认作 宁波保税区市场监督管理局，报送的内容计入该单位")
    expect(page.locator("#legend-missing")).to_have_text("1 未报")


def file_as(name: str, origin: Origin) -> None:
    """Somebody whom the roster does not name files."""
    survey = origin.catalogue["2021"]
    answers, at = whole_answers(survey.edition, name, {}), survey.edition.due - timedelta(hours=1)
    record = store_record(make_record(answers, unit=find_unit(survey.roster, name), at=at))
    assert origin.store.create(record.key, record.data)


def test_a_unit_is_accepted_the_next_is_offered_and_a_revision_after_that_tops_the_list(
    page: Page, origin: Origin
) -> None:
    """A bureau that is too fast waits and loses nothing."""
    held = iter([True, True])

    def hold(route: Route) -> None:
        if next(held, False):
            route.fulfill(status=429, headers={"Retry-After": "1"}, body="{}")
        else:
            route.continue_()

    filled_desk(page, origin, "unit/330203")
    page.route("**/api/2021/reviews", hold)
    page.click(".side >> text=验收 >> nth=0")
    expect(page.locator("#said")).to_contain_text("已验收 宁波市海曙区市场监督管理局")
    assert len(reviews(origin)) == 1
    expect(page.locator(".side")).to_contain_text("已验收")
    page.click("text=下一家：江北区")
    expect(page.locator("h1.unit-name")).to_have_text("宁波市江北区市场监督管理局")

    amend(origin.store, origin.catalogue["2021"], "330203", posters=421)
    open_desk(page, origin)
    expect(page.locator(".todo")).to_contain_text("1 家验收后又改了")
    page.click(".todo li:has-text('验收后又改了') >> text=查看")
    expect(page.locator(".units .review.reopened")).to_have_count(1)
