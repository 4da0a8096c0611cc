"""Units of measure as official tables use them, and what a blank asks by the words around it."""

import re
from collections.abc import Sequence
from functools import lru_cache

from schema.authoring.importer.document import MARK
from schema.edition.kinds import Amount, Count, Date, Kind, LongText, Phone, Text
from schema.edition.sentence import ENDS_MEASURE, OPEN

_COUNTED = """
    次 人次 场 场次 篇 篇次 个 部 种 类 条 条次 件 件次 起 人 名 户 户次 家 家次 台 台次 套
    份 册 幅 张 块 项 期 批 批次 处 辆 辆次 艘 支 组 所 座 天 课时 学时 字 页 集 点 例
    岗 班 班次 位 对 封 枚 只 本 车次 趟 轮 分钟 株 头 羽 单 车 栋 间 卷 票
"""
_DECIMAL = """
    元 千元 万元 百万元 亿元 % ％ ‰ 百分点 个百分点 吨 万吨 公斤 千克 克 公里 千米 米 厘米 毫米 平方米 万平方米 平方公里 亩
    公顷 小时 千瓦 千瓦时 万千瓦时 兆瓦 立方米 万立方米 升 吨标准煤 km ㎞ m² m2 ㎡ km² m³ m3 kg ㎏ t
"""
COUNTED = frozenset(_COUNTED.split())
DECIMAL = frozenset(_DECIMAL.split()) | {f"{many}{unit}" for many in "万亿" for unit in COUNTED}
"""Ten thousands of what is counted (万人次) are rarely whole."""
KNOWN = COUNTED | DECIMAL
UNITS = "|".join(sorted(map(re.escape, KNOWN), key=len, reverse=True))
"""A pattern of all that are known."""
_PLACES = {"公里": 3, "千米": 3, "km": 3, "㎞": 3, "亿元": 4}
"""Decimals that are more than two."""
_PLACES_SAID = re.compile("小数点?后?([一二两三四1-4])位|([一二两三四1-4])位小数")
_DIGITS = str.maketrans("1234两", "一二三四二")
_SIGNED = re.compile(r"(?:增减|增长|增速|增幅|同比|环比|净增|净流)[^，；。]{0,6}$")
_SHORT_TEXT = re.compile(r"(?:名称|姓名|地址|单位|部门|职务|网址|编号|型号|品牌)\s*(?:为|是)?[：:]?\s*$")
_LONG_TEXT = re.compile(
    r"(?:说明|情况|内容|意见|建议|做法|原因|描述|简述|备注|亮点|问题)\s*(?:为|是)?[：:]?\s*$"
)
_DAY = re.compile(r"日\s*期\s*[：:]?\s*$")
_PHONE = re.compile(r"(?:电\s*话|手机号?码?)\s*[：:]?\s*$")
_BRACKETS = re.compile(
    r"[（(]\s*(?:计量)?(?:单位\s*[：:为]\s*)?([^（）()：:，,；;]{1,6})\s*(?:[，,；;][^（）()]{1,20})?[）)]"
)
_AT_THE_END = re.compile(r"(?:[（(][^（）()]{1,40}[）)]\s*){1,3}$")
_CAPTION = re.compile(rf"(?:计量|金额|数量)?单\s*位\s*[：:]\s*({UNITS})(?![\w]|\s*[、，,/]\s*(?:{UNITS}))")
_ALONE = re.compile(r"[（(]?(?:计量)?单\s*位\s*[：:][^：:]{1,12}")
END = 60
"""Characters of a name that say what it is of; a cell may be filled with thousands."""
_LONGEST_UNKNOWN = 3
_WORD = re.compile(rf"\s*([^{ENDS_MEASURE}{MARK}_□☐○①-⑳]+)")


def measure_after(text: str) -> tuple[str, str]:
    """The unit of measure that begins `text`, and the whole word it begins; '' for none."""
    found = _WORD.match(text)
    if not found or not re.match(r"[\w%％‰㎡㎞㎏]", found[1]):
        return "", ""
    word = found[1].rstrip("/／")
    if word in KNOWN or len(word) <= _LONGEST_UNKNOWN:
        return word, word
    known = (unit for unit in KNOWN if word.startswith(unit))
    return max(known, key=len, default=""), word


def places_said(text: str) -> dict[str, int]:
    """How many decimals it asks for, by the words that say so."""
    found = _PLACES_SAID.finditer(text)
    return {match[0]: "零一二三四".find((match[1] or match[2]).translate(_DIGITS)) for match in found}


def kind_of(measure: str, *names: str) -> Count | Amount:
    """A whole number, or a decimal where the unit of measure needs one; it may be negative where a name says so (增减)."""
    signed = any(map(_SIGNED.search, names))
    if measure.split("/")[0] in DECIMAL or measure[:1] in "万亿":
        said = places_said(" ".join(names)) or {"": _PLACES.get(measure, 2)}
        return Amount(measure=measure, places=min(said.values()), signed=signed)
    return Amount(measure=measure, places=0, signed=True) if signed else Count(measure=measure)


def measure_of(texts: Sequence[str]) -> str:
    """The unit of measure in brackets at the end of one of them; other brackets may follow it there."""
    return next(filter(None, (_told_by(text[-END:]) for text in texts)), "")


@lru_cache(500)  # a head is looked at for each cell under it
def _told_by(end: str) -> str:
    tail = _AT_THE_END.search(end)
    found = (word.strip() for word in reversed(_BRACKETS.findall(tail[0]))) if tail else ()
    return next((word for word in found if word in KNOWN or re.match("[万亿]", word)), "")


def is_measure(text: str) -> bool:
    """Whether a line above a table tells its unit of measure alone: 单位：万元."""
    return bool(_ALONE.fullmatch(text))


def measure_above(text: str) -> str:
    """单位：万元"""
    found = _CAPTION.search(text)
    return found[1] if found else ""


def asked_between(before: str, after: str) -> tuple[Kind, str]:
    """What a blank between these words asks, and what is odd about it."""
    measure, word = measure_after(re.sub(rf"^[（(]({UNITS})[）)]", r"\1", after))
    if not measure or _names_a_text(before):
        return _text_kind(before, word)
    doubt = ""
    if measure not in KNOWN:
        doubt = f"计量单位“{measure}”不常见，请核对"
    elif measure != word:
        doubt = f"“{word}”里把“{measure}”当作计量单位，请核对"
    return kind_of(measure, before), doubt


def _names_a_text(before: str) -> bool:
    return bool(_SHORT_TEXT.search(before)) and not before.endswith("单位")


def _text_kind(before: str, word: str) -> tuple[Kind, str]:
    words = before.rstrip(f" 　{OPEN}{MARK}_")
    if _DAY.search(words):
        return Date(), ""
    if _PHONE.search(words):
        return Phone(), ""
    if _LONG_TEXT.search(words):
        return LongText(), ""
    if _SHORT_TEXT.search(words):
        return Text(), ""
    seen = f"空后面的“{word}”不像计量单位" if word else "空后面没有计量单位"
    return Text(), f"{seen}，当作文字；如是数字，写成 {{编号:数:次}}"
