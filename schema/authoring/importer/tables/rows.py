"""What a row of a table is: across the whole table, a head, or one to fill in."""

import re
from dataclasses import dataclass

from schema.authoring.importer.blanks import find_blanks
from schema.authoring.importer.document import BELOW, Cell, GridRow, Rows, width
from schema.authoring.importer.heading import AT_THE_TOP, KEYWORD, has_fields
from schema.authoring.importer.measures import KNOWN

_NOT_ASKED = re.compile(r"[—－–\-×xXⅩ╳╱/／＼\\＊*]{1,4}")
FORMULA = r"\s*[=＝][\d\s.…+＋\-－−*×/÷%％()（）]+"
"""A number may come with what it is made of: 1=2+3, 4=(2-3)/3*100."""
_NUMBER = re.compile(rf"[（(]?(?:\d{{1,3}}[）)]?(?:{FORMULA})?|[甲乙丙丁戊己庚辛壬癸]|[A-Za-z])[）)]?|[①-⑳]")
_OF_NUMBERS = re.compile(r"(?:行|列|栏|序|编)\s*[号次]|代\s*码")
OF_UNITS = re.compile(r"(?:计量|数量|计算)?\s*单\s*位")
_HINT = re.compile(r"[（(](?!略|不|无|同|见|合计)([^（()）]{2,30})[）)]")
_LABEL = re.compile(rf"(?:{KEYWORD})\s*(?:签字|签名|签章|盖章)?\s*(?:[（(][^（()）]+[）)])?\s*[：:]?\s*")
_OF_PEOPLE = re.compile(r"姓\s*名|职\s*务|职\s*称|(?:联系|办公)?\s*(?:电\s*话|手\s*机)(?:号码)?")
_NOTE = re.compile(r"(?:填\s*[报表]|编\s*制)?\s*(?:说\s*明|备\s*注|注)\s*[：:]?")


def is_room(cell: Cell) -> bool:
    """Whether it is empty, to be written into."""
    return not (cell.lines or cell.continued or cell.shaded)


def asks(cell: Cell) -> bool:
    return is_room(cell) or bool(cell.lines and find_blanks(cell.text).blanks)


def not_asked(text: str) -> bool:
    """— and × say that nothing is to be written there."""
    return bool(_NOT_ASKED.fullmatch(text.replace(" ", "")))


def is_hint(text: str) -> bool:
    """（请填写全称）, （年/月/日） and nothing else: room to write; a unit of measure in brackets is none."""
    found = _HINT.fullmatch(text)
    return found is not None and found[1] not in KNOWN


def is_across(row: GridRow) -> bool:
    return len(row) == 1


def are_numbers(row: GridRow) -> bool:
    """甲 | 乙 | 1 | 2: the columns' own numbers."""
    said = [cell.text for cell in row if cell.lines and not _OF_NUMBERS.fullmatch(cell.text)]
    return (
        len(said) > 1
        and 2 * len(said) >= len(row)
        and all(map(_NUMBER.fullmatch, said))
        and said[-1] != said[0]
    )


def is_head(row: GridRow) -> bool:
    """Whether it names columns: words in each, only the corner may be empty."""
    if is_across(row) or are_numbers(row):
        return not is_across(row)
    first = next((at for at, cell in enumerate(row) if not is_room(cell)), len(row))
    named = row[first:]
    words = [cell for cell in named if cell.lines]
    return (
        bool(words)
        and not _ends_in_units(row)
        and (first == 0 or len(words) > 1 or any(cell.continued for cell in named))
        and not any(asks(cell) or cell.text == BELOW for cell in named)
        and not any(not_asked(cell.text) for cell in row[1:])  # the corner may be struck out
        and not (bool(row[0].lines) and all(is_hint(cell.text) for cell in row[1:]))
    )


def _ends_in_units(row: GridRow) -> bool:
    """投入 | 万元: room stood before it."""
    first, *others = row
    named = bool(first.lines) and not OF_UNITS.fullmatch(first.text) and first.text not in KNOWN
    return named and any(cell.text in KNOWN for cell in others)


def is_fields(row: GridRow) -> bool:
    """A row of heading fields: 联系人 | (room) | 电话 | (room), 填报单位： | 填报时间：."""
    said = [cell for cell in row if cell.lines]
    labels = [bool(_LABEL.fullmatch(cell.text)) for cell in said]
    labelled = bool(row[0].lines) and all(labels) and any(is_room(cell) for cell in row[1:])
    return labelled or (bool(said) and all(has_fields(cell.text) for cell in said))


def _is_mark(row: GridRow) -> bool:
    """| 表号： | 高基111"""
    return bool(AT_THE_TOP.match("".join(cell.text for cell in row)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Trimmed:
    """A table without what only stands around it. first: the number of its first row on the paper."""

    above: tuple[str, ...]
    rows: Rows
    below: tuple[str, ...]
    first: int
    doubts: tuple[str, ...]


def trimmed(rows: Rows) -> Trimmed:
    start, end = 0, len(rows)
    while start < end and (is_across(rows[start]) or is_fields(rows[start]) or _is_mark(rows[start])):
        start += 1
    while end > start and (
        is_across(rows[end - 1])
        or (is_fields(rows[end - 1]) and not _is_person(rows[end - 1], rows[start]))
        or _is_note(rows[end - 1], rows)
    ):
        end -= 1
    return Trimmed(
        above=tuple(line for row in rows[:start] for line in _said(row)),
        rows=rows[start:end],
        below=tuple(line for row in rows[end:] for line in _said(row)),
        first=start + 1,
        doubts=tuple(
            f"第 {number} 行是空的（1 格），没有当作要填的"
            for number, row in enumerate(rows, 1)
            if not start < number <= end and is_across(row) and is_room(row[0])
        ),
    )


def _is_person(row: GridRow, head: GridRow) -> bool:
    """联系人 | | under 类别 | 姓名 | 电话 is a row of the table: its field would be one of several things that it asks."""
    first, *others = row
    alone = len(others) > 1 and all(map(is_room, others)) and not first.text.endswith(("：", ":"))
    return alone and any(_OF_PEOPLE.fullmatch(cell.text) for cell in head[1:])


def _is_note(row: GridRow, rows: Rows) -> bool:
    """说明： | 1. …"""
    first, last = row[0], row[-1]
    named = first.continued or _NOTE.fullmatch(first.text)
    return (
        len(row) == 2 and bool(named) and 2 * last.span > width(rows) and bool(last.lines) and not asks(last)
    )


def _said(row: GridRow) -> tuple[str, ...]:
    """The lines of a row around the table; fields as one line, each with its colon."""
    if is_across(row):
        return row[0].lines
    if _is_mark(row):
        return ("".join(cell.text for cell in row),)
    if not is_fields(row):  # 说明 | 1. …
        name, (first, *others) = row[0].text.rstrip("：:"), row[-1].lines
        return (f"{name}：{first}" if name else first, *others)
    texts = [
        f"{cell.text.rstrip('：:')}：" if _LABEL.fullmatch(cell.text) else cell.text
        for cell in row
        if cell.lines
    ]
    return ("    ".join(texts) + "    ",)
