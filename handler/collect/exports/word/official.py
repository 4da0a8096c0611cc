"""The official table as a Word document, whatever stands in its blanks; `collected.docx` has the totals of the roster in them.

It is written by the standard library alone: the function that serves it has neither python-docx nor lxml.
"""

from collections.abc import Iterator
from datetime import datetime

from handler.collect.collection import Collection
from handler.collect.evidence import collection_digest
from handler.collect.exports.filling import Fill, by_hand, covered, title_of, with_totals
from handler.collect.exports.paper import Paragraph, Table, drawn, grid_widths, room_in_heading
from handler.collect.exports.word.document import (
    WIDTH,
    begin_table,
    cell_xml,
    lines_xml,
    packed,
    paragraph_xml,
    row_xml,
    run_xml,
    runs_xml,
)
from schema.edition.model import Edition
from schema.validation.checksum import short_code

_COLUMNS = (560, 1020, 3250, WIDTH - 560 - 1020 - 3250)
"""Widths: section, activity, requirement, progress."""
_LOOKS_LIKE = {"Line": "Heading", "Caption": "Note"}


def to_docx(collection: Collection) -> bytes:
    """The document; the same collection gives the same bytes. The line above the table is the bureau's own to fill in."""
    return official_docx(
        collection.edition,
        heading=by_hand,
        fill=with_totals(collection),
        foot=f"{covered(collection)}；汇总码 {short_code(collection_digest(collection))}",
        moment=collection.as_of,
    )


def official_docx(edition: Edition, *, heading: Fill, fill: Fill, foot: str, moment: datetime) -> bytes:
    """The document; the same table gives the same bytes.

    heading: what stands in the blanks above the table; foot: at the foot of each page. moment: when it says that it was made.
    """
    body = "".join(
        _table(each, fill) if isinstance(each, Table) else _paragraph(each, heading, fill)
        for each in drawn(edition)
    )
    return packed(body, foot=foot, title=title_of(edition), moment=moment)


def _paragraph(paragraph: Paragraph, heading: Fill, fill: Fill) -> str:
    parts = paragraph.parts
    if paragraph.style == "Heading":
        texts = (part if isinstance(part, str) else heading(part) or room_in_heading(part) for part in parts)
        return paragraph_xml("Heading", "".join(map(run_xml, texts)))
    return paragraph_xml(_LOOKS_LIKE.get(paragraph.style, paragraph.style), runs_xml(fill, parts))


def _table(table: Table, fill: Fill) -> str:
    widths = list(_COLUMNS)
    if table.grid:
        needed = grid_widths(table.grid)
        widths = [round(WIDTH * each / sum(needed)) for each in needed]
    rows = "".join(_rows(table, widths, fill))
    return f"{begin_table(widths)}{rows}</w:tbl>"


def _rows(table: Table, widths: list[int], fill: Fill) -> Iterator[str]:
    """In what goes on from the row above, only the borders."""
    for number, boxes in enumerate(table.rows):
        cells = ""
        for box in boxes:
            merge = "" if box.down == 1 else '<w:vMerge w:val="restart"/>' if box.down else "<w:vMerge/>"
            lines = lines_xml(box.style, (runs_xml(fill, line) for line in box.lines))
            cells += cell_xml(widths[box.left : box.left + box.across], lines, merge)
        yield row_xml(cells, "<w:tblHeader/>" if number < table.head else "")
