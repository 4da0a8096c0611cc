"""Grids on sheets of their own, as on the paper, their cells empty."""

from collections.abc import Sequence

from handler.collect.exports.filling import by_hand
from handler.collect.exports.paper import captions_of, table_of
from handler.collect.exports.xlsx.book import Book
from handler.collect.exports.xlsx.paper_sheet import PaperSheet, Put, ends_of, widths_of
from schema.edition.grid import Grid

_UPRIGHT = 100
"""Characters across that are still read on an upright page."""


def write_grids(book: Book, grids: Sequence[Grid], put: Put) -> None:
    """put: an empty cell for a blank. Sheets 表1, 表2 …"""
    for number, grid in enumerate(grids, 1):
        table = table_of(grid)
        widths = widths_of(table)
        sheet = book.add_sheet(f"表{number}", across=sum(widths) > _UPRIGHT)
        paper, row = PaperSheet.of(book, sheet, ends_of(widths, sum(widths))), 0
        for caption in captions_of(grid):
            row = paper.paragraph(row, caption, by_hand)
        sheet.freeze_panes(row + grid.head, grid.stub)
        paper.table(row, table, by_hand, put)
