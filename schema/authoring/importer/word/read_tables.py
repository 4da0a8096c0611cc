"""The tables of a Word document: their rows and cells as Word merges them.

w:tbl > w:tr > w:tc       w:tcPr/w:gridSpan: the cell is that many columns wide; w:shd: it may be shaded
          w:trPr          w:gridBefore: the row begins that many columns further right
                          w:tcPr/w:vMerge, w:hMerge without w:val="restart": it goes on with the cell above, before
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from schema.authoring.importer.document import BELOW, MOST_COLUMNS, Cell, DocumentError, GridRow
from schema.authoring.importer.word.package import W, number, value
from schema.authoring.importer.word.words import Words

if TYPE_CHECKING:
    from schema.authoring.importer.word.package import Element

_COLOUR = re.compile("[0-9A-Fa-f]{6}")
_WHITE, _GREY = 0xF3, 0x10
"""Lighter than the one looks white, less apart than the other looks grey."""
P, TABLE = f"{W}p", f"{W}tbl"
_WRAPPERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}


def flatten(element: "Element", wanted: tuple[str, ...]) -> "Iterator[Element]":
    """The wanted children, content controls and tracked insertions looked through."""
    for child in element:
        if child.tag in wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from flatten(child, wanted)


def is_frame(part: "Element") -> bool:
    """A table of one cell, drawn around another one."""
    return (
        part.tag == TABLE
        and len(cells := list(_cells(part))) == 1
        and cells[0].find(f".//{TABLE}") is not None
    )


def _cells(table: "Element") -> "Iterator[Element]":
    for row in _rows(table):
        yield from flatten(row, (f"{W}tc",))


def _rows(table: "Element") -> "Iterator[Element]":
    """Those that are not struck out by a tracked change."""
    return (row for row in flatten(table, (f"{W}tr",)) if row.find(f"{W}trPr/{W}del") is None)


def _width(table: "Element") -> int:
    return max((_before(row) + sum(map(_span, flatten(row, (f"{W}tc",)))) for row in _rows(table)), default=0)


def _before(row: "Element") -> int:
    return number(row, "trPr/gridBefore", 0)


def _span(cell: "Element") -> int:
    return max(1, number(cell, "tcPr/gridSpan", 1))


def read_grid(table: "Element", words: Words) -> Iterator[GridRow]:
    """Its rows. Raises DocumentError."""
    if _width(table) > MOST_COLUMNS:
        raise DocumentError(f"表格超过 {MOST_COLUMNS} 栏，不像是统计表。请核对文件。")
    titles: GridRow = ()
    for row in _rows(table):
        if row.find(f"{W}trPr/{W}hidden") is not None:
            words.leave("隐藏的一行", row)
            continue
        before = _before(row)
        cells = [Cell(lines=(), span=before, shaded=True)] if before else []
        inner: list[tuple[int, Element]] = []
        for cell in flatten(row, (f"{W}tc",)):
            if cells and _is_continued(cell, "hMerge"):
                cells[-1] = replace(cells[-1], span=cells[-1].span + _span(cell))
            else:
                cells.append(_cell(cell, words))
                inner += [(len(cells), nested) for nested in _nested(cell)]
        words.nested += [(_name(cells, at, inner, titles), nested) for at, nested in inner]
        titles = titles or tuple(cells)
        yield tuple(cells)


def _nested(cell: "Element") -> "Iterator[Element]":
    """The tables in it that have cells."""
    return (table for table in flatten(cell, (TABLE,)) if any(True for _ in _cells(table)))


def _name(cells: list[Cell], at: int, inner: "list[tuple[int, Element]]", titles: GridRow) -> str:
    """What the table in the cell of that number is called: as its row, and as its column where another cell has one, too."""
    names = [cells[0].text] if at > 1 else []
    if len({each for each, _ in inner}) > 1 and len(titles) == len(cells):
        names.append(titles[at - 1].text)
    return "、".join(name for name in names if name and name != BELOW)


def _is_continued(cell: "Element", merge: str) -> bool:
    """Whether it is part of the cell before it (hMerge, as old programs write it) or above it (vMerge)."""
    mark = cell.find(f"{W}tcPr/{W}{merge}")
    return mark is not None and mark.get(f"{W}val", "continue") == "continue"


def _cell(cell: "Element", words: Words) -> Cell:
    nested = any(True for _ in _nested(cell))
    return Cell(
        lines=words.lines(flatten(cell, (P,))) or ((BELOW,) if nested else ()),
        span=_span(cell),
        continued=_is_continued(cell, "vMerge"),
        shaded=_is_shaded(cell.find(f"{W}tcPr/{W}shd")) or _is_crossed(cell),
    )


def _is_shaded(mark: "Element | None") -> bool:
    """Whether it is grey, which says that nothing is to be written; colours only please the eye."""
    if mark is None:
        return False
    fill = mark.get(f"{W}fill", "")
    colours = [int(fill[at : at + 2], 16) for at in (0, 2, 4)] if _COLOUR.fullmatch(fill) else [255]
    grey = max(colours) < _WHITE and max(colours) - min(colours) <= _GREY
    return grey or mark.get(f"{W}val", "clear") not in ("clear", "nil")


def _is_crossed(cell: "Element") -> bool:
    """Whether a line goes from corner to corner."""
    lines = (value(cell, f"tcPr/tcBorders/{way}", "nil") for way in ("tl2br", "tr2bl"))
    return any(line not in ("nil", "none") for line in lines)
