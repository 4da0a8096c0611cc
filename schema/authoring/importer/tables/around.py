"""A table without what only stands around it: its title and marks above, fields and notes below."""

import re
from dataclasses import dataclass

from schema.authoring.importer.document import GridRow, Rows, width
from schema.authoring.importer.heading import AT_THE_TOP
from schema.authoring.importer.tables.rows import LABEL, asks, is_across, is_fields, is_room

_OF_PEOPLE = re.compile(r"姓\s*名|职\s*务|职\s*称|(?:联系|办公)?\s*(?:电\s*话|手\s*机)(?:号码)?")
_NOTE = re.compile(r"(?:填\s*[报表]|编\s*制)?\s*(?:说\s*明|备\s*注|注)\s*[：:]?")


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
        f"{cell.text.rstrip('：:')}：" if LABEL.fullmatch(cell.text) else cell.text
        for cell in row
        if cell.lines
    ]
    return ("    ".join(texts) + "    ",)
