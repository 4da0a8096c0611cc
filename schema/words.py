"""A kind of blank in an officer's words."""

from typing import assert_never

from schema.edition.model import Amount, Choice, Count, Date, Kind, LongText, Phone, Text, UnitName, YesNo


def kind_in_words(kind: Kind) -> str:
    """数（次）, 金额（万元）, □有 □无 …"""
    match kind:
        case Count():
            return f"数（{kind.measure}）"
        case Amount():
            return f"两位小数（{kind.measure}）"
        case YesNo():
            return "□是 □否"
        case Choice():
            return " ".join(f"□{option}" for option in kind.options)
        case UnitName():
            return "单位"
        case Text():
            return "文字"
        case LongText():
            return "多行文字"
        case Date():
            return "日期"
        case Phone():
            return "电话"
        case _:  # pragma: no cover  # mypy proves that no kind is left
            assert_never(kind)
