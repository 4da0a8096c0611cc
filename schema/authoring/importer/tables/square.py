"""A table as a rectangle: which cell covers each of its places, whatever Word has merged."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from schema.authoring.importer.document import Cell, GridRow, width


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """A cell and the places that it covers, counted from 0."""

    cell: Cell
    row: int
    column: int
    across: int = 1
    down: int = 1

    @property
    def text(self) -> str:
        return self.cell.text


Square = list[list[Box]]
"""The box that covers each place."""


def square(rows: Sequence[GridRow], head: int = 0) -> Square:
    """Rows that are too short end in a place that is not to be filled in. head: rows that nothing goes on from downwards."""
    across = width(rows)
    found: Square = []
    for number, row in enumerate(rows):
        line: list[Box] = []
        lacking = across - sum(cell.span for cell in row)
        for cell in (*row, *([Cell(lines=(), span=lacking, shaded=True)] if lacking else [])):
            column = len(line)
            above = found[-1][column] if found and cell.continued and number != head else None
            if above and above.column == column and above.across == cell.span:
                box = replace(above, down=above.down + 1)
                for covered in found[box.row :]:
                    covered[column : column + box.across] = [box] * box.across
            else:
                box = Box(cell=cell, row=number, column=column, across=cell.span)
            line += [box] * cell.span
        found.append(line)
    return found
