"""A grid on the sheet of the official table: its cells merged as on the paper, its totals numbers that can be added up."""

from collections.abc import Iterable, Sequence
from itertools import repeat

from xlsxwriter.format import Format

from handler.collect.exports.filling import Fill, names_row
from handler.collect.exports.widths import ROOM, grid_widths
from handler.collect.exports.xlsx.book import put_number, wrap
from handler.collect.exports.xlsx.paper_sheet import PaperSheet, Token
from schema.edition.grid import Cell, Grid
from schema.edition.sentence import Blank, Sentence


def write_grid(paper: PaperSheet, row: int, grid: Grid, fill: Fill) -> int:
    """The row after it."""
    for line in filter(None, grid.caption.split("\n")):
        row = paper.across(row, line, paper.book.paper.line)
    spans = paper.spans(grid_widths(grid))
    for number in range(1, len(grid.rows) + 1):
        _write_row(paper, row, grid, number, fill, spans)
        row += 1
    return row


def _write_row(
    paper: PaperSheet, row: int, grid: Grid, number: int, fill: Fill, spans: Sequence[tuple[int, int]]
) -> None:
    cells = [
        (
            (spans[column - 1][0], spans[column + cell.across - 2][1]),
            cell.down * (top == number),
            cell,
            _look(paper, grid, number, column, cell),
        )
        for column, (top, left, cell) in enumerate(map(grid.at, repeat(number), range(1, len(spans) + 1)), 1)
        if left == column
    ]
    wrap(
        paper.sheet,
        row,
        [(_text(cell, fill), _width(paper, span)) for span, down, cell, _ in cells if down == 1],
    )
    for span, down, cell, look in cells:
        _put(paper, row, span, down, cell, fill, look)


def _look(paper: PaperSheet, grid: Grid, row: int, column: int, cell: Cell) -> Format:
    looks = paper.book.paper
    if row <= grid.head:
        return looks.head
    return looks.progress if names_row(grid, column, cell) else looks.activity


def _put(
    paper: PaperSheet, row: int, span: tuple[int, int], down: int, cell: Cell, fill: Fill, look: Format
) -> None:
    match cell.sentence.parts:
        case (Blank() as blank,) if down and blank.kind.adds_up and fill(blank):
            total = fill(blank)
            figure: int | str = int(total) if total.lstrip("-").isdigit() else total
            put_number(paper.sheet, row, span[0], figure, paper.book.figures)
            paper.beside(row, span, down, look)
        case _:
            tokens = list(tokens_of(cell.sentence, fill)) if down else []
            paper.put(row, span, tokens, look, down)


def tokens_of(sentence: Sentence, fill: Fill) -> Iterable[Token]:
    """Text, and whether it stands in a blank."""
    for part in sentence.parts:
        yield (part, False) if isinstance(part, str) else (fill(part) or ROOM, True)


def _text(cell: Cell, fill: Fill) -> str:
    return "".join(text for text, _ in tokens_of(cell.sentence, fill))


def _width(paper: PaperSheet, span: tuple[int, int]) -> int:
    return paper.cuts[span[1] + 1] - paper.cuts[span[0]]
