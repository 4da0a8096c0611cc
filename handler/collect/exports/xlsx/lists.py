"""Sheets that are lists: titles, then a line for each thing to know, to be filtered and printed.

待核实: the figures that look mistyped, heaviest first, with the reason and what became of them. 变动: what each revision
changed, a line for each figure, the old beside the new.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from xlsxwriter.worksheet import Worksheet

from handler.collect.collection import Collection, Row
from handler.collect.exports.columns import Cell, answer_cell, changes
from handler.collect.exports.xlsx import book as limits
from handler.collect.exports.xlsx.book import Book, Looks, put, put_text, wrap
from handler.collect.suspects.suspect import Band, Suspect
from handler.records.review import How, Review
from schema.edition.dates import in_words
from schema.edition.model import Edition

Line = Sequence[Cell]
_WIDE = 40
"""Characters: texts in a column so wide are wrapped, and may be long."""
_MORE = "一张工作表放不下，其余的见 collected.json"


@dataclass(frozen=True, kw_only=True, slots=True)
class List:
    """columns: title and width of each. Times in the lines are shown as they stand."""

    name: str
    columns: Sequence[tuple[str, int]]

    def write(self, book: Book, lines: Iterator[Line]) -> None:
        sheet, last = book.add_sheet(self.name), 0
        for column, (title, width) in enumerate(self.columns):
            sheet.set_column(column, column, width)
            put_text(sheet, 0, column, title, book.looks.head)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.fit_to_pages(1, 0)
        for last, line in enumerate(self._at_most(limits.MOST_ROWS - 1, lines), 1):
            self._put(sheet, last, line, book.looks)
        sheet.autofilter(0, 0, last, len(self.columns) - 1)

    def _put(self, sheet: Worksheet, row: int, line: Line, looks: Looks) -> None:
        cells = list(zip(line, self.columns, strict=True))
        wrap(sheet, row, ((cell, width) for cell, (_, width) in cells if isinstance(cell, str)))
        for column, (cell, (_, width)) in enumerate(cells):
            put(sheet, row, column, cell, looks, looks.prose if width >= _WIDE else looks.text)

    def _at_most(self, number: int, lines: Iterator[Line]) -> Iterator[Line]:
        """All of them, or as many as a sheet holds and a last one that says so."""
        yield from islice(lines, number - 1)
        left = list(islice(lines, 2))
        yield from left if len(left) < 2 else [[*[""] * (len(self.columns) - 1), _MORE]]


_SUSPECTS = List(
    name="待核实",
    columns=(
        ("对合计的影响", 13),
        ("单位代码", 12),
        ("单位", 28),
        ("项目", 48),
        ("所填的数", 16),
        ("像打错的说明", 64),
        ("单位填报时的说明", 40),
        ("核实情况", 40),
    ),
)
_BANDS = {Band.LARGE: "10% 以上", Band.MIDDLE: "1%–10%", Band.SMALL: "不到 1%"}
_HOW = {How.PHONE: "打过电话", How.MATERIAL: "看过材料", How.EXPLAINED: "已有说明"}


def write_suspects(book: Book, collection: Collection) -> None:
    _SUSPECTS.write(book, (_suspect_line(each, collection.edition) for each in collection.suspects))


def _suspect_line(suspect: Suspect, edition: Edition) -> Line:
    """The figure that is farthest off as a number; the others of its sentence beside their labels."""
    first, *others = suspect.blanks
    also = [f"{edition.labels[id_]} {suspect.values[id_]}" for id_ in others]
    figure = suspect.values[first]
    return (
        _BANDS[suspect.band],
        suspect.unit,
        suspect.unit_name,
        "；".join([edition.labels[first], *also]),
        figure if isinstance(figure, int) else str(figure),
        "；".join(suspect.says),
        suspect.reason or "",
        _verified(suspect.verified, edition),
    )


def _verified(review: Review | None, edition: Edition) -> str:
    if review is None:
        return ""
    how = f"{_HOW[review.how]}，" if review.how else ""
    return f"核实无误（{how}{review.by}，{in_words(review.at, edition)}）：{review.note}"


_CHANGES = List(
    name="变动",
    columns=(
        ("单位代码", 12),
        ("单位", 28),
        ("第几次报送", 11),
        ("接收时间", 17),
        ("原回执号", 26),
        ("项目", 56),
        ("原来", 16),
        ("改为", 16),
        ("编号", 24),
    ),
)
_SAME = "（数字没有改动，只改了说明、零报告或附件）"


def write_changes(book: Book, collection: Collection) -> None:
    _CHANGES.write(book, (line for row in collection.rows for line in _changes(row, collection.edition)))


def _changes(row: Row, edition: Edition) -> Iterator[Line]:
    """A revision that changed no figure is a line too: somebody has filed again."""
    for number, (old, new) in enumerate(pairwise(each.record for each in row.revisions), 2):
        at = new.received_at.astimezone(edition.due.tzinfo)
        filing = (row.unit.code, row.unit.name, number, at, old.reference)
        changed = changes(old, new)
        for id_, (was, now) in changed.items():
            yield *filing, edition.labels[id_], answer_cell(was), answer_cell(now), id_
        if not changed:
            yield *filing, _SAME, "", "", ""
