"""正式表: the official table as it stands on the paper, the totals of the roster in its blanks. It prints on A4."""

from collections.abc import Iterable
from itertools import chain
from typing import assert_never

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from handler.collect.collection import Collection
from handler.collect.exports.coverage import covered
from handler.collect.exports.filling import Fill, is_titled, with_totals
from handler.collect.exports.xlsx.book import LINE, Book, put_text, wrap
from handler.collect.exports.xml_text import plain
from schema.edition.blocks import Activity, ActivityTable, Block, Lines, Section
from schema.edition.grid import Grid
from schema.edition.kinds import UnitName
from schema.edition.sentence import Sentence

_WIDTHS = (8, 13, 38, 52)
"""Section, activity, requirement, progress."""
_ALL = len(_WIDTHS) - 1
_ROOM = "　" * 4
"""Where something is to be written by hand."""
_TITLE = 24
"""Points of a line of the title."""
_SMALL = 0.86
"""A letter of the requirement to one of the rest."""


def write_official(book: Book, collection: Collection) -> None:
    edition, sheet = collection.edition, book.add_sheet("正式表", across=False)
    fill = with_totals(collection)
    sheet.fit_to_pages(1, 0)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    looks, row = book.paper, 0
    for text in filter(None, [edition.annex]):
        row = _across(sheet, row, text, looks.line)
    for text in edition.title.split("\n"):
        row = _across(sheet, row, text, looks.title, _TITLE)
    row = _across(sheet, row, _heading(edition.heading), looks.line, _TITLE)
    for block in edition.blocks:
        row = _block(book, sheet, row, block, fill)
    for text in (*edition.note.split("\n"), covered(collection)):
        row = _across(sheet, row, text, looks.line)


def _block(book: Book, sheet: Worksheet, row: int, block: Block, fill: Fill) -> int:
    match block:
        case ActivityTable(columns=columns, sections=sections):
            for column, title in enumerate((columns[0], "", *columns[1:])):
                put_text(sheet, row, column, title, book.paper.head)
            _merge(sheet, row, 0, row, 1)
            sheet.repeat_rows(row)
            row += 1
            for section in sections:
                row = _section(book, sheet, row, section, fill)
            return row
        case Grid():
            lines = ["　".join(_words(cell.sentence, fill) for cell in cells if cell) for cells in block.rows]
        case Lines(sentences=sentences):
            lines = [_words(line, fill) for line in sentences]
        case _:  # pragma: no cover  # mypy proves that no block is left
            assert_never(block)
    for line in lines:
        row = _across(sheet, row, line, book.paper.line)
    return row


def _words(sentence: Sentence, fill: Fill) -> str:
    return "".join(text for text, _ in _tokens(0, sentence, fill))


def _heading(heading: Sentence) -> str:
    """Its blanks are the bureau's own to fill in."""
    return "".join(
        part if isinstance(part, str) else _ROOM * (2 if isinstance(part.kind, UnitName) else 1)
        for part in heading.parts
    )


def _across(sheet: Worksheet, row: int, text: str, look: Format, line: int = LINE) -> int:
    """A paragraph over the whole width, its lines so many points high; the row after it."""
    wrap(sheet, row, [(text, sum(_WIDTHS))], line)
    put_text(sheet, row, 0, text, look)
    _merge(sheet, row, 0, row, _ALL)
    return row + 1


def _section(book: Book, sheet: Worksheet, row: int, section: Section, fill: Fill) -> int:
    """Its rows; the row after them. Its cell goes on through them, and takes the activity's where the paper names none."""
    first, last_title = row, 1 if is_titled(section) else 0
    for activity in section.activities:
        put_text(sheet, row, 0, section.title if row == first else "", book.paper.section)
        put_text(sheet, row, 1, activity.title, book.paper.activity)
        put_text(sheet, row, 2, activity.requirement, book.paper.requirement)
        _progress(book, sheet, row, activity, fill)
        row += 1
    _merge(sheet, first, 0, row - 1, 1 - last_title)
    return row


def _progress(book: Book, sheet: Worksheet, row: int, activity: Activity, fill: Fill) -> None:
    """The sentences, a line each, the totals in them bold."""
    looks = book.paper
    tokens = list(
        chain.from_iterable(_tokens(number, line, fill) for number, line in enumerate(activity.progress))
    )
    text = "".join(text for text, _ in tokens)
    wrap(
        sheet,
        row,
        [
            (activity.requirement, _WIDTHS[2] / _SMALL),
            (text, _WIDTHS[3]),
            (activity.title, _WIDTHS[1]),
        ],
    )
    runs = [
        run
        for words, filled in tokens
        if words
        for run in (looks.filled if filled else looks.words, plain(words))
    ]
    if len(runs) > 2:
        sheet.write_rich_string(row, 3, *runs, looks.progress)
    else:
        put_text(sheet, row, 3, text, looks.progress)


def _tokens(number: int, sentence: Sentence, fill: Fill) -> Iterable[tuple[str, bool]]:
    """Text, and whether it stands in a blank."""
    yield "\n" if number else "", False
    for part in sentence.parts:
        yield (part, False) if isinstance(part, str) else (fill(part) or _ROOM, True)


def _merge(sheet: Worksheet, top: int, left: int, bottom: int, right: int) -> None:
    """Cells that are written already, as one: `merge_range` would write them, and written rows are gone to the disk."""
    if (top, left) != (bottom, right):
        sheet.merge.append([top, left, bottom, right])
