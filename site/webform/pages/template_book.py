"""The edition's list for Excel: a row for each blank, to be filled beside its id and opened on the page."""

from handler.collect.exports.xlsx.book import Book, put_text, write_book
from schema.edition.kinds import Amount, Count, Several, kind_in_words
from schema.edition.model import Edition
from schema.edition.sentence import Blank
from webform.layout import meanings_of

MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEAD = ("所在位置", "项目", "怎样填", "填写", "编号（请勿改动）")
"""The page finds a blank by its id, and its answer in the cell before it."""
_WIDTHS = (44, 52, 16, 24, 26)
_LONGEST_LIST = 255
"""Characters of the choices that Excel lets a cell offer."""


def template_book(edition: Edition) -> bytes:
    """The workbook; the same edition gives the same bytes."""
    title = edition.title.replace("\n", "")
    with write_book(title, edition.due) as (book, packed):
        sheet = book.add_sheet("填报")
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        for column, text in enumerate(HEAD):
            put_text(sheet, 0, column, text, book.looks.head)
        for row, blank in enumerate(edition.blanks, 1):
            how = "；".join([kind_in_words(blank.kind), *(said for _, said in meanings_of(edition, [blank]))])
            said = (edition.places[blank.id], edition.labels[blank.id], how)
            for column, text in enumerate(said):
                put_text(sheet, row, column, text, book.looks.text)
            sheet.write_blank(row, 3, None, _look(book, blank))
            put_text(sheet, row, 4, blank.id, book.looks.text)
            one_of = not isinstance(blank.kind, Several) and blank.kind.words
            if one_of and len(",".join(blank.kind.words)) <= _LONGEST_LIST:
                sheet.data_validation(row, 3, row, 3, {"validate": "list", "source": list(blank.kind.words)})
    return packed.getvalue()


def _look(book: Book, blank: Blank) -> object:
    """What is no number stays the text that is typed: a date, a telephone number that begins with 0."""
    if not isinstance(blank.kind, Amount | Count):
        return book.looks.text
    return book.looks.amounts[blank.kind.places] if isinstance(blank.kind, Amount) else book.looks.count
