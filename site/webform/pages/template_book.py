"""The edition for Excel, to be filled and opened on the page: a list with a row for each blank, and each grid as on the paper."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from handler.collect.exports.filling import by_hand
from handler.collect.exports.paper import captions_of, table_of
from handler.collect.exports.xlsx.book import Book, put_text, write_book
from handler.collect.exports.xlsx.paper_sheet import PaperSheet, Put, ends_of, widths_of
from schema.edition.blocks import lines_of
from schema.edition.grid import Grid
from schema.edition.kinds import Amount, Count, Several, kind_in_words
from schema.edition.model import Edition
from schema.edition.sentence import Blank
from webform.layout import meanings_of

HEAD = ("所在位置", "项目", "怎样填", "填写", "编号（请勿改动）")
"""The page finds a blank by its id, and its answer in the cell before it; those of grids by the words of row and column."""
_WIDTHS = (44, 52, 16, 24, 26)
_LONGEST_LIST, _LONGEST_HINT = 255, 255
"""Characters of the choices, and of what is said of a cell, that Excel takes."""
_UPRIGHT = 100
"""Characters across that are still read on an upright page."""


def template_book(edition: Edition) -> bytes:
    """The workbook; the same edition gives the same bytes."""
    title = edition.title.replace("\n", "")
    grids = [block for block in edition.blocks if isinstance(block, Grid)]
    in_grids = {blank.id for _, line in lines_of(grids) for blank in line.blanks}
    with write_book(title, edition.due) as (book, packed):
        put = _putting(book, edition)
        _write_list(book, edition, [blank for blank in edition.blanks if blank.id not in in_grids], put)
        _write_grids(book, grids, put)
    return packed.getvalue()


def _write_list(book: Book, edition: Edition, blanks: Sequence[Blank], put: Put) -> None:
    sheet = book.add_sheet("填报")
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    for column, text in enumerate(HEAD):
        put_text(sheet, 0, column, text, book.looks.head)
    for row, blank in enumerate(blanks, 1):
        how = "；".join([kind_in_words(blank.kind), *(said for _, said in meanings_of(edition, [blank]))])
        for column, text in enumerate((edition.places[blank.id], edition.labels[blank.id], how)):
            put_text(sheet, row, column, text, book.looks.text)
        put(sheet, row, 3, blank)
        put_text(sheet, row, 4, blank.id, book.looks.text)
    if len(blanks) < len(edition.blanks):
        put_text(sheet, len(blanks) + 1, 0, "表格里的各格，填在后面的“表1”等各页里", book.looks.line)


def _write_grids(book: Book, grids: Sequence[Grid], put: Put) -> None:
    """Sheets 表1, 表2 … as on the paper, their cells empty."""
    for number, grid in enumerate(grids, 1):
        table = table_of(grid)
        widths = widths_of(table)
        sheet = book.add_sheet(f"表{number}", across=sum(widths) > _UPRIGHT)
        paper, row = PaperSheet.of(book, sheet, ends_of(widths, sum(widths))), 0
        for caption in captions_of(grid):
            row = paper.paragraph(row, caption, by_hand)
        sheet.freeze_panes(row + grid.head, grid.stub)
        paper.table(row, table, by_hand, put)


def _putting(book: Book, edition: Edition) -> Put:
    """Puts an empty cell for a blank, in the look of what is filled in there."""

    def put(sheet: Worksheet, row: int, column: int, blank: Blank) -> bool:
        sheet.write_blank(row, column, None, _look(book, blank))
        asked: dict[str, object] = {"validate": "any"}
        one_of = not isinstance(blank.kind, Several) and blank.kind.words
        if one_of and len(",".join(blank.kind.words)) <= _LONGEST_LIST:
            asked = {"validate": "list", "source": list(blank.kind.words)}
        for _, said in meanings_of(edition, [blank]):
            asked["input_message"] = said[:_LONGEST_HINT]
        if asked != {"validate": "any"}:
            sheet.data_validation(row, column, row, column, asked)
        return True

    return put


def _look(book: Book, blank: Blank) -> object:
    """What is no number stays the text that is typed: a date, a telephone number that begins with 0."""
    if not isinstance(blank.kind, Amount | Count):
        return book.looks.text
    return book.looks.amounts[blank.kind.places] if isinstance(blank.kind, Amount) else book.looks.count
