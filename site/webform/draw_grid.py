"""A grid as the page draws it: which cell is a head, and what a phone says in its place where the head is out of sight."""

from collections.abc import Iterator
from dataclasses import dataclass

from schema.edition.blocks import ActivityTable
from schema.edition.grid import Cell, Grid
from schema.edition.model import Edition

WIDE = 12
"""Columns that fit across an upright sheet."""
VAST = 22
"""Columns that fit across a screen."""
TALL = 40
"""Rows that fit on a screen and what is painted around it."""
SHORT = 20
"""Rows of a grid that are kept together on one sheet."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn:
    """One cell. scope: of what it is a head, '' of nothing. under: what the head says of it. looks: its classes."""

    cell: Cell
    scope: str
    under: str
    looks: str


def draw_rows(grid: Grid) -> Iterator[tuple[str, list[Drawn]]]:
    """Each row: what names it of the rows above (一、主动公开, which covers three rows), and the cells that begin in it."""
    for row, cells in enumerate(grid.rows, 1):
        own = sum(1 for cell in cells[: grid.stub] if cell and cell.name)
        names = grid.row_names(row) if row > grid.head and None in cells[: grid.stub] else ()
        drawn = [_draw(grid, row, column, cell) for column, cell in enumerate(cells, 1) if cell]
        yield " · ".join(names[: len(names) - own]), drawn


def _draw(grid: Grid, row: int, column: int, cell: Cell) -> Drawn:
    in_head, in_stub = row <= grid.head, column <= grid.stub
    text = "".join(part for part in cell.sentence.parts if isinstance(part, str)).strip()
    under = () if in_head or in_stub else grid.path(row, column)[len(grid.row_names(row)) :]
    return Drawn(
        cell=cell,
        scope=_scope(cell, in_head, in_stub) if text else "",
        under=" · ".join(under),
        looks=" ".join(filter(None, (_looks(cell, text), "edge" if column == 1 else ""))),
    )


def _scope(cell: Cell, in_head: bool, in_stub: bool) -> str:
    if in_head:
        return "colgroup" if cell.across > 1 else "col"
    return ("rowgroup" if cell.down > 1 else "row") if in_stub else ""


def _looks(cell: Cell, text: str) -> str:
    if not cell.sentence.blanks:
        return "" if any(map(str.isalpha, text)) else "coded"
    measured = " number" if all(blank.kind.measure for blank in cell.sentence.blanks) else ""
    return f"asks{measured}" if text else f"alone{measured}"


def grids_of(edition: Edition) -> dict[str, str]:
    """The grids by the names that the page gives them, and what they are called."""
    grids = (n for n, block in enumerate(edition.blocks, 1) if isinstance(block, Grid))
    return {f"grid-{n}": edition.name_of((-n,)) for n in grids}


def has_cells(edition: Edition) -> bool:
    """Whether its pages need more than an activity table does: for grids, lines, totals that are filled in."""
    more = (block for block in edition.blocks if not isinstance(block, ActivityTable))
    return any(more) or any(check.fill for check in edition.checks)


def sheet_looks(grid: Grid) -> str:
    """The classes of the sheet that a grid lies on, by its size."""
    rows, columns = len(grid.rows), len(grid.rows[0])
    looks = {"short": rows <= SHORT, "wide": columns > WIDE, "vast": columns > VAST, "tall": rows > TALL}
    return " ".join(["sheet", *(look for look, it_has in looks.items() if it_has)])


def is_wide(edition: Edition) -> bool:
    """Whether a grid is too wide for an upright sheet."""
    return any(isinstance(block, Grid) and len(block.rows[0]) > WIDE for block in edition.blocks)
