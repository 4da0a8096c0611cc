"""The kinds of blank: what may be asked, and what an answer to it is.

What is plain data of a kind stands on it:
name: what the browser's script calls it. word: what the notation calls it. shape: what an officer calls it.
measure: a number's unit of measure, '' elsewhere. words: those an answer is chosen from, none elsewhere.
adds_up: whether answers of several units have a sum. example: an answer that is always right.

To add a kind: schema/README.md.
"""

from dataclasses import dataclass
from typing import ClassVar

from schema.edition.numbers import LARGEST_COUNT as LARGEST_COUNT
from schema.edition.numbers import MOST_PLACES as MOST_PLACES
from schema.edition.numbers import Amount as Amount
from schema.edition.numbers import Count as Count
from schema.edition.numbers import Number as Number

LONGEST_TEXT = 60
"""Unicode code points in a one-line text such as a name."""
LONGEST_PROSE = 2000
"""Unicode code points in a text of several lines."""
JOINT = "、"
"""What stands between the words of an answer of several."""
Answer = int | bool | str
"""Count → int, YesNo → bool, everything else → str."""
Answers = dict[str, Answer]
"""By blank id."""


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
class _Options(_Unmeasured):
    options: tuple[str, ...]
    before: ClassVar[str] = ""
    after: ClassVar[str] = ""
    most: ClassVar[int] = 1

    @property
    def words(self) -> tuple[str, ...]:
        return self.options

    @property
    def word(self) -> str:
        return f"{self.before}{'/'.join(self.options)}"

    @property
    def shape(self) -> str:
        return f"{' '.join(f'□{option}' for option in self.options)}{self.after}"

    @property
    def example(self) -> str:
        return JOINT.join(self.options[: self.most])


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice(_Options):
    """□有 □无: one of two or more options; the answer is the option's words."""

    name: ClassVar = "choice"


@dataclass(frozen=True, kw_only=True, slots=True)
class Several(_Options):
    """□会议 □培训 □其他, one or more of them; the answer is their words in this order, joined by JOINT, which is in none."""

    name: ClassVar = "several"
    before: ClassVar[str] = "多选:"
    after: ClassVar[str] = "（可多选）"
    most: ClassVar[int] = 2


class _Written(_Unmeasured):
    __slots__ = ()
    name: ClassVar[str] = "text"
    words: ClassVar[tuple[str, ...]] = ()
    example: ClassVar[str] = "张三"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Words(_Written):
    """optional: the answer may be '', as in a column of remarks (备注)."""

    optional: bool = False
    called: ClassVar[str]
    length: ClassVar[str] = ""

    @property
    def word(self) -> str:
        return f"{self.called}{'?' * self.optional}"

    @property
    def shape(self) -> str:
        return f"{self.length}文字{'（可不填）' * self.optional}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Text(_Words):
    """One line of text, at most LONGEST_TEXT code points."""

    called: ClassVar[str] = "文字"


@dataclass(frozen=True, kw_only=True, slots=True)
class LongText(_Words):
    """Text of one or several lines, at most LONGEST_PROSE code points."""

    name: ClassVar = "prose"
    called: ClassVar[str] = "长文字"
    length: ClassVar[str] = "多行"


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitName(_Written):
    """The name of the reporting unit (填报单位), a text that the roster is searched for."""

    word: ClassVar = "单位"
    shape: ClassVar = "单位"


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


def is_optional(kind: Kind) -> bool:
    """Whether '' is an answer."""
    return isinstance(kind, _Words) and kind.optional


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


def asked_for(kind: Amount) -> str:
    """What is to be typed, in the words of a problem."""
    what = f"最多{'零一两三四'[kind.places]}位小数的数" if kind.places else "整数"
    like = f"{'-' if kind.signed else ''}12{'.5' if kind.places else ''}"
    return f"{what}{'（可为负）' if kind.signed else ''}，只填数字，如 {like}"
