"""How wide texts are, and the columns of a grid, in characters."""

from unicodedata import east_asian_width

from schema.edition.grid import Grid

ROOM = "　" * 4
"""Where something is to be written by hand."""
_FIGURE, _LEAST, _WIDEST = 10, 5, 30
"""Characters of a column: of figures at least, of a code, of words at most."""


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
