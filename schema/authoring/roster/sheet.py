"""The cells of a table file as text: the first sheet of an .xlsx, or a .csv as Excel or a program writes it; and out again."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from schema.errors import UserError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LARGEST = 20 * 1024 * 1024
"""Bytes of a part of a workbook; a roster of 3,000 units has a fiftieth of it."""
_NAMES = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_COLUMN = re.compile("[A-Z]+")
Rows = list[list[str]]


class SheetError(UserError):
    """The file cannot be read as a table; the message says why, and what to do (Chinese)."""


def read_rows(name: str, data: bytes) -> Rows:
    """name: the file's, by whose end it is told apart. Raises SheetError."""
    if name.lower().endswith(".csv"):
        return _csv_rows(data)
    if name.lower().endswith(".xlsx"):
        return _xlsx_rows(name, data)
    raise SheetError(f"{name} 不是 .xlsx 或 .csv 文件。用 Excel 打开，另存为“Excel 工作簿（*.xlsx）”")


def write_xlsx(rows: Rows) -> bytes:
    """A workbook, to be changed in Excel: every cell a text, so that a code that begins with 0 stays one."""
    from xlsxwriter import Workbook

    packed = io.BytesIO()
    with Workbook(
        packed, {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet, text = book.add_worksheet("报送单位名单"), book.add_format({"num_format": "@"})
        sheet.set_column(0, 0, 14, text)
        sheet.set_column(1, 1, 36, text)
        sheet.set_column(2, 5, 18, text)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell.startswith("<r>"):  # the library would take it for markup
                    sheet.write_rich_string(number, column, *cell[:2], cell[2:], text)
                else:
                    sheet.write_string(number, column, cell, text)
        sheet.freeze_panes(1, 0)
    return packed.getvalue()


def _csv_rows(data: bytes) -> Rows:
    """UTF-8, or what a Chinese Excel writes."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]


def _xlsx_rows(name: str, data: bytes) -> Rows:
    from lxml.etree import LxmlError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            shared = [_text(item) for item in _part(book, "xl/sharedStrings.xml").iter(f"{_NAMES}si")]
            sheet = next(each for each in sorted(book.namelist()) if each.startswith("xl/worksheets/sheet"))
            return [list(_cells(row, shared)) for row in _part(book, sheet).iter(f"{_NAMES}row")]
    except (zipfile.BadZipFile, LxmlError, StopIteration, ValueError, IndexError) as error:
        raise SheetError(f"{name} 打不开，可能没有下载完，或有密码。用 Excel 打开，另存一份再试") from error


def _part(book: zipfile.ZipFile, name: str) -> "Element":
    """The root of a part; an empty one where the book has none. Nothing outside the file is asked for."""
    from lxml.etree import XMLParser, fromstring

    if name not in book.namelist():
        return fromstring(b"<none/>")
    if book.getinfo(name).file_size > LARGEST:
        raise ValueError(name)
    parser = XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return fromstring(book.read(name), parser)


def _cells(row: "Element", shared: list[str]) -> Iterator[str]:
    """From A on; cells that are left out are empty."""
    place = 0
    for cell in row.iter(f"{_NAMES}c"):
        column = _number(str(cell.get("r", ""))) or place + 1
        yield from [""] * (column - place - 1)
        place = column
        yield _value(cell, shared).strip()


def _value(cell: "Element", shared: list[str]) -> str:
    kind, value = cell.get("t"), cell.findtext(f"{_NAMES}v") or ""
    if kind == "inlineStr":
        return _text(cell)
    if kind == "s":
        return shared[int(value)]
    return _whole(value)


def _whole(value: str) -> str:
    """A code or a telephone number that Excel took for a number: 1.38E10 is 13800000000."""
    try:
        number = float(value)
    except ValueError:
        return value
    return str(int(number)) if number.is_integer() else value


def _text(item: "Element") -> str:
    """Its runs, without what is only how they are read aloud."""
    return "".join(
        each.text or "" for each in item.iter(f"{_NAMES}t") if each.getparent().tag != f"{_NAMES}rPh"
    )


def _number(place: str) -> int:
    """Of a cell's place: C7 → 3; 0 where it has none."""
    found = _COLUMN.match(place)
    number = 0
    for letter in found[0] if found else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
