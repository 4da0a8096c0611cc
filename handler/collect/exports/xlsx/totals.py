"""汇总: who reported, then every number and choice of the official table in the order of the paper."""

from collections.abc import Iterator
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from handler.collect.collection import Collection, Status
from handler.collect.exports.xlsx.book import Book, put_number, put_text, wrap
from schema.edition.dates import in_words
from schema.edition.sentence import Blank

_COLUMNS = (("活动项目", 20), ("活动", 22), ("项目", 60), ("选项", 8), ("合计", 14), ("计量单位", 10))
_UNITS = "家"
"""What a choice counts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Line:
    """A blank, or one word of a choice. total: '' where there is none, as of rates."""

    section: str
    activity: str
    item: str
    word: str
    total: int | str
    measure: str


def write_totals(book: Book, collection: Collection) -> None:
    sheet, looks = book.add_sheet("汇总"), book.looks
    sheet.fit_to_pages(1, 0)
    for column, (_, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 24)
    put_text(sheet, 0, 0, collection.edition.title.replace("\n", ""), looks.title)
    head = _counts(book, sheet, collection) + 1
    for column, (name, _) in enumerate(_COLUMNS):
        put_text(sheet, head, column, name, looks.head)
    sheet.repeat_rows(head)
    for row, line in enumerate(_lines(collection), head + 1):
        words = (line.section, line.activity, line.item, line.word)
        wrap(sheet, row, ((text, width) for text, (_, width) in zip(words, _COLUMNS, strict=False)))
        for column, text in enumerate(words):
            put_text(sheet, row, column, text, looks.prose)
        if line.total == "":
            put_text(sheet, row, 4, "不合计", looks.text)
        else:
            put_number(sheet, row, 4, line.total, looks)
        put_text(sheet, row, 5, line.measure, looks.text)


def _counts(book: Book, sheet: Worksheet, collection: Collection) -> int:
    """Dates and counts, each beside its name; the row after the last."""
    edition, newest = collection.edition, collection.newest
    amended = collection.count(Status.AMENDED_LATE)
    damaged = collection.count(Status.DAMAGED)
    facts: dict[str, int | str] = {
        "截止时间": in_words(edition.due, edition),
        "最近一次收到": in_words(newest, edition) if newest else "还没有收到",
        "名册（家）": len(collection.units),
        "已报（家）": collection.reported,
        "按时（家）": collection.count(Status.ON_TIME),
        **({"按时报送、逾期修订（家）": amended} if amended else {}),
        "逾期（家）": collection.count(Status.LATE),
        **({"损坏或不符（家）": damaged} if damaged else {}),
        "未报（家）": collection.count(Status.MISSING),
        "名册外，没有计入（家）": collection.count(Status.UNKNOWN),
        "未计入的记录（份）": len(collection.set_aside),
    }
    for row, (name, fact) in enumerate(facts.items(), 1):
        put_text(sheet, row, 0, name, book.looks.text)
        if isinstance(fact, int):
            put_number(sheet, row, 1, fact, book.looks)
        else:
            put_text(sheet, row, 1, fact, book.looks.text)
    return 1 + len(facts)


def _lines(collection: Collection) -> Iterator[_Line]:
    """Section and activity are named once, as the paper does in its merged cells."""
    named: object = None
    for section, activity in collection.edition.rows():
        title = activity.title
        for sentence in activity.progress:
            for blank in sentence.blanks:
                for word, total, measure in _totals(collection, blank):
                    yield _Line(
                        section="" if section is named else section.title,
                        activity=title,
                        item=collection.edition.labels[blank.id],
                        word=word,
                        total=total,
                        measure=measure,
                    )
                    named, title = section, ""


def _totals(collection: Collection, blank: Blank) -> Iterator[tuple[str, int | str, str]]:
    """Word, total and measure: of a number one, of a choice one for each word, of a text none."""
    if blank.kind.words:
        yield from ((word, times, _UNITS) for word, times in collection.tallies[blank.id].items())
    elif measure := blank.kind.measure:
        yield "", collection.totals[blank.id] if blank.kind.adds_up else "", measure
