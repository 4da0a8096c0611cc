"""Every refusal of the three functions, once: status, code for programs, sentence (Chinese) and headers.

Raise one by `raise refused(NO_FILING, name=…, edition=…)`: the words in braces are given by name, and a doubled brace
is one; {bureau} and {call} are the site's own. What is wrong with each answer of a 422 is said by
`schema.validation.rules`, of a file sent along by `schema.validation.attachments`. Several sentences may share a code. `too_large` is 413 of a body and 406 of a collection: both are published.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from handler.http.message import Note, Refusal, RefusedError
from schema.edition.site import NO_SITE, Site
from schema.validation.validate import Problem


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """One way to be refused; `detail` and `headers` may have words in braces."""

    status: int
    code: str
    detail: str
    headers: Mapping[str, str] = field(default_factory=dict)


def refused(
    reason: Reason,
    *problems: Problem,
    unit: str = "",
    seen: Mapping[str, str] | None = None,
    cause: str = "",
    headers: Mapping[str, str] | None = None,
    **words: str,
) -> RefusedError:
    """The refusal for this reason in these words, to be raised; unit, seen, cause: as in Note, all else as in Refusal."""
    named = {name: value.format_map(words) for name, value in reason.headers.items()}

    def said(site: Site) -> str:
        return reason.detail.format_map({"bureau": site.bureau, "call": site.call, **words})

    return RefusedError(
        Refusal(
            status=reason.status,
            code=reason.code,
            detail=said(NO_SITE),
            said=said,
            headers={**named, **(headers or {})},
            problems=problems,
            note=Note(outcome=reason.code, unit=unit, seen=seen or {}, cause=cause),
        )
    )


def _reason(status: int, code: str, detail: str, **headers: str) -> Reason:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reason(status=status, code=code, detail=detail, headers=named)


def _store_failed(detail: str) -> Reason:
    """detail: what has not been done, and what to do."""
    return _reason(503, "store_unavailable", detail, Retry_After="5")


# Addresses, methods, senders

NOT_FOUND = _reason(404, "not_found", "没有这个地址。请从本站首页重新打开表格。")
NO_COLLECTION = _reason(
    404,
    "not_found",
    "没有这个地址。汇总在 /api/表的编号/collection.json、.csv、.xlsx 或 .docx，审核在 /api/表的编号/reviews。",
)
METHOD = _reason(405, "method", "这个地址只接受 {methods}。", Allow="{allowed}")
OTHER_SITE = _reason(
    403, "other_site", "本次提交来自其他网站，未予接收。请从{bureau}发布的网址打开表格后填报。"
)
OTHER_ADDRESS = _reason(
    403,
    "other_site",
    "打开表格的网址与服务器登记的不一致，本次提交未予接收。请从{bureau}发布的网址打开表格后填报；网址无误的，请将此提示告知{bureau}{call}。",
)
TOO_FAST = _reason(
    429,
    "too_fast",
    "当前网络短时间内请求过多，本次未能办理。已填内容仍在，请 {seconds} 秒后重试。",
    Retry_After="{seconds}",
)
DEFECT = _reason(
    500,
    "defect",
    "系统发生错误，本次未能办理。已填内容仍在，请稍后重试；仍不成功的，请将错误编号 {id} 告知{bureau}{call}。",
)

# The store

NOT_SET_UP = _reason(
    503,
    "store_not_set_up",
    "系统的存储设置有误，本次未能办理，短时间内重试无效。已填内容仍在，请打印或导出文件，并将此提示告知{bureau}{call}。",
    Retry_After="600",
)
NO_RECEIPT_YET = _store_failed(
    "系统暂时无法保存（存储服务故障），本次未取得回执。已填内容仍在，请稍后重新提交，相同内容不会重复入库。"
)
NOT_SIGNED = _store_failed("系统暂时无法保存（存储服务故障），附件未上传成功。请稍后点“重试”。")
NOT_READ = _store_failed("系统暂时无法读取（存储服务故障），请稍后再试。")
NOT_REVIEWED = _store_failed(
    "系统暂时无法保存（存储服务故障），本次审核意见未保存。请稍后重试，相同内容不会重复入库。"
)

# Bodies

BAD_LENGTH = _reason(400, "bad_length", "请求的长度（Content-Length）写得不对。")
NOT_BASE64 = _reason(400, "not_base64", "提交的内容在传输中损坏，请重新提交。")
TOO_LARGE = _reason(413, "too_large", "提交的内容超过 {most} kB。请只填本表的项目。")
CHARSET = _reason(415, "charset", "只接受 UTF-8 编码。")
MEDIA_TYPE = _reason(415, "media_type", "只接受{media}。")
NOT_UTF8 = _reason(400, "not_utf8", "提交的内容不是 UTF-8 编码。")
NOT_JSON = _reason(400, "not_json", "提交的内容不是合格的 JSON。")
NOT_A_FORM = _reason(400, "not_a_form", "提交的内容不是合格的表单。")
MEMBERS = _reason(400, "members", "JSON 应写成 {{{shape}}}，值都是文本。")
NO_ANSWERS = _reason(400, "no_answers", 'JSON 应写成 {{"answers": {{"编号": 值, …}}}}。')
EXPLANATIONS = _reason(400, "explanations", 'explanations 应写成 {{"编号": "说明", …}}。')
NIL = _reason(400, "nil", "nil（零报告）应写成 true 或 false。")
BAD_CODE = _reason(400, "bad_code", "code（填报码）应为文本。")
BAD_KEY = _reason(400, "bad_key", "key（Idempotency-Key）应为 8 至 64 个英文字母、数字、“-”或“_”。")
ATTACHMENTS = _reason(400, "attachments", 'attachments 应写成 [{{"name": "文件名", "ticket": "…"}}, …]。')
TRAP = _reason(422, "trap", "“网址（请留空）”一栏必须留空。请退回上一页，清空那一栏再提交；其他内容都还在。")

# Who may

CODE_MISSING = _reason(
    401, "code_missing", "尚未填写填报码。{undone}", WWW_Authenticate='FilingCode realm="submissions"'
)
UNIT_UNKNOWN = _reason(403, "unit_unknown", "报送单位名单中没有所填的单位，暂无法核验填报码。{undone}")
CODE_WRONG = _reason(403, "code_wrong", "填报码与填报单位不一致，请核对。{undone}")
NO_CODES = _reason(
    403,
    "no_codes",
    "本站填报不用填报码，不能只凭单位名称取回报送的内容。请使用原来的设备，或导入当时导出的文件。",
)
KEY = _reason(
    401,
    "key",
    "需要汇总台密钥：Authorization: Bearer 密钥。",
    WWW_Authenticate='Bearer realm="collection"',
)

# The table and what is stored

INVALID = _reason(422, "invalid", "有 {number} 处需要改正，改正后请重新提交。本次未保存。")
_KEPT = "已填内容未报送到{bureau}，仍在填报页，可以打印或导出文件。"
NOT_OPEN = _reason(409, "not_open", f"本表自 {{opens}} 起接收填报，目前尚未开始。{_KEPT}")
CLOSED = _reason(410, "closed", f"本表已于 {{closed}} 停止接收填报。{_KEPT}请与{{bureau}}{{call}}联系。")
NO_FILING = _reason(409, "no_filing", "{name}还没有报送过 {edition}的表。")
TOO_MANY = _reason(409, "too_many", "本单位已{done}，本次未保存。已填内容仍在，请与{bureau}{call}联系。")
UNREADABLE = _reason(
    409,
    "unreadable",
    "{name}报送过 {edition}的表，但已存内容无法读取，未能取回。请按纸质表或导出的文件填写，并告知{bureau}{call}。",
)
NO_RECEIPT = _reason(
    404,
    "no_receipt",
    "未查到该回执：网址可能不完整，或者已存内容损坏。请核对网址，或与{bureau}{call}联系。",
)
NO_REVIEW = _reason(400, "no_review", "JSON 里要有 kind（审核的种类）：{kinds}。")
NO_REVIEWS = _reason(400, "no_reviews", "一次最多记下 {most} 条审核，至少一条。")
INVALID_REVIEW = _reason(422, "invalid", "有 {number} 处需要改正，这次审核没有保存。")
LOST_ATTACHMENT = _reason(404, "attachment_lost", "存储中没有该附件，或者附件已损坏。请该单位重新上传。")
BARRED_ATTACHMENT = _reason(
    404,
    "attachment_barred",
    "存储不许读取该附件：附件查出病毒，或者读取权限没有设好。请技术人员查明；查出病毒的，请该单位重新上传。",
)
TOO_MUCH = _reason(406, "too_large", "{why}")

# Attachments

NO_ATTACHMENTS = _reason(409, "no_attachments", "本表不收附件。")
ANNOUNCED = _reason(400, "announced", "sha256 应是 64 位十六进制小写数字，size 应是字节数。")
ATTACHMENT = _reason(422, "attachment", "{why}")
NOT_UPLOADED = _reason(409, "not_uploaded", "“{name}”尚未上传成功。请点“重试”，或移除后重新选择。")
