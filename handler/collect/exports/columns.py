"""The table of the units, column by column: what stands in it of each unit, and what in the last line, of all.

The CSV and the workbook both write this one list, so that no column can slip under another's title.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto

from handler.collect.collection import Collection, Held, Row, Status
from handler.collect.last_year import Sum
from handler.records.record import Record
from handler.records.review import Act
from schema.edition.dates import in_words
from schema.edition.kinds import Answer, LongText, as_typed
from schema.edition.model import Edition
from schema.edition.sentence import Blank
from schema.validation.checksum import short_code

Cell = str | int | datetime
STATUS = {
    Status.ON_TIME: "按时",
    Status.AMENDED_LATE: "按时报送、逾期修订",
    Status.LATE: "逾期",
    Status.DAMAGED: "损坏或不符",
    Status.MISSING: "未报",
    Status.UNKNOWN: "名单外",
}
HELD = {Held.STORED: "", Held.MISSING: "（缺失）", Held.DAMAGED: "（损坏）"}
_REVIEWED = {
    (Act.RETURNED, True): "已退回，还没有改",
    (Act.RETURNED, False): "退回后又报",
    (Act.ACCEPTED, True): "已验收",
    (Act.ACCEPTED, False): "验收后又改",
}
"""What the bureau said of a filing, and whether that is the one that counts."""
_WIDE, _MIDDLE, _NARROW = 40, 14, 12


class Form(Enum):
    """How a column's cells are written, where they are not empty. PROSE may be long; a NUMBER may be a decimal text."""

    TEXT = auto()
    PROSE = auto()
    NUMBER = auto()


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """value: of a unit; total: of all. width: in characters. blank: the one whose answers it holds."""

    title: str
    value: Callable[[Row], Cell]
    width: int
    form: Form = Form.TEXT
    total: Cell = ""
    blank: Blank | None = None


def columns_of(collection: Collection) -> list[Column]:
    """In order. Times are by the edition's offset."""
    edition, zone = collection.edition, collection.edition.due.tzinfo
    suspects = Counter(each.unit for each in collection.suspects if each.verified is None)
    return [
        Column(title="单位代码", width=11, value=lambda row: row.unit.code),
        Column(title="单位", width=30, value=lambda row: row.unit.name, total=_title_of_total(collection)),
        Column(title="状态", width=19, value=lambda row: STATUS[row.status]),
        Column(title="区县（片区）", width=14, value=lambda row: row.unit.group),
        Column(title="审核", width=16, value=_reviewed),
        Column(
            title="待核实（处）", width=9, value=lambda row: suspects[row.unit.code] or "", form=Form.NUMBER
        ),
        _filed("接收时间", 16, lambda record: record.received_at.astimezone(zone)),
        _filed("回执号", 25, lambda record: record.reference),
        _filed("校验码", 13, lambda record: short_code(record.checksum)),
        Column(title="报送次数", width=9, value=lambda row: len(row.revisions) or "", form=Form.NUMBER),
        *(_answered(blank, collection) for blank in edition.blanks),
        _filed(
            "报送方式",
            24,
            lambda record: f"文件（{in_words(record.added_at, edition)}接收）" if record.added_at else "网上",
        ),
        _filed("零报告", _WIDE, lambda record: "零报告" if record.nil else "", Form.PROSE),
        Column(title="附件", width=_WIDE, value=_files, form=Form.PROSE),
        _filed("说明", _WIDE, lambda record: "；".join(reasons(record, edition)), Form.PROSE),
    ]


def reasons(record: Record, edition: Edition) -> list[str]:
    """Why each odd figure is right, in the order of the blanks."""
    given = record.explanations
    labels = edition.labels.items() if given else ()
    return [f"{label}：{given[id_]}" for id_, label in labels if id_ in given]


def _filed(title: str, width: int, value: Callable[[Record], Cell], form: Form = Form.TEXT) -> Column:
    """Of the record that counts; empty where none does."""
    return Column(
        title=title,
        width=width,
        value=lambda row: value(row.revisions[-1].record) if row.revisions else "",
        form=form,
    )


def _answered(blank: Blank, collection: Collection) -> Column:
    form, width = Form.TEXT, _MIDDLE
    if isinstance(blank.kind, LongText):
        form, width = Form.PROSE, _WIDE
    elif blank.kind.measure:
        form, width = Form.NUMBER, _NARROW
    column = _filed(
        collection.edition.labels[blank.id], width, lambda record: answer_cell(record.answers[blank.id]), form
    )
    total = collection.tallies.get(blank.id) or collection.totals.get(blank.id)
    return replace(column, total=total_cell(total) if collection.coverage.counted else "", blank=blank)


def answer_cell(answer: Answer) -> Cell:
    """是 for a yes; a count stays a number."""
    return as_typed(answer) if isinstance(answer, bool) else answer


def changes(old: Record, new: Record) -> dict[str, tuple[Answer, Answer]]:
    """Blank id → the answer before and the one after, where they differ."""
    return {
        id_: (old.answers[id_], answer) for id_, answer in new.answers.items() if old.answers[id_] != answer
    }


def _reviewed(row: Row) -> str:
    return _REVIEWED[row.review.kind, row.is_current] if row.review else ""


def _files(row: Row) -> str:
    return "；".join(attachment.name + HELD[held] for attachment, held in row.files)


def _title_of_total(collection: Collection) -> str:
    filed, counted = collection.coverage.filed, collection.coverage.counted
    return f"合计（名单内已报 {filed} 家{'' if counted == filed else f'，计入 {counted} 家'}）"


def total_cell(total: Sum | None) -> Cell:
    """A sum as it is, of a choice how often each word."""
    if isinstance(total, dict):
        return "，".join(f"{word} {times}" for word, times in total.items())
    return "" if total is None else total
