"""`collected.long.csv`, a line for each answer, and `collected.codebook.csv`, a line for each blank: for whoever analyses."""

from collections.abc import Iterator

from handler.collect.collection import Collection
from handler.collect.exports.collected_json.figures import line_of
from handler.collect.exports.columns import Cell, answer_cell
from handler.collect.exports.tables.csv_text import to_csv
from schema.edition.model import Edition

LONG = ("code", "unit", "group", "status", "blank", "label", "value", "measure", "via")
CODEBOOK = ("number", "blank", "label", "kind", "measure", "options", "section", "activity", "line")


def to_long_csv(collection: Collection) -> Iterator[bytes]:
    """Of the roster's units that have filed, unit by unit in the order of the paper; a missing unit has no line."""
    return to_csv(_answers(collection), collection.edition)


def to_codebook_csv(collection: Collection) -> Iterator[bytes]:
    """What each id asks, in the order of the paper: number is the column among the answers of `collected.csv`."""
    return to_csv(_blanks(collection.edition), collection.edition)


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
