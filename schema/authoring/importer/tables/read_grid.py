"""A head and what stands under it → a grid of an edition, each cell with what it asks."""

import re
from collections.abc import Iterator
from dataclasses import replace

from schema.authoring.importer.blanks import Line, find_blanks
from schema.authoring.importer.document import Cell
from schema.authoring.importer.measures import END
from schema.authoring.importer.tables.asked import Named
from schema.authoring.importer.tables.cells import read_cell
from schema.authoring.importer.tables.frame import ORDER, Frame
from schema.authoring.importer.tables.rows import is_room
from schema.authoring.importer.tables.square import Box
from schema.edition.grid import Cell as GridCell
from schema.edition.grid import Grid
from schema.edition.kinds import Text
from schema.edition.sentence import Blank

_SIGNED = re.compile(r"[（(]\s*(?:签[字名章]|盖\s*章)\s*[）)]\s*[：:]?$")
_REMARKS = re.compile(r"备\s*[注考]|说\s*明")


def read_grid(
    frame: Frame, odd: list[str], caption: str, measure: str
) -> tuple[Grid, dict[tuple[int, int], tuple[str, ...]]]:
    """The grid, and what looked odd by row and column (from 1; (0, 0): the whole of it, with what is odd already)."""
    doubts: dict[tuple[int, int], tuple[str, ...]] = {}
    rows: list[list[GridCell | None]] = [[None] * len(line) for line in frame.at]
    alike: dict[str, list[tuple[int, int]]] = {}
    for box in frame.boxes():
        line = _line(box, frame, measure, odd)
        for doubt in line.doubts:
            alike.setdefault(doubt, []).append((box.row + 1, box.column + 1))
        rows[box.row][box.column] = GridCell(
            sentence=Line(parts=line.parts), across=box.across, down=box.down
        )
    for doubt, places in alike.items():
        if len(places) > 2:
            odd.append(f"{len(places)} 格{doubt}")
        else:
            doubts |= {place: (*doubts.get(place, ()), doubt) for place in places}
    grid = Grid(caption=caption, head=frame.head, stub=frame.stub, rows=tuple(map(tuple, rows)))
    return grid, {(0, 0): tuple(_counted(odd)), **doubts}


def _line(box: Box, frame: Frame, measure: str, odd: list[str]) -> Line:
    """What stands in a box, or is asked there."""
    whole = box.across == len(frame.at[0])
    if whole and find_blanks(box.text).blanks:
        return read_cell(box.cell, Named(titles=(), names=()))
    if not (whole or box.row < frame.head or box.column < frame.stub):
        line, wish = _asked_in(box, frame, measure, odd), _wish(frame, box.row, box.column)
        return line.put(lambda blank: replace(blank, id=wish)) if wish else line
    corner = box.row < frame.head and box.column < max(frame.stub, 1)
    if _SIGNED.search(box.text):
        odd.append(f"“{box.text}”像是签字、盖章的地方，请核对")
    if is_room(box.cell) and not corner and box.column not in (frame.units, frame.codes):
        title = "".join(frame.titles(box.column)[:1])
        odd.append(f"“{title}”一栏的空白格没有当作要填的" if title else "空白格没有当作要填的")
    return _as_text(box.cell)


def _asked_in(box: Box, frame: Frame, measure: str, odd: list[str]) -> Line:
    """What stands in a box below the head and beside the stub, or is asked there."""
    titles = frame.titles(box.column) if frame.head else frame.beside(box)
    if re.fullmatch(r"\d[\d,.]*", box.text) and not frame.is_coded(box.column):
        odd.append("格里已有数字，像是已填的表，请核对")
    if is_room(box.cell) and _REMARKS.fullmatch("".join(titles[:1])):
        odd.append("备注空白格当作可不填的文字，请核对")
        return Line(parts=(Blank(id="", kind=Text(optional=True)),))
    if box.column == frame.units:
        return _as_text(box.cell)
    if box.cell.shaded and not box.cell.lines:
        odd.append("空白格是灰底的或划了斜线，没有当作要填的")
    names = frame.names(box.row)
    if is_room(box.cell) and frame.stub and not names:
        odd.append("空白格所在的行没有名称，没有当作要填的")
        return Line(parts=())
    named = Named(
        titles=tuple(title[-END:] for title in titles),
        names=tuple(name[-END:] for name in names),
        measure=frame.measure(box.row),
        caption=measure,
        mixed=frame.mixed,
        beside=not frame.head and not frame.stub,
    )
    return read_cell(box.cell, named)


def _as_text(cell: Cell) -> Line:
    text = cell.text.replace("{", "｛").replace("}", "｝")
    return Line(parts=(text,) if text else ())


def _wish(frame: Frame, row: int, column: int) -> str:
    """The id that the paper's own codes make: r05_2; '' where it has none."""
    code, number = (re.sub(r"\W", "", text.lower()) for text in (frame.code(row), frame.number(column)))
    if not (code.isascii() and code) or ORDER.fullmatch(frame.titles(frame.codes)[0]):
        return ""
    body = len(frame.at[0]) - frame.stub
    return f"r{code}_{number}" if number.isascii() and number else f"r{code}" if body == 1 else ""


def _counted(odd: list[str]) -> Iterator[str]:
    for text in dict.fromkeys(odd):
        times = odd.count(text)
        yield f"{times} 个{text}" if times > 1 else text
