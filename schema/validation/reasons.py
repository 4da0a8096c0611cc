"""The reason a clerk gives where an edit check asks for one.

As in the national statistics system, a reason says something: one that is made of nothing but phrases such as 核实无误
is none. In any other they are words like the rest: 本地没有此项目.
"""

from collections.abc import Iterable

from schema.validation.letters import UNPRINTABLE, UNSEEN, bare
from schema.validation.rules import SHORTEST_REASON, Rule

LONGEST_REASON = 200
"""Unicode code points."""
STOCK = (
    *("核实无误", "情况属实", "核对无误", "已核实", "已核对", "无误", "属实", "正确", "正常", "情况", "数据"),
    *("没有", "核实", "核对", "确认", "无", "经", "已"),
)
"""Phrases that say nothing, longer ones before their parts."""
SILENT = "，。、；：！？,.;:!?…—-~（）()“”\"' \u3000\t\n"
"""Characters that say nothing."""


def validate_reason(value: object) -> str | Rule:
    """The reason without outer space, or the rule it breaks."""
    if value is None or (isinstance(value, str) and not bare(value)):
        return Rule.NEEDS_REASON
    if not isinstance(value, str):
        return Rule.BAD_REASON
    reason = bare(value)
    if UNPRINTABLE.search(reason) or len(reason) > LONGEST_REASON or not _says_enough(reason):
        return Rule.BAD_REASON
    return reason


def _says_enough(reason: str) -> bool:
    said = _without(UNSEEN.sub("", reason), SILENT)
    return len(said) >= SHORTEST_REASON and _without(said, STOCK) != ""


def _without(text: str, phrases: Iterable[str]) -> str:
    for phrase in phrases:
        text = text.replace(phrase, "")
    return text
