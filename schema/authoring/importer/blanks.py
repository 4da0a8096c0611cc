"""Finding the blanks in a sentence: brackets with nothing in them, lines to write on, boxes to tick."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from schema.authoring.importer.document import MARK
from schema.authoring.importer.measures import UNITS, asked_between
from schema.edition.kinds import Choice, Date, LongText, Several, Text, YesNo
from schema.edition.sentence import CLOSES, ENDS_MEASURE, OPEN, OPENS, Blank, Sentence

_TICKED = "☑☒■"
_BOX = f"□☐○◯〇◻▢{_TICKED}"
_OPTION = rf"[^\s_{MARK}{_BOX}；;。，,、/|（）()：:{{}}【】\"\\]{{1,20}}"
_BEFORE = rf"[{_BOX}]\s*{_OPTION}(?:[\s、/|，,]*[{_BOX}]\s*{_OPTION})+"
_YES = "(?:是|否|有|无|不适用)"
_AFTER = rf"{_YES}\s*[{_BOX}](?:[\s、/|]*{_YES}\s*[{_BOX}])+"
_EMPTY = rf"{OPENS}[\s_{MARK}]*{CLOSES}"
_TICKS = (
    rf"(?<![没\w])(?:有\s*{_EMPTY}[\s、，,/|]*无|是\s*{_EMPTY}[\s、，,/|]*否)\s*{_EMPTY}(?!\s*\w)"
    rf"|{_EMPTY}\s*(?:有[\s、，,/|]*{_EMPTY}\s*无|是[\s、，,/|]*{_EMPTY}\s*否)(?!\s*[\w（(【])"
)
"""有（ ）无（ ）, 【 】是【 】否: brackets to tick in."""
_INSIDE = rf"{OPENS}(?P<room>[\s_{MARK}]++)(?P<unit>(?:{UNITS})|(?<=[\s_{MARK}]{{2}})[^{ENDS_MEASURE}{MARK}_{_BOX}\d]{{1,4}})\s*{CLOSES}"
FILLED = rf"{OPENS}\s*\d[\d,，.]*\s*{CLOSES}(?=\s*(?:{UNITS})(?:[{ENDS_MEASURE}]|$))|[_{MARK}]+\s*\d[\d,，.]*\s*[_{MARK}]+"
_RULE = rf"{MARK}+|_{{2,}}|▁{{2,}}|‗{{2,}}|[□☐◻▢]{{3,}}+(?!\s*\w)"
_SPACES = r"(?:[ \u00a0\u2002\u2003]{2,}+|\u3000++)"
_BARE = (
    rf"(?<=[\w：:”》\"）)%]){_SPACES}(?=(?:{UNITS})(?:[{ENDS_MEASURE}]|$)|[（(](?:{UNITS})[）)])"
    rf"|(?<=[“《]){_SPACES}(?=[”》])|(?<=[：:]){_SPACES}(?=[）)])"
)
"""Before a unit of measure, which may stand in brackets; between quotation marks; （请注明：    ）."""
_DAY = rf"(?:20\d{{0,2}}|(?<![\s_{MARK}]))[\s_{MARK}]*+年[\s_{MARK}]++月[\s_{MARK}]++日"
STANDS_FOR = (
    rf"(?:(?<!…)…++|(?<!\.)\.{{3,}}+|(?<![xXＸ×])[xXＸ×]{{2,}}+)(?=\s*(?:{UNITS})(?:[{ENDS_MEASURE}]|$))"
)
"""开展××次, 参加……人次: as circulars write what is not known yet."""
_PLACE = re.compile(
    rf"(?P<day>{_DAY})|(?P<after>{_AFTER})|(?P<ticks>{_TICKS})|(?P<before>{_BEFORE})|(?P<empty>{_EMPTY})|(?P<inside>{_INSIDE})"
    rf"|(?P<filled>{FILLED})|(?P<rule>{_RULE})|(?P<bare>{_BARE})|(?P<letters>{STANDS_FOR})"
)
_TO_SAY = re.compile(r"(?:\s*[（(]?\s*(?:请?(?:注明|说明|填写|写明|列明)|具体)\s*[：:]?)?")
"""其他（请注明：＿＿＿）"""
_FIRST_BOX = re.compile(rf"[{_BOX}]\s*{_OPTION}")
_LONE_BOX = re.compile(rf"[□☐◻▢{_TICKED}]\s*{_OPTION}")
_SEVERAL = re.compile(r"[^；。]*(?:多选|选多项|多项选择|不定项)(?:[^；。：:]{0,9}[）)])?\s*[：:]?\s*")
_OFFERED = re.compile(
    r"(?<=\w)(?<![填写选答为])([（(])\s*(是(?=\s*/\s*否)|有(?=\s*/\s*无))\s*/\s*([否无])\s*([）)])"
    rf"(?!\s*(?:[：:]|{OPENS}|[_{MARK}{_BOX}]))"
)
"""已部署（是/否）"""
_MAYBE = re.compile(r"[（(]\s*(?:是\s*/\s*否|有\s*/\s*无|填[^）)]{0,99}+)\s*[）)]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Line(Sentence):
    """A sentence as it was read, and what looked odd in it; a blank has no id yet, or the one its code on the paper makes."""

    doubts: tuple[str, ...] = ()


def joined(parts: Iterable[str | Blank]) -> Iterator[str | Blank]:
    """Neighbouring texts as one, empty ones gone."""
    for are_texts, group in groupby(parts, lambda part: isinstance(part, str)):
        if not are_texts:
            yield from group
        elif text := "".join(map(str, group)):
            yield text


def find_blanks(text: str) -> Line:
    """The sentence with its blanks (ids still empty) and its doubts."""
    plain = text.replace("{", "｛").replace("}", "｝")
    doubts = ["原文有花括号，已改成全角"] if plain != text else []
    if _PLACE.search(plain):  # what asks already asks there, too
        plain = _OFFERED.sub(r"\1□\2 □\3\4", plain)
    parts: list[str | Blank] = []
    between: list[str] = []
    end = 0
    for match in _PLACE.finditer(plain):
        if match["bare"] and match.start() == end and end:  # （ ）  次: the place is the bracket
            continue
        found = _read(match, plain[: match.start()], plain[match.end() :])
        if parts and _TO_SAY.fullmatch(plain, end, match.start()):
            found = _behind(parts[-1], found)
        between.append(plain[end : match.start()])
        parts += [between[-1], *found.parts]
        doubts += found.doubts
        end = match.end()
    parts.append(plain[end:])
    doubts += _oddities([*between, plain[end:]])
    return Line(parts=tuple(joined(parts)), doubts=tuple(dict.fromkeys(doubts)))


def empty_cell() -> Line:
    """A cell with nothing in it: room for prose."""
    doubt = "这一格是空的，当作要填的多行文字；如是数字，写成 {编号:数:次}"
    return Line(parts=(Blank(id="", kind=LongText()),), doubts=(doubt,))


def with_room(line: Line) -> Line:
    """The last line of a cell; what ends in a colon has room to write behind it."""
    if not str(line.parts[-1]).endswith(("：", ":")):
        return line
    doubts = (*line.doubts, "冒号后面当作要填的多行文字，请核对")
    return Line(parts=(*line.parts, Blank(id="", kind=LongText())), doubts=doubts)


def _read(match: re.Match[str], before: str, after: str) -> Line:
    """What stands for a place to write on in the sentence, and what looked odd."""
    if match["before"] or match["after"] or match["ticks"]:
        options = tuple(
            option for option in re.split(rf"(?:[{_BOX}\s、/|，,]|{_EMPTY})+", match[0]) if option
        )
        several = _SEVERAL.match(after) or _SEVERAL.fullmatch(re.split("[；。]", before)[-1])
        found = _chosen(options, match[0], several=bool(several))
        return replace(found, doubts=(f"“{match[0]}”当作选一项，请核对",)) if match["ticks"] else found
    if match["filled"]:
        return _found(match[0], doubt=f"“{before[-8:]}{match[0]}”像是已填的表，没有当作空")
    if match["inside"]:
        kind, doubt = asked_between(before, match["unit"])
        opened, blank, rest = match[0][0], Blank(id="", kind=kind), match[0][1 + len(match["room"]) :]
        return _found(opened, blank, rest, doubt=doubt)
    if match["day"]:
        year = re.match(r"20\d\d", match[0])
        told = f"“{before[-8:]}{match[0]}”里印着的{year[0]}年没有留下，当作要填的日期，请核对" if year else ""
        return _found(Blank(id="", kind=Date()), doubt=told)
    kind, doubt = asked_between(before, after)
    blank = Blank(id="", kind=kind)
    if match["empty"]:
        return _found(match[0][0], blank, match[0][-1], doubt=doubt)
    bare = "空白处当作要填的一项，请核对" if match["bare"] else ""
    bare = f"“{match[0]}”当作要填的一项，请核对" if match["letters"] else bare
    return _found(blank, doubt="；".join(filter(None, (bare, doubt))))


def _found(*parts: str | Blank, doubt: str) -> Line:
    return Line(parts=parts, doubts=(doubt,) if doubt else ())


def _behind(before: str | Blank, found: Line) -> Line:
    """Room right behind options (□会议 □其他＿＿＿) is for those who tick the last of them; what is counted there is asked."""
    plain = not any(blank.kind.measure or blank.kind.words for blank in found.blanks)
    if not (plain and isinstance(before, Blank) and before.kind.words):
        return found
    asked = found.put(lambda blank: replace(blank, kind=Text(optional=True)))
    return replace(asked, doubts=("选项后面的空白处当作可不填的文字，请核对",))


def _chosen(options: tuple[str, ...], text: str, *, several: bool) -> Line:
    if len(set(options)) < len(options):
        return _found(text, doubt=f"“{text}”里有相同的选项，没有当作空")
    one = YesNo() if options == YesNo.words else Choice(options=options)
    kind = Several(options=options) if several else one
    ticked = f"“{text}”里打了勾，像是已填的表，请核对" if re.search(f"[{_TICKED}]", text) else ""
    return _found(Blank(id="", kind=kind), doubt=ticked)


def _oddities(texts: list[str]) -> Iterator[str]:
    for text in texts:
        for lone in _LONE_BOX.finditer(text):
            yield f"“{lone[0]}”只有一个选项，没有当作空"
        for maybe in _MAYBE.finditer(text):
            yield f"“{maybe[0]}”可能是要填的，没有当作空"


def sentences(lines: tuple[str, ...]) -> list[str]:
    """Lines of the progress cell; one that begins with a blank goes on with the unfinished line above."""
    found: list[str] = []
    for line in lines:
        if found and _begins_with_blank(line) and not found[-1].endswith(tuple("；。;.")):
            found[-1] += f" {line}" if _FIRST_BOX.match(line) else line
        else:
            found.append(line)
    return found


def _begins_with_blank(line: str) -> bool:
    if _FIRST_BOX.match(line):
        return True
    parts = find_blanks(line).parts
    return isinstance(parts[0], Blank) or (len(parts) > 1 and parts[0] in tuple(OPEN))
