"""What the importer and the loader say of an edition's file, as who looks at the paper is told it."""

import re

_INSTEAD = (
    ("请核对 due", "请在“时间”里核对"),
    ("请把 keep_until 改后（[^）]*）", "请技术人员把网站设置里的保存期限（keep_until）改后"),
    (r"写成 \{编号:数:次\}", "改成〖数:次〗"),
    ("就改 attachments", "就改表上的附件一行"),
    (r"正好写一个 \{unit:单位\}", "正好有一处〖单位〗"),
    ("opens、due、closes", "时间"),
    ("opens ≤ due ≤ closes", "开始填报最早，截止在后，停止接收最晚"),
    (r"第(\d+)个section", r"第\1个活动项目"),
    (r"第(\d+)个activity", r"第\1行"),
    (r"第(\d+)个block", r"第\1块"),
    (r"第(\d+)个unit", r"第\1家"),
    (r"第(\d+)个check", r"第\1条审核关系"),
    (r"\bcode (?:不合规则|缺少)", "没有写单位代码"),
    (r"\bname (?:不合规则|缺少)", "没有写单位名称"),
    (r"\btitle (?:不合规则|缺少)", "标题是空的"),
    (r"\brequirement (?:不合规则|缺少)", "内容要求是空的"),
    ('要写成一段文字，如 "……"', "写上文字"),
    ("^heading$", "表头"),
    (r"，如 renew \S+ --like \S+", "；长短不同的，请放入下发的 Word 表，问题照样沿用"),
)
"""What the file calls a thing, a pattern, and what the page does."""


def at_the_desk(said: str) -> str:
    for in_file, instead in _INSTEAD:
        said = re.sub(in_file, instead, said)
    return said
