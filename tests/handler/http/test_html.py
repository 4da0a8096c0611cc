"""The pages that answer a plain form: they say the same as the JSON, and echo nothing unescaped."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from handler.http.html import receipt_page, refusal_page
from handler.http.message import Refusal, respond
from handler.records.receipt import Receipt
from handler.records.record import FiledUnit
from schema.edition.site import Site
from schema.validation.validate import Problem
from tests.support.filings import EDITION, SHELL, YINZHOU, make_record

HTML = "text/html; charset=utf-8"
RECEIPT = Receipt(
    edition="2021",
    unit=YINZHOU,
    id="0123ABCD0123ABCD0123ABCD01",
    reference="2021-330212-0123ABCD",
    checksum="0" * 64,
    received_at=datetime(2021, 7, 1, 4, 0, 1, tzinfo=UTC),
    late=True,
)


def receipt_with(**changes: object) -> str:
    receipt = replace(RECEIPT, **changes)  # type: ignore[arg-type]  # a test names fields by hand
    return receipt_page(SHELL, receipt, EDITION, 201).body.decode()


def test_a_receipt_page_shows_the_receipt() -> None:
    response = receipt_page(SHELL, RECEIPT, EDITION, 201)

    main = (
        '<h1 class="got">报送成功</h1>'
        '<dl class="receipt"><div><dt>回执号</dt><dd>2021-330212-0123ABCD</dd></div>'
        "<div><dt>校验码</dt><dd>0000-0000-0000</dd></div>"
        "<div><dt>填报单位</dt><dd>宁波市鄞州区市场监督管理局</dd></div>"
        "<div><dt>接收时间</dt><dd>2021年7月1日 12:00:01（逾期）</dd></div></dl>"
        "<p>宁波市2021年特种设备“安全生产月”、“特种设备安全月”和“安全生产万里行”活动情况统计表</p>"
        '<h2>下一步</h2><ol class="steps">'
        "<li><strong>打印</strong><span>打印填好的表，把回执号和校验码写在盖章处旁边，据此可核对纸质表与系统数据是否一致。</span></li>"
        "<li><strong>盖章</strong><span>送单位负责人审核、盖章。</span></li>"
        "<li><strong>报送</strong><span>按表下的说明报送盖章的表。</span></li></ol>"
        "<p>要改数字：回到表格，改好后重新提交，以最后一次为准。</p>"
    )
    page = f"<!doctype html><title>报送成功</title><main>{main}</main>"
    assert response == respond(201, HTML, page.encode())


def test_a_receipt_says_whom_to_call_where_the_settings_do() -> None:
    edition = replace(EDITION, site=Site(bureau="省局", contact="林远龙", phone="0571-1"))

    page = receipt_page(SHELL, RECEIPT, edition, 201).body.decode()

    assert "<p>有疑问请联系省局（林远龙，电话 0571-1）。</p>" in page


def test_a_receipt_in_time_is_not_called_late() -> None:
    page = receipt_with(late=False)

    assert "<dd>2021年7月1日 12:00:01</dd>" in page
    assert "逾期" not in page


def test_a_receipt_names_the_filing_that_it_took_the_place_of() -> None:
    first = make_record(at=datetime(2021, 6, 30, 1, 0, tzinfo=UTC))

    page = receipt_with(previous=first)

    named = f"2021年6月30日 09:00（回执号 {first.reference}），由这一次代替"
    assert f"<dt>上次报送</dt><dd>{named}</dd>" in page


def test_a_receipt_names_the_filing_that_counts_in_its_place() -> None:
    last = make_record(at=datetime(2021, 6, 30, 1, 0, tzinfo=UTC))

    page = receipt_with(later=last)

    named = f"2021年6月30日 09:00（回执号 {last.reference}），以那一次为准，这一份不用于盖章"
    assert f"<dt>此后报送</dt><dd>{named}</dd>" in page
    assert "<h2>下一步</h2>" not in page, "which is the seal"


def test_a_replay_that_could_not_be_looked_up_points_to_the_first_receipt() -> None:
    page = receipt_with(received_at=None, late=None)

    assert "<dd>本次内容与此前报送一致，未重复入库；接收时间以首次为准，见下面的回执网址</dd>" in page


def test_a_receipt_says_which_revision_it_is_and_where_it_can_be_opened_again() -> None:
    receipt = replace(RECEIPT, revision=3)

    page = receipt_page(SHELL, receipt, EDITION, 201, 'receipts/330212/"').body.decode()

    assert "<dt>报送次数</dt><dd>第 3 次</dd>" in page
    assert '<a href="receipts/330212/&quot;">这份回执的网址</a>' in page


def test_a_receipt_page_escapes_the_name() -> None:
    page = receipt_with(unit=FiledUnit(code="unknown-0", name="<script>alert('1')</script>&\"<!--main-->"))

    assert "&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt;&amp;&quot;&lt;!--main--&gt;" in page
    assert "<script" not in page


def test_a_refusal_page_shows_every_problem_with_its_place() -> None:
    problems = (
        Problem(blank="unit", place="表头", label="填报单位", rule="missing", message="“填报单位”尚未填写。"),
        Problem(blank="<b>", place="表外<i>", label="<b>", rule="not_count", message="“<b>”不是"),
    )
    refusal = Refusal(
        status=503, code="c", detail="有 2 处 <u>", headers={"Retry-After": "5"}, problems=problems
    )

    response = refusal_page(SHELL, refusal)

    main = (
        '<h1>提交未成功</h1><p role="alert">有 2 处 &lt;u&gt;</p>'
        '<ol class="problems"><li><strong>表头</strong>　“填报单位”尚未填写。</li>'
        "<li><strong>表外&lt;i&gt;</strong>　“&lt;b&gt;”不是</li></ol>"
        "<p>按浏览器的“后退”回到表格，已填内容仍在。</p>"
    )
    page = f"<!doctype html><title>提交未成功</title><main>{main}</main>"
    assert response == respond(503, HTML, page.encode(), {"Retry-After": "5"})


def test_a_refusal_without_problems_has_no_list() -> None:
    page = refusal_page(SHELL, Refusal(status=404, code="c", detail="没有")).body.decode()

    assert "<ol" not in page


@pytest.mark.parametrize("rule", ["needs_reason", "bad_reason"])
def test_where_a_reason_is_asked_for_the_page_says_where_it_is_written(rule: str) -> None:
    problem = Problem(blank="b", place="p", label="l", rule=rule, message="m")
    refusal = Refusal(status=422, code="invalid", detail="有 1 处", problems=(problem,))

    page = refusal_page(SHELL, refusal).body.decode()

    assert "<p>说明写在表格下方的“说明”一栏。按浏览器的“后退”回到表格，已填内容仍在。</p>" in page


def test_an_older_page_is_told_what_a_reload_costs() -> None:
    problem = Problem(blank="b", place="表外", label="b", rule="unknown_field", message="m")
    refusal = Refusal(status=422, code="invalid", detail="有 2 处", problems=(problem, problem))

    page = refusal_page(SHELL, refusal).body.decode()

    assert '<p role="alert">表格内容已更新，请刷新页面后再提交。本次未保存。</p>' in page
    assert "<ol" not in page
    assert "刷新会清空填过的内容，请先打印一份，刷新后照着填。" in page
