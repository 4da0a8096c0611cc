"""The small pages that answer a plain browser form. They look like the site: its shell is frozen from its templates."""

from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from handler.http.message import Refusal, Request, Response, problem_response, respond
from handler.records.receipt import Receipt
from handler.records.record import Record
from schema.edition.dates import in_words
from schema.edition.model import Edition
from schema.validation.checksum import short_code
from schema.validation.rules import Rule

SHELL = Path(__file__).with_name("shell.html")
"""Frozen from the site's templates by `build.py package`, which puts it into the zip."""
_HTML = "text/html; charset=utf-8"


def read_shell() -> str:
    """The page around the answers of a deployed function. Raises OSError."""
    return SHELL.read_text(encoding="utf-8")


def wants_page(request: Request) -> bool:
    """Browsers ask for text/html when they send a plain form or follow a link; scripts and curl do not."""
    return "text/html" in request.headers.get("accept", "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Undone:
    """What a refusal's page says has not been done, and what to do now (Chinese)."""

    heading: str
    remedy: str


NOT_FILED = Undone(heading="提交未成功", remedy="按浏览器的“后退”回到表格，已填内容仍在。")
_REASON = (Rule.NEEDS_REASON.value, Rule.BAD_REASON.value)
_WHERE = "说明写在表格下方的“说明”一栏。"
"""Where the plain form has its boxes for reasons."""
_RELOAD = "刷新会清空填过的内容，请先打印一份，刷新后照着填。"
"""A browser keeps what was typed when it goes back, not when it loads a page anew."""
NOT_DONE = Undone(heading="未能办理", remedy="按浏览器的“后退”回到上一页，已填内容仍在。")
NOT_SHOWN = Undone(heading="未打开", remedy="已经收到的填报不受影响。")


def refuse(shell: str, request: Request, refusal: Refusal, undone: Undone = NOT_FILED) -> Response:
    """The refusal in the form that the sender reads."""
    return refusal_page(shell, refusal, undone) if wants_page(request) else problem_response(refusal)


def receipt_page(
    shell: str, receipt: Receipt, edition: Edition, status: int, address: str = "", reviewed: str = ""
) -> Response:
    """The receipt, to be printed or copied; address: where it can be opened again, empty if it is open there.

    reviewed: what the bureau has said of it since (Chinese).
    """
    rows = {
        "回执号": receipt.reference,
        "校验码": short_code(receipt.checksum),
        **({"存证码": short_code(receipt.digest)} if receipt.digest else {}),
        "填报单位": receipt.unit.name,
        "接收时间": _received(receipt, edition),
        **({"审核": reviewed} if reviewed else {}),
        **({"上次报送": _other(receipt.previous, edition, "由这一次代替")} if receipt.previous else {}),
        **({"此后报送": _other(receipt.later, edition, _OVERTAKEN)} if receipt.later else {}),
        **({"报送次数": f"第 {receipt.revision} 次"} if receipt.revision else {}),
        **({"附件": "、".join(each.name for each in receipt.attachments)} if receipt.attachments else {}),
    }
    listed = "".join(f"<div><dt>{name}</dt><dd>{escape(value)}</dd></div>" for name, value in rows.items())
    again = (
        f'<p><a href="{escape(address)}">这份回执的网址</a>，可以收藏，随时再打开。</p>' if address else ""
    )
    steps = "" if receipt.later else f'<h2>下一步</h2><ol class="steps">{_STEPS}</ol>'
    main = (
        f'<h1 class="got">报送成功</h1><dl class="receipt">{listed}</dl><p>{escape(_one_line(edition.title))}</p>{again}'
        f"{steps}<p>要改数字：回到表格，改好后重新提交，以最后一次为准。</p>{_whom(edition)}"
    )
    return _page(shell, "报送成功", main, status, {})


_OVERTAKEN = "以那一次为准，这一份不用于盖章"
_STEPS = "".join(
    f"<li><strong>{what}</strong><span>{how}</span></li>"
    for what, how in (
        ("打印", "打印填好的表，把回执号和校验码写在盖章处旁边，据此可核对纸质表与系统数据是否一致。"),
        ("盖章", "送单位负责人审核、盖章。"),
        ("报送", "按表下的说明报送盖章的表。"),
    )
)


def _whom(edition: Edition) -> str:
    site = edition.site
    return f"<p>有疑问请联系{escape(site.bureau)}{escape(site.call)}。</p>" if site.call else ""


def _received(receipt: Receipt, edition: Edition) -> str:
    if receipt.received_at is None:
        return "本次内容与此前报送一致，未重复入库；接收时间以首次为准，见下面的回执网址"
    return in_words(receipt.received_at, edition) + ("（逾期）" if receipt.late else "")


def _other(filed: Record, edition: Edition, counts: str) -> str:
    return f"{in_words(filed.received_at, edition)}（回执号 {filed.reference}），{counts}"


def refusal_page(shell: str, refusal: Refusal, undone: Undone = NOT_FILED) -> Response:
    """What is wrong, every problem with its place, and what to do.

    Fields that the table does not ask come from a page older than the edition: that is said once, for all of them.
    """
    asked = [p for p in refusal.problems if p.rule != Rule.UNKNOWN_FIELD.value]
    older = len(asked) < len(refusal.problems)
    said = f"{Rule.UNKNOWN_FIELD.sentence}本次未保存。" if older else refusal.detail
    items = "".join(f"<li><strong>{escape(p.place)}</strong>　{escape(p.message)}</li>" for p in asked)
    listed = f'<ol class="problems">{items}</ol>' if items else ""
    where = _WHERE if any(p.rule in _REASON for p in asked) else ""
    remedy = f"{where}{undone.remedy}{_RELOAD if older else ''}"
    main = f'<h1>{undone.heading}</h1><p role="alert">{escape(said)}</p>{listed}<p>{remedy}</p>'
    page = _page(shell, undone.heading, main, refusal.status, dict(refusal.headers))
    return replace(page, note=refusal.note)


def desk_page(refusal: Refusal) -> Response:
    """Where a browser is told to open the bureau's desk; it stands beside `api/`. It needs no shell."""
    page = (
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>需要汇总台密钥</title>'
        '<meta name="viewport" content="width=device-width"><h1>需要汇总台密钥</h1>'
        "<p>汇总的数据要凭汇总台密钥打开。请在汇总台里查看和下载。</p>"
        '<p><a href="../../desk/">打开汇总台</a></p></html>'
    )
    response = respond(refusal.status, _HTML, page.encode(), dict(refusal.headers))
    return replace(response, note=refusal.note)


def _page(shell: str, title: str, main: str, status: int, headers: dict[str, str]) -> Response:
    page = shell.replace("<!--title-->", title).replace("<!--main-->", main)
    return respond(status, _HTML, page.encode(), headers)


def _one_line(title: str) -> str:
    return title.replace("\n", "")
