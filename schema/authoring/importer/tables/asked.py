"""What an empty cell of a grid asks, by the words that name it: its row, its column, the unit of measure of both."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from schema.authoring.importer.measures import KNOWN, kind_of, measure_of
from schema.edition.kinds import Choice, Count, Date, Kind, LongText, Phone, Text, YesNo

_LIKE_A_MEASURE = re.compile(r"[（(]([^（）()\s\d/]{1,4}(?:/[^（）()\s\d/]{1,3}|[次日时]))[）)]\s*$")
"""剂次, 元/人"""
_PROSE = re.compile(
    r"(?:备\s*注|备考|说明|情况|内容|意见|建议|做法|原因|措施|问题|简介|事由|依据|成效|文字说明)$"
)
_SAYS_NOTHING = re.compile("(?:填写|填报|填列|具体|登记)?(?:内容|情况|信息)|填[报写列]")
_WORDS = re.compile(
    r"(?:名\s*称|姓\s*名|地\s*址|职\s*务|职称|网址|型号|编号|号码|代码|编码|标识码|类型|类别|性质|等级|负责人|联系人|品牌|品种|(?<!计量)单位)(?:[（(].*[）)])?$"
)
_DAY = re.compile(r"(?:日\s*期|时\s*间|年\s*月|年月日)$")
_PHONE = re.compile(r"(?:电\s*话|手\s*机|联系方式)(?:号码)?$")
_ASKS = re.compile(r"^(?:是否|有无)|是否[^，]*$")
EITHER = re.compile(r"[（(]\s*(?:(是)\s*[/／、或]?\s*否|有\s*[/／、或]?\s*无)\s*[）)]\s*$")
"""建立台账（是/否）"""
_RATE = re.compile(r"(?:率|比例|比重|占比|百分比)$")
_MONEY = re.compile(r"(?:金额|经费|资金|投入|收入|支出|产值|总额|罚没款|罚款额|费用|收费|税额|利润)$")
_COUNTED = re.compile(
    r"((?:人|户|场|家|批|班|车)次)(?:总?数(?:量)?)?$|(课时|人|户|家|件|起|次|份|条|项|篇|期|宗|例|台|辆|所|场|名|部)(?:总|合计)?数(?:量)?$"
)
_FIGURE = re.compile(r"[数量率额]$|[合总小累]计|本[期年月季]")
_OF_FILES = re.compile("申请|复议|诉讼|案|处罚|许可|强制|文件|规章|信访|投诉|举报")


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """What names a cell. titles: of its column, the nearest first. names: of its row, the nearest first.

    measure: what its row tells. caption: what is told above the table; mixed: some columns tell another one.
    beside: it has a title at its left, none above.
    """

    titles: tuple[str, ...]
    names: tuple[str, ...]
    measure: str = ""
    caption: str = ""
    mixed: bool = False
    beside: bool = False


def is_figure(title: str) -> bool:
    """Whether a title is that of figures of any unit: 2021年, 合计, 数量."""
    return bool(re.search(r"[数量额]$|[合总小累]计|[年月季期]", title))


def asked(named: Named) -> tuple[Kind, str]:
    """What an empty cell asks, and what is odd about it."""
    kind, doubt = _asked(named)
    row = re.sub(r"\s", "", (*named.names, "")[0])
    if (
        not kind.measure
        or doubt
        or measure_of([row])
        or not (_word_kind(row) or _ASKS.search(row) or EITHER.search(row))
    ):
        return kind, doubt
    return kind, "" if named.measure else f"“{row}”一行照栏目当作数（{kind.measure}），请核对"


def _asked(named: Named) -> tuple[Kind, str]:
    word = re.sub(r"\s|^[（(]|[）)]$", "", named.measure)
    names = (*named.titles, *named.names)
    if own := measure_of(named.titles[:1]) or next((text for text in named.titles[:1] if text in KNOWN), ""):
        return kind_of(own, *names), ""
    if either := next(filter(EITHER.search, names), ""):
        return _either(either, named, word)
    if re.search("文字|文本|填写|名称", word):
        return LongText(), ""
    if re.fullmatch(r"是\s*/?\s*否", word):
        return YesNo(), ""
    if word in KNOWN or re.match("[万亿]", word):
        return kind_of(word, *names), ""
    if told := measure_of(named.titles) or measure_of(named.names):
        return kind_of(told, *names), ""
    if word and len(word) <= 6 and not re.search("选|日期|年月", word):
        return kind_of(word, *names), f"计量单位“{word}”不常见，请核对"
    return _by_words(named, names)


def _either(told: str, named: Named, word: str) -> tuple[Kind, str]:
    """What a name that says （是/否） asks; a doubt where its column, or the row's unit of measure, says that it is counted."""
    title = "".join(named.titles[:1])
    counted = any(re.search("数$", EITHER.sub("", text)) for text in (told, title))
    if told != title:
        counted = counted or bool(word in KNOWN or measure_of(named.titles))
    found = EITHER.search(told)
    kind = YesNo() if found and found[1] else Choice(options=("有", "无"))
    return kind, f"“{told}”当作选一项，请核对" if counted else ""


def _by_words(named: Named, names: Sequence[str]) -> tuple[Kind, str]:
    """The nearest word decides; a number is what nothing else is said of."""
    title, name = (re.sub(r"\s", "", (*texts, "")[0]) for texts in (named.titles, named.names))
    if _ASKS.search(title) or _ASKS.search(name):
        return YesNo(), "当作是、否，请核对"
    of_figures = any(map(_FIGURE.search, named.titles))
    words = (name, title) if _SAYS_NOTHING.fullmatch(title) else (title, name)
    found = None if of_figures else next(filter(_word_kind, words), None)
    if found and (kind := _word_kind(found)):
        if found == name and title and isinstance(kind, Text) and not _SAYS_NOTHING.fullmatch(title):
            return kind, f"“{found}”一行当作文字，请核对"
        return kind, f"“{found}”当作{kind.shape}，请核对" if _PROSE.search(found) else ""
    if named.caption:
        unsure = named.mixed and not is_figure(title)
        own = f"“{title}”没有写计量单位，当作{named.caption}，请核对" if unsure else ""
        return kind_of(named.caption, *names), own
    return next(filter(None, map(_number, names)), None) or _unknown(named, names)


def _number(text: str) -> tuple[Kind, str] | None:
    """What a name says of its unit of measure: 检查户次, 合格率, 投入."""
    first, *others = text.split("/")
    if found := _COUNTED.search(first):
        two = f"“{text}”像是一格要填几个数，只当作一个，请核对" if others else ""
        return Count(measure=found[1] or found[2]), two
    for words, measure in ((_RATE, "%"), (_MONEY, "万元")):
        if words.search(text):
            return kind_of(measure, text), f"“{text}”没有写计量单位，当作 {measure}，请核对"
    return None


def _unknown(named: Named, names: Sequence[str]) -> tuple[Kind, str]:
    if named.beside:
        return Text(), "没有写计量单位，当作文字；如是数字，写成 {编号:数:次}"
    if like := next(filter(None, map(_LIKE_A_MEASURE.search, names)), None):
        return kind_of(like[1], *names), f"计量单位“{like[1]}”不常见，请核对"
    measure = "件" if any(map(_OF_FILES.search, names)) else "个"
    return Count(measure=measure), f"没有写计量单位，当作数（{measure}），请核对"


def _word_kind(words: str) -> LongText | Date | Phone | Text | None:
    if _PROSE.search(words):
        return LongText()
    if _DAY.search(words):
        return Date()
    if _PHONE.search(words):
        return Phone()
    return Text() if _WORDS.search(words) else None
