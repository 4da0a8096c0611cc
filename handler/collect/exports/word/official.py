"""The official table as a Word document, whatever stands in its blanks.

It is written by the standard library alone: the function that serves it has neither python-docx nor lxml.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from handler.collect.exports.filling import Fill, is_titled, names_row, title_of
from handler.collect.exports.widths import ROOM, grid_widths
from handler.collect.exports.word.docx_parts import WIDTH, make_parts
from handler.collect.exports.word.pieces import (
    begin_table,
    cell_xml,
    lines_xml,
    paragraph_xml,
    row_xml,
    run_xml,
    sentence_xml,
)
from schema.edition.blocks import Activity, ActivityTable, Block, Lines, Section
from schema.edition.grid import Grid
from schema.edition.kinds import UnitName
from schema.edition.model import Edition

_COLUMNS = (560, 1020, 3250, WIDTH - 560 - 1020 - 3250)
"""Widths: section, activity, requirement, progress."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """What is drawn: an edition, what stands in the blanks above the table and in it, and the line at the foot of each page.

    moment: when the document says that it was made.
    """

    edition: Edition
    heading: Fill
    fill: Fill
    foot: str
    moment: datetime


def to_bytes(table: Table) -> bytes:
    """The document; the same table gives the same bytes."""
    title = title_of(table.edition)
    parts = make_parts("".join(_body(table)), foot=table.foot, title=title, moment=table.moment)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name)  # of 1980, whenever it is made
            entry.create_system = 0  # whatever the system that packs
            package.writestr(entry, text.encode(), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _body(table: Table) -> Iterator[str]:
    edition = table.edition
    if edition.annex:
        yield paragraph_xml("Annex", run_xml(edition.annex))
    yield from (paragraph_xml("TableTitle", run_xml(line)) for line in edition.title.split("\n"))
    yield from (paragraph_xml("Marks", run_xml(line)) for line in edition.marks)
    yield paragraph_xml("Heading", _heading(table))
    for block in edition.blocks:
        yield from _block(table, block)
    yield from (
        paragraph_xml("Note", run_xml(line)) for line in edition.note.split("\n")
    )  # Word ends in a paragraph


def _heading(table: Table) -> str:
    return "".join(
        run_xml(part)
        if isinstance(part, str)
        else run_xml(table.heading(part) or ROOM * (2 if isinstance(part.kind, UnitName) else 1))
        for part in table.edition.heading.parts
    )


def _block(table: Table, block: Block) -> Iterator[str]:
    match block:
        case ActivityTable():
            yield from _activities(table, block)
        case Grid():
            yield from _grid(table, block)
        case Lines(sentences=sentences):
            yield from (paragraph_xml("Heading", sentence_xml(table.fill, line)) for line in sentences)
        case _:  # pragma: no cover  # mypy proves that no block is left
            assert_never(block)


def _activities(table: Table, block: ActivityTable) -> Iterator[str]:
    yield begin_table(_COLUMNS)
    first, requirement, progress = (paragraph_xml("ColumnTitle", run_xml(title)) for title in block.columns)
    head = (
        cell_xml(_COLUMNS[:2], first)
        + cell_xml(_COLUMNS[2:3], requirement)
        + cell_xml(_COLUMNS[3:], progress)
    )
    yield row_xml(head, "<w:tblHeader/>")
    for section in block.sections:
        for activity in section.activities:
            yield row_xml(_cells(table, section, activity))
    yield "</w:tbl>"


def _grid(table: Table, grid: Grid) -> Iterator[str]:
    yield from (paragraph_xml("Note", run_xml(line)) for line in grid.caption.split("\n"))
    needed = grid_widths(grid)
    widths = [round(WIDTH * each / sum(needed)) for each in needed]
    yield begin_table(widths)
    for row in range(1, len(grid.rows) + 1):
        cells = [grid.at(row, column) for column in range(1, len(widths) + 1)]
        drawn = (
            _grid_cell(table, grid, row, column, widths)
            for column, (_, left, _) in enumerate(cells, 1)
            if left == column
        )
        yield row_xml("".join(drawn), "<w:tblHeader/>" if row <= grid.head else "")
    yield "</w:tbl>"


def _grid_cell(table: Table, grid: Grid, row: int, column: int, widths: Sequence[int]) -> str:
    """A cell of one row; where it goes on from above, only its borders."""
    top, _, cell = grid.at(row, column)
    merge = "" if cell.down == 1 else '<w:vMerge w:val="restart"/>' if top == row else "<w:vMerge/>"
    named = names_row(grid, column, cell)
    style = "ColumnTitle" if row <= grid.head else "Progress" if named else "Activity"
    said = sentence_xml(table.fill, cell.sentence) if top == row else ""
    return cell_xml(widths[column - 1 : column - 1 + cell.across], paragraph_xml(style, said), merge)


def _cells(table: Table, section: Section, activity: Activity) -> str:
    """One row. The section's cell goes on through its rows, and takes the activity's where the paper names none."""
    starts = activity is section.activities[0]
    titled = is_titled(section)
    merge = '<w:vMerge w:val="restart"/>' if starts else "<w:vMerge/>"
    named = paragraph_xml("Section", run_xml(section.title) if starts else "")
    return (
        cell_xml(_COLUMNS[: 1 if titled else 2], named, merge)
        + (cell_xml(_COLUMNS[1:2], paragraph_xml("Activity", run_xml(activity.title))) if titled else "")
        + cell_xml(_COLUMNS[2:3], lines_xml("Requirement", map(run_xml, activity.requirement.split("\n"))))
        + cell_xml(
            _COLUMNS[3:],
            lines_xml("Progress", (sentence_xml(table.fill, line) for line in activity.progress)),
        )
    )
