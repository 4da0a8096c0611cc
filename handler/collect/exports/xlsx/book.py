"""The workbook: its looks, and cells in which text stays text and numbers are numbers."""

import io
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from handler.collect.exports.paper import wide
from handler.collect.exports.xlsx.fast_sheet import FastSheet
from handler.collect.exports.xml_text import plain
from schema.edition.kinds import MOST_PLACES

LONGEST_CELL = 32_767
"""UTF-16 code units; more makes Excel "repair" the file. (Excel specifications and limits)"""
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""Of a sheet. (The same)"""
_EXACT = 10**15
"""Of a larger number Excel loses digits. (The same)"""
LINE, _HIGHEST = 15, 409
"""Points of a line of text and of the highest row."""
_CUT = "……（太长，全文在 collected.json）"
_AS_TEXT = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
_FONT = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Looks:
    """Cell formats. line, message: of no table. text: stays text when it is edited.

    amounts: numbers by their decimal places. long: what begins like a formula stays text too; prose: the same, wrapped.
    """

    title: Format
    line: Format
    message: Format
    head: Format
    text: Format
    long: Format
    prose: Format
    count: Format
    amounts: tuple[Format, ...]
    moment: Format


@dataclass(frozen=True, kw_only=True, slots=True)
class Book:
    """A workbook being written, row after row: a written row is on disk and no longer in memory.

    paper: cell formats of the official table by style, of the text around its blanks (words) and in them (filled).
    figures: its totals that stand in cells of their own.
    """

    workbook: Workbook
    looks: Looks
    bold: Looks
    paper: Mapping[str, Format]
    figures: Looks

    def add_sheet(self, name: str, *, across: bool = True) -> Worksheet:
        """A sheet that prints on A4, its pages numbered. Codes and telephone numbers in it are meant as text."""
        sheet = self.workbook.add_worksheet(name, FastSheet)
        sheet.set_paper(9)
        if across:
            sheet.set_landscape()
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.set_footer("&C第 &P 页  共 &N 页")
        return sheet


@contextmanager
def write_book(title: str, moment: datetime) -> Iterator[tuple[Book, io.BytesIO]]:
    """A new workbook, and the bytes that it is afterwards; `moment` is when it says that it was made.

    Rows go through files in a folder that is removed again. Raises OSError.
    """
    packed = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        workbook = Workbook(packed, {"constant_memory": True, "tmpdir": folder, **_AS_TEXT})
        workbook.set_properties({"title": plain(title), "created": moment.astimezone(UTC)})
        book = Book(
            workbook=workbook,
            looks=_looks(workbook),
            bold=_looks(workbook, bold=True),
            paper=_paper(workbook),
            figures=_looks(workbook, bold=True, border_color="#000000"),
        )
        yield book, packed
        workbook.close()


def _looks(workbook: Workbook, *, bold: bool = False, border_color: str = "#A6A6A6") -> Looks:
    def look(**more: object) -> Format:
        return workbook.add_format({**_FONT, "border": 1, "border_color": border_color, "bold": bold, **more})

    return Looks(
        title=workbook.add_format({**_FONT, "bold": True, "font_size": 14}),
        line=workbook.add_format({**_FONT, "bold": bold}),
        message=workbook.add_format({**_FONT, "text_wrap": True, "quote_prefix": True}),
        head=look(bold=True, text_wrap=True, align="center", bg_color="#EDEDED"),
        text=look(num_format="@"),
        long=look(quote_prefix=True),
        prose=look(text_wrap=True, quote_prefix=True),
        count=look(num_format="#,##0"),
        amounts=tuple(
            look(num_format=f"{0:,.{n}f}".replace("0", "#,##0", 1)) for n in range(MOST_PLACES + 1)
        ),
        moment=look(num_format="yyyy-mm-dd hh:mm:ss"),
    )


def _paper(workbook: Workbook) -> Mapping[str, Format]:
    line = {**_FONT, "text_wrap": True, "quote_prefix": True}
    cell = {**line, "border": 1}
    middle = {**cell, "align": "center"}
    formats = {
        **dict.fromkeys(("Annex", "Heading", "Line", "Caption", "Note"), line),
        "TableTitle": {**line, "bold": True, "font_size": 16, "align": "center"},
        "Marks": {**line, "align": "right"},
        **{style: {**middle, "bold": True} for style in ("ColumnTitle", "Section")},
        "Activity": middle,
        "Requirement": {**cell, "font_size": 9},
        "Progress": cell,
        "words": _FONT,
        "filled": {**_FONT, "bold": True},
    }
    return {style: workbook.add_format(look) for style, look in formats.items()}


def wrap(sheet: Worksheet, row: int, texts: Iterable[tuple[str, float]], line: int = LINE) -> None:
    """Make the row, still to be written, as high as these texts need in columns of these widths.

    Excel finds the height by itself, but of merged cells; other programs do not. line: points of one.
    """
    lines = (sum(max(1, ceil(wide(each) / width)) for each in text.split("\n")) for text, width in texts)
    needed = max(lines, default=1)
    if needed > 1 or line > LINE:
        sheet.set_row(row, min(needed * line, _HIGHEST))


def put_text(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Text as text, whatever it begins with."""
    if text:
        sheet.write_string(row, column, fit(plain(text)), look)
    else:
        sheet.write_blank(row, column, None, look)


def put(
    sheet: Worksheet, row: int, column: int, cell: str | int | datetime, looks: Looks, text: Format
) -> None:
    """A text in this look, a number, or a time.

    A time as the clock of its own offset shows it, to the second: Excel knows no offsets, and would round up to noon.
    """
    if isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell.replace(microsecond=0, tzinfo=None), looks.moment)
    elif isinstance(cell, int):
        put_number(sheet, row, column, cell, looks)
    else:
        put_text(sheet, row, column, cell, text)


def put_number(sheet: Worksheet, row: int, column: int, number: int | str, looks: Looks) -> None:
    """A count, or an amount given as a decimal text; as text where Excel would lose digits."""
    exact = number if isinstance(number, int) else int(number.replace(".", ""))
    if abs(exact) >= _EXACT:
        sheet.write_string(row, column, str(number), looks.text)
    elif isinstance(number, int):
        sheet.write_number(row, column, number, looks.count)
    else:
        sheet.write_number(row, column, float(number), looks.amounts[len(number.partition(".")[2])])


def fit(text: str) -> str:
    """The text, cut to what a cell holds, and saying so."""
    if _units(text) <= LONGEST_CELL:
        return text
    room = (LONGEST_CELL - _units(_CUT)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + _CUT


def _units(text: str) -> int:
    """UTF-16 code units, two for a character beyond the first plane; not counted where even so there is room."""
    return len(text) if len(text) * 2 <= LONGEST_CELL else len(text.encode("utf-16-le")) // 2
