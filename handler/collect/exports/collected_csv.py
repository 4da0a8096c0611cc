"""The collection as a table: one row per unit, a column per blank, totals and tallies below. CSV for Excel."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime

from handler.collect.exports.coverage import total_of
from handler.collect.merge import Collection, Held, Row, Status
from handler.records.record import Record
from schema.edition.dates import in_words
from schema.edition.kinds import Answer, as_typed
from schema.edition.model import Edition
from schema.edition.sentence import Blank
from schema.validation.checksum import short_code

Cell = str | int | datetime
STATUS = {
    Status.ON_TIME: "按时",
    Status.LATE: "逾期",
    Status.DAMAGED: "损坏或不符",
    Status.MISSING: "未报",
    Status.UNKNOWN: "名册外",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What begins a formula in a spreadsheet, the full-width forms in a Chinese one too."""
FIRST = ("单位代码", "单位", "状态", "收到时间", "回执号", "校验码", "报送次数")
_LAST = ("零报告", "附件", "理由")
HELD = {Held.STORED: "", Held.MISSING: "（缺失）", Held.DAMAGED: "（损坏）"}


def to_csv(collection: Collection) -> bytes:
    """UTF-8 with a byte order mark, so that Excel reads it as it is; formulas are neutralised."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(
        [safe(in_words(cell, collection.edition) if isinstance(cell, datetime) else cell) for cell in line]
        for line in lines(collection)
    )
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def lines(collection: Collection) -> Iterator[list[Cell]]:
    """The title line, the roster, who is not on it, the totals of the roster. Times are by the edition's offset."""
    edition, blanks = collection.edition, collection.edition.blanks
    yield [*FIRST, *collection.edition.labels.values(), *_LAST]
    for row in collection.units + collection.unknown:
        yield _line(row, edition, blanks)
    named = ["", total_of(collection), "", "", "", "", ""]
    yield [*named, *(_total(collection, blank) for blank in blanks), *([""] * len(_LAST))]


def safe(cell: Cell) -> Cell:
    """Text that a spreadsheet would run as a formula, made plain by a leading apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _line(row: Row, edition: Edition, blanks: Sequence[Blank]) -> list[Cell]:
    first: list[Cell] = [row.unit.code, row.unit.name, STATUS[row.status]]
    if not row.current:
        return first + [""] * (len(FIRST) - len(first) + len(blanks) + len(_LAST))
    record = row.current.record
    return [
        *first,
        record.received_at.astimezone(edition.due.tzinfo),
        record.reference,
        short_code(record.checksum),
        len(row.revisions),
        *(_cell(record.answers[blank.id]) for blank in blanks),
        "零报告" if record.nil else "",
        "；".join(attachment.name + HELD[held] for attachment, held in row.files),
        "；".join(reasons(record, edition)),
    ]


def reasons(record: Record, edition: Edition) -> list[str]:
    """Why each odd figure is right, in the order of the blanks."""
    given = record.explanations
    return (
        [f"{label}：{given[id_]}" for id_, label in edition.labels.items() if id_ in given] if given else []
    )


def _cell(answer: Answer) -> Cell:
    return as_typed(answer) if isinstance(answer, bool) else answer


def _total(collection: Collection, blank: Blank) -> Cell:
    if blank.id in collection.tallies:
        return "，".join(f"{word} {times}" for word, times in collection.tallies[blank.id].items())
    return collection.totals.get(blank.id, "")
