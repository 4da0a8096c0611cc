"""`collected.csv`: a line for each unit of the roster, a column for each blank; who is not on it in a file of their own.

There is no line of totals: who adds the columns up, in whatever program, has the totals. What the titles mean, by
which id and of which kind, says `collected.codebook.csv`.
"""

from collections.abc import Iterable, Iterator

from handler.collect.collection import Collection, Row
from handler.collect.exports.columns import Cell, cells, columns_of
from handler.collect.exports.tables.csv_text import to_csv


def to_units_csv(collection: Collection) -> Iterator[bytes]:
    return to_csv(lines(collection, collection.units), collection.edition)


def to_outside_csv(collection: Collection) -> Iterator[bytes]:
    """Who is not on the roster, and so in no total."""
    return to_csv(lines(collection, collection.unknown), collection.edition)


def lines(collection: Collection, units: Iterable[Row]) -> Iterator[list[Cell]]:
    """The titles, then the units."""
    columns = columns_of(collection)
    yield [column.title for column in columns]
    yield from cells(units, columns)
