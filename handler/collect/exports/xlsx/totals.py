"""汇总: who reported, then every number of the official table in the order of the paper, then every choice.

The numbers stand in one column without a gap: the column can be pasted into the form of whoever is reported to.
"""

from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from handler.collect.collection import Collection
from handler.collect.evidence import collection_digest
from handler.collect.exports.filling import title_of
from handler.collect.exports.xlsx.book import Book, put, put_number, put_text, wrap
from schema.edition.dates import in_words
from schema.edition.model import HEADING
from schema.edition.sentence import Blank
from schema.validation.checksum import short_code

_TITLES = ("活动项目", "活动", "项目", "选项", "合计", "计量单位", "编号")
_WIDTHS = (24, 30, 60, 10, 14, 14, 26)
_TOTAL = 4
_UNITS = "家"
"""What a choice counts."""
Line = tuple[str | int, ...]
"""A cell for each of the titles."""


def write_totals(book: Book, collection: Collection) -> None:
    sheet = book.add_sheet("汇总")
    sheet.fit_to_pages(1, 0)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 24)
    put_text(sheet, 0, 0, title_of(collection.edition), book.looks.title)
    row = _counts(book, sheet, collection) + 1
    sheet.repeat_rows(row)
    for lines in filter(None, (list(_numbers(collection)), list(_choices(collection)))):
        row = _table(book, sheet, row, [_TITLES, *lines]) + 1


def _counts(book: Book, sheet: Worksheet, collection: Collection) -> int:
    """Dates and counts, each beside its name; the row after the last."""
    edition, newest, coverage = collection.edition, collection.newest, collection.coverage
    facts: dict[str, int | str] = {
        "截止时间": in_words(edition.due, edition),
        "最近一次收到": in_words(newest, edition) if newest else "还没有收到",
        "汇总码": short_code(collection_digest(collection)),
        "应报（家）": coverage.expected,
        "已报（家）": coverage.filed,
        "按时（家）": coverage.on_time,
        **({"按时报送、逾期修订（家）": coverage.amended_late} if coverage.amended_late else {}),
        "逾期（家）": coverage.late,
        **({"损坏或不符（家）": coverage.damaged} if coverage.damaged else {}),
        "未报（家）": coverage.missing,
        "名单外，没有计入（家）": len(collection.unknown),
        "未计入的记录（份）": len(collection.set_aside),
    }
    for row, (name, fact) in enumerate(facts.items(), 1):
        put_text(sheet, row, 0, name, book.looks.text)
        put(sheet, row, 1, fact, book.looks, book.looks.text)
    return 1 + len(facts)


def _table(book: Book, sheet: Worksheet, row: int, lines: list[Line]) -> int:
    """Titles and lines; the row after the last."""
    for number, line in enumerate(lines):
        wrap(sheet, row, ((str(cell), width) for cell, width in zip(line, _WIDTHS, strict=True)))
        for column, cell in enumerate(line):
            if number and column == _TOTAL and cell != "":
                put_number(sheet, row, column, cell, book.looks)
            else:
                put_text(sheet, row, column, str(cell), book.looks.prose if number else book.looks.head)
        row += 1
    return row


def _numbers(collection: Collection) -> Iterator[Line]:
    """Every count and amount. Rates have no total, and where nobody has reported nothing has."""
    counted = collection.coverage.counted
    for where, blank in _places(collection):
        if measure := blank.kind.measure:
            adds_up = blank.kind.adds_up
            total = collection.totals[blank.id] if adds_up and counted else ""
            yield *where, "", total, measure if adds_up else f"{measure}（不合计）", blank.id


def _choices(collection: Collection) -> Iterator[Line]:
    counted = collection.coverage.counted
    for where, blank in _places(collection):
        for word, times in collection.tallies.get(blank.id, {}).items():
            yield *where, word, times if counted else "", _UNITS, blank.id


def _places(collection: Collection) -> Iterator[tuple[tuple[str, str, str], Blank]]:
    """Every blank of the table with its section, activity and label, in the order of the paper."""
    edition = collection.edition
    for place, sentence in edition.lines():
        for blank in sentence.blanks if place != HEADING else ():
            yield (*edition.row_of(place), edition.labels[blank.id]), blank
