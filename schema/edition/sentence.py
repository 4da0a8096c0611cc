"""One line of official text and the blanks in it, as shapes and as they are noted: with each blank named in place.

`（{sessions}）次` is a count whose unit of measure is the word after its bracket; `{sessions:数}次` the
same without brackets, `{spent:金额}万元` an amount with two decimals, `{hours:小数1}小时` with one (to 小数4); with ± it
may be negative (`{growth:±小数1}%`, `{change:±数}人`). A measure that is not the word after the blank is named in
it: `{spent:金额:万元}`. `{studied:是/否}`, `{found:有/无/不适用}`, `{ways:多选:会议/培训/其他}`, `{unit:单位}`, `{name:文字}`,
`{why:长文字}`, `{day:日期}`, `{phone:电话}` are the other kinds; `{note:文字?}` and `{note:长文字?}` may stay empty.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from typing import Self, get_args

from schema.edition.kinds import (
    JOINT,
    MOST_PLACES,
    Amount,
    Choice,
    Count,
    Kind,
    Several,
    is_optional,
)

_BLANK = re.compile(r"\{([^{}]*)\}")
_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")
OPEN, CLOSE = "（(【〔[［", "）)】〕]］"
OPENS, CLOSES = (f"[{re.escape(brackets)}]" for brackets in (OPEN, CLOSE))
"""The brackets in which paper has its blanks, as characters and as patterns."""
ENDS_MEASURE = rf"\s，、；。：:,;.{{}}{re.escape(OPEN + CLOSE)}"
"""What no unit of measure holds: the word after a blank goes on until one of these."""
_MEASURE = re.compile(rf"\s*{CLOSES}\s*([^{ENDS_MEASURE}]+)")
_WORD_AFTER = re.compile(rf"\s*{CLOSES}?\s*([^{ENDS_MEASURE}]+)")
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
_SORTS = [sort for sort in get_args(Kind) if all(field.default is not MISSING for field in fields(sort))]
PLAIN: tuple[Kind, ...] = (
    *(sort() for sort in _SORTS),
    *(sort(optional=True) for sort in _SORTS if hasattr(sort, "optional")),
)
"""The kinds that need nothing said but their word."""
_NUMBERS = {kind.word: kind for kind in NUMBERS}
_NUMBERS |= {f"{kind.word[:-2]}小数2": kind for kind in NUMBERS if kind.places == 2}  # 金额
_OPTION = re.compile(r"[^\s:：{}\"\\]{1,20}")
_WORDS: dict[str, Kind] = {kind.word: kind for kind in PLAIN}


@dataclass(frozen=True, kw_only=True, slots=True)
class Blank:
    """One thing to fill in. What it is called and where it stands, its edition says (`labels`, `places`)."""

    id: str
    kind: Kind


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """Its parts in order, text and blanks: 开展演练（□）次，参加（□）人次；"""

    parts: tuple[str | Blank, ...]

    @property
    def blanks(self) -> tuple[Blank, ...]:
        return tuple(part for part in self.parts if isinstance(part, Blank))

    def put(self, change: Callable[[Blank], Blank]) -> Self:
        """The sentence with each of its blanks changed, in order."""
        parts = tuple(change(part) if isinstance(part, Blank) else part for part in self.parts)
        return replace(self, parts=parts)


@dataclass(frozen=True, kw_only=True, slots=True)
class Misread:
    """A rule of the notation that a sentence breaks, and how to mend it (Chinese)."""

    rule: str
    remedy: str


def read_sentence(text: str) -> tuple[list[str | Blank], list[Misread]]:
    """The parts of one sentence in order, and everything that is wrong with it."""
    parts: list[str | Blank] = []
    wrong: list[Misread] = []
    end = 0
    for match in _BLANK.finditer(text):
        parts.append(text[end : match.start()])
        end = match.end()
        blank = _read_blank(match[1], text[: match.start()], text[end:])
        (wrong if isinstance(blank, Misread) else parts).append(blank)  # type: ignore[arg-type]  # narrowed by the test itself
    parts.append(text[end:])
    if any(c in part for part in parts if isinstance(part, str) for c in "{}"):
        wrong.append(Misread(rule=f"花括号不成对：{text}", remedy="每个空写成 {编号} 或 {编号:种类}"))
    return [part for part in parts if part], wrong


def _read_blank(inside: str, before: str, after: str) -> Blank | Misread:
    blank_id, colon, rest = inside.partition(":")
    word, _, measure = rest.partition(":")
    if not _ID.fullmatch(blank_id):
        return Misread(
            rule=f"编号“{blank_id}”不合规则",
            remedy="编号用小写英文字母开头，只含小写字母、数字和下划线，不超过 60 个字符",
        )
    if word in _NUMBERS:
        return _read_number(blank_id, word, measure, after)
    if colon:
        return _read_other(blank_id, rest)
    in_brackets = _MEASURE.match(after)
    if not in_brackets or not before.rstrip().endswith(tuple(OPEN)):
        return Misread(
            rule=f"数字空 {{{blank_id}}} 没有括号或计量单位",
            remedy=f"写成（{{{blank_id}}}）次 的样子：括号内是编号，括号后紧跟计量单位",
        )
    return Blank(id=blank_id, kind=Count(measure=in_brackets[1]))


def _read_number(blank_id: str, word: str, measure: str, after: str) -> Blank | Misread:
    """measure: the one that is named in the blank, '' where it is the word after it."""
    found = _WORD_AFTER.match(after)
    if not measure and not found:
        return Misread(
            rule=f"空 {{{blank_id}:{word}}} 没有计量单位",
            remedy=f"在空后写计量单位，或写进空里：{{{blank_id}:{word}:次}}",
        )
    return Blank(id=blank_id, kind=replace(_NUMBERS[word], measure=measure or (found[1] if found else "")))


def _read_other(blank_id: str, word: str) -> Blank | Misread:
    if kind := _WORDS.get(word) or _several(word) or _choice(word):
        return Blank(id=blank_id, kind=kind)
    always = (kind.word for kind in PLAIN if not is_optional(kind))
    known = "、".join([*always, "数", "金额", "小数1 至 小数4（可为负的前面写 ±）"])
    return Misread(
        rule=f"不认识种类“{word}”",
        remedy=f"种类只能是 {known}，或 有/无 这样的几个选项，可多选的写 多选:会议/培训（选项里不能有顿号），可不填的写 文字?",
    )


def _choice(word: str) -> Choice | None:
    options = tuple(word.split("/"))
    right = len(options) > 1 and len(set(options)) == len(options)
    return Choice(options=options) if right and all(map(_OPTION.fullmatch, options)) else None


def _several(word: str) -> Several | None:
    """`多选:会议/培训/其他`; none of the options may hold what joins them."""
    options = word.removeprefix(Several.before)
    one = None if options == word or JOINT in options else _choice(options)
    return Several(options=one.options) if one else None


def write_sentence(parts: Sequence[str | Blank]) -> str:
    """The notation that `read_sentence` reads as these parts."""
    around = zip(["", *parts], parts, [*parts[1:], ""], strict=False)
    return "".join(
        part if isinstance(part, str) else _write_blank(before, part, after) for before, part, after in around
    )


def _write_blank(left: str | Blank, blank: Blank, right: str | Blank) -> str:
    kind = blank.kind
    before, after = (each if isinstance(each, str) else "" for each in (left, right))
    bracketed = _MEASURE.match(after) if before.rstrip().endswith(tuple(OPEN)) else None
    if isinstance(kind, Count) and bracketed and bracketed[1] == kind.measure:
        return f"{{{blank.id}}}"
    follows = _WORD_AFTER.match(after)
    told = f":{kind.measure}" if kind.measure and not (follows and follows[1] == kind.measure) else ""
    return f"{{{blank.id}:{kind.word}{told}}}"
