"""The official table as it is drawn, in Word and in Excel alike: its paragraphs and its tables, cell by cell, each in a style.

What stands in a blank, a `handler.collect.exports.filling.Fill` says.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never
from unicodedata import east_asian_width

from schema.edition.blocks import Activity, ActivityTable, Block, Lines, Section
from schema.edition.grid import Grid
from schema.edition.kinds import UnitName
from schema.edition.model import Edition
from schema.edition.sentence import Blank

Parts = tuple[str | Blank, ...]
ROOM = "　" * 4
"""Where something is to be written by hand."""
_FIGURE, _LEAST, _WIDEST = 10, 5, 30
"""Characters of a column: of figures at least, of a code, of words at most."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    style: str
    parts: Parts


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """A cell in one row. lines: its paragraphs. left: its first column, from 0. across: its columns.

    down: the rows that it takes; 0 where it goes on from above, with nothing in it.
    """

    style: str
    lines: tuple[Parts, ...]
    left: int
    across: int = 1
    down: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """head: its first rows that are titles. grid: what it is drawn of; None for section, activity, requirement, progress."""

    rows: tuple[tuple[Box, ...], ...]
    head: int
    grid: Grid | None = None


def drawn(edition: Edition) -> Iterator[Paragraph | Table]:
    """All of it, from above."""
    if edition.annex:
        yield Paragraph(style="Annex", parts=(edition.annex,))
    yield from _paragraphs("TableTitle", edition.title)
    yield from (Paragraph(style="Marks", parts=(line,)) for line in edition.marks)
    yield Paragraph(style="Heading", parts=edition.heading.parts)
    for block in edition.blocks:
        yield from _block(block)
    yield from _paragraphs("Note", edition.note)


def _paragraphs(style: str, text: str) -> Iterator[Paragraph]:
    return (Paragraph(style=style, parts=(line,)) for line in text.split("\n"))


def _block(block: Block) -> Iterator[Paragraph | Table]:
    match block:
        case ActivityTable():
            first, *others = [((title,),) for title in block.columns]
            rest = (Box(style="ColumnTitle", lines=title, left=left) for left, title in enumerate(others, 2))
            head = (Box(style="ColumnTitle", lines=first, left=0, across=2), *rest)
            rows = (
                tuple(_row(section, activity))
                for section in block.sections
                for activity in section.activities
            )
            yield Table(rows=(head, *rows), head=1)
        case Grid():
            yield from captions_of(block)
            yield table_of(block)
        case Lines(sentences=sentences):
            yield from (Paragraph(style="Line", parts=line.parts) for line in sentences)
        case _:  # pragma: no cover  # mypy proves that no block is left
            assert_never(block)


def captions_of(grid: Grid) -> Iterator[Paragraph]:
    return _paragraphs("Caption", grid.caption)


def table_of(grid: Grid) -> Table:
    rows = (tuple(_grid_row(grid, row)) for row in range(1, len(grid.rows) + 1))
    return Table(rows=tuple(rows), head=grid.head, grid=grid)


def _row(section: Section, activity: Activity) -> Iterator[Box]:
    """The section's cell goes on through its rows, and takes the activity's where the paper names none."""
    starts, titled = activity is section.activities[0], any(each.title for each in section.activities)
    yield Box(
        style="Section",
        lines=((section.title,),) if starts else (),
        left=0,
        across=1 if titled else 2,
        down=len(section.activities) if starts else 0,
    )
    if titled:
        yield Box(style="Activity", lines=((activity.title,),), left=1)
    required = tuple((line,) for line in activity.requirement.split("\n"))
    yield Box(style="Requirement", lines=required, left=2)
    yield Box(style="Progress", lines=tuple(line.parts for line in activity.progress), left=3)


def _grid_row(grid: Grid, row: int) -> Iterator[Box]:
    """What names a row at the left edge is not centred."""
    for column in range(1, len(grid.rows[0]) + 1):
        top, left, cell = grid.at(row, column)
        if left == column:
            named = column == 1 and grid.stub and not cell.sentence.blanks
            yield Box(
                style="ColumnTitle" if row <= grid.head else "Progress" if named else "Activity",
                lines=(cell.sentence.parts,) if top == row else (),
                left=left - 1,
                across=cell.across,
                down=cell.down if top == row else 0,
            )


def room_in_heading(blank: Blank) -> str:
    """Of a unit's name twice as much."""
    return ROOM * (2 if isinstance(blank.kind, UnitName) else 1)


def wide(line: str) -> int:
    """In the width of a digit: a Chinese character takes two."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in line)


def grid_widths(grid: Grid) -> list[int]:
    """Characters that each column needs."""
    needed = [_LEAST if column < grid.stub else _FIGURE for column in range(len(grid.rows[0]))]
    for _, column, cell in grid.cells():
        if cell.across == 1:
            text = "".join(part if isinstance(part, str) else ROOM for part in cell.sentence.parts)
            longest = max(map(wide, text.split("\n"))) + 2
            needed[column - 1] = max(needed[column - 1], min(longest, _WIDEST))
    return needed
