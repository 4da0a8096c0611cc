"""Units of measure as official tables use them."""

import re

from schema.authoring.importer.document import MARK
from schema.edition.notation import ENDS_MEASURE

COUNTED = frozenset(
    [
        "次",
        "人次",
        "场",
        "场次",
        "篇",
        "篇次",
        "个",
        "部",
        "种",
        "类",
        "条",
        "条次",
        "件",
        "件次",
        "起",
        "人",
        "名",
        "户",
        "户次",
        "家",
        "家次",
        "台",
        "台次",
        "套",
        "份",
        "册",
        "幅",
        "张",
        "块",
        "项",
        "期",
        "批",
        "批次",
        "处",
        "辆",
        "辆次",
        "艘",
        "支",
        "组",
        "所",
        "座",
        "天",
        "小时",
        "课时",
        "学时",
        "字",
        "页",
        "集",
        "点",
        "例",
        "岗",
        "班",
        "班次",
        "位",
        "对",
        "封",
        "枚",
        "只",
        "本",
        "万人次",
        "万人",
        "车次",
        "趟",
        "轮",
    ]
)
DECIMAL = frozenset(
    [
        "元",
        "千元",
        "万元",
        "百万元",
        "亿元",
        "%",
        "％",
        "‰",
        "吨",
        "万吨",
        "公斤",
        "千克",
        "公里",
        "千米",
        "米",
        "平方米",
        "万平方米",
        "平方公里",
        "亩",
        "公顷",
    ]
)
_LONGEST_UNKNOWN = 3
_WORD = re.compile(rf"\s*([^{ENDS_MEASURE}{MARK}_□☐○]+)")


def measure_after(text: str) -> tuple[str, str]:
    """The unit of measure that begins `text`, and the whole word it begins; '' for none."""
    found = _WORD.match(text)
    if not found:
        return "", ""
    word = found[1]
    if word in COUNTED | DECIMAL or len(word) <= _LONGEST_UNKNOWN:
        return word, word
    known = (unit for unit in COUNTED | DECIMAL if word.startswith(unit))
    return max(known, key=len, default=""), word
