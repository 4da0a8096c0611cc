"""Two columns, 是 and 否, over empty cells: one choice lies across them, to be ticked in one or the other."""

import re
from collections.abc import Iterator
from dataclasses import replace

from schema.authoring.importer.document import Cell
from schema.authoring.importer.tables.asked import Named, asked
from schema.authoring.importer.tables.frame import Frame
from schema.authoring.importer.tables.rows import is_room
from schema.authoring.importer.tables.square import Box

_PAIRS = (("是", "否"), ("有", "无"))
_TOTAL = re.compile(r"[合总小共累]\s*计")


def with_choices(frame: Frame, measure: str, odd: list[str]) -> Frame:
    """The frame with its choices; what is counted in two such columns stays. measure: what is told above the table."""
    at = [list(line) for line in frame.at]
    pairs = list(_pairs(frame))
    if len(pairs) > len({frame.titles(column)[1:] for column in pairs}):  # nothing would tell them apart
        return frame
    for column in pairs:
        rows = [row for row in frame.body if all(_is_single(box) for box in at[row][column : column + 2])]
        if not rows or any(_is_counted(frame, row, column, measure) for row in rows):
            continue
        yes, no = (at[frame.head - 1][each].text for each in (column, column + 1))
        for row in rows:
            cell = Cell(lines=(f"□{yes} □{no}",), span=2)
            at[row][column : column + 2] = [Box(cell=cell, row=row, column=column, across=2)] * 2
        odd.append(f"“{yes}”“{no}”两栏当作选一项，请核对")
    return replace(frame, at=at)


def _pairs(frame: Frame) -> Iterator[int]:
    """The first column of each."""
    last = frame.at[frame.head - 1] if frame.head else []
    for column in frame.columns[:-1]:
        if last and (last[column].text, last[column + 1].text) in _PAIRS:
            yield column


def _is_single(box: Box) -> bool:
    return is_room(box.cell) and (box.across, box.down) == (1, 1)


def _is_counted(frame: Frame, row: int, column: int, measure: str) -> bool:
    """Whether something says that figures stand there, or nothing says what the row is."""
    names = frame.names(row)
    if not names or any(map(_TOTAL.match, names)):
        return True
    titles = frame.titles(column)[1:]
    kind, doubt = asked(Named(titles=titles, names=names, measure=frame.measure(row), caption=measure))
    return bool(kind.measure and not doubt.startswith("没有写计量单位"))
