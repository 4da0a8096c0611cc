"""Tables as CSV that Excel opens as it is: UTF-8 with a byte order mark, and nothing in them runs or loses a digit.

`collected.csv`: a line for each unit of the roster, a column for each blank; who is not on it in a file of their own. There
is no line of totals: who adds the columns up, in whatever program, has the totals. For whoever analyses
`collected.long.csv`, a line for each answer, and `collected.codebook.csv`, a line for each blank.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from handler.collect.collection import Collection, Row
from handler.collect.exports.collected_json.figures import line_of
from handler.collect.exports.columns import Cell, answer_cell, columns_of
from schema.edition.dates import in_words
from schema.edition.model import Edition

LONG = ("code", "unit", "group", "status", "blank", "label", "value", "measure", "via")
CODEBOOK = ("number", "blank", "label", "kind", "measure", "options", "section", "activity", "line")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What begins a formula in a spreadsheet, the full-width forms in a Chinese one too."""


def to_units_csv(collection: Collection) -> Iterator[bytes]:
    return to_csv(unit_lines(collection, collection.units), collection.edition)


def to_outside_csv(collection: Collection) -> Iterator[bytes]:
    """Who is not on the roster, and so in no total."""
    return to_csv(unit_lines(collection, collection.unknown), collection.edition)


def to_long_csv(collection: Collection) -> Iterator[bytes]:
    """Of the roster's units that have filed, unit by unit in the order of the paper; a missing unit has no line."""
    return to_csv(_answers(collection), collection.edition)


def to_codebook_csv(collection: Collection) -> Iterator[bytes]:
    """What each id asks, in the order of the paper: number is the column among the answers of `collected.csv`."""
    return to_csv(_blanks(collection.edition), collection.edition)


def unit_lines(collection: Collection, units: Iterable[Row]) -> Iterator[list[Cell]]:
    """The titles, then the units."""
    columns = columns_of(collection)
    yield [column.title for column in columns]
    yield from ([column.value(row) for column in columns] for row in units)


def _answers(collection: Collection) -> Iterator[tuple[Cell, ...]]:
    yield LONG
    edition = collection.edition
    asked = [(blank.id, edition.labels[blank.id], blank.kind.measure) for blank in edition.blanks]
    for row in collection.units:
        if row.current:
            unit, answers = row.unit, row.current.record.answers
            via = "file" if row.current.record.added_at else "post"
            who = (unit.code, unit.name, unit.group, row.status.value)
            for id_, label, measure in asked:
                yield *who, id_, label, answer_cell(answers[id_]), measure, via


def _blanks(edition: Edition) -> Iterator[tuple[Cell, ...]]:
    yield CODEBOOK
    asked = ((blank, place, line) for place, line in edition.lines() for blank in line.blanks)
    for number, (blank, place, line) in enumerate(asked, 1):
        kind, options = blank.kind, "／".join(blank.kind.words)
        label, text = edition.labels[blank.id], line_of(line)
        yield number, blank.id, label, kind.name, kind.measure, options, *edition.row_of(place), text


def to_csv(lines: Iterable[Sequence[Cell]], edition: Edition) -> Iterator[bytes]:
    """Line by line. Times are by the edition's offset."""
    yield "\ufeff".encode()
    write = csv.writer(_Through()).writerow
    for line in lines:
        cells = [_kept(in_words(cell, edition) if isinstance(cell, datetime) else cell) for cell in line]
        yield write(cells).encode()


class _Through:
    """A file that keeps nothing: csv's writer hands on what it answers, the line as it was to be written."""

    def write(self, line: str) -> str:
        return line


def safe(cell: Cell) -> Cell:
    """Text that a spreadsheet would run as a formula, made plain by a leading apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _kept(cell: Cell) -> Cell:
    """The same, and of a telephone number or code in digits: 057487654321 is no number, though Excel and pandas make one of it.

    All of them, whatever their length: a reader that has guessed numbers from the first lines stops at 3302Z1.
    """
    return f"'{cell}" if isinstance(cell, str) and cell.isascii() and cell.isdigit() else safe(cell)
