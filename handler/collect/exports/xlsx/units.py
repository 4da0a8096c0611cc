"""各单位: the rows of the CSV below the activity that each column belongs to; numbers and times are such."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from xlsxwriter.worksheet import Worksheet

from handler.collect.collection import Collection
from handler.collect.exports.columns import Cell, Column, Form, columns_of, rows
from handler.collect.exports.xlsx.book import Book, Looks, put_moment, put_number, put_text
from schema.edition.model import Edition

_FROZEN = 3
"""Code, name and status stay in sight, and are printed on every page."""
_HEAD = 1
"""The row of the column titles; activities stand in the one above."""


def write_units(book: Book, collection: Collection) -> None:
    sheet, columns = book.add_sheet("各单位"), columns_of(collection.edition)
    last = _HEAD + len(collection.units) + len(collection.unknown)
    _set_up(sheet, columns, last)
    for column, title in _activities(collection.edition, columns):
        put_text(sheet, 0, column, title, book.bold.line)
    for column, each in enumerate(columns):
        put_text(sheet, _HEAD, column, each.title, book.looks.head)
    for row, line in enumerate(rows(collection, columns), _HEAD + 1):
        _put_line(sheet, row, zip(line, columns, strict=True), book.bold if row > last else book.looks)


def _set_up(sheet: Worksheet, columns: Sequence[Column], last: int) -> None:
    for column, each in enumerate(columns):
        sheet.set_column(column, column, each.width)
    sheet.set_row(_HEAD, 120)
    sheet.set_print_scale(65)
    sheet.freeze_panes(_HEAD + 1, _FROZEN)
    sheet.autofilter(_HEAD, 0, last, len(columns) - 1)
    sheet.repeat_rows(0, _HEAD)
    sheet.repeat_columns(0, _FROZEN - 1)


def _activities(edition: Edition, columns: Sequence[Column]) -> Iterator[tuple[int, str]]:
    """The column at which an activity begins, and its name."""
    at = {each.blank.id: column for column, each in enumerate(columns) if each.blank}
    for section, activity in edition.rows():
        blanks = [blank for sentence in activity.progress for blank in sentence.blanks]
        if blanks:
            yield at[blanks[0].id], " › ".join(filter(None, (section.title, activity.title)))


def _put_line(sheet: Worksheet, row: int, line: Iterator[tuple[Cell, Column]], looks: Looks) -> None:
    for column, (cell, each) in enumerate(line):
        if isinstance(cell, datetime):
            put_moment(sheet, row, column, cell, looks.moment)
        elif cell != "" and each.form is Form.NUMBER:
            put_number(sheet, row, column, cell, looks)
        else:
            put_text(sheet, row, column, str(cell), looks.long if each.form is Form.PROSE else looks.text)
