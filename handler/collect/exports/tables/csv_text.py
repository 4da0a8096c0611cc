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
_AT_ONCE = 1 << 16
"""Bytes, about, in each piece."""


def to_csv(lines: Iterable[Sequence[Cell]], edition: Edition) -> Iterator[bytes]:
    """In pieces. Times are by the edition's offset."""
    text = io.StringIO(newline="")
    text.write("\ufeff")
    write = csv.writer(text).writerow
    for line in lines:
        write([_kept(in_words(cell, edition) if isinstance(cell, datetime) else cell) for cell in line])
        if text.tell() > _AT_ONCE:
            yield _taken(text)
    yield _taken(text)


def _taken(text: io.StringIO) -> bytes:
    data = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return data


def safe(cell: Cell) -> Cell:
    """Text that a spreadsheet would run as a formula, made plain by a leading apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _kept(cell: Cell) -> Cell:
    """The same, and of a telephone number or code in digits: 057487654321 is no number, though Excel and pandas make one of it.

    All of them, whatever their length: a reader that has guessed numbers from the first lines stops at 3302Z1.
    """
    return f"'{cell}" if isinstance(cell, str) and cell.isascii() and cell.isdigit() else safe(cell)
