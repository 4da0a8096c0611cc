"""未报和逾期: messages to be pasted into a chat. 说明和未计入: what an officer may have to explain, a row each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from handler.collect.collection import Collection, Held, Row, Status
from handler.collect.exports.columns import HELD, reasons
from handler.collect.exports.reminders import doubts, late, missing
from handler.collect.exports.xlsx.book import Book, put_text, wrap
from handler.collect.exports.xlsx.lists import List
from handler.records.record import Record
from schema.edition.model import Edition
from schema.edition.roster import Unit

_LIST = List(
    name="说明和未计入",
    columns=(("类别", 12), ("单位代码", 18), ("单位", 30), ("回执号", 27), ("接收时间", 17), ("说明", 90)),
)
_MESSAGE = 56
"""Width of a message."""
_DAMAGED = "另有一份记录损坏或不符，可能更近；合计里是这一份，请该单位重新报送，不作未报催报"
_UNKNOWN = "没有计入合计；如属名单内单位，在名单里加上这个别名再汇总一次"
_NIL = "声明没有活动可报，各项填 0"
_NOBODY = Unit(code="", name="")
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
    zone = collection.edition.due.tzinfo
    _LIST.write(
        book,
        (
            (
                remark.sort,
                remark.unit.code,
                remark.unit.name,
                remark.reference,
                remark.received_at.astimezone(zone) if remark.received_at else "",
                remark.says,
            )
            for remark in _remarks(collection)
        ),
    )


def _remarks(collection: Collection) -> Iterator[_Remark]:
    """Unit by unit, the roster first; then what was set aside."""
    for row in collection.rows:
        yield from _of_unit(row, collection.edition)
    owners = {aside.unit for aside in collection.set_aside}
    units = {row.unit.code: row.unit for row in collection.rows if row.unit.code in owners}
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
    if row.damaged:
        yield remark("损坏或不符", record, _DAMAGED)
    if row.current.remark:
        yield remark("代码与名称", record, row.current.remark)
    if row.status is Status.UNKNOWN:
        yield remark("名单外", record, _UNKNOWN)
    if record.nil:
        yield remark("零报告", record, _NIL)
    if record.edition_digest != edition.digest:
        yield remark("另一版文字", record, _WORDING)
    for attachment, held in row.files:
        if held is not Held.STORED:
            yield remark("附件", record, f"{attachment.name}{HELD[held]}")
    yield from (remark("说明", record, reason) for reason in reasons(record, edition))
