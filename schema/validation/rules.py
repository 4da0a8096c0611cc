"""The rules an answer can break, each with the sentence that tells the clerk how to mend it.

The sentences travel to the browser in `edition.json`, so that page and function say the same.
`{label}` is the blank's label; `{measure}` a number's unit of measure, `{asked}` what an amount is; `{options}` a choice's words;
`{message}` an edit check's.
"""

from enum import Enum
from typing import Self

from schema.edition.kinds import (
    LARGEST_COUNT,
    LONGEST_PROSE,
    LONGEST_TEXT,
    Amount,
    Kind,
    Number,
    asked_for,
)

SHORTEST_REASON = 6
"""Characters, punctuation left out."""


class Rule(Enum):
    """A broken rule: its value is the name used in JSON, its sentence what the clerk is told."""

    _value_: str
    sentence: str

    def __new__(cls, name: str, sentence: str) -> Self:
        rule = object.__new__(cls)
        rule._value_ = name
        rule.sentence = sentence
        return rule

    MISSING = "missing", "“{label}”尚未填写。未开展的请填 0，不要留空。"
    NOT_COUNT = (
        "not_count",
        "“{label}”请填写 0 或正整数，如 12。只填数字，不填计量单位（表中已印“{measure}”），不填小数和“约”等字样。",
    )
    TOO_LARGE = "too_large", f"“{{label}}”超过 {LARGEST_COUNT:,}，请核实位数是否有误。"
    NOT_CHOICE = "not_choice", "“{label}”请在“是”“否”中选一个。"
    NOT_AMOUNT = "not_amount", "“{label}”应是{asked}（单位“{measure}”已印在表上）。"
    NOT_OPTION = "not_option", "“{label}”请在{options}中选一个。"
    NOT_OPTIONS = "not_options", "“{label}”请在{options}中选，可选多个。"
    NOT_PROSE = "not_prose", "“{label}”里有看不见的控制字符，请删去重新输入。"
    PROSE_TOO_LONG = "prose_too_long", f"“{{label}}”超过 {LONGEST_PROSE} 个字，请缩短。"
    NOT_TEXT = "not_text", "“{label}”里有换行或看不见的控制字符，请删去重新输入。"
    TOO_LONG = "too_long", f"“{{label}}”超过 {LONGEST_TEXT} 个字，请缩短。"
    NOT_DATE = "not_date", "“{label}”应是 2000 年至 2099 年间的日期，如 2021-06-30。"
    NOT_PHONE = "not_phone", "“{label}”应是电话号码，如 0574-87654321 或 13800000000，分机写“转801”。"
    # It comes from a page older than the edition.
    UNKNOWN_FIELD = "unknown_field", "表格内容已更新，请刷新页面后再提交。"
    REPEATED = "repeated", "“{label}”出现了两次，只能填一次。"
    NOT_NIL = "not_nil", "选了“零报告”，“{label}”应为 0；如有数字要报，请取消“零报告”。"
    CHECK = "check", "{message}"
    NEEDS_REASON = (
        "needs_reason",
        f"{{message}}请核实；情况属实的，请填写说明（不少于 {SHORTEST_REASON} 个字）。",
    )
    BAD_REASON = (
        "bad_reason",
        f"{{message}}说明过于简略，请补充具体情况（不少于 {SHORTEST_REASON} 个字；“无”“核实无误”等不能单独作为说明），如“由区应急局统一组织”。",
    )
    HINT = "hint", "{message}"


MISSING_OTHERWISE = "“{label}”尚未填写。"
"""What MISSING says of a blank that is not a number: 0 would be no answer there."""

ODD_YEAR = "“{label}”与本表不在同一年前后，请核实年份。"
"""What is said of a day in the heading that is a year off or more; it may stand."""

UNSEEN = "“{label}”里有看不见的字符（多半是粘贴带进来的），请全部删去，重新输入。"
"""What is said of a blank instead where the characters that break the rule cannot be seen."""
UNSEEN_REASON = "{message}说明里有换行或看不见的字符，请删去重新输入。"
_SPEAK_OF_THE_UNSEEN = {
    Rule.NOT_COUNT: UNSEEN,
    Rule.NOT_AMOUNT: UNSEEN,
    Rule.NOT_CHOICE: UNSEEN,
    Rule.NOT_OPTION: UNSEEN,
    Rule.NOT_OPTIONS: UNSEEN,
    Rule.NOT_DATE: UNSEEN,
    Rule.NOT_PHONE: UNSEEN,
    Rule.BAD_REASON: UNSEEN_REASON,
}


def explain(rule: Rule, kind: Kind, label: str, message: str = "", *, unseen: bool = False) -> str:
    """The sentence for a broken rule at a blank of this kind and label; `message` is the edit check's, where it is one.

    unseen: what breaks the rule holds characters that cannot be seen.
    """
    plain = rule is Rule.MISSING and not isinstance(kind, Number)
    sentence = MISSING_OTHERWISE if plain else rule.sentence
    if unseen:
        sentence = _SPEAK_OF_THE_UNSEEN.get(rule, sentence)
    return sentence.format(
        label=label,
        measure=kind.measure,
        asked=asked_for(kind) if isinstance(kind, Amount) else "",
        options="".join(f"“{o}”" for o in kind.words),
        message=message,
    )
