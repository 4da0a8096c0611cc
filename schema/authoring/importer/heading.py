"""The text around the table: annex mark, title, the heading line with its own blanks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from schema.authoring.importer.blanks import Line, find_blanks, joined
from schema.authoring.importer.document import MARK
from schema.authoring.importer.measures import UNITS
from schema.edition.kinds import Date, Kind, Phone, Text, UnitName
from schema.edition.sentence import Blank

_ANNEX = re.compile(r"附\s*[件表录]\s*[0-9０-９一二三四五六七八九十]{0,3}\s*[：:]?")
_KEYWORDS = """
    单位详细名称 综合机关名称 主管单位名称 主管单位 填报单位名称 填报单位 报送单位 上报单位 填表单位 单位名称 单位负责人 统计负责人 单位
    联系人 联络员 联络人 填表人 填报人 报表人 制表人 经办人 负责人 审核人 审批人 主管领导 分管领导
    联系电话 联系方式 办公电话 电话 手机号码 手机号 手机
    填报日期 填表日期 报送日期 上报日期 报出日期 填报时间 填表时间 报送时间 日期
"""
KEYWORD = "|".join(r"\s*".join(word) for word in _KEYWORDS.split())
"""A pattern of what heading fields are called; the letters may stand apart (填 报 人)."""
_SEALED = r"名\s*称\s*[（(][^（()）]{0,4}章[）)]"
"""学校名称（盖章）: who sets the seal reports; 行业名称 and 项目名称 are asked of whoever does."""
_FIELD = re.compile(
    rf"(?P<label>(?<!计量)(?<!计算)(?:{KEYWORD})\s*(?:签字|签名|签章|盖章)?\s*(?:[（(][^（()）]+[）)])?|\w{{2,10}}{_SEALED}|\w{{2,14}}(?=\s*[：:]\s*[□☐]{{3}}))\s*(?P<colon>[：:])"
    rf"(?!\s*(?:{UNITS})(?:[\s；。，）)]|$))"
    rf"(?P<room>[\s_{MARK}]*+(?:[□☐]{{3}}[□☐－-]*+)?(?:(?:20\d{{0,2}})?[\s_{MARK}]*+年[\s_{MARK}]*+月[\s_{MARK}]*+日)?[\s_{MARK}]*+)"
)
"""A field with its room. 计量单位：公里 and 单位：万元 are none."""
AT_THE_TOP = re.compile(
    r"(?:表\s*号|(?:制\s*[定表]|批\s*准|备\s*案|发布)\s*(?:机\s*关|单\s*位)|(?:批\s*准|备\s*案)?\s*文\s*号|有\s*效\s*期\s*(?:至|限)?)\s*[：:]"
)
_GAP = "  "


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """marks: 表号, 制定机关 … as they stand at the top."""

    annex: str
    title: str
    marks: tuple[str, ...]
    line: Line
    doubts: tuple[str, ...]


def has_fields(text: str) -> bool:
    """Whether it has heading fields with room behind them."""
    return any(len(match["room"]) > 1 or match.end() == len(text) for match in _FIELD.finditer(text))


def names_unit(text: str) -> bool:
    """Whether the reporting unit names itself there."""
    return any(isinstance(_kind(match["label"], [UnitName()]), UnitName) for match in _FIELD.finditer(text))


def read_heading(before: Sequence[str]) -> Heading:
    """What the paragraphs before the table are."""
    annexes = [text for text in before if _ANNEX.fullmatch(text)]
    before = _after_the_notice(before, annexes)
    marks = [text for text in before if AT_THE_TOP.match(text)]
    fields = [text for text in before if _FIELD.search(text) and text not in marks]
    titles = [text for text in before if text not in (*fields, *annexes, *marks)]
    doubts = [] if titles else ["没有找到标题，请补上 title"]
    doubts += [f"“{text}”像是要填的，没有当作空" for text in titles if text.endswith(("：", ":"))]
    doubts += ["附件标记多于一处，用了第一处"] if len(annexes) > 1 else []
    return Heading(
        annex=annexes[0].strip() if annexes else "",
        title="\n".join(titles) or "（没有标题）",
        marks=tuple(marks),
        line=read_fields(_GAP.join(fields), (UnitName(),)),
        doubts=tuple(doubts),
    )


def _after_the_notice(before: Sequence[str], annexes: list[str]) -> Sequence[str]:
    """A notice may come in one file with its annex: what stands above the annex mark is neither title nor field."""
    own = before[before.index(annexes[0]) :] if annexes else before
    return own if len(own) > 1 else before


def read_fields(text: str, may: Sequence[Kind]) -> Line:
    """Its fields as blanks. may: the kinds that stand only once on a paper, and here."""
    plain = text.replace("{", "｛").replace("}", "｝")
    parts: list[str | Blank] = []
    doubts: list[str] = []
    left = list(may)
    end = 0
    for match in _FIELD.finditer(plain):
        parts += _aside(plain[end : match.start()], doubts, end)
        kind = _kind(match["label"], left)
        if isinstance(kind, UnitName):
            left.remove(kind)
        elif isinstance(kind, Text) and "单位" in match["label"] and may and "负责人" not in match["label"]:
            doubts.append(f"“{match['label']}”是第二个单位，当作文字")
        if "年" in match["room"]:
            dated = isinstance(kind, Date)
            told = f"“{match['label']}”后面的“年 月 日”没有当作空，请核对"
            doubts.append("日期后的“年 月 日”由日期空代替" if dated else told)
        gap = _GAP if end and isinstance(parts[-1], Blank) else ""
        parts += [gap + re.sub(r"\s", "", match["label"]) + match["colon"], Blank(id="", kind=kind)]
        end = match.end()
    return Line(parts=tuple(joined([*parts, *_aside(plain[end:], doubts, end)])), doubts=tuple(doubts))


def _aside(text: str, doubts: list[str], end: int) -> list[str | Blank]:
    """What stands between two fields. end: where the one before ended, 0 for none."""
    said = re.sub(r"\s{2,}", _GAP, text.strip())
    if not said:
        return []
    line = find_blanks(said)
    doubts += line.doubts if line.blanks else [f"表头里“{said}”没有认出来，照录为文字"]
    apart = _GAP if text[-2:].isspace() and len(text) > 1 else text[-1:].strip() and ""
    return [*([_GAP] if end else []), *line.parts, *([apart or " "] if text[-1:].isspace() else [])]


def _kind(label: str, left: Sequence[Kind]) -> Kind:
    """left: what may still be asked here; [UnitName()] once."""
    sealed = re.search(_SEALED, label)
    label = re.sub(r"\s|[（(].*", "", label)
    reports = sealed or label.endswith(("单位", "单位名称", "详细名称", "机关名称"))
    if reports and "主管" not in label:
        return UnitName() if UnitName() in left else Text()
    if "日期" in label or "时间" in label:
        return Date()
    if "电话" in label or "手机" in label or "联系方式" in label:
        return Phone()
    return Text()
