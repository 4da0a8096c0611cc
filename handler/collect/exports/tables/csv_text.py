"""Lines as CSV that Excel opens as it is: UTF-8 with a byte order mark, and nothing in it runs or loses a digit."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from handler.collect.exports.columns import Cell
from schema.edition.dates import in_words
from schema.edition.model import Edition

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What begins a formula in a spreadsheet, the full-width forms in a Chinese one too."""
_DIGITS = 11
"""More are shown rounded, as 5.75E+11; a first 0 is dropped."""
_AT_ONCE = 1 << 16
"""Bytes, about, in each piece."""


def to_csv(lines: Iterable[Sequence[Cell]], edition: Edition) -> Iterator[bytes]:
    """In pieces. Times are by the edition's offset."""
    text = io.StringIO(newline="")
    text.write("\ufeff")
    write = csv.writer(text).writerow
    for line in lines:
        write([safe(in_words(cell, edition) if isinstance(cell, datetime) else cell) for cell in line])
        if text.tell() > _AT_ONCE:
            yield _taken(text)
    yield _taken(text)


def _taken(text: io.StringIO) -> bytes:
    data = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return data


def safe(cell: Cell) -> Cell:
    """Text that a spreadsheet would run as a formula is made plain by an apostrophe, a telephone number or code by a tab.

    So are they to a program that guesses the kind of a column: to pandas 057487654321 is not 57487654321.
    """
    if not isinstance(cell, str) or not cell:
        return cell
    if cell.startswith(_FORMULA):
        return f"'{cell}"
    is_number = cell.isascii() and cell.isdigit()
    return f"\t{cell}" if is_number and (cell[0] == "0" < cell or len(cell) >= _DIGITS) else cell
