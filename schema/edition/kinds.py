"""The kinds of blank: what may be asked, and what an answer to it is.

What is plain data of a kind stands on it:
name: what the browser's script calls it. word: what the notation calls it. shape: what an officer calls it.
measure: a number's unit of measure, '' elsewhere. words: those an answer is chosen from, none elsewhere.
adds_up: whether answers of several units have a sum. example: an answer that is always right.

To add a kind: schema/README.md.
"""

from dataclasses import dataclass
from typing import ClassVar

LARGEST_COUNT = 999_999_999_999
MOST_PLACES = 4
LONGEST_TEXT = 60
"""Unicode code points in a one-line text such as a name."""
LONGEST_PROSE = 2000
"""Unicode code points in a text of several lines."""
JOINT = "、"
"""What stands between the words of an answer of several."""
Answer = int | bool | str
"""Count → int, YesNo → bool, everything else → str."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """A number in units of `measure` (次, 人次, 万元, % …)."""

    measure: str
    words: ClassVar[tuple[str, ...]] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Count(Number):
    """A whole number from 0 to LARGEST_COUNT."""

    name: ClassVar = "count"
    word: ClassVar = "数"
    shape: ClassVar = "数"
    adds_up: ClassVar = True
    example: ClassVar = 12
    places: ClassVar = 0
    signed: ClassVar = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount(Number):
    """A number with 0 to MOST_PLACES decimal places, its whole part at most LARGEST_COUNT; signed: it may be negative.

    The answer is the decimal as text, always with all places (`12.50`): no float is ever stored or added.
    """

    places: int = 2
    signed: bool = False
    name: ClassVar = "amount"

    @property
    def word(self) -> str:
        word = {0: "数", 2: "金额"}.get(self.places, f"小数{self.places}")
        return f"±{word}" if self.signed else word

    @property
    def shape(self) -> str:
        places = f"{'零一两三四'[self.places]}位小数" if self.places else "整数"
        return f"{places}，可为负" if self.signed else places

    @property
    def asked(self) -> str:
        """What is to be typed, in the words of a problem."""
        what = f"最多{'零一两三四'[self.places]}位小数的数" if self.places else "整数"
        like = f"{'-' if self.signed else ''}12{'.5' if self.places else ''}"
        return f"{what}{'（可为负）' if self.signed else ''}，只填数字，如 {like}"

    @property
    def example(self) -> str:
        return f"12.{'5'.ljust(self.places, '0')}" if self.places else "12"

    @property
    def adds_up(self) -> bool:
        """Rates have no sum."""
        return self.measure[:1] not in "%％‰"


class _Unmeasured:
    __slots__ = ()
    signed: ClassVar = False
    measure: ClassVar = ""
    adds_up: ClassVar = False


@dataclass(frozen=True, kw_only=True, slots=True)
class YesNo(_Unmeasured):
    """□是 □否; the answer is true or false."""

    name: ClassVar = "yes_no"
    word: ClassVar = "是/否"
    shape: ClassVar = "□是 □否"
    words: ClassVar = ("是", "否")
    example: ClassVar = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice(_Unmeasured):
    """□有 □无: one of two or more options; the answer is the option's words."""

    options: tuple[str, ...]
    name: ClassVar = "choice"

    @property
    def word(self) -> str:
        return "/".join(self.options)

    @property
    def shape(self) -> str:
        return " ".join(f"□{option}" for option in self.options)

    @property
    def words(self) -> tuple[str, ...]:
        return self.options

    @property
    def example(self) -> str:
        return self.options[0]


@dataclass(frozen=True, kw_only=True, slots=True)
class Several(_Unmeasured):
    """□会议 □培训 □其他, one or more of them; the answer is their words in this order, joined by JOINT, which is in none."""

    options: tuple[str, ...]
    name: ClassVar = "several"

    @property
    def word(self) -> str:
        return f"多选:{'/'.join(self.options)}"

    @property
    def shape(self) -> str:
        return f"{' '.join(f'□{option}' for option in self.options)}（可多选）"

    @property
    def words(self) -> tuple[str, ...]:
        return self.options

    @property
    def example(self) -> str:
        return JOINT.join(self.options[:2])


class _Written(_Unmeasured):
    __slots__ = ()
    name: ClassVar[str] = "text"
    words: ClassVar[tuple[str, ...]] = ()
    example: ClassVar[str] = "张三"


@dataclass(frozen=True, kw_only=True, slots=True)
class Text(_Written):
    """One line of text, at most LONGEST_TEXT code points. optional: the answer may be '', as in a column of remarks (备注)."""

    optional: bool = False

    @property
    def word(self) -> str:
        return f"文字{'?' * self.optional}"

    @property
    def shape(self) -> str:
        return f"文字{'（可不填）' * self.optional}"


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitName(_Written):
    """The name of the reporting unit (填报单位), a text that the roster is searched for."""

    word: ClassVar = "单位"
    shape: ClassVar = "单位"


@dataclass(frozen=True, kw_only=True, slots=True)
class LongText(_Written):
    """Text of one or several lines, at most LONGEST_PROSE code points. optional: as in `Text`."""

    optional: bool = False
    name: ClassVar = "prose"

    @property
    def word(self) -> str:
        return f"长文字{'?' * self.optional}"

    @property
    def shape(self) -> str:
        return f"多行文字{'（可不填）' * self.optional}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Date(_Written):
    """A calendar day from 2000 to 2099; the answer is `YYYY-MM-DD`."""

    name: ClassVar = "date"
    word: ClassVar = "日期"
    shape: ClassVar = "日期"
    example: ClassVar = "2021-06-30"


@dataclass(frozen=True, kw_only=True, slots=True)
class Phone(_Written):
    """A telephone number as people write it, with an optional extension (转)."""

    name: ClassVar = "phone"
    word: ClassVar = "电话"
    shape: ClassVar = "电话"
    example: ClassVar = "0574-87654321"


Kind = Count | Amount | YesNo | Choice | Several | UnitName | Text | LongText | Date | Phone
NUMBERS: tuple[Count | Amount, ...] = (
    Count(measure=""),
    *(
        Amount(measure="", places=places, signed=signed)
        for signed in (False, True)
        for places in range(MOST_PLACES + 1)
        if places or signed
    ),
)
"""Every sort of number, its unit of measure not yet said."""
PLAIN: tuple[Kind, ...] = (
    *(YesNo(), UnitName(), Text(), LongText(), Date(), Phone()),
    *(Text(optional=True), LongText(optional=True)),
)
"""The kinds that need nothing said but their word."""


def is_optional(kind: Kind) -> bool:
    """Whether '' is an answer."""
    return isinstance(kind, Text | LongText) and kind.optional


def kind_in_words(kind: Kind) -> str:
    """数（次）, 两位小数（万元）, □有 □无 …"""
    return f"{kind.shape}（{kind.measure}）" if kind.measure else kind.shape


def chosen(kind: Kind, answer: object) -> tuple[str, ...]:
    """The words that an answer chooses: those of several, else the one."""
    return tuple(str(answer).split(JOINT)) if isinstance(kind, Several) else (as_typed(answer),)


def as_typed(answer: object) -> str:
    """An answer as it is typed and printed: a yes as 是, a no as 否."""
    yes, no = YesNo.words
    return (yes if answer else no) if isinstance(answer, bool) else str(answer)
