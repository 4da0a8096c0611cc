"""The kinds of blank: what may be asked, and what an answer to it is.

To add a kind: schema/README.md.
"""

from dataclasses import dataclass
from typing import assert_never

LARGEST_COUNT = 999_999_999
LONGEST_TEXT = 60
"""Unicode code points in a one-line text such as a name."""
LONGEST_PROSE = 2000
"""Unicode code points in a text of several lines."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """A whole number from 0 to LARGEST_COUNT, in units of `measure` (次, 人次, 场 …)."""

    measure: str


@dataclass(frozen=True, kw_only=True, slots=True)
class YesNo:
    """□是 □否; the answer is true or false."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount:
    """A number with two decimal places, at most LARGEST_COUNT and 99 hundredths, in units of `measure` (万元, % …).

    The answer is the decimal as text, always with both places (`12.50`): no float is ever stored or added.
    """

    measure: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """□有 □无: one of two or more options; the answer is the option's words."""

    options: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitName:
    """The name of the reporting unit (填报单位), a text that the roster is searched for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """One line of text, at most LONGEST_TEXT code points."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LongText:
    """Text of one or several lines, at most LONGEST_PROSE code points."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Date:
    """A calendar day from 2000 to 2099; the answer is `YYYY-MM-DD`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Phone:
    """A telephone number as people write it, with an optional extension (转)."""


Kind = Count | Amount | YesNo | Choice | UnitName | Text | LongText | Date | Phone
Answer = int | bool | str
"""Count → int, YesNo → bool, everything else → str."""


def measure_of(kind: Kind) -> str:
    """The unit of measure of a number; empty for every other kind."""
    return kind.measure if isinstance(kind, (Count, Amount)) else ""


def adds_up(kind: Kind) -> bool:
    """Whether answers of several units have a sum: numbers do, rates do not."""
    return isinstance(kind, Count) or (isinstance(kind, Amount) and kind.measure[:1] not in "%％‰")


def words_of(kind: Kind) -> tuple[str, ...]:
    """The words an answer is chosen from; empty where it is not chosen."""
    if isinstance(kind, YesNo):
        return ("是", "否")
    return kind.options if isinstance(kind, Choice) else ()


def kind_name(kind: Kind) -> str:
    """A kind of blank by the name that the browser's script knows."""
    match kind:
        case Count():
            return "count"
        case Amount():
            return "amount"
        case YesNo():
            return "yes_no"
        case Choice():
            return "choice"
        case Date():
            return "date"
        case Phone():
            return "phone"
        case UnitName() | Text():
            return "text"
        case LongText():
            return "prose"
        case _:  # pragma: no cover  # mypy proves that no kind is left
            assert_never(kind)


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
