"""Grids on sheets of their own, as on the paper, their cells empty."""

from collections.abc import Callable, Sequence
from itertools import accumulate

from xlsxwriter.worksheet import Worksheet

from handler.collect.exports.widths import ROOM, grid_widths
from handler.collect.exports.xlsx.book import Book, wrap
from handler.collect.exports.xlsx.paper_sheet import PaperSheet
from schema.edition.grid import Cell, Grid
from schema.edition.sentence import Blank

Put = Callable[[Worksheet, int, int, Blank], None]
_UPRIGHT = 100
"""Characters across that are still read on an upright page."""


def write_grids(book: Book, grids: Sequence[Grid], put: Put) -> None:
    """put: an empty cell for a blank. Sheets 表1, 表2 …"""
    for number, grid in enumerate(grids, 1):
        widths = grid_widths(grid)
        sheet = book.add_sheet(f"表{number}", across=sum(widths) > _UPRIGHT)
        sheet.fit_to_pages(1, 0)
        paper = PaperSheet(book=book, sheet=sheet, cuts=(0, *accumulate(widths)))
        paper.set_widths()
        row = 0
        for line in filter(None, grid.caption.split("\n")):
            row = paper.across(row, line, book.paper.line)
        sheet.freeze_panes(row + grid.head, grid.stub)
        _write(paper, row, grid, put)


def _write(paper: PaperSheet, first: int, grid: Grid, put: Put) -> None:
    """Row by row, as the sheet wants it; where a cell goes on, nothing."""
    for row in range(1, len(grid.rows) + 1):
        cells = [(column, *grid.at(row, column)) for column in range(1, len(grid.rows[0]) + 1)]
        begins = [(top == row, left, cell) for column, top, left, cell in cells if left == column]
        texts = [
            (_text(cell), _width(paper, left, cell)) for new, left, cell in begins if new and cell.down == 1
        ]
        wrap(paper.sheet, first + row - 1, texts)
        for new, left, cell in begins:
            _put(paper, first + row - 1, left, cell, put, head=row <= grid.head, down=cell.down * new)


def _put(paper: PaperSheet, row: int, left: int, cell: Cell, put: Put, *, head: bool, down: int) -> None:
    span = (left - 1, left + cell.across - 2)
    looks = paper.book.paper
    look = looks.head if head else looks.activity
    match cell.sentence.parts:
        case (Blank() as blank,) if down:
            put(paper.sheet, row, span[0], blank)
            paper.beside(row, span, down, look)
        case _:
            paper.put(row, span, [(_text(cell), False)] * bool(down), look, down)


def _text(cell: Cell) -> str:
    return "".join(part if isinstance(part, str) else ROOM for part in cell.sentence.parts)


def _width(paper: PaperSheet, left: int, cell: Cell) -> int:
    return paper.cuts[left + cell.across - 1] - paper.cuts[left - 1]
