"""Which layout a table has: activities with sentences to fill in, a grid, or a list that goes on as long as a unit needs."""

import re
from collections.abc import Sequence

from schema.authoring.importer.blanks import find_blanks
from schema.authoring.importer.document import Cell, GridRow, Rows, width
from schema.authoring.importer.tables.rows import is_across, is_room

_WIDTHS = (3, 4)
_GOES_ON = re.compile(r"[.…⋮。·]{2,}|…|⋮")
_ORDER = re.compile(r"(?:序|编)\s*号|行\s*次")
_OF_ONE = re.compile(
    r"(?:姓|企业|公司|项目|产品|案件|事故|设备|学生|人员)\s*(?:名\s*称?)|身份证|证件?号|车牌"
)
_TOTALS = re.compile(r"[合总小]\s*计")


def is_activities(rows: Rows) -> bool:
    """活动项目 | 内容要求 | 进展情况: sentences with blanks in the last column, and words in the others."""
    head, body = rows[0], [row for row in rows[1:] if not is_across(row)]
    across = width(rows)
    if not body or across not in _WIDTHS or len(head) not in _WIDTHS or any(len(row) < 3 for row in body):
        return False
    if len(head) < across and head[0].span == 1:  # a head of two levels
        return False
    asking = sum(1 for row in body if is_room(row[-2]) or _holds(row[-2]))
    others = max(asking, sum(1 for row in body if _holds(row[-3])))
    return any(_is_sentence(row[-1]) for row in body) and 2 * others <= len(body)


def _holds(cell: Cell) -> bool:
    return bool(find_blanks(cell.text).blanks)


def _is_sentence(cell: Cell) -> bool:
    """Words before its first blank, or room behind a colon."""
    for line in cell.lines:
        first, *rest = find_blanks(line).parts
        if rest and len(re.findall(r"\w", str(first) if isinstance(first, str) else "")) > 1:
            return True
        if not rest and line.endswith(("：", ":")):
            return True
    return False


def goes_on(head: Sequence[GridRow], body: Sequence[GridRow]) -> bool:
    """Whether its rows are entries that a unit has many or few of: 1, 2, 3, …, with nothing said in them."""
    rows = [row for row in body if not is_across(row) and not _TOTALS.match(row[0].text)]
    said = [cell.text for row in rows for cell in row if cell.lines]
    if any(map(_GOES_ON.fullmatch, said)):
        return True
    empty = [row for row in rows if all(is_room(cell) for cell in row[1:]) and _is_number(row[0])]
    if not rows or len(empty) < len(rows) or width(rows) < 2:
        return False
    titles = [cell.text for row in head for cell in row]
    return bool(titles) and (
        len(rows) > 1 or bool(_ORDER.fullmatch(titles[0])) or any(map(_OF_ONE.search, titles))
    )


def _is_number(cell: Cell) -> bool:
    return is_room(cell) or cell.text.isdigit()
