"""The text around the table: annex mark, title, the heading line with its own blanks."""

import re
from dataclasses import dataclass

from schema.authoring.draft import Line
from schema.authoring.importer.document import MARK, DocumentError
from schema.authoring.importer.measures import UNITS
from schema.edition.kinds import Date, Kind, Phone, Text, UnitName
from schema.edition.sentence import Blank

_ANNEX = re.compile(r"附\s*[件表录]\s*[0-9０-９一二三四五六七八九十]{0,3}\s*[：:]?")
_KEYWORDS = """
    填报单位名称 填报单位 报送单位 上报单位 填表单位 单位名称 单位负责人 统计负责人 单位
    联系人 填表人 填报人 报表人 制表人 经办人 负责人 审核人 审批人 主管领导 分管领导
    联系电话 联系方式 办公电话 电话 手机号码 手机号 手机
    填报日期 填表日期 报送日期 上报日期 报出日期 填报时间 填表时间 报送时间 日期
"""
KEYWORD = "|".join(r"\s*".join(word) for word in _KEYWORDS.split())
"""A pattern of what heading fields are called; the letters may stand apart (填 报 人)."""
_FIELD = re.compile(
    rf"(?P<label>(?<!计量)(?<!计算)(?:{KEYWORD})\s*(?:[（(][^（()）]+[）)])?)\s*(?P<colon>[：:])"
    rf"(?!\s*(?:{UNITS})(?:[\s；。，）)]|$))"
    rf"(?P<room>[\s_{MARK}]*+(?:(?:20)?[\s_{MARK}]*+年[\s_{MARK}]*+月[\s_{MARK}]*+日)?[\s_{MARK}]*+)"
)
"""A field with its room. 计量单位：公里 and 单位：万元 are none."""
_GAP = "  "


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    annex: str
    title: str
    line: Line
    doubts: tuple[str, ...]


def read_heading(before: tuple[str, ...]) -> Heading:
    """What the paragraphs before the table are. Raises DocumentError when no unit is asked for."""
    annexes = [text for text in before if _ANNEX.fullmatch(text)]
    before = _after_the_notice(before, annexes)
    fields = [text for text in before if _FIELD.search(text)]
    titles = [text for text in before if text not in fields and text not in annexes]
    if not fields or not any("单位" in text for text in fields):
        raise DocumentError(
            "表格上方没有“填报单位：”一行，不像是统计表（也认 报送单位、单位名称 等）。请核对文件。"
        )
    doubts = [] if titles else ["没有找到标题，请补上 title"]
    doubts += ["附件标记多于一处，用了第一处"] if len(annexes) > 1 else []
    return Heading(
        annex=annexes[0].strip() if annexes else "",
        title="\n".join(titles) or "（没有标题）",
        line=_line(_GAP.join(fields)),
        doubts=tuple(doubts),
    )


def _after_the_notice(before: tuple[str, ...], annexes: list[str]) -> tuple[str, ...]:
    """A notice may come in one file with its annex: what stands above the annex mark is neither title nor field."""
    own = before[before.index(annexes[0]) :] if annexes else before
    return own if len(own) > 1 else before


def _line(text: str) -> Line:
    plain = text.replace("{", "｛").replace("}", "｝")
    parts: list[str | Blank] = []
    doubts: list[str] = []
    kinds: list[Kind] = []
    end = 0
    for match in _FIELD.finditer(plain):
        between = plain[end : match.start()]
        if between.strip():
            doubts.append(f"表头里“{between.strip()}”没有认出来，照录为文字")
        kind = _kind(match["label"], kinds)
        if isinstance(kind, Text) and "单位" in match["label"]:
            doubts.append(f"“{match['label']}”是第二个单位，当作文字")
        if "年" in match["room"]:
            doubts.append("日期后的“年 月 日”由日期空代替")
        kinds.append(kind)
        parts += [
            (_GAP if end else "") + between.strip() + match["label"] + match["colon"],
            Blank(id="", kind=kind),
        ]
        end = match.end()
    if plain[end:].strip():
        parts.append(_GAP + plain[end:].strip())
        doubts.append(f"表头里“{plain[end:].strip()}”没有认出来，照录为文字")
    return Line(parts=tuple(parts), doubts=tuple(doubts))


def _kind(label: str, before: list[Kind]) -> Kind:
    label = re.sub(r"\s|[（(].*", "", label)
    if label.endswith(("单位", "单位名称")):
        return Text() if UnitName() in before else UnitName()
    if "日期" in label or "时间" in label:
        return Date()
    if "电话" in label or "手机" in label or "联系方式" in label:
        return Phone()
    return Text()
