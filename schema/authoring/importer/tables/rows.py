"""What a row of a table is: across the whole table, a head, or one to fill in."""

import re

from schema.authoring.importer.blanks import find_blanks
from schema.authoring.importer.document import BELOW, Cell, GridRow
from schema.authoring.importer.heading import KEYWORD, has_fields
from schema.authoring.importer.measures import KNOWN

_NOT_ASKED = re.compile(r"[—－–\-×xXⅩ╳╱/／＼\\＊*]{1,4}")
FORMULA = r"\s*[=＝][\d\s.…+＋\-－−*×/÷%％()（）]+"
"""A number may come with what it is made of: 1=2+3, 4=(2-3)/3*100."""
_NUMBER = re.compile(rf"[（(]?(?:\d{{1,3}}[）)]?(?:{FORMULA})?|[甲乙丙丁戊己庚辛壬癸]|[A-Za-z])[）)]?|[①-⑳]")
_OF_NUMBERS = re.compile(r"(?:行|列|栏|序|编)\s*[号次]|代\s*码")
OF_UNITS = re.compile(r"(?:计量|数量|计算)?\s*单\s*位")
_HINT = re.compile(r"[（(](?!略|不|无|同|见|合计)([^（()）]{2,30})[）)]")
LABEL = re.compile(rf"(?:{KEYWORD})\s*(?:签字|签名|签章|盖章)?\s*(?:[（(][^（()）]+[）)])?\s*[：:]?\s*")


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
    labels = [bool(LABEL.fullmatch(cell.text)) for cell in said]
    labelled = bool(row[0].lines) and all(labels) and any(is_room(cell) for cell in row[1:])
    return labelled or (bool(said) and all(has_fields(cell.text) for cell in said))
