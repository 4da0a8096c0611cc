"""A sheet that is a list: titles, then a line for each thing to know, to be filtered and printed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from xlsxwriter.worksheet import Worksheet

from handler.collect.exports.columns import Cell
from handler.collect.exports.xlsx import book as limits
from handler.collect.exports.xlsx.book import Book, Looks, put, put_text, wrap

Line = Sequence[Cell]
_WIDE = 40
"""Characters: texts in a column so wide are wrapped, and may be long."""
_MORE = "一张工作表放不下，其余的见 collected.json"


@dataclass(frozen=True, kw_only=True, slots=True)
class List:
    """columns: title and width of each. Times in the lines are shown as they stand."""

    name: str
    columns: Sequence[tuple[str, int]]

    def write(self, book: Book, lines: Iterator[Line]) -> None:
        sheet, last = book.add_sheet(self.name), 0
        for column, (title, width) in enumerate(self.columns):
            sheet.set_column(column, column, width)
            put_text(sheet, 0, column, title, book.looks.head)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.fit_to_pages(1, 0)
        for last, line in enumerate(self._at_most(limits.MOST_ROWS - 1, lines), 1):
            self._put(sheet, last, line, book.looks)
        sheet.autofilter(0, 0, last, len(self.columns) - 1)

    def _put(self, sheet: Worksheet, row: int, line: Line, looks: Looks) -> None:
        cells = list(zip(line, self.columns, strict=True))
        wrap(sheet, row, ((cell, width) for cell, (_, width) in cells if isinstance(cell, str)))
        for column, (cell, (_, width)) in enumerate(cells):
            put(sheet, row, column, cell, looks, looks.prose if width >= _WIDE else looks.text)

    def _at_most(self, number: int, lines: Iterator[Line]) -> Iterator[Line]:
        """All of them, or as many as a sheet holds and a last one that says so."""
        yield from islice(lines, number - 1)
        left = list(islice(lines, 2))
        yield from left if len(left) < 2 else [[*[""] * (len(self.columns) - 1), _MORE]]
