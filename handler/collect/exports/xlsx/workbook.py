"""The whole workbook (`collected.xlsx`)."""

from handler.collect.collection import Collection, TooLargeError
from handler.collect.exports.filling import title_of
from handler.collect.exports.xlsx import book as limits
from handler.collect.exports.xlsx.book import write_book
from handler.collect.exports.xlsx.lists import write_changes, write_suspects
from handler.collect.exports.xlsx.official import write_official
from handler.collect.exports.xlsx.remarks import write_chasing, write_remarks
from handler.collect.exports.xlsx.totals import write_totals
from handler.collect.exports.xlsx.units import write_units

_AROUND = 20
"""Rows and columns at most that stand around those of units and blanks."""


def to_xlsx(collection: Collection) -> bytes:
    """Seven sheets; the same collection gives the same bytes. Raises TooLargeError, and OSError where the disk is full.

    Totals are values, not formulas: they are the merge's own, exact and of the roster alone, and stay so when an
    officer sorts, filters or deletes rows, or opens the file in a viewer that does not calculate.
    """
    _check_size(collection)
    with write_book(title_of(collection.edition), collection.as_of) as (book, packed):
        write_official(book, collection)
        write_totals(book, collection)
        write_suspects(book, collection)
        write_units(book, collection)
        write_changes(book, collection)
        write_chasing(book, collection)
        write_remarks(book, collection)
    return packed.getvalue()


def _check_size(collection: Collection) -> None:
    units = len(collection.units) + len(collection.unknown)
    blanks = len(collection.edition.blanks)
    for number, most, what in ((units, limits.MOST_ROWS, "个单位"), (blanks, limits.MOST_COLUMNS, "个空")):
        if number + _AROUND > most:
            raise TooLargeError(
                f"共 {number:,} {what}，Excel 一张工作表放不下（最多 {most:,}）。请用 collected.csv 或 collected.json。"
            )
