"""未报和逾期: messages to be pasted into a chat. 修订和未计入: what an officer may have to explain, a row each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, zip_longest

from handler.collect.collection import Collection, Held, Row, Status
from handler.collect.exports.columns import HELD, reasons
from handler.collect.exports.reminders import doubts, late, missing
from handler.collect.exports.xlsx import book as limits
from handler.collect.exports.xlsx.book import Book, put_moment, put_text, wrap
from handler.records.record import Record
from schema.edition.model import Edition
from schema.edition.roster import Unit

_COLUMNS = (("类别", 12), ("单位代码", 18), ("单位", 30), ("回执号", 27), ("收到时间", 17), ("说明", 90))
_MESSAGE = 56
"""Width of a message."""
_DAMAGED = "另有一份记录损坏或不符，可能更近；合计里是这一份，请该单位再报一次，不要当作未报来催"
_UNKNOWN = "没有计入合计；如属名册内单位，在名册里加上这个别名再汇总一次"
_REVISED = "同一单位后来又报了一次，以最后一次为准"
_NIL = "声明没有活动可报，各项填 0"
_NOBODY = Unit(code="", name="")
_MORE = "一张工作表放不下，其余的见 collected.json"
_WORDING = "按另一版文字的表格填报，答案仍然适用，已计入"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Remark:
    """Something to know about a record; of what was set aside, unit and time as far as they are known."""

    sort: str
    unit: Unit
    reference: str
    received_at: datetime | None
    says: str


def write_chasing(book: Book, collection: Collection) -> None:
    """A message in each column, a line of it in each cell: who copies the column has the message."""
    sheet = book.add_sheet("未报和逾期")
    messages = (missing(collection), late(collection), doubts(collection))
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, len(messages) - 1, _MESSAGE)
    for row, texts in enumerate(zip_longest(*messages, fillvalue="")):
        wrap(sheet, row, ((text, _MESSAGE) for text in texts))
        for column, text in enumerate(texts):
            put_text(sheet, row, column, text, book.looks.message)


def write_remarks(book: Book, collection: Collection) -> None:
    sheet, looks = book.add_sheet("修订和未计入"), book.looks
    for column, (name, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        put_text(sheet, 0, column, name, looks.head)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    last = 0
    for last, remark in enumerate(_at_most(limits.MOST_ROWS - 1, _remarks(collection)), 1):
        wrap(sheet, last, [(remark.says, _COLUMNS[-1][1])])
        texts = (remark.sort, remark.unit.code, remark.unit.name, remark.reference)
        for column, text in enumerate(texts):
            put_text(sheet, last, column, text, looks.text)
        if remark.received_at:
            put_moment(
                sheet, last, 4, remark.received_at.astimezone(collection.edition.due.tzinfo), looks.moment
            )
        else:
            put_text(sheet, last, 4, "", looks.text)
        put_text(sheet, last, 5, remark.says, looks.prose)
    sheet.autofilter(0, 0, last, len(_COLUMNS) - 1)


def _at_most(number: int, remarks: Iterator[_Remark]) -> Iterator[_Remark]:
    """All of them, or as many as a sheet holds and a last one that says so."""
    yield from islice(remarks, number - 1)
    left = list(islice(remarks, 2))
    if len(left) > 1:
        left = [_Remark(sort="未列完", unit=_NOBODY, reference="", received_at=None, says=_MORE)]
    yield from left


def _remarks(collection: Collection) -> Iterator[_Remark]:
    """Unit by unit, the roster first; then what was set aside."""
    for row in collection.units + collection.unknown:
        yield from _of_unit(row, collection.edition)
    units = {row.unit.code: row.unit for row in collection.units + collection.unknown}
    for aside in collection.set_aside:
        yield _Remark(
            sort="未计入",
            unit=units.get(aside.unit, _NOBODY),
            reference=aside.key,
            received_at=aside.record.received_at if aside.record else None,
            says=aside.reason,
        )


def _of_unit(row: Row, edition: Edition) -> Iterator[_Remark]:
    def remark(sort: str, record: Record, says: str) -> _Remark:
        return _Remark(
            sort=sort,
            unit=row.unit,
            reference=record.reference,
            received_at=record.received_at,
            says=says,
        )

    if not row.current:
        return
    record = row.current.record
    yield from (remark("已被修订", old.record, _REVISED) for old in row.revisions[:-1])
    if row.damaged:
        yield remark("损坏或不符", record, _DAMAGED)
    if row.current.remark:
        yield remark("代码与名称", record, row.current.remark)
    if row.status is Status.UNKNOWN:
        yield remark("名册外", record, _UNKNOWN)
    if record.nil:
        yield remark("零报告", record, _NIL)
    if record.edition_digest != edition.digest:
        yield remark("另一版文字", record, _WORDING)
    for attachment, held in row.files:
        if held is not Held.STORED:
            yield remark("附件", record, f"{attachment.name}{HELD[held]}")
    yield from (remark("理由", record, reason) for reason in reasons(record, edition))
