"""The sentence notation: official text with each blank named in place.

`（{sessions}）次` is a count whose unit of measure is the word after its bracket;
`{studied:是/否}`, `{unit:单位}`, `{name:文字}`, `{day:日期}`, `{phone:电话}` are the other kinds.
"""

import re
from dataclasses import dataclass

from schema.model import Count, Date, Kind, Phone, Text, UnitName, YesNo

_BLANK = re.compile(r"\{([^{}]*)\}")
_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")
_MEASURE = re.compile(r"\s*[）)]\s*([^\s，、；。：:,;.（(）){}]+)")
_WORDS: dict[str, Kind] = {
    "是/否": YesNo(),
    "单位": UnitName(),
    "文字": Text(),
    "日期": Date(),
    "电话": Phone(),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A blank as the notation gives it: its id and kind, not yet its label and place."""

    id: str
    kind: Kind


@dataclass(frozen=True, kw_only=True, slots=True)
class Misread:
    """A rule of the notation that a sentence breaks, and how to mend it (Chinese)."""

    rule: str
    remedy: str


def read_sentence(text: str) -> tuple[list[str | Named], list[Misread]]:
    """The parts of one sentence in order, and everything that is wrong with it."""
    parts: list[str | Named] = []
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


def _read_blank(inside: str, before: str, after: str) -> Named | Misread:
    blank_id, colon, word = inside.partition(":")
    if not _ID.fullmatch(blank_id):
        return Misread(
            rule=f"编号“{blank_id}”不合规则",
            remedy="编号用小写英文字母开头，只含小写字母、数字和下划线，不超过 60 个字符",
        )
    if colon:
        kind = _WORDS.get(word)
        if kind is None:
            return Misread(rule=f"不认识种类“{word}”", remedy=f"种类只能是 {'、'.join(_WORDS)}")
        return Named(id=blank_id, kind=kind)
    measure = _MEASURE.match(after)
    if not measure or not before.rstrip().endswith(("（", "(")):
        return Misread(
            rule=f"数字空 {{{blank_id}}} 没有括号或计量单位",
            remedy=f"写成（{{{blank_id}}}）次 的样子：括号内是编号，括号后紧跟计量单位",
        )
    return Named(id=blank_id, kind=Count(measure=measure[1]))
