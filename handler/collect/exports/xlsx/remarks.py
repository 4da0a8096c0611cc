"""未报和逾期: messages to be pasted into a chat. 说明和未计入: what an officer may have to explain, a row each."""

from collections.abc import Iterator
from itertools import chain, zip_longest

from handler.collect.collection import Collection, Held, Row, Status
from handler.collect.exports.columns import HELD, reasons
from handler.collect.exports.reminders import doubts, late, missing
from handler.collect.exports.xlsx.book import Book, put_text, wrap
from handler.collect.exports.xlsx.lists import Line, List
from handler.collect.verify import Verified
from schema.edition.model import Edition

_LIST = List(
    name="说明和未计入",
    columns=(("类别", 12), ("单位代码", 18), ("单位", 30), ("回执号", 27), ("接收时间", 17), ("说明", 90)),
)
_MESSAGE = 56
"""Width of a message."""
_DAMAGED = "另有一份记录损坏或不符，可能更近；合计里是这一份，请该单位重新报送，不作未报催报"
_UNKNOWN = "没有计入合计；如属名单内单位，在名单里加上这个别名再汇总一次"
_NIL = "声明没有活动可报，各项填 0"
_WORDING = "按另一版文字的表格填报，答案仍然适用，已计入"


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
    """Unit by unit, the roster first; then what was set aside, with unit and time as far as they are known."""
    _LIST.write(book, chain(_of_units(collection), _of_set_aside(collection)))


def _of_units(collection: Collection) -> Iterator[Line]:
    edition = collection.edition
    for row in collection.rows:
        if row.current:
            record = row.current.record
            at = record.received_at.astimezone(edition.due.tzinfo)
            for sort, says in _remarks(row, row.current, edition):
                yield sort, row.unit.code, row.unit.name, record.reference, at, says


def _of_set_aside(collection: Collection) -> Iterator[Line]:
    owners = {aside.unit for aside in collection.set_aside}
    names = {row.unit.code: row.unit.name for row in collection.rows if row.unit.code in owners}
    for aside in collection.set_aside:
        code = aside.unit if aside.unit in names else ""
        zone = collection.edition.due.tzinfo
        at = aside.record.received_at.astimezone(zone) if aside.record else ""
        yield "未计入", code, names.get(code, ""), aside.key, at, aside.reason


def _remarks(row: Row, current: Verified, edition: Edition) -> Iterator[tuple[str, str]]:
    """Something to know about the record that counts: of what sort, and what it says."""
    record = current.record
    if row.damaged:
        yield "损坏或不符", _DAMAGED
    if current.remark:
        yield "代码与名称", current.remark
    if row.status is Status.UNKNOWN:
        yield "名单外", _UNKNOWN
    if record.nil:
        yield "零报告", _NIL
    if record.edition_digest != edition.digest:
        yield "另一版文字", _WORDING
    for attachment, held in row.files:
        if held is not Held.STORED:
            yield "附件", f"{attachment.name}{HELD[held]}"
    yield from (("说明", reason) for reason in reasons(record, edition))
