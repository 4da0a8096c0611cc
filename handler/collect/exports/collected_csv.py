"""The collection as a table: one row per unit, a column per blank, totals and tallies below. CSV for Excel."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime

from handler.collect.collection import Collection
from handler.collect.exports.columns import Cell, columns_of, rows
from schema.edition.dates import in_words

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What begins a formula in a spreadsheet, the full-width forms in a Chinese one too."""


def to_csv(collection: Collection) -> bytes:
    """UTF-8 with a byte order mark, so that Excel reads it as it is; formulas are neutralised."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(
        [safe(in_words(cell, collection.edition) if isinstance(cell, datetime) else cell) for cell in line]
        for line in lines(collection)
    )
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def lines(collection: Collection) -> Iterator[list[Cell]]:
    """The titles, then the rows."""
    columns = columns_of(collection.edition)
    yield [column.title for column in columns]
    yield from rows(collection, columns)


def safe(cell: Cell) -> Cell:
    """Text that a spreadsheet would run as a formula, made plain by a leading apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
