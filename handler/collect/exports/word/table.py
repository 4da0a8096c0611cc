"""The official table as a Word document, whatever stands in its blanks.

It is written by the standard library alone: the function that serves it has neither python-docx nor lxml.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from handler.collect.exports.filling import Fill, is_titled, title_of
from handler.collect.exports.word.docx_parts import WIDTH, make_parts
from handler.collect.exports.xml_text import escaped
from schema.edition.blocks import Activity, ActivityTable, Block, Lines, Section
from schema.edition.grid import Grid
from schema.edition.kinds import UnitName
from schema.edition.model import Edition
from schema.edition.sentence import Sentence

_COLUMNS = (560, 1020, 3250, WIDTH - 560 - 1020 - 3250)
"""Widths: section, activity, requirement, progress."""
_ROOM = "　" * 4
"""Where something is to be written by hand."""
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


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
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.create_system = 0  # whatever the system that packs
            package.writestr(entry, text.encode(), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _body(table: Table) -> Iterator[str]:
    edition = table.edition
    if edition.annex:
        yield _paragraph("Annex", _run(edition.annex))
    yield from (_paragraph("TableTitle", _run(line)) for line in edition.title.split("\n"))
    yield from (_paragraph("Marks", _run(line)) for line in edition.marks)
    yield _paragraph("Heading", _heading(table))
    for block in edition.blocks:
        yield from _block(table, block)
    yield from (
        _paragraph("Note", _run(line)) for line in edition.note.split("\n")
    )  # Word ends in a paragraph


def _heading(table: Table) -> str:
    return "".join(
        _run(part)
        if isinstance(part, str)
        else _run(table.heading(part) or _ROOM * (2 if isinstance(part.kind, UnitName) else 1))
        for part in table.edition.heading.parts
    )


def _block(table: Table, block: Block) -> Iterator[str]:
    match block:
        case ActivityTable():
            yield from _activities(table, block)
        case Grid():
            yield from _grid(table, block)
        case Lines(sentences=sentences):
            yield from (_paragraph("Heading", _sentence(table.fill, line)) for line in sentences)
        case _:  # pragma: no cover  # mypy proves that no block is left
            assert_never(block)


def _begin(widths: Sequence[int]) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


def _activities(table: Table, block: ActivityTable) -> Iterator[str]:
    yield _begin(_COLUMNS)
    first, requirement, progress = (_paragraph("ColumnTitle", _run(title)) for title in block.columns)
    head = _cell(_COLUMNS[:2], first) + _cell(_COLUMNS[2:3], requirement) + _cell(_COLUMNS[3:], progress)
    yield _row(head, "<w:tblHeader/>")
    for section in block.sections:
        for activity in section.activities:
            yield _row(_cells(table, section, activity))
    yield "</w:tbl>"


def _grid(table: Table, grid: Grid) -> Iterator[str]:
    yield from (_paragraph("Note", _run(line)) for line in grid.caption.split("\n") if line)
    across = len(grid.rows[0])
    widths = [WIDTH // across] * across
    yield _begin(widths)
    for row in range(1, len(grid.rows) + 1):
        cells, column = "", 1
        while column <= across:
            top, _, cell = grid.at(row, column)
            merge = "" if cell.down == 1 else '<w:vMerge w:val="restart"/>' if top == row else "<w:vMerge/>"
            style = "ColumnTitle" if row <= grid.head else "Activity" if column <= grid.stub else "Progress"
            said = _paragraph(style, _sentence(table.fill, cell.sentence) if top == row else "")
            cells += _cell(widths[column - 1 : column - 1 + cell.across], said, merge)
            column += cell.across
        yield _row(cells, "<w:tblHeader/>" if row <= grid.head else "")
    yield "</w:tbl>"


def _cells(table: Table, section: Section, activity: Activity) -> str:
    """One row. The section's cell goes on through its rows, and takes the activity's where the paper names none."""
    starts = activity is section.activities[0]
    titled = is_titled(section)
    merge = '<w:vMerge w:val="restart"/>' if starts else "<w:vMerge/>"
    named = _paragraph("Section", _run(section.title) if starts else "")
    return (
        _cell(_COLUMNS[: 1 if titled else 2], named, merge)
        + (_cell(_COLUMNS[1:2], _paragraph("Activity", _run(activity.title))) if titled else "")
        + _cell(_COLUMNS[2:3], _lines("Requirement", map(_run, activity.requirement.split("\n"))))
        + _cell(_COLUMNS[3:], _lines("Progress", (_sentence(table.fill, line) for line in activity.progress)))
    )


def _sentence(fill: Fill, sentence: Sentence) -> str:
    return "".join(_run(part) if isinstance(part, str) else _filled(fill(part)) for part in sentence.parts)


def _filled(text: str) -> str:
    """What stands in a blank, or room to write."""
    lines = (_run(line, "<w:b/><w:bCs/>") for line in text.split("\n"))
    return "<w:r><w:br/></w:r>".join(lines) if text else _run(_ROOM, '<w:u w:val="single"/>')


def _row(cells: str, more: str = "") -> str:
    """A row that no page break tears."""
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{cells}</w:tr>"


def _cell(widths: Sequence[int], paragraphs: str, merge: str = "") -> str:
    span = f'<w:gridSpan w:val="{len(widths)}"/>' if len(widths) > 1 else ""
    width = f'<w:tcW w:w="{sum(widths)}" w:type="dxa"/>'
    return f'<w:tc><w:tcPr>{width}{span}{merge}<w:vAlign w:val="center"/></w:tcPr>{paragraphs}</w:tc>'


def _lines(style: str, lines: Iterable[str]) -> str:
    """A paragraph for each line; a cell without one would make the file unreadable."""
    return "".join(_paragraph(style, line) for line in lines) or _paragraph(style, "")


def _paragraph(style: str, runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _run(text: str, looks: str = "") -> str:
    look = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'
