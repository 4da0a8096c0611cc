"""Finding the blanks in a sentence: brackets with nothing in them, lines to write on, boxes to tick."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schema.authoring.draft import Line
from schema.authoring.importer.document import MARK
from schema.authoring.importer.measures import COUNTED, DECIMAL, measure_after
from schema.edition.kinds import Amount, Choice, Count, Kind, LongText, Text, YesNo
from schema.edition.notation import CLOSES, OPEN, OPENS
from schema.edition.sentence import Blank

_BOX = "□☐○◯〇◻▢"
_OPTION = r"[^\s□☐○◯〇◻▢；;。，,、/|（）()：:{}【】\"\\]{1,20}"
_BEFORE = rf"[{_BOX}]\s*{_OPTION}(?:[\s、/|，,]*[{_BOX}]\s*{_OPTION})+"
_AFTER = rf"(?:是|否|有|无|不适用)\s*[{_BOX}](?:[\s、/|]*(?:是|否|有|无|不适用)\s*[{_BOX}])+"
_EMPTY = rf"{OPENS}[\s_{MARK}]*{CLOSES}"
_RULE = rf"{MARK}+|_{{2,}}|▁{{2,}}|‗{{2,}}"
_PLACE = re.compile(rf"(?P<after>{_AFTER})|(?P<before>{_BEFORE})|(?P<empty>{_EMPTY})|(?P<rule>{_RULE})")
_LONE_BOX = re.compile(rf"[□☐◻▢]\s*{_OPTION}")
_MAYBE = re.compile(r"[（(]\s*(?:是\s*/\s*否|有\s*/\s*无|填[^）)]*)\s*[）)]")
_SHORT_TEXT = re.compile(r"(?:名称|姓名|地址|单位|部门|职务|网址|编号|型号|品牌)\s*(?:为|是)?[：:]?\s*$")
_LONG_TEXT = re.compile(
    r"(?:说明|情况|内容|意见|建议|做法|原因|描述|简述|备注|亮点|问题)\s*(?:为|是)?[：:]?\s*$"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A place to write on: what stands for it in the sentence, and what looked odd."""

    parts: tuple[str | Blank, ...]
    doubt: str = ""


def find_blanks(text: str) -> Line:
    """The sentence with its blanks (ids still empty) and its doubts."""
    plain = text.replace("{", "｛").replace("}", "｝")
    doubts = ["原文有花括号，已改成全角"] if plain != text else []
    parts: list[str | Blank] = []
    end = 0
    for match in _PLACE.finditer(plain):
        found = _read(match, plain[: match.start()], plain[match.end() :])
        parts += [plain[end : match.start()], *found.parts]
        doubts += [found.doubt] if found.doubt else []
        end = match.end()
    parts.append(plain[end:])
    doubts += _oddities([part for part in parts if isinstance(part, str)])
    return Line(parts=tuple(_joined(parts)), doubts=tuple(dict.fromkeys(doubts)))


def _read(match: re.Match[str], before: str, after: str) -> Found:
    if match["before"] or match["after"]:
        options = tuple(option for option in re.split(rf"[{_BOX}\s、/|，,]+", match[0]) if option)
        return _chosen(options, match[0])
    kind, doubt = _kind(before, after)
    blank = Blank(id="", kind=kind)
    if match["empty"]:
        return Found(parts=(match[0][0], blank, match[0][-1]), doubt=doubt)
    return Found(parts=(blank,), doubt=doubt)


def _chosen(options: tuple[str, ...], text: str) -> Found:
    if len(set(options)) < len(options):
        return Found(parts=(text,), doubt=f"“{text}”里有相同的选项，没有当作空")
    kind = YesNo() if options == YesNo.words else Choice(options=options)
    return Found(parts=(Blank(id="", kind=kind),))


def _kind(before: str, after: str) -> tuple[Kind, str]:
    measure, word = measure_after(after)
    if not measure or _names_a_text(before):
        return _text_kind(before, word)
    doubt = ""
    if measure not in COUNTED | DECIMAL:
        doubt = f"计量单位“{measure}”不常见，请核对"
    elif measure != word:
        doubt = f"“{word}”里把“{measure}”当作计量单位，请核对"
    if measure in DECIMAL:
        return Amount(measure=measure), doubt
    return Count(measure=measure), doubt


def _names_a_text(before: str) -> bool:
    return bool(_SHORT_TEXT.search(before)) and not before.endswith("单位")


def _text_kind(before: str, word: str) -> tuple[Kind, str]:
    words = before.rstrip(f" 　{OPEN}{MARK}_")
    if _LONG_TEXT.search(words):
        return LongText(), ""
    if _SHORT_TEXT.search(words):
        return Text(), ""
    seen = f"空后面的“{word}”不像计量单位" if word else "空后面没有计量单位"
    return Text(), f"{seen}，当作文字；如是数字，写成 {{编号:数:次}}"


def _oddities(texts: list[str]) -> Iterator[str]:
    for text in texts:
        for lone in _LONE_BOX.finditer(text):
            yield f"“{lone[0]}”只有一个选项，没有当作空"
        for maybe in _MAYBE.finditer(text):
            yield f"“{maybe[0]}”可能是要填的，没有当作空"


def _joined(parts: list[str | Blank]) -> Iterator[str | Blank]:
    """Neighbouring texts as one, empty ones gone."""
    text = ""
    for part in parts:
        if isinstance(part, str):
            text += part
            continue
        if text:
            yield text
        text = ""
        yield part
    if text:
        yield text
