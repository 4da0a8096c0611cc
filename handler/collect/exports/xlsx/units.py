"""各单位: the rows of the CSV below the activity that each column belongs to; numbers and times are such."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from xlsxwriter.worksheet import Worksheet

from handler.collect.exports.collected_csv import FIRST, Cell, lines
from handler.collect.exports.xlsx.book import Book, Looks, put_moment, put_number, put_text
from handler.collect.merge import Collection
from schema.edition.kinds import Amount, LongText
from schema.edition.model import Edition
from schema.edition.sentence import Blank

_FROZEN = 3
"""Code, name and status stay in sight, and are printed on every page."""
_WIDTHS = {"单位代码": 11, "单位": 30, "状态": 11, "收到时间": 16, "回执号": 25, "校验码": 13, "报送次数": 9}
_WIDE, _MIDDLE, _NARROW = 40, 14, 12
_HEAD = 1
"""The row of the column titles; activities stand in the one above."""


def write_units(book: Book, collection: Collection) -> None:
    sheet, edition = book.add_sheet("各单位"), collection.edition
    written = lines(collection)
    titles = [str(title) for title in next(written)]
    last = _HEAD + len(collection.units) + len(collection.unknown)
    kinds: list[Blank | None] = [*([None] * len(FIRST)), *edition.blanks]
    kinds += [None] * (len(titles) - len(kinds))
    _set_up(sheet, titles, kinds, last)
    for column, title in _activities(edition):
        put_text(sheet, 0, column, title, book.bold.line)
    for column, title in enumerate(titles):
        put_text(sheet, _HEAD, column, title, book.looks.head)
    for row, line in enumerate(written, _HEAD + 1):
        _put_line(sheet, row, line, kinds, book.bold if row > last else book.looks)


def _set_up(sheet: Worksheet, titles: Sequence[str], kinds: Sequence[Blank | None], last: int) -> None:
    for column, (title, blank) in enumerate(zip(titles, kinds, strict=True)):
        sheet.set_column(column, column, _WIDTHS.get(title) or _width(blank))
    sheet.set_row(_HEAD, 120)
    sheet.set_print_scale(65)
    sheet.freeze_panes(_HEAD + 1, _FROZEN)
    sheet.autofilter(_HEAD, 0, last, len(titles) - 1)
    sheet.repeat_rows(0, _HEAD)
    sheet.repeat_columns(0, _FROZEN - 1)


def _width(blank: Blank | None) -> int:
    """In characters of the workbook's font."""
    if blank is None or isinstance(blank.kind, LongText):
        return _WIDE
    return _NARROW if blank.kind.measure else _MIDDLE


def _activities(edition: Edition) -> Iterator[tuple[int, str]]:
    """The column at which an activity begins, and its name."""
    column = len(FIRST) + len(edition.heading.blanks)
    for section, activity in edition.rows():
        blanks = sum(len(sentence.blanks) for sentence in activity.progress)
        if blanks:
            yield column, " › ".join(filter(None, (section.title, activity.title)))
        column += blanks


def _put_line(
    sheet: Worksheet, row: int, line: Sequence[Cell], kinds: Sequence[Blank | None], looks: Looks
) -> None:
    for column, (cell, blank) in enumerate(zip(line, kinds, strict=True)):
        if isinstance(cell, datetime):
            put_moment(sheet, row, column, cell, looks.moment)
        elif isinstance(cell, int) or (cell and blank and isinstance(blank.kind, Amount)):
            put_number(sheet, row, column, cell, looks)
        else:
            prose = column >= len(FIRST) and (blank is None or isinstance(blank.kind, LongText))
            put_text(sheet, row, column, cell, looks.long if prose else looks.text)
