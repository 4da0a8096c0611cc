"""变动: what each revision changed, a line for each figure, the old beside the new."""

from collections.abc import Iterator
from itertools import pairwise

from handler.collect.collection import Collection, Row
from handler.collect.exports.columns import answer_cell, changes
from handler.collect.exports.xlsx.book import Book
from handler.collect.exports.xlsx.lists import Line, List
from schema.edition.model import Edition

_LIST = List(
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
    _LIST.write(
        book,
        (line for row in collection.rows for line in _of_unit(row, collection.edition)),
    )


def _of_unit(row: Row, edition: Edition) -> Iterator[Line]:
    """A revision that changed no figure is a line too: somebody has filed again."""
    for number, (old, new) in enumerate(pairwise(each.record for each in row.revisions), 2):
        at = new.received_at.astimezone(edition.due.tzinfo)
        filing = (row.unit.code, row.unit.name, number, at, old.reference)
        changed = changes(old, new)
        for id_, (was, now) in changed.items():
            yield *filing, edition.labels[id_], answer_cell(was), answer_cell(now), id_
        if not changed:
            yield *filing, _SAME, "", "", ""
