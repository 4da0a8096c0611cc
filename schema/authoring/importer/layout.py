"""Which layout a table has: what is around the rows that are read, and by name the layouts that are not supported yet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from schema.authoring.importer.blanks import find_blanks
from schema.authoring.importer.document import Cell, DocumentError, GridRow
from schema.authoring.importer.heading import KEYWORD
from schema.authoring.importer.measures import UNITS

_CAN = (
    "现在能导入“活动项目、内容要求、进展情况”三栏的表（第一栏可分成两列），和“项目、计量单位、数量”的清单。"
)
_WIDTHS = (3, 4)
_REMARKS = ("备注", "备考", "说明")
_NUMBERS = ("序号", "编号", "行次", "行号")
_UNIT = re.compile(r"(?:计量|数量|计算)?\s*单\s*位")
_IN_BRACKETS = re.compile(rf"[（(](?:单位[：:])?({UNITS})[）)]\s*$")
_LABEL = re.compile(rf"(?:{KEYWORD})\s*(?:[（(][^（()）]+[）)])?\s*[：:]?\s*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """before, after: the lines of rows across the whole table above its head and below its last row.

    rows: those under the head, each with its number on the paper.
    """

    before: tuple[str, ...]
    head: GridRow
    rows: tuple[tuple[int, GridRow], ...]
    after: tuple[str, ...]
    width: int
    doubts: tuple[str, ...]

    def measure_of(self, row: GridRow) -> str:
        """The unit of measure that a row names: in a column of its own, or in brackets behind its name or the last title."""
        titles, texts = ([cell.text for cell in cells] for cells in (self.head, row))
        own = (text for title, text in zip(titles, texts, strict=False) if _UNIT.fullmatch(title))
        if len(titles) == len(texts) and (named := next(own, "")):
            return named
        found = (_IN_BRACKETS.search(text) for text in (*reversed(texts[:-1]), titles[-1]))
        return next((match[1] for match in found if match), "")


def read_layout(grid: Sequence[GridRow]) -> Layout:
    """Raises DocumentError, which names a layout that is not supported yet."""
    rows = [(n, row) for n, row in enumerate(grid, 1) if any(cell.lines or cell.continued for cell in row)]
    doubts = [
        f"第 {n} 行是空的（{len(row)} 格），没有当作要填的"
        for n, row in enumerate(grid, 1)
        if row and not any(cell.lines or cell.continued for cell in row)
    ]
    first = next((at for at, (_, row) in enumerate(rows) if len(row) > 1 and not _is_fields(row)), len(rows))
    last = next((at for at in range(len(rows), first, -1) if len(rows[at - 1][1]) > 1), first)
    if not rows:
        raise DocumentError("表格是空的，不像是统计表。请核对文件。")
    if last <= first + 1:
        raise DocumentError("表格只有表头，没有内容，不像是统计表。请核对文件。")
    body, aside = _trimmed([row for _, row in rows[first:last]])
    width = max(sum(cell.span for cell in row) for row in body)
    numbered = tuple(zip((n for n, _ in rows[first + 1 : last]), body[1:], strict=True))
    _check(body, width)
    return Layout(
        before=tuple(line for _, row in rows[:first] for line in _heading_lines(row)),
        head=body[0],
        rows=numbered,
        after=tuple(line for _, row in rows[last:] for line in row[0].lines),
        width=width,
        doubts=(*doubts, *aside),
    )


def _is_fields(row: GridRow) -> bool:
    """A row of heading fields: 联系人 | (room) | 电话 | (room)."""
    return bool(_LABEL.fullmatch(row[0].text)) and any(not cell.lines for cell in row[1:])


def _heading_lines(row: GridRow) -> tuple[str, ...]:
    """The lines of a row above the head; its fields as one line, each with its colon."""
    if not _is_fields(row):
        return row[0].lines
    texts = [
        f"{cell.text.rstrip('：:')}：" if _LABEL.fullmatch(cell.text) else cell.text
        for cell in row
        if cell.lines
    ]
    return ("    ".join(texts),)


def _trimmed(rows: list[GridRow]) -> tuple[list[GridRow], list[str]]:
    """Without columns of remarks at the right and of numbers at the left that are too many, and what they were."""
    doubts = []
    if rows[0][-1].text.replace(" ", "").replace("\u3000", "") in _REMARKS and len(rows[0]) > _WIDTHS[0]:
        doubts.append(_aside(rows, -1))
        rows = [row[:-1] if len(row) > 1 else row for row in rows]
    width = max(sum(cell.span for cell in row) for row in rows)
    if width > max(_WIDTHS) and rows[0][0].text.replace(" ", "") in _NUMBERS and rows[0][0].span == 1:
        doubts.append(_aside(rows, 0))
        rows = [row[1:] if len(row) > 1 else row for row in rows]
    return rows, doubts


def _aside(rows: list[GridRow], column: int) -> str:
    said = [row[column].text for row in rows[1:] if len(row) > 1 and row[column].lines]
    empty = sum(1 for row in rows[1:] if len(row) > 1 and not row[column].lines and not row[column].continued)
    told = f"，里面的字是：{'、'.join(said)[:200]}" if said else ""
    room = f"，{empty} 格是空的" if empty else ""
    return f"“{rows[0][column].text}”一栏没有收进{told}{room}"


def _check(rows: list[GridRow], width: int) -> None:
    """Raises DocumentError, which says what the layout is."""
    head, body = rows[0], [row for row in rows[1:] if len(row) > 1]
    empty = sum(1 for row in body for cell in row if not cell.lines and not cell.continued)
    room = f"，有 {empty} 格空着要填" if empty else ""
    heads = "、".join(cell.text or "（空）" for cell in head)
    if width not in _WIDTHS or len(head) not in _WIDTHS:
        raise DocumentError(f"表格有 {width} 栏（{heads[:100]}）{room}；这种版式现在还不支持。{_CAN}")
    if len(head) < width and head[0].span == 1:
        raise DocumentError(f"表头有两层（{heads[:100]}）{room}；这种版式现在还不支持。{_CAN}")
    two = f"“{head[-2].text}”和“{head[-1].text}”两栏"
    if 2 * sum(1 for row in body if _is_room(row[-2]) and _is_room(row[-1])) > len(body):
        raise DocumentError(f"{two}都空着要填{room}；这种版式现在还不支持。{_CAN}")
    if 2 * sum(1 for row in body if find_blanks(row[-2].text).blanks) > len(body):
        raise DocumentError(f"{two}都有要填的空{room}；这种版式现在还不支持。{_CAN}")


def _is_room(cell: Cell) -> bool:
    return not cell.lines and not cell.continued
