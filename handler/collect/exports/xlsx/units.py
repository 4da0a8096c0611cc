"""各单位: the rows of the CSV below the activity that each column belongs to; numbers and times are such.

The roster, its total, and apart below it who is not on the roster: who selects a column down to the total has no
stranger in it. On paper a page holds whole activities, and the names of the units on each.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from xlsxwriter.worksheet import Worksheet

from handler.collect.collection import Collection
from handler.collect.exports.columns import Cell, Column, Form, columns_of
from handler.collect.exports.xlsx.book import Book, Looks, put, put_number, put_text
from schema.edition.model import HEADING, Edition

_FROZEN = 3
"""Code, name and status stay in sight, and are printed on every page."""
_HEAD = 1
"""The row of the column titles; activities stand in the one above."""
_PAGE = 165
"""Characters on a page across, at _SCALE per cent."""
_SCALE = 60
_STRANGERS = "名单外，没有计入合计"


def write_units(book: Book, collection: Collection) -> None:
    sheet, columns = book.add_sheet("各单位"), columns_of(collection)
    total = _HEAD + len(collection.units) + 1
    _set_up(sheet, columns, total - 1)
    begun = dict(_activities(collection.edition, columns))
    sheet.set_v_pagebreaks(list(_breaks(columns, sorted(begun))))
    for column, title in begun.items():
        put_text(sheet, 0, column, title, book.bold.line)
    for column, each in enumerate(columns):
        put_text(sheet, _HEAD, column, each.title, book.looks.head)
    for row, unit in enumerate(collection.units, _HEAD + 1):
        _put_line(sheet, row, [column.value(unit) for column in columns], columns, book.looks)
    _put_line(sheet, total, [column.total for column in columns], columns, book.bold)
    if collection.unknown:
        put_text(sheet, total + 2, 0, _STRANGERS, book.bold.line)
    for row, unit in enumerate(collection.unknown, total + 3):
        _put_line(sheet, row, [column.value(unit) for column in columns], columns, book.looks)


def _set_up(sheet: Worksheet, columns: Sequence[Column], last: int) -> None:
    for column, each in enumerate(columns):
        sheet.set_column(column, column, each.width)
    sheet.set_row(_HEAD, 120)
    sheet.set_print_scale(_SCALE)
    sheet.freeze_panes(_HEAD + 1, _FROZEN)
    sheet.autofilter(_HEAD, 0, last, len(columns) - 1)
    sheet.repeat_rows(0, _HEAD)
    sheet.repeat_columns(0, _FROZEN - 1)


def _activities(edition: Edition, columns: Sequence[Column]) -> Iterator[tuple[int, str]]:
    """The column at which an activity begins, and its name."""
    at = {each.blank.id: column for column, each in enumerate(columns) if each.blank}
    asked = ((place, line.blanks) for place, line in edition.lines() if line.blanks and place != HEADING)
    for _, row in groupby(asked, key=lambda line: line[0][:2]):
        place, blanks = next(row)
        yield at[blanks[0].id], " › ".join(filter(None, edition.row_of(place)))


def _breaks(columns: Sequence[Column], begun: Sequence[int]) -> Iterator[int]:
    """The columns before which a page ends: as many whole activities on each as have room beside the names."""
    widths = [column.width for column in columns]
    room = _PAGE - sum(widths[:_FROZEN])
    page = _FROZEN
    for start, end in pairwise([*begun, len(columns)]):
        if start > page and sum(widths[page:end]) > room:
            yield start
            page = start


def _put_line(
    sheet: Worksheet, row: int, line: Sequence[Cell], columns: Sequence[Column], looks: Looks
) -> None:
    for column, (cell, each) in enumerate(zip(line, columns, strict=True)):
        if isinstance(cell, str) and cell and each.form is Form.NUMBER:
            put_number(sheet, row, column, cell, looks)
        else:
            put(sheet, row, column, cell, looks, looks.long if each.form is Form.PROSE else looks.text)
