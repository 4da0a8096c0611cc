"""正式表: the official table as it stands on the paper, the totals of the roster in its blanks. It prints on A4."""

from xlsxwriter.worksheet import Worksheet

from handler.collect.collection import Collection
from handler.collect.exports.filling import covered, with_totals
from handler.collect.exports.paper import Paragraph, Table, drawn, room_in_heading
from handler.collect.exports.xlsx.book import LINE, Book, put_number
from handler.collect.exports.xlsx.paper_sheet import PaperSheet, Put, ends_of, widths_of
from schema.edition.sentence import Blank

_PAGE = 111
"""Characters across a page, which a narrower table fills too, as on the paper."""
_UPRIGHT = 150
"""Characters across that are still read on an upright page."""
_HIGH = {"TableTitle": 24, "Heading": 24}
"""Points of a line of a style."""


def write_official(book: Book, collection: Collection) -> None:
    on_paper, fill, row = list(drawn(collection.edition)), with_totals(collection), 0
    paper, put = _sheet(book, [each for each in on_paper if isinstance(each, Table)]), _put(book, collection)
    for each in on_paper:
        if isinstance(each, Table):
            if each.grid is None and paper.sheet.repeat_row_range == "":
                paper.sheet.repeat_rows(row)
            row = paper.table(row, each, fill, put)
        else:
            said = room_in_heading if each.style == "Heading" else fill
            row = paper.paragraph(row, each, said, _HIGH.get(each.style, LINE))
    paper.paragraph(row, Paragraph(style="Note", parts=(covered(collection),)), fill)


def _sheet(book: Book, tables: list[Table]) -> PaperSheet:
    """Cut for all its tables; each is as wide as the widest."""
    widths = list(map(widths_of, tables))
    whole = max([_PAGE, *map(sum, widths)])
    sheet = book.add_sheet("正式表", across=whole > _UPRIGHT)
    return PaperSheet.of(book, sheet, {whole, *(end for each in widths for end in ends_of(each, whole))})


def _put(book: Book, collection: Collection) -> Put:
    """A cell that is a blank and no more holds its total as a number that can be added up."""

    def put(sheet: Worksheet, row: int, column: int, blank: Blank) -> bool:
        total = collection.totals.get(blank.id, "") if collection.coverage.counted else ""
        if total == "":
            return False
        put_number(sheet, row, column, total, book.figures)
        return True

    return put
